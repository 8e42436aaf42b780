-- How a tenant's pages look and whom they name. A row appears with the first change.
create table credence.branding (
    tenant_id uuid primary key references credence.tenant (id),
    -- Counts every change; whoever changes it says which one they saw.
    version bigint not null,
    document jsonb not null,
    -- SHA-256 of the logo, in hexadecimal.
    logo_sha256 text,
    -- The integrator's key.
    changed_by uuid not null,
    changed_at timestamptz not null
);

-- The logo as this service coded it anew. One a tenant.
create table credence.branding_logo (
    tenant_id uuid primary key references credence.tenant (id),
    sha256 text not null,
    png bytea not null,
    created_at timestamptz not null
);
