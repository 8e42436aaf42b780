-- A person asks for a human to look at their session again. What they wrote is sealed under the
-- session's key.
create table credence.review_request (
    tenant_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    text_sealed bytea not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id) on delete cascade
);

create index review_request_by_session on credence.review_request (tenant_id, session_id, id);
