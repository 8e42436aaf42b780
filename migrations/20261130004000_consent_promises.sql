-- How long what is handed in may be kept at most, as the words said that the person agreed to on the
-- page; null for an integrator's words, which are its own. A row of the old binary has none.
alter table credence.consent
    add column kept_images_days integer,
    add column kept_fields_days integer;
-- The shortest that the person of a session was ever promised: a longer policy keeps nothing for longer.
-- Beside the state, because it is looked for there.
alter table credence.session
    add column images_promised_days integer,
    add column fields_promised_days integer;
