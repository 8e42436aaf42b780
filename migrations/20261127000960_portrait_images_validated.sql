-- Takes no lock that stops writers.
alter table credence.image validate constraint image_step_check;
