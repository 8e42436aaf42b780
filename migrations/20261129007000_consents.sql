-- What a person, or the integrator on their behalf, agreed to before anything was captured. One row
-- for each text: a text that changes is agreed to anew. No address and no words: the words of the
-- hosted page stand once in consent_text.
create table credence.consent (
    tenant_id uuid not null,
    session_id uuid not null,
    -- 'page': the person, on the hosted page. 'integrator': stated with a request that it holds.
    obtained_by text not null check (obtained_by in ('page', 'integrator')),
    -- Of the page: SHA-256 of the words as they were shown, in hexadecimal. Of an integrator: its own
    -- name for its text.
    text_version text not null,
    locale text,
    -- That faces are compared by a machine was named and agreed to.
    biometric boolean not null,
    -- So was the search for the face among other sessions.
    duplicate_search boolean not null,
    address_class text
        check (address_class in ('loopback', 'private', 'public_v4', 'public_v6')),
    given_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (tenant_id, session_id, obtained_by, text_version),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id) on delete cascade
);

-- The words behind the hashes, for whoever has to show what was agreed to. No personal data.
create table credence.consent_text (
    tenant_id uuid not null references credence.tenant (id),
    text_sha256 text not null,
    locale text not null,
    -- The lines in order, each with its key.
    lines jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, text_sha256)
);
