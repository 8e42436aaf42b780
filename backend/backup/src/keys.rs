//! The keys of sessions and requests: out of the database into files, and back.

use std::path::Path;

use chrono::{DateTime, Utc};
use credence_types::{RequestId, SessionId, TenantId};
use futures_util::TryStreamExt;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::error::BackupError;
use crate::folder::KEYS;
use crate::kept_key::{KeptKey, KeyHolder, file_of, read_keys, write_keys};
use crate::manifest::KeyCount;

/// Writes every key beside the backup; gives how many.
pub(crate) async fn keep_keys(
    connection: &mut PgConnection,
    backup: &Path,
) -> Result<KeyCount, BackupError> {
    let mut rows = sqlx::query!(
        r#"select is_session as "is_session!", holder as "holder!", id as "id!", kek as "kek!",
                  key as "key!"
           from (
               select true as is_session, tenant_id as holder, id, sealing_kek as kek,
                      sealing_key as key
               from credence.session where sealing_key is not null
               union all
               select false, account_id, id, kek_id, wrapped_key
               from dvs.request where wrapped_key <> ''::bytea
           ) as keys
           order by get_byte(uuid_send(id), 15)"#
    )
    .fetch(connection);
    let (mut count, mut file, mut keys) = (KeyCount::default(), None, Vec::new());
    while let Some(row) = rows.try_next().await? {
        let of = holder(row.is_session, row.id);
        let place = of.file_in(backup);
        if let Some(last) = file.replace(place.clone()).filter(|last| *last != place) {
            write_keys(&last, &keys)?;
            keys.clear();
        }
        keys.push(KeptKey {
            of,
            holder: row.holder,
            kek: row.kek,
            key: hex::encode(row.key),
        });
        count.add(of);
    }
    if let Some(last) = file {
        write_keys(&last, &keys)?;
    }
    Ok(count)
}

/// Whose key was destroyed since an instant.
pub(crate) async fn destroyed_since(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
) -> Result<Vec<KeyHolder>, BackupError> {
    let sessions = sqlx::query_scalar!(
        "select id from credence.session where sealing_key is null and updated_at >= $1",
        since
    )
    .fetch_all(&mut *connection)
    .await?;
    let requests = sqlx::query_scalar!(
        "select id from dvs.request
         where wrapped_key = ''::bytea
             and (content_destroyed_at is null or content_destroyed_at >= $1)",
        since
    )
    .fetch_all(connection)
    .await?;
    let sessions = sessions.into_iter().map(|id| holder(true, id));
    let requests = requests.into_iter().map(|id| holder(false, id));
    Ok(sessions.chain(requests).collect())
}

fn holder(is_session: bool, id: Uuid) -> KeyHolder {
    if is_session {
        KeyHolder::Session(SessionId::from_uuid(id))
    } else {
        KeyHolder::DvsRequest(RequestId::from_uuid(id))
    }
}

/// Counts the keys that are kept beside a backup.
pub(crate) fn count_keys(backup: &Path) -> Result<KeyCount, BackupError> {
    if !backup.join(KEYS).is_dir() {
        return Err(BackupError::NoKeys);
    }
    let mut count = KeyCount::default();
    for byte in 0..=u8::MAX {
        for key in read_keys(&file_of(backup, byte))? {
            count.add(key.of);
        }
    }
    Ok(count)
}

/// Gives sessions and requests their keys again; tells how many keys there were.
pub(crate) async fn give_keys_back(
    connection: &mut PgConnection,
    backup: &Path,
) -> Result<u64, BackupError> {
    let mut count = 0;
    for byte in 0..=u8::MAX {
        let keys = read_keys(&file_of(backup, byte))?;
        count += keys.len();
        let (sessions, requests): (Vec<_>, Vec<_>) = keys
            .into_iter()
            .partition(|key| matches!(key.of, KeyHolder::Session(_)));
        give_back(connection, true, &sessions).await?;
        give_back(connection, false, &requests).await?;
    }
    Ok(u64::try_from(count).unwrap_or(u64::MAX))
}

async fn give_back(
    connection: &mut PgConnection,
    are_sessions: bool,
    keys: &[KeptKey],
) -> Result<(), BackupError> {
    let holders: Vec<Uuid> = keys.iter().map(|key| key.holder).collect();
    let ids: Vec<Uuid> = keys.iter().map(|key| key.of.id()).collect();
    let keks: Vec<String> = keys.iter().map(|key| key.kek.clone()).collect();
    let wrapped: Vec<Vec<u8>> = keys
        .iter()
        .map(|key| hex::decode(&key.key))
        .collect::<Result<_, _>>()
        .map_err(|_| BackupError::Malformed("a line of its keys is malformed"))?;
    let (holders, ids) = (holders.as_slice(), ids.as_slice());
    let (keks, wrapped) = (keks.as_slice(), wrapped.as_slice());
    if are_sessions {
        sqlx::query!(
                "update credence.session as s set sealing_kek = k.kek, sealing_key = k.key
                 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[]) as k(holder, id, kek, key)
                 where s.tenant_id = k.holder and s.id = k.id and s.state <> 'erased'",
                holders,
                ids,
                keks,
                wrapped,
            )
            .execute(connection)
            .await?
    } else {
        sqlx::query!(
                "update dvs.request as r set kek_id = k.kek, wrapped_key = k.key
                 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[]) as k(holder, id, kek, key)
                 where r.account_id = k.holder and r.id = k.id and r.content_destroyed_at is null",
                holders,
                ids,
                keks,
                wrapped,
            )
            .execute(connection)
            .await?
    };
    Ok(())
}

/// Sessions that have no key and are not erased: they were erased after the backup was made.
pub(crate) async fn sessions_without_key(
    connection: &mut PgConnection,
) -> Result<Vec<(TenantId, SessionId)>, BackupError> {
    let rows = sqlx::query!(
        "select tenant_id, id from credence.session where sealing_key is null and state <> 'erased'"
    )
    .fetch_all(connection)
    .await?;
    let named = |tenant, id| (TenantId::from_uuid(tenant), SessionId::from_uuid(id));
    Ok(rows
        .into_iter()
        .map(|row| named(row.tenant_id, row.id))
        .collect())
}

/// Has the DVS server's own retention end what requests without a key held.
pub(crate) async fn end_requests_without_key(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> Result<(), BackupError> {
    sqlx::query!(
        "update dvs.request
         set parameters_sealed = null, result_sealed = null,
             content_expires_at = least(content_expires_at, $1)
         where wrapped_key = ''::bytea and content_destroyed_at is null",
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}
