-- The installation's own keys for signing tokens and results (ES256). No tenant's: they say which
-- installation speaks. The private half is sealed under the operator's key, so that every replica
-- signs with the same one, and is destroyed when another key takes its place; the public half stays
-- until all that the key signed has lapsed.
create table credence.signing_key (
    id uuid primary key,
    -- The thumbprint of the public key (RFC 7638).
    kid text not null unique,
    -- The uncompressed point: 4, x, y.
    public_point bytea not null check (octet_length(public_point) = 65),
    sealing_kek text,
    sealing_key bytea,
    private_sealed bytea,
    created_at timestamptz not null,
    retired_at timestamptz,
    published_until timestamptz,
    check ((retired_at is null) = (private_sealed is not null)),
    check ((retired_at is null) = (sealing_key is not null and sealing_kek is not null)),
    check ((retired_at is null) = (published_until is null))
);

-- One key signs at a time, however many processes make one.
create unique index signing_key_in_use on credence.signing_key ((true)) where retired_at is null;
