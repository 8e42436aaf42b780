-- No reference to the tenant here nor in the idempotency table: the insert itself selects from the
-- integrator's key, which has one, and the check would cost a lock on the tenant's row each time.
create table credence.session (
    tenant_id uuid not null,
    id uuid not null,
    state text not null check (state in ('created', 'submitted', 'processing', 'approved', 'rejected',
        'needs_review', 'retake', 'failed', 'expired', 'erased')),
    -- SHA-256 of the token that the person's page holds.
    token_hash bytea not null,
    -- The integrator's own name for this attempt; not shown to the person.
    reference text,
    -- The language of the page (BCP 47).
    locale text,
    -- The integrator's key it was made with.
    created_by uuid not null,
    -- Counts every change; event streams and late events compare it.
    version bigint not null default 1,
    attempts integer not null default 0,
    -- A reviewer who asks for a picture again grants one more.
    attempts_allowed integer not null,
    -- The submission being looked at, or looked at last.
    dvs_request_id uuid,
    -- The verification that the state rests on.
    verification_id uuid,
    retake_step text check (retake_step in ('front', 'back', 'face')),
    retake_code text,
    decided_at timestamptz,
    decided_by text check (decided_by in ('policy', 'reviewer')),
    -- The key that seals this session's images and fields, itself sealed by the operator's key.
    sealing_kek text,
    sealing_key bytea,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (tenant_id, id)
);

-- Serves the console's list by state, and the sweep for open sessions whose time is over.
create index session_by_state on credence.session (tenant_id, state, id);

-- Each DVS request serves one submission of one session, ever.
create table credence.submission (
    tenant_id uuid not null,
    dvs_request_id uuid not null,
    session_id uuid not null,
    attempt integer not null,
    created_at timestamptz not null,
    primary key (tenant_id, dvs_request_id),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id)
);

-- The answer first given to an Idempotency-Key, replayed for the same request.
create table credence.idempotency (
    tenant_id uuid not null,
    key text not null,
    request_hash bytea not null,
    session_id uuid not null,
    -- The session's token, sealed under the session's key.
    token_sealed bytea not null,
    created_at timestamptz not null,
    primary key (tenant_id, key)
);

-- Serves the sweep of keys past their day.
create index idempotency_by_age on credence.idempotency (created_at);
