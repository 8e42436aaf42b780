-- Sessions that earlier builds erased get a receipt too: what the DVS server keeps of them is asked to
-- go, and how many rows there were is not known any more. The kind of job is a new one, which a worker
-- of the old build leaves alone.
with earlier as (
    insert into credence.erasure (tenant_id, session_id, asked_by, erased_at, destroyed)
    select s.tenant_id, s.id,
        coalesce((select a.actor_kind from credence.audit a
                  where a.tenant_id = s.tenant_id and a.session_id = s.id
                      and a.action = 'session_erased' limit 1), 'integrator'),
        s.updated_at, '{}'
    from credence.session s
    where s.state = 'erased'
    returning tenant_id, session_id
)
insert into credence.job
    (id, tenant_id, kind, payload, run_at, max_attempts, dedupe_key, created_at)
select gen_random_uuid(), tenant_id, 'finish_erasure',
    jsonb_build_object('session', session_id, 'objects', '[]'::jsonb), now(), 1,
    'finish_erasure:' || tenant_id || ':' || session_id, now()
from earlier
on conflict (dedupe_key) do nothing;
