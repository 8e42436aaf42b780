-- Where integrators want to be told of events.
create table credence.webhook_endpoint (
    tenant_id uuid not null references credence.tenant (id),
    id uuid not null,
    url text not null,
    description text,
    -- Empty: every type.
    event_types text[] not null,
    signature text not null check (signature in ('v1', 'v1a')),
    -- The key that seals this endpoint's secrets, itself sealed by the operator's key.
    sealing_kek text not null,
    sealing_key bytea not null,
    secret_sealed bytea not null,
    -- ed25519's public key, for `v1a`.
    public_key bytea,
    -- The secret before the last rotation signs beside the new one until then.
    old_secret_sealed bytea,
    old_secret_until timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    disabled_at timestamptz,
    disabled_reason text check (disabled_reason in ('integrator', 'gone', 'failing')),
    -- The first failure since the last success.
    failing_since timestamptz,
    -- The receiver asked to be left alone until then.
    held_until timestamptz,
    primary key (tenant_id, id)
);
