-- One row a verified submission; a retaken session has several.
create table credence.verification (
    tenant_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    dvs_request_id uuid not null,
    -- The evidence and the fields read, sealed under the session's key.
    evidence_sealed bytea not null,
    -- SHA-256 of the sealed bytes. The audit row holds it too, so that a swap shows.
    evidence_sha256 bytea not null,
    -- The number of the kind of document on the DVS wire.
    document_type integer,
    -- The decision with its checks; no personal data.
    decision jsonb not null,
    policy_version text not null,
    engine_build text not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, session_id, dvs_request_id),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id)
);

create table credence.image (
    tenant_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    verification_id uuid not null,
    step text not null check (step in ('front', 'back', 'face')),
    media_type text not null,
    byte_length bigint not null,
    object_key text not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id)
);

create index image_by_session on credence.image (tenant_id, session_id);
