-- Signed notes of the rows that were removed at a chain's beginning, so that what remains is still
-- checked from there: the hash is that of the last row that went.
create table credence.audit_prune (
    tenant_id uuid not null references credence.tenant (id),
    sequence bigint not null check (sequence > 0),
    hash bytea not null check (octet_length(hash) = 32),
    at timestamptz not null,
    kid text not null,
    token text not null,
    primary key (tenant_id, sequence)
);
