use credence_types::{ApiKeyId, TenantId};
use sqlx::PgExecutor;

/// What a key may call for: `burst` calls at once, then one more after each `refill_seconds`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CallRate {
    /// How many at once.
    pub burst: i32,
    /// The pause that allows one more.
    pub refill_seconds: f64,
}

/// Calls taken out of what a key has left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CallLease {
    /// How many were given; 0 when nothing is left.
    pub granted: i32,
    /// Until everything is made good again.
    pub full_in_seconds: f64,
}

/// Takes up to `wanted` calls out of what the key has left, by the database's clock, which all
/// replicas share. `None` when the key is not good: nothing was counted.
///
/// # Errors
/// When the database refuses.
pub async fn take_calls(
    executor: impl PgExecutor<'_>,
    (tenant, key): (TenantId, ApiKeyId),
    key_hash: &[u8; 32],
    rate: CallRate,
    wanted: i32,
) -> sqlx::Result<Option<CallLease>> {
    // The hundredth of a call makes up for what adding seconds rounds off.
    sqlx::query_as!(
        CallLease,
        r#"insert into credence.key_call_count as c (tenant_id, key_id, spent_until, granted)
           select tenant_id, id, now() + make_interval(secs => least($4::integer, $5::integer) * $6::float8),
                  least($4, $5)
           from credence.integrator_key
           where tenant_id = $1 and id = $2 and key_hash = $3 and revoked_at is null
           on conflict (tenant_id, key_id) do update
           set (granted, spent_until) = (
               select room.calls,
                      greatest(c.spent_until, now()) + make_interval(secs => room.calls * $6)
               from (select greatest(0, least($4, floor(
                         $5 - extract(epoch from greatest(c.spent_until, now()) - now())::float8 / $6
                         + 0.01)))::integer as calls) as room
           )
           returning granted,
               greatest(0, extract(epoch from spent_until - now()))::float8 as "full_in_seconds!""#,
        tenant.as_uuid(),
        key.as_uuid(),
        key_hash,
        wanted,
        rate.burst,
        rate.refill_seconds,
    )
    .fetch_optional(executor)
    .await
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{KEY, KEY_HASH, OTHER, TENANT, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn no_more_is_given_than_there_is(pool: PgPool) {
        tenants_and_key(&pool).await;
        let rate = CallRate {
            burst: 10,
            refill_seconds: 3600.0,
        };
        let take = async |wanted| {
            take_calls(&pool, (TENANT, KEY), &KEY_HASH, rate, wanted)
                .await
                .unwrap()
                .unwrap()
        };
        assert_eq!(take(4).await.granted, 4);
        assert_eq!(take(4).await.granted, 4);
        assert_eq!(take(4).await.granted, 2);
        let nothing = take(4).await;
        assert_eq!(nothing.granted, 0);
        assert!((35_990.0..36_000.5).contains(&nothing.full_in_seconds));
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn time_makes_good_what_was_taken(pool: PgPool) {
        tenants_and_key(&pool).await;
        let rate = CallRate {
            burst: 1000,
            refill_seconds: 1e-9,
        };
        for _ in 0..3 {
            let lease = take_calls(&pool, (TENANT, KEY), &KEY_HASH, rate, 1000).await;
            assert_eq!(lease.unwrap().unwrap().granted, 1000);
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn nothing_is_counted_for_a_key_that_is_not_good(pool: PgPool) {
        tenants_and_key(&pool).await;
        let rate = CallRate {
            burst: 10,
            refill_seconds: 1.0,
        };
        for (tenant, hash) in [(TENANT, [0; 32]), (OTHER, KEY_HASH)] {
            let lease = take_calls(&pool, (tenant, KEY), &hash, rate, 1).await;
            assert_eq!(lease.unwrap(), None);
        }
    }
}
