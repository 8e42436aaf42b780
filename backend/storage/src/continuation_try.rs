use sqlx::PgExecutor;

/// How many tries there are: `burst` at once, then one more after each `refill_seconds`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TryRate {
    /// How many at once.
    pub burst: i32,
    /// The pause that allows one more.
    pub refill_seconds: f64,
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TryVerdict {
    /// Whether there was one left.
    pub is_granted: bool,
    /// In how many seconds there is one again.
    pub again_in_seconds: f64,
}

/// Counts one more try of a caller by the database's clock, which all replicas share. One that is over
/// costs nothing.
///
/// # Errors
/// When the database refuses.
pub async fn count_continuation_try(
    executor: impl PgExecutor<'_>,
    caller: &[u8; 32],
    rate: TryRate,
) -> sqlx::Result<TryVerdict> {
    sqlx::query_as!(
        TryVerdict,
        r#"insert into credence.continuation_try as t (caller, spent_until, is_granted)
           values ($1, now() + make_interval(secs => $3), true)
           on conflict (caller) do update
           set (is_granted, spent_until) = (
               select room.is_there,
                      greatest(t.spent_until, now())
                          + make_interval(secs => case when room.is_there then $3 else 0 end)
               from (select greatest(t.spent_until, now())
                         <= now() + make_interval(secs => ($2::integer - 1) * $3::float8)
                         as is_there) as room
           )
           returning is_granted,
               greatest(0, extract(epoch from spent_until - now())::float8 - ($2 - 1) * $3)
                   as "again_in_seconds!""#,
        caller.as_slice(),
        rate.burst,
        rate.refill_seconds,
    )
    .fetch_one(executor)
    .await
}

/// Deletes a few rows that mean nothing any more.
///
/// # Errors
/// When the database refuses.
pub async fn delete_past_tries(executor: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from credence.continuation_try where caller in (
             select caller from credence.continuation_try where spent_until < now()
             order by spent_until limit 10 for update skip locked
         )",
    )
    .execute(executor)
    .await
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;

    #[sqlx::test(migrations = "../../migrations")]
    async fn tries_run_out_for_each_caller_alone_and_come_back(pool: PgPool) {
        let slow = TryRate {
            burst: 3,
            refill_seconds: 3600.0,
        };
        for _ in 0..3 {
            let verdict = count_continuation_try(&pool, &[1; 32], slow).await.unwrap();
            assert!(verdict.is_granted);
        }
        for _ in 0..2 {
            let verdict = count_continuation_try(&pool, &[1; 32], slow).await.unwrap();
            assert!(!verdict.is_granted);
            assert!((3590.0..3600.5).contains(&verdict.again_in_seconds));
        }
        let other = count_continuation_try(&pool, &[2; 32], slow).await.unwrap();
        assert!(other.is_granted);
        let quick = TryRate {
            burst: 1,
            refill_seconds: 1e-6,
        };
        for _ in 0..3 {
            let verdict = count_continuation_try(&pool, &[3; 32], quick)
                .await
                .unwrap();
            assert!(verdict.is_granted);
        }
        delete_past_tries(&pool).await.unwrap();
        let left = sqlx::query_scalar!("select count(*) from credence.continuation_try");
        assert_eq!(left.fetch_one(&pool).await.unwrap(), Some(2));
    }
}
