-- The DVS-compatible server's own schema; it shares no table with the integrator's side.
create schema dvs;

create table dvs.account (
    id uuid primary key,
    name text not null,
    created_at timestamptz not null
);

-- Keys `pk_`/`sk_` + UUID, stored as SHA-256. A public key may be bound to the hosts of a licence;
-- localhost is always allowed, and an empty list binds to nothing.
create table dvs.api_key (
    account_id uuid not null references dvs.account (id),
    id uuid not null,
    kind text not null check (kind in ('public', 'secret')),
    key_hash bytea not null unique,
    licence_hosts text[] not null default '{}',
    created_at timestamptz not null,
    revoked_at timestamptz,
    primary key (account_id, id)
);

create table dvs.request (
    account_id uuid not null references dvs.account (id),
    id uuid not null,
    status text not null check (status in ('pending', 'processing', 'success', 'failed', 'expired')),
    document_type integer not null,
    kek_id text not null,
    wrapped_key bytea not null,
    -- Everything of the request that is not an image (track string, ssn, settings, metadata), sealed.
    parameters_sealed bytea,
    -- Fields and scores, or the failure's code and message, sealed.
    result_sealed bytea,
    created_at timestamptz not null,
    -- A pending request lapses then.
    expires_at timestamptz not null,
    processed_at timestamptz,
    -- The lease of a running Verify: past it, another call may take the request over.
    processing_until timestamptz,
    -- The key, the images and the result are destroyed then: `expires_at` while nobody has asked for
    -- the verification, a retention's length after the answer otherwise.
    content_expires_at timestamptz not null,
    -- Set when the last object of the request is gone; the row itself stays.
    content_destroyed_at timestamptz,
    primary key (account_id, id)
);

-- Serves the retention task: what is due and not destroyed yet.
create index request_by_content_expiry on dvs.request (content_expires_at) where content_destroyed_at is null;

create table dvs.request_image (
    account_id uuid not null,
    request_id uuid not null,
    step text not null check (step in ('front', 'back', 'face')),
    media_type text not null,
    byte_length bigint not null,
    object_key text not null,
    primary key (account_id, request_id, step),
    foreign key (account_id, request_id) references dvs.request (account_id, id)
);
