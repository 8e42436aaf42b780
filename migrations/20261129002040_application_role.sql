-- The role that the service connects as, and its rights. `credence migrate` calls both after every
-- migration, so that new tables are covered; the names are the operator's, which is why this is not
-- part of the schema itself.
create function credence.create_application_role(role_name name, secret text) returns void
language plpgsql as $$
begin
    if exists (select 1 from pg_catalog.pg_roles where rolname = role_name) then
        return;
    end if;
    if secret is null then
        execute format('create role %I login', role_name);
    else
        execute format('create role %I login password %L', role_name, secret);
    end if;
exception
    -- Another process was quicker.
    when duplicate_object or unique_violation then null;
end
$$;

create function credence.grant_application(role_name name) returns void
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
end
$$;

revoke all on function credence.create_application_role(name, text) from public;
revoke all on function credence.grant_application(name) from public;
