-- What an organisation asks for, one row a version. Rows are only ever inserted: a change is a new
-- version. The installation's own policy is kept here too, once a document, when a decision is first
-- taken under it, so that a replay finds it; the hash tells two documents of one version apart.
create table credence.policy (
    tenant_id uuid not null references credence.tenant (id),
    version text not null,
    -- SHA-256 of the document as JSON without white space, its keys in order.
    document_sha256 bytea not null,
    document jsonb not null,
    is_installations boolean not null,
    -- The integrator's key it was made with; none for the installation's own.
    created_by uuid,
    created_at timestamptz not null,
    primary key (tenant_id, version, document_sha256)
);

create unique index policy_of_tenant_by_version on credence.policy (tenant_id, version)
    where not is_installations;

-- The version that a tenant uses; without a row it is the installation's own.
create table credence.active_policy (
    tenant_id uuid primary key references credence.tenant (id),
    version text not null,
    document_sha256 bytea not null,
    activated_by uuid not null,
    activated_at timestamptz not null,
    foreign key (tenant_id, version, document_sha256)
        references credence.policy (tenant_id, version, document_sha256)
);
