//! A database with some sessions, their objects and a folder for backups.

use std::path::Path;

use chrono::{DateTime, Utc};
use credence_backup::{BackupError, BackupFolder, Made, Restored, Source, Store, Target};
use credence_objects::{Kek, KeyOwner, Keyring, ObjectKey, ObjectStore};
use credence_types::{AccountId, RequestId, SessionId, TenantId};
use sqlx::{Connection, PgConnection, PgPool};
use tempfile::TempDir;
use uuid::Uuid;

use crate::person;

pub(crate) const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
const ACCOUNT: AccountId = AccountId::from_uuid(Uuid::from_u128(9));
const KEK: &str = "8f1c2a9be07754d3c6a1f09e5b3d7788aa11bb22cc33dd44ee55ff6600997711";

pub(crate) struct House {
    pub(crate) pool: PgPool,
    pub(crate) keyring: Keyring,
    pub(crate) objects: ObjectStore,
    pub(crate) dvs_objects: ObjectStore,
    pub(crate) folder: BackupFolder,
    _kept: TempDir,
}

pub(crate) fn keyring(digits: &str) -> Keyring {
    Keyring::new(
        "master-1",
        [("master-1".to_owned(), Kek::from_hex(digits).unwrap())],
    )
    .unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

impl House {
    /// Twelve sessions of a tenant, each with an image and what is kept about a person.
    pub(crate) async fn build(pool: PgPool) -> Self {
        Self::build_with(pool, 12).await
    }

    pub(crate) async fn build_with(pool: PgPool, sessions: u128) -> Self {
        let kept = tempfile::tempdir().unwrap();
        let house = Self {
            pool,
            keyring: keyring(KEK),
            objects: ObjectStore::memory(),
            dvs_objects: ObjectStore::memory(),
            folder: BackupFolder::new(kept.path().join("backups")),
            _kept: kept,
        };
        sqlx::raw_sql(
            "insert into credence.tenant (id, name, created_at)
             values ('00000000-0000-0000-0000-000000000001', 'One', now());
             insert into credence.audit_head (tenant_id, sequence, hash)
             values ('00000000-0000-0000-0000-000000000001', 0, '\\x00') on conflict do nothing;
             insert into dvs.account (id, name, created_at)
             values ('00000000-0000-0000-0000-000000000009', 'Ours', now());",
        )
        .execute(&house.pool)
        .await
        .unwrap();
        for number in 0..sessions {
            house.add_session(number).await;
            person::add(&house.pool, session(number), number).await;
        }
        house
    }

    async fn add_session(&self, number: u128) {
        let session = session(number);
        let owner = KeyOwner::session(TENANT, session);
        let (key, wrapped) = self.keyring.new_sealing_key(&owner).unwrap();
        let sealed = |text: &str| key.seal(b"", text.as_bytes()).unwrap();
        let request = RequestId::from_uuid(Uuid::from_u128(
            0x0018_0000_0000_7000_8000_0000_0000_0000 + number,
        ));
        let requests = KeyOwner::dvs_request(ACCOUNT, request);
        let (_, requests) = self.keyring.new_sealing_key(&requests).unwrap();
        let image = ObjectKey::new(TENANT.as_uuid(), now(), session.as_uuid());
        self.objects
            .put(&image, sealed("image").into())
            .await
            .unwrap();
        sqlx::query(
            "with s as (
                 insert into credence.session (tenant_id, id, state, token_hash, created_by,
                     attempts_allowed, sealing_kek, sealing_key, created_at, updated_at, expires_at)
                 values ($1, $2, 'approved', uuid_send($2), $1, 5, $3, $4, $7, $7, $7)
             ), v as (
                 insert into credence.verification (tenant_id, id, session_id, dvs_request_id,
                     evidence_sealed, evidence_sha256, decision, policy_version, engine_build,
                     created_at)
                 values ($1, $2, $2, $8, $5, '\\x01', '{}', 'v', 'b', $7)
             ), r as (
                 insert into dvs.request (account_id, id, status, document_type, kek_id,
                     wrapped_key, created_at, expires_at, content_expires_at)
                 values ('00000000-0000-0000-0000-000000000009', $8, 'success', 1, $3, $9, $7, $7,
                     $7)
             )
             insert into credence.image (tenant_id, id, session_id, verification_id, step,
                 media_type, byte_length, object_key, created_at)
             values ($1, $2, $2, $2, 'front', 'image/jpeg', 5, $6, $7)",
        )
        .bind(TENANT.as_uuid())
        .bind(session.as_uuid())
        .bind(&wrapped.kek_id)
        .bind(&wrapped.bytes)
        .bind(sealed("evidence"))
        .bind(image.to_string())
        .bind(now())
        .bind(request.as_uuid())
        .bind(&requests.bytes)
        .execute(&self.pool)
        .await
        .unwrap();
    }

    pub(crate) fn stores(&self) -> [Store<'_>; 2] {
        [
            Store {
                schema: "credence",
                objects: &self.objects,
            },
            Store {
                schema: "dvs",
                objects: &self.dvs_objects,
            },
        ]
    }

    pub(crate) async fn back_up(&self) -> Made {
        let mut connection = self.pool.acquire().await.unwrap();
        self.back_up_over(&mut connection).await
    }

    pub(crate) async fn back_up_over(&self, connection: &mut PgConnection) -> Made {
        let source = Source {
            connection,
            keyring: &self.keyring,
            stores: &self.stores(),
            made_by: "test",
            now: now(),
        };
        credence_backup::make(source, &self.folder).await.unwrap()
    }

    /// Erases a session in the database, as the service does.
    pub(crate) async fn erase(&self, session: SessionId) {
        let mut connection = self.pool.acquire().await.unwrap();
        let erased =
            credence_storage::set_session_erased(&mut *connection, TENANT, session, now()).await;
        assert!(erased.unwrap());
        credence_storage::delete_session_content(&mut connection, TENANT, session)
            .await
            .unwrap();
    }

    pub(crate) async fn empty_database(&self) -> PgConnection {
        let name = format!("restored_{}", Uuid::now_v7().simple());
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {name}")))
            .execute(&self.pool)
            .await
            .unwrap();
        let options = (*self.pool.connect_options()).clone().database(&name);
        PgConnection::connect_with(&options).await.unwrap()
    }

    pub(crate) async fn restore(
        &self,
        backup: &Path,
        connection: &mut PgConnection,
        stores: &[Store<'_>],
    ) -> Result<Restored, BackupError> {
        self.restore_erasing(backup, connection, stores, 0).await
    }

    pub(crate) async fn restore_erasing(
        &self,
        backup: &Path,
        connection: &mut PgConnection,
        stores: &[Store<'_>],
        erase: u64,
    ) -> Result<Restored, BackupError> {
        let target = Target {
            connection,
            keyring: &self.keyring,
            stores,
            erase,
            now: now(),
        };
        credence_backup::restore(backup, target).await
    }
}

/// Ends a database that a test made.
pub(crate) async fn drop_database(pool: &PgPool, connection: PgConnection) {
    let mut connection = connection;
    let name: String = sqlx::query_scalar("select current_database()::text")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("drop database {name}")))
        .execute(pool)
        .await
        .unwrap();
}

pub(crate) fn session(number: u128) -> SessionId {
    SessionId::from_uuid(Uuid::from_u128(
        0x0017_0000_0000_7000_8000_0000_0000_0000 + number * 0x1_0001,
    ))
}

/// Every row of every table, as text.
pub(crate) async fn rows(connection: &mut PgConnection) -> Vec<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('credence', 'dvs', 'dcs') and c.relkind = 'r' order by 1",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let of_table: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "select '{table} ' || t::text from {table} t order by 1"
        )))
        .fetch_all(&mut *connection)
        .await
        .unwrap();
        rows.extend(of_table);
    }
    rows
}
