-- Serves an erasure: every request that was handed in for a session. Blocks writers while it is built,
-- some seconds for a million submissions: built concurrently it would wait for the other processes that
-- wait for the migration's own lock.
create index submission_by_session on credence.submission (tenant_id, session_id);
