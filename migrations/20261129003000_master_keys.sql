-- The operator's master keys by name: never the keys, only which there are. Every process wraps new
-- keys with the one that was made current last, so that all agree while keys are rotated.
create table credence.master_key (
    name text primary key,
    -- HMAC-SHA256 under the key: a process that holds another key of this name finds out at its start.
    check_value bytea not null check (octet_length(check_value) = 32),
    created_at timestamptz not null,
    -- Null while processes are still getting to know it.
    current_since timestamptz,
    retired_at timestamptz
);

-- The running processes and the master keys that each can open: a key becomes current only when all
-- of them can. A row that was not renewed for a while is of a process that ended.
create table credence.key_holder (
    process_id uuid primary key,
    -- The role, host and process number, for the operator.
    place text not null,
    names text[] not null,
    -- What it wraps new keys with.
    wraps_with text not null,
    seen_at timestamptz not null
);
