-- The audit log only grows, whoever asks: the application's role has no right to change it (see
-- credence.grant_application), and these keep others from doing so by mistake.
create function credence.refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only: % on % is refused', lower(tg_op), tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_append_only before update or truncate on credence.audit
    for each statement execute function credence.refuse_audit_change();
create trigger audit_append_only before update or delete or truncate on credence.audit_checkpoint
    for each statement execute function credence.refuse_audit_change();
create trigger audit_append_only before update or delete or truncate on credence.audit_prune
    for each statement execute function credence.refuse_audit_change();

-- Rows go only after a signed note of them was stored.
create function credence.refuse_unnoted_prune() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from gone
        where not exists (
            select 1 from credence.audit_prune as note
            where note.tenant_id = gone.tenant_id and note.sequence >= gone.sequence
        )
    ) then
        raise exception 'the audit log is append-only: delete on % is refused', tg_table_name
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create trigger audit_prune_is_noted after delete on credence.audit
    referencing old table as gone
    for each statement execute function credence.refuse_unnoted_prune();
