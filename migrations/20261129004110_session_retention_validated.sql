-- Takes no lock that stops writers.
alter table credence.session validate constraint session_hold_check;
