-- How much each integrator's key has called for, shared by the replicas. A replica takes many calls
-- at once out of it and counts them down itself, so that few requests touch this row.
create table credence.key_call_count (
    tenant_id uuid not null,
    key_id uuid not null,
    -- The instant at which everything taken is made good again (GCRA's theoretical arrival time).
    spent_until timestamptz not null,
    -- What the latest statement was given.
    granted integer not null,
    primary key (tenant_id, key_id),
    foreign key (tenant_id, key_id) references credence.integrator_key (tenant_id, id)
) with (fillfactor = 50);
