-- A person may be asked to write their name as their passport prints it. The old binary never writes
-- the new step; it reads one only where the new one checks passports.
alter table credence.session drop constraint session_retake_step_check;
alter table credence.session add constraint session_retake_step_check
    check (retake_step in ('front', 'back', 'face', 'name'));

-- What they wrote, sealed under the session's key.
alter table credence.session add column names_sealed bytea;
