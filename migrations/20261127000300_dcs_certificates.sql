-- The certificates that the worker's DCS client depends on, as of its last look, for the console's
-- notices. They are the installation's, not a tenant's, and hold nothing of anybody's.
create table credence.dcs_certificate (
    thumbprint text primary key,
    -- What it is for, in words.
    role text not null,
    subject text not null,
    not_after timestamptz not null,
    seen_at timestamptz not null
);
