-- The code by which a person comes back to their own session without its link: one a session, a new
-- one takes its place. Gone when the session is erased.
create table credence.continuation (
    tenant_id uuid not null,
    session_id uuid not null,
    -- A keyed hash; the code itself is shown once and kept nowhere.
    code_hash bytea not null,
    created_at timestamptz not null,
    -- Whoever entered the code last: SHA-256 of what their browser holds, and until when it counts.
    login_hash bytea,
    login_until timestamptz,
    primary key (tenant_id, session_id),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id) on delete cascade
);

-- Whoever enters a code does not say whose it is. Not unique, so that the table can be distributed by
-- tenant; no two codes of 80 random bits meet.
create index continuation_by_code on credence.continuation (code_hash);
