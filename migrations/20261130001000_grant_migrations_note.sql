-- As before, and the note of the migrations made may be read: `credence backup` writes down with it which
-- schema its tables are of. Where that note lies in our own schema, the service may not change it.
create or replace function credence.grant_application(role_name name) returns void
language plpgsql as $$
declare
    schema_name name;
begin
    -- Grants that run together on one table fail.
    perform pg_catalog.pg_advisory_xact_lock(7310029810246);
    foreach schema_name in array array['credence', 'dvs', 'dcs']::name[] loop
        execute format('grant usage on schema %I to %I', schema_name, role_name);
        execute format('revoke all on all tables in schema %I from %I', schema_name, role_name);
        execute format(
            'grant select, insert, update, delete on all tables in schema %I to %I',
            schema_name, role_name
        );
        execute format('grant usage on all sequences in schema %I to %I', schema_name, role_name);
    end loop;
    execute format(
        'revoke update, delete on credence.audit, credence.audit_checkpoint, credence.audit_prune from %I',
        role_name
    );
    -- Rows go after such a note alone, and that is not the service's to say.
    execute format('revoke insert on credence.audit_prune from %I', role_name);
    execute format('revoke delete on credence.audit_head from %I', role_name);
    for schema_name in
        select n.nspname
        from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where c.relname = '_sqlx_migrations' and c.relkind = 'r'
            and n.nspname in ('public', 'credence', current_schema())
    loop
        execute format('revoke all on %I._sqlx_migrations from %I', schema_name, role_name);
        execute format('grant select on %I._sqlx_migrations to %I', schema_name, role_name);
    end loop;
end
$$;
