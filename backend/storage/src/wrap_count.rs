use sqlx::PgExecutor;

/// How many keys of one kind a master key wraps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrapCount {
    /// The master key.
    pub kek: String,
    /// What kind of keys, in the plural.
    pub kind: String,
    /// How many.
    pub count: i64,
}

/// The wrapped keys of schema `credence` by master key and kind.
///
/// # Errors
/// When the database refuses.
pub async fn count_wrapped_keys(executor: impl PgExecutor<'_>) -> sqlx::Result<Vec<WrapCount>> {
    sqlx::query_as!(
        WrapCount,
        r#"select kek as "kek!", kind as "kind!", count(*) as "count!"
           from (
               select sealing_kek as kek, 'signing keys' as kind
               from credence.signing_key where sealing_key is not null
               union all
               select sealing_kek, 'lookup secrets' from credence.lookup_secret
               union all
               select sealing_kek, 'webhook endpoints' from credence.webhook_endpoint
               union all
               select answer_kek, 'kept answers'
               from credence.idempotency where answer_key is not null
               union all
               select sealing_kek, 'sessions'
               from credence.session where sealing_key is not null
           ) wrapped
           group by kek, kind
           order by kek, kind"#,
    )
    .fetch_all(executor)
    .await
}
