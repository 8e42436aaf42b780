use chrono::{DateTime, Utc};
use credence_types::{ApiKeyId, TenantId};
use sqlx::PgExecutor;

use crate::policy::{PolicyRow, Raw};

/// The policy that a tenant has switched to; `None` where the installation's own counts.
///
/// # Errors
/// When the database refuses.
pub async fn active_policy(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<Option<PolicyRow>> {
    sqlx::query_as!(
        Raw,
        "select p.version, p.document_sha256, p.document, p.is_installations, p.created_by,
                p.created_at
         from credence.active_policy a
         join credence.policy p on p.tenant_id = a.tenant_id and p.version = a.version
             and p.document_sha256 = a.document_sha256
         where a.tenant_id = $1",
        tenant.as_uuid(),
    )
    .fetch_optional(executor)
    .await
    .map(|row| row.map(Into::into))
}

/// Switches a tenant to a policy that is kept. `false` when it is in use already.
///
/// # Errors
/// When the database refuses, or there is no such policy.
pub async fn set_active_policy(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
    (version, document_sha256): (&str, &[u8]),
    by: ApiKeyId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into credence.active_policy as a
             (tenant_id, version, document_sha256, activated_by, activated_at)
         values ($1, $2, $3, $4, $5)
         on conflict (tenant_id) do update
         set version = excluded.version, document_sha256 = excluded.document_sha256,
             activated_by = excluded.activated_by, activated_at = excluded.activated_at
         where (a.version, a.document_sha256) <> (excluded.version, excluded.document_sha256)",
        tenant.as_uuid(),
        version,
        document_sha256,
        by.as_uuid(),
        now,
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Switches a tenant back to the installation's own. `false` when that is in use already.
///
/// # Errors
/// When the database refuses.
pub async fn delete_active_policy(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "delete from credence.active_policy where tenant_id = $1",
        tenant.as_uuid(),
    )
    .execute(executor)
    .await
    .map(|done| done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{KEY, OTHER, TENANT, now, tenants_and_key};
    use crate::policy::{
        count_policies, insert_installation_policy, insert_policy, list_policies, policy_by_hash,
        policy_by_version,
    };

    fn policy(version: &str, hash: u8) -> PolicyRow {
        PolicyRow {
            version: version.to_owned(),
            document_sha256: vec![hash; 32],
            document: json!({ "version": version }),
            is_installations: false,
            created_by: Some(KEY),
            created_at: now(),
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_version_is_made_once_and_seen_by_its_own_tenant_only(pool: PgPool) {
        tenants_and_key(&pool).await;
        let first = policy("one", 1);
        assert!(insert_policy(&pool, TENANT, &first).await.unwrap());
        assert!(!insert_policy(&pool, TENANT, &first).await.unwrap());
        let changed = policy("one", 2);
        assert!(!insert_policy(&pool, TENANT, &changed).await.unwrap());
        assert!(insert_policy(&pool, OTHER, &changed).await.unwrap());
        let own = |tenant| policy_by_version(&pool, tenant, "one");
        assert_eq!(own(TENANT).await.unwrap(), Some(first));
        assert_eq!(own(OTHER).await.unwrap(), Some(changed));
        let strange = policy_by_hash(&pool, TENANT, "one", &[2; 32]).await;
        assert_eq!(strange.unwrap(), None);
        let listed = list_policies(&pool, TENANT, 9).await.unwrap();
        assert_eq!(
            (listed.len(), count_policies(&pool, TENANT).await.unwrap()),
            (1, 1)
        );
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn the_installations_policy_is_kept_once_a_document(pool: PgPool) {
        tenants_and_key(&pool).await;
        let document = json!({ "version": "house" });
        for hash in [[1; 32], [1; 32], [2; 32]] {
            let name = ("house", hash.as_slice());
            insert_installation_policy(&pool, TENANT, name, &document, now())
                .await
                .unwrap();
        }
        for hash in [[1; 32], [2; 32]] {
            let kept = policy_by_hash(&pool, TENANT, "house", &hash).await.unwrap();
            assert!(kept.unwrap().is_installations);
        }
        assert_eq!(
            policy_by_version(&pool, TENANT, "house").await.unwrap(),
            None
        );
        assert_eq!(count_policies(&pool, TENANT).await.unwrap(), 0);
        assert!(
            !insert_policy(&pool, TENANT, &policy("house", 3))
                .await
                .unwrap()
        );
        assert!(
            insert_policy(&pool, OTHER, &policy("house", 3))
                .await
                .unwrap()
        );
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn a_switch_is_to_what_is_kept_and_says_whether_it_changed_anything(pool: PgPool) {
        tenants_and_key(&pool).await;
        for (tenant, version, hash) in [(TENANT, "one", 1), (TENANT, "two", 2), (OTHER, "three", 3)]
        {
            insert_policy(&pool, tenant, &policy(version, hash))
                .await
                .unwrap();
        }
        let switch = async |version: &str, hash: u8| {
            set_active_policy(&pool, TENANT, (version, &[hash; 32]), KEY, now()).await
        };
        assert_eq!(active_policy(&pool, TENANT).await.unwrap(), None);
        assert!(!delete_active_policy(&pool, TENANT).await.unwrap());
        assert!(switch("one", 1).await.unwrap());
        assert!(!switch("one", 1).await.unwrap());
        assert!(switch("two", 2).await.unwrap());
        assert!(switch("three", 3).await.is_err());
        assert!(switch("two", 1).await.is_err());
        let active = active_policy(&pool, TENANT).await.unwrap().unwrap();
        assert_eq!(active.version, "two");
        assert_eq!(active_policy(&pool, OTHER).await.unwrap(), None);
        assert!(!delete_active_policy(&pool, OTHER).await.unwrap());
        assert!(delete_active_policy(&pool, TENANT).await.unwrap());
        assert_eq!(active_policy(&pool, TENANT).await.unwrap(), None);
    }
}
