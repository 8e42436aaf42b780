-- The queue. A claimed job has run_at moved to the end of its lease, so a dead worker's job simply
-- becomes due again. Finished jobs are deleted; a job that used up its attempts is buried.
create table credence.job (
    id uuid primary key,
    tenant_id uuid not null,
    kind text not null,
    payload jsonb not null,
    run_at timestamptz not null,
    attempt integer not null default 0,
    max_attempts integer not null,
    lease_by uuid,
    last_error text,
    dedupe_key text unique,
    created_at timestamptz not null,
    buried_at timestamptz
);

create index job_due on credence.job (run_at) where buried_at is null;
