-- How often codes were tried, shared by the replicas: a row an address, under a keyed hash, and one for
-- all of them together. Rows of the past mean nothing and are deleted.
create table credence.continuation_try (
    caller bytea primary key,
    -- The instant at which every try is made good again (GCRA's theoretical arrival time).
    spent_until timestamptz not null,
    -- Whether the latest try was let through.
    is_granted boolean not null
) with (fillfactor = 50);

create index continuation_try_by_end on credence.continuation_try (spent_until);
