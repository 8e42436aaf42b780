-- Signed statements of how far a tenant's chain reached and what it hashed to. A chain that was
-- written anew, or cut at its end, contradicts those that are kept elsewhere.
create table credence.audit_checkpoint (
    tenant_id uuid not null references credence.tenant (id),
    sequence bigint not null check (sequence > 0),
    hash bytea not null check (octet_length(hash) = 32),
    at timestamptz not null,
    -- The key that signed: credence.signing_key keeps its public half.
    kid text not null,
    -- The statement as a compact JWS.
    token text not null,
    primary key (tenant_id, sequence)
);
