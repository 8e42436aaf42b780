-- Keyed hashes of documents and their holders, to notice a document that comes again with another
-- holder. Without the operator's key they tell nothing. They end with their session.
create table credence.document_mark (
    tenant_id uuid not null,
    session_id uuid not null,
    -- Of the document's number and issuer.
    document_hash bytea not null,
    -- Of its holder's surname and birth date.
    holder_hash bytea not null,
    created_at timestamptz not null,
    primary key (tenant_id, session_id, document_hash, holder_hash),
    foreign key (tenant_id, session_id) references credence.session (tenant_id, id) on delete cascade
);

-- Serves the search for the same document.
create index document_mark_by_document on credence.document_mark (tenant_id, document_hash);
