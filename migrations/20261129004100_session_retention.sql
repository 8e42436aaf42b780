-- What retention has taken of a session, and what keeps it from taking more. The old binary reads none
-- of it; what it may not open any more is empty bytes, in `evidence_sealed` and `reason_sealed`.
alter table credence.session
    -- When its images were destroyed, and when its fields were.
    add column images_destroyed_at timestamptz,
    add column fields_destroyed_at timestamptz,
    -- A legal hold: since when, and a stable code for why.
    add column held_since timestamptz,
    add column hold_reason text;
alter table credence.session add constraint session_hold_check
    check ((held_since is null) = (hold_reason is null)) not valid;
