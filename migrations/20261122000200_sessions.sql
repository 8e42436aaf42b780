create table credence.session (
    tenant_id uuid not null references credence.tenant (id),
    id uuid not null,
    state text not null check (state in ('created', 'submitted', 'processing', 'approved', 'rejected',
        'needs_review', 'retake', 'failed', 'expired', 'erased')),
    -- SHA-256 of the token that the person's page holds.
    token_hash bytea not null,
    -- The integrator's own name for this attempt; not shown to the person.
    reference text,
    -- Counts every change; event streams and late events compare it.
    version bigint not null default 1,
    attempts integer not null default 0,
    dvs_request_id uuid,
    retake_step text check (retake_step in ('front', 'back', 'face')),
    retake_code text,
    -- The key that seals this session's images and fields, itself sealed by the operator's key.
    sealing_kek text,
    sealing_key bytea,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, dvs_request_id)
);

create index session_by_state on credence.session (tenant_id, state, id);

-- The answer first given to an Idempotency-Key, replayed for the same request.
create table credence.idempotency (
    tenant_id uuid not null references credence.tenant (id),
    key text not null,
    request_hash bytea not null,
    session_id uuid not null,
    -- The response, sealed: it holds the session's token.
    response_sealed bytea not null,
    created_at timestamptz not null,
    primary key (tenant_id, key)
);
