-- What became of sessions, one row a change. No reference to the session: the row is written in the
-- statement or transaction that changes it. The payload holds ids, the state and its number only.
create table credence.event (
    tenant_id uuid not null,
    id uuid not null,
    -- Null for an event that tries an endpoint.
    session_id uuid,
    type text not null,
    -- The session's version; a receiver ignores what is below the highest it has seen.
    sequence bigint,
    payload jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);

-- A change is told once, and the list by session reads it.
create unique index event_by_session on credence.event (tenant_id, session_id, sequence);
