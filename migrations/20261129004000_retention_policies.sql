-- How long a tenant keeps things, one row a version. Rows are only ever inserted: a change is a new
-- version, and the highest counts. The installation's own is kept here too, when a tenant without one
-- takes it up: nothing is deleted by a policy that has no row.
create table credence.retention_policy (
    tenant_id uuid not null references credence.tenant (id),
    version bigint not null,
    document jsonb not null,
    -- SHA-256 of the document as JSON without white space, its keys in order.
    document_sha256 bytea not null,
    is_installations boolean not null,
    -- The integrator's key it was set with; none where the operator or the worker did.
    created_by uuid,
    created_at timestamptz not null,
    primary key (tenant_id, version)
);
