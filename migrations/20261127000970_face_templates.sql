-- Whether the person has agreed to have their face searched for among other sessions.
alter table credence.session add column duplicate_search_consented boolean not null default false;

-- Templates of faces for the search for people who come twice; only where the operator has switched
-- it on and the person has agreed. Sealed under the session's key, so that they end with it.
create table credence.face_template (
    tenant_id uuid not null,
    session_id uuid not null,
    -- Templates of different models cannot be compared.
    model_sha256 text not null,
    template_sealed bytea not null,
    created_at timestamptz not null,
    -- The search's own retention.
    expires_at timestamptz not null,
    primary key (tenant_id, session_id),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id) on delete cascade
);

-- Serves the sweep.
create index face_template_by_expiry on credence.face_template (expires_at);
