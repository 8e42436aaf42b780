-- The portrait cut from the document is kept for the reviewer beside the pictures that were sent. The
-- old binary never writes it and cannot read it: upgrade `serve` before `worker`. Not validated here,
-- so that no scan holds the table; the next file does that.
alter table credence.image drop constraint image_step_check;
alter table credence.image add constraint image_step_check
    check (step in ('front', 'back', 'face', 'portrait')) not valid;
