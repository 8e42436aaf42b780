-- What became of each erased session, until the last copy is gone and after: the proof outlives the
-- session's content and holds ids, instants and counts only. Rows are made with the erasure and
-- finished once.
create table credence.erasure (
    tenant_id uuid not null,
    session_id uuid not null,
    asked_by text not null check (asked_by in ('person', 'integrator', 'reviewer', 'system')),
    erased_at timestamptz not null,
    -- How many rows of each class were deleted, `{"images": 3, …}`.
    destroyed jsonb not null,
    -- Set together, once the last object is gone and the DVS server has answered.
    completed_at timestamptz,
    -- A compact JWS of the installation's key.
    receipt text,
    -- The public key that it is checked with, as a JSON Web Key: it verifies for ever.
    receipt_key jsonb,
    primary key (tenant_id, session_id),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id),
    check ((completed_at is null) = (receipt is null)),
    check ((completed_at is null) = (receipt_key is null))
);
