create table credence.administrator (
    tenant_id uuid not null references credence.tenant (id),
    id uuid not null,
    -- Lower-cased by the application.
    email text not null,
    name text not null,
    role text not null check (role in ('administrator', 'reviewer')),
    password_hash text not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (email)
);

-- One-time links by which the first administrator takes over a fresh installation.
create table credence.invitation (
    tenant_id uuid not null references credence.tenant (id),
    token_hash bytea not null,
    role text not null check (role in ('administrator', 'reviewer')),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (tenant_id, token_hash)
);

create table credence.console_login (
    tenant_id uuid not null,
    token_hash bytea not null,
    administrator_id uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (tenant_id, token_hash),
    foreign key (tenant_id, administrator_id) references credence.administrator (tenant_id, id)
);

create table credence.review (
    tenant_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    administrator_id uuid not null,
    decision text not null check (decision in ('approve', 'reject', 'retake')),
    -- Sealed under the session's key: reviewers write about people.
    reason_sealed bytea not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id),
    foreign key (tenant_id, administrator_id) references credence.administrator (tenant_id, id)
);

create index review_by_session on credence.review (tenant_id, session_id);

-- Append-only and hash-chained per tenant: hash = SHA-256(previous_hash || the row's canonical bytes).
create table credence.audit (
    tenant_id uuid not null references credence.tenant (id),
    sequence bigint not null,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('person', 'integrator', 'reviewer', 'system')),
    actor_id uuid,
    action text not null,
    session_id uuid,
    -- Codes and ids only; no personal data.
    detail jsonb not null,
    previous_hash bytea not null,
    hash bytea not null,
    primary key (tenant_id, sequence)
);

create index audit_by_session on credence.audit (tenant_id, session_id);

-- The end of each tenant's chain; locking its row puts appends in order.
create table credence.audit_head (
    tenant_id uuid primary key references credence.tenant (id),
    sequence bigint not null,
    hash bytea not null
);
