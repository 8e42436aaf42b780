-- A person may be asked to write their name as their passport prints it. The old binary never writes
-- the new step, and cannot read it nor the new check's name: upgrade `serve` before `worker`. Not
-- validated here, so that no scan holds the table; the next file does that.
alter table credence.session drop constraint session_retake_step_check;
alter table credence.session add constraint session_retake_step_check
    check (retake_step in ('front', 'back', 'face', 'name')) not valid;

-- What they wrote, sealed under the session's key.
alter table credence.session add column names_sealed bytea;
