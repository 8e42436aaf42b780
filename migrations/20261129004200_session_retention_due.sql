-- Serve the sweep: what is due by outcome, oldest first. A settled decision counts from when it was
-- taken, everything else from its last change. Sessions that are open or being looked at are in none of
-- them, so creating one costs no more, and what was destroyed leaves them. Block writers while they are
-- built, some seconds for a million sessions: built concurrently they would wait for the other processes
-- that wait for the migration's own lock.
create index session_images_due on credence.session (tenant_id, state,
    (case when state in ('approved', 'rejected') then decided_at else updated_at end))
    where images_destroyed_at is null
        and state in ('approved', 'rejected', 'needs_review', 'failed', 'expired', 'cancelled');
create index session_fields_due on credence.session (tenant_id, state,
    (case when state in ('approved', 'rejected') then decided_at else updated_at end))
    where fields_destroyed_at is null
        and state in ('approved', 'rejected', 'needs_review', 'failed', 'expired', 'cancelled');
create index session_summary_due on credence.session (tenant_id, state,
    (case when state in ('approved', 'rejected') then decided_at else updated_at end))
    where state in ('approved', 'rejected', 'needs_review', 'failed', 'expired', 'cancelled');
