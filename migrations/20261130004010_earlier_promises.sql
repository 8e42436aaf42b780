-- The promises of consents from before they were counted: they stand in the words, which are kept.
-- Words of another form promise nothing that can be counted.
update credence.consent c
set kept_images_days = said.images, kept_fields_days = said.fields
from (
    select t.tenant_id, t.text_sha256,
           substring(line ->> 'text' from 'photos are kept encrypted for (\d{1,5}) days? at most')::integer
               as images,
           substring(line ->> 'text' from 'read from them for (\d{1,5}) days? at most')::integer as fields
    from credence.consent_text t, jsonb_array_elements(t.lines) as line
    where line ->> 'key' = 'kept'
) said
where c.obtained_by = 'page' and c.tenant_id = said.tenant_id and c.text_version = said.text_sha256
    and said.images is not null and said.fields is not null;
update credence.session s
set images_promised_days = promised.images, fields_promised_days = promised.fields
from (
    select tenant_id, session_id, min(kept_images_days) as images, min(kept_fields_days) as fields
    from credence.consent group by tenant_id, session_id
) promised
where s.tenant_id = promised.tenant_id and s.id = promised.session_id
    and promised.images is not null;
