use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

/// A certificate that the DCS client depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DcsCertificateRow {
    /// `x5t#S256`.
    pub thumbprint: String,
    /// What it is for, in words.
    pub role: String,
    /// Whom it is about.
    pub subject: String,
    /// Until when it is valid.
    pub not_after: DateTime<Utc>,
}

/// Stores which certificates are in use now; others are forgotten.
///
/// # Errors
/// When the database refuses.
pub async fn set_dcs_certificates(
    connection: &mut PgConnection,
    certificates: &[DcsCertificateRow],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let column = |pick: fn(&DcsCertificateRow) -> &String| -> Vec<String> {
        certificates.iter().map(|row| pick(row).clone()).collect()
    };
    let thumbprints = column(|row| &row.thumbprint);
    let ends: Vec<_> = certificates.iter().map(|row| row.not_after).collect();
    sqlx::query!(
        "delete from credence.dcs_certificate where thumbprint <> all($1)",
        &thumbprints,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into credence.dcs_certificate (thumbprint, role, subject, not_after, seen_at)
         select distinct on (thumbprint) thumbprint, role, subject, not_after, $5
         from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
             as new (thumbprint, role, subject, not_after)
         on conflict (thumbprint) do update set role = excluded.role, seen_at = excluded.seen_at",
        &thumbprints,
        &column(|row| &row.role),
        &column(|row| &row.subject),
        &ends,
        now,
    )
    .execute(connection)
    .await
    .map(|_| ())
}

/// The certificates in use that end before an instant, the next one first.
///
/// # Errors
/// When the database refuses.
pub async fn list_dcs_certificates_ending(
    executor: impl PgExecutor<'_>,
    before: DateTime<Utc>,
) -> sqlx::Result<Vec<DcsCertificateRow>> {
    sqlx::query_as!(
        DcsCertificateRow,
        "select thumbprint, role, subject, not_after from credence.dcs_certificate
         where not_after < $1 order by not_after, thumbprint",
        before,
    )
    .fetch_all(executor)
    .await
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::now;

    fn row(thumbprint: &str, days: i64) -> DcsCertificateRow {
        DcsCertificateRow {
            thumbprint: thumbprint.to_owned(),
            role: "our signing certificate".to_owned(),
            subject: "CN=Example".to_owned(),
            not_after: now() + TimeDelta::days(days),
        }
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn what_is_not_in_use_any_more_is_forgotten(pool: PgPool) {
        let mut connection = pool.acquire().await.unwrap();
        let first = [row("a", 5), row("b", 300)];
        let twice = [row("a", 5), row("a", 5), row("b", 300)];
        set_dcs_certificates(&mut connection, &twice, now())
            .await
            .unwrap();
        set_dcs_certificates(&mut connection, &first, now())
            .await
            .unwrap();
        let soon = now() + TimeDelta::days(28);
        let ending = list_dcs_certificates_ending(&pool, soon).await.unwrap();
        assert_eq!(ending, [row("a", 5)]);
        set_dcs_certificates(&mut connection, &[row("b", 300), row("c", 1)], now())
            .await
            .unwrap();
        let ending = list_dcs_certificates_ending(&pool, soon).await.unwrap();
        assert_eq!(ending, [row("c", 1)]);
    }
}
