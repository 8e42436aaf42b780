-- Serves the sweep of old deliveries, and of the events that no delivery needs any more. Events are
-- found by their ids, which begin with the instant.
create index webhook_delivery_by_age on credence.webhook_delivery (tenant_id, created_at);
