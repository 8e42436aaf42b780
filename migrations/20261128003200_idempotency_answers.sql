-- Every creating call may be repeated, not only a session's. A row begins as running, with a lease,
-- and is finished by its answer. A session's creation is one statement and needs neither: its row has
-- the session and the sealed token, as before.
alter table credence.idempotency alter column session_id drop not null;
alter table credence.idempotency alter column token_sealed drop not null;
-- Who runs it: whoever took over a lapsed lease has another claim.
alter table credence.idempotency add column claim_id uuid;
alter table credence.idempotency add column running_until timestamptz;
-- The answer under a key of its own, which the operator's key wraps: it may hold what is shown once.
alter table credence.idempotency add column answer_kek text;
alter table credence.idempotency add column answer_key bytea;
alter table credence.idempotency add column answer_sealed bytea;

-- Serves the erasure of a session: answers about it go with it. Sessions' own rows are not in it, so
-- creating one costs no more.
create index idempotency_answer_by_session on credence.idempotency (tenant_id, session_id)
    where answer_sealed is not null and session_id is not null;
