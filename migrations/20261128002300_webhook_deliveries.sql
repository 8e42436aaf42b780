-- One event for one endpoint. Of an answer only its status and a code of ours are kept. No reference
-- to the endpoint: one that is removed at the same time must not fail the change that is told.
create table credence.webhook_delivery (
    tenant_id uuid not null,
    id uuid not null,
    endpoint_id uuid not null,
    event_id uuid not null,
    status text not null check (status in ('pending', 'delivered', 'exhausted', 'skipped')),
    attempts integer not null default 0,
    -- While pending.
    next_attempt_at timestamptz,
    last_attempt_at timestamptz,
    last_status integer,
    last_code text,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);

-- An endpoint is told of an event once; the list of an endpoint's deliveries reads it backwards.
create unique index webhook_delivery_by_endpoint
    on credence.webhook_delivery (tenant_id, endpoint_id, event_id);

-- Serves the sweep for deliveries whose job was lost.
create index webhook_delivery_due on credence.webhook_delivery (next_attempt_at)
    where status = 'pending';
