-- The integrator's side of the house. Every key starts with the tenant, so the schema can be
-- distributed by tenant unchanged; ids are UUIDv7 made by the application.
create schema credence;

create table credence.tenant (
    id uuid primary key,
    name text not null,
    created_at timestamptz not null
);

-- Integrators' keys. The key itself is never stored: only its SHA-256.
create table credence.integrator_key (
    tenant_id uuid not null references credence.tenant (id),
    id uuid not null,
    name text not null,
    key_hash bytea not null,
    scopes text[] not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    primary key (tenant_id, id)
);
