-- What a decision came from. All null in rows that are older.
alter table credence.verification
    -- SHA-256 of the decision's JSON, byte for byte as this build writes it; the audit row holds it too.
    add column decision_sha256 bytea,
    -- The document of the policy of that version; see credence.policy.
    add column policy_sha256 bytea,
    -- The models that read the pictures, `[{"name", "sha256"}]`; null where the reader does not tell.
    add column models jsonb;
