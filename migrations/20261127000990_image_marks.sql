-- Keyed hashes of pictures, to notice one that was sent before in another session. Without the
-- operator's key they tell nothing. They end with their session.
create table credence.image_mark (
    tenant_id uuid not null,
    session_id uuid not null,
    step text not null check (step in ('front', 'back', 'face')),
    -- Of the file's bytes.
    bytes_hash bytea not null,
    -- Of what a selfie looks like: few bits differ between near copies.
    look bit(256),
    created_at timestamptz not null,
    primary key (tenant_id, session_id, step, bytes_hash),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id) on delete cascade
);

-- Serves the search for the very same file.
create index image_mark_by_bytes on credence.image_mark (tenant_id, bytes_hash);
