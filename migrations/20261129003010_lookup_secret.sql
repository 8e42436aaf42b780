-- What the keyed hashes of lookups are made with, wrapped by a master key like a session's key: hashes
-- stay what they are when master keys are rotated. One for the installation.
create table credence.lookup_secret (
    only_one boolean primary key default true check (only_one),
    id uuid not null,
    sealing_kek text not null,
    sealing_key bytea not null,
    created_at timestamptz not null
);
