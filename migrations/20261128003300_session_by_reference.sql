-- Serves the integrator's list by their own reference, newest first. Blocks writers while it is built,
-- some seconds for a million sessions: built concurrently it would wait for the other processes that
-- wait for the migration's own lock.
create index session_by_reference on credence.session (tenant_id, reference, id)
    where reference is not null;
