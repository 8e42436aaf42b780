-- The head turns that a person's page is asked to record, one set a session at a time; a new one takes
-- its place. Good for the one submission that it is bound to.
create table credence.challenge (
    tenant_id uuid not null,
    session_id uuid not null,
    -- SHA-256 of the nonce.
    nonce_hash bytea not null,
    turns text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    -- How many the session has had.
    issued integer not null,
    -- The submission that came with the recording, and when.
    dvs_request_id uuid,
    bound_at timestamptz,
    primary key (tenant_id, session_id),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id) on delete cascade
);
