-- An integrator may cancel a session. The old binary never writes the new state and cannot read it:
-- upgrade every role before anybody cancels. Not validated here, so that no scan holds the table; the
-- next file does that.
alter table credence.session drop constraint session_state_check;
alter table credence.session add constraint session_state_check
    check (state in ('created', 'submitted', 'processing', 'approved', 'rejected', 'needs_review',
        'retake', 'failed', 'expired', 'cancelled', 'erased')) not valid;
