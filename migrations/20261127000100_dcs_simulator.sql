-- The Document Checking Service's simulator; it shares no table with the rest.
create schema dcs;

-- The people and passports that an operator loaded: invented ones.
create table dcs.passport (
    -- Nine digits, with leading zeros.
    number text primary key check (number ~ '^[0-9]{9}$'),
    surname text not null,
    -- Joined by single spaces.
    forenames text not null,
    date_of_birth date not null,
    expiry_date date not null,
    status text not null check (status in ('valid', 'lost', 'stolen', 'cancelled', 'not_issued'))
);

create table dcs.client (
    id uuid primary key,
    name text not null unique,
    -- Checks that the client may still make in all; null for any number.
    quota bigint check (quota >= 0),
    checks_made bigint not null default 0,
    created_at timestamptz not null
);

-- A client has several rows while it rotates its certificates. Who signs with one of them is
-- answered to the encryption certificate beside it.
create table dcs.client_certificate (
    signing_thumbprint text primary key,
    client_id uuid not null references dcs.client (id),
    signing_certificate bytea not null,
    encryption_certificate bytea not null,
    enrolled_at timestamptz not null
);

create table dcs.outage (
    id uuid primary key,
    message text not null,
    starts_at timestamptz not null,
    -- Null until it is stopped.
    ends_at timestamptz
);

-- What was received, without what it said: nothing here identifies a passport or its holder.
create table dcs.received (
    id uuid primary key,
    received_at timestamptz not null,
    client_id uuid references dcs.client (id),
    -- Null where the request has none, or none that is an id.
    correlation_id uuid,
    request_id uuid,
    -- The last three digits; null, like the lengths, where the request was not understood.
    number_ending text check (number_ending ~ '^[0-9]{3}$'),
    surname_length smallint,
    forenames_length smallint,
    http_status smallint not null,
    -- A stable word for what became of it.
    outcome text not null
);

-- Serves the list of the newest, and the task that removes the oldest.
create index received_by_time on dcs.received (received_at desc, id desc);

-- Serves the scripted answers that differ the second time.
create index received_by_correlation on dcs.received (client_id, correlation_id) where correlation_id is not null;
