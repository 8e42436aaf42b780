-- A key is published before it signs, so that whoever keeps the published set for a while knows it by
-- then; a stolen one stops counting at once. The public half of every key stays in this table for ever:
-- the audit log and receipts are checked with it long after it has left the published set.
alter table credence.signing_key
    -- Null for keys that signed from their creation.
    add column signs_from timestamptz,
    add column revoked_at timestamptz;

-- A key whose successor waits for its hour signs until then, so it keeps its private half although its
-- end is settled. The table has a handful of rows.
alter table credence.signing_key
    drop constraint signing_key_check,
    drop constraint signing_key_check1,
    add constraint signing_key_latest_signs
        check (retired_at is not null or private_sealed is not null),
    add constraint signing_key_private_whole
        check ((private_sealed is null) = (sealing_key is null)
               and (private_sealed is null) = (sealing_kek is null)),
    add constraint signing_key_revoked_signs_not
        check (revoked_at is null or private_sealed is null);
