-- Serve the sweep: what is due by what its person was promised, oldest first, beside the indexes
-- `session_…_due` by policy. The instant is counted in UTC, where a day has 24 hours and the sum is
-- immutable. Block writers while they are built, as those did.
create index session_images_promised_due on credence.session (tenant_id,
    (((case when state in ('approved', 'rejected') then decided_at else updated_at end)
        at time zone 'UTC') + interval '1 day' * images_promised_days))
    where images_promised_days is not null and images_destroyed_at is null
        and state in ('approved', 'rejected', 'needs_review', 'failed', 'expired', 'cancelled');
create index session_fields_promised_due on credence.session (tenant_id,
    (((case when state in ('approved', 'rejected') then decided_at else updated_at end)
        at time zone 'UTC') + interval '1 day' * fields_promised_days))
    where fields_promised_days is not null and fields_destroyed_at is null
        and state in ('approved', 'rejected', 'needs_review', 'failed', 'expired', 'cancelled');
