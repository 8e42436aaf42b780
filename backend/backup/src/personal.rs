//! What an erasure takes with it. In a backup it is sealed under the session's own key, which is not in
//! the sealed file, so that an erasure reaches it there too.

use crate::manifest::{SealedTable, Table};

const SCHEMA: &str = "credence";

/// Tables whose rows go with their session, whole. `image` is not among them: its rows tell of nobody,
/// and a restore finds the objects by them that an erased session leaves.
const TABLES: [&str; 9] = [
    "challenge",
    "consent",
    "continuation",
    "document_mark",
    "face_template",
    "image_mark",
    "review",
    "review_request",
    "verification",
];

/// What goes of a session's own row, which stays.
const SESSION_COLUMNS: [&str; 9] = [
    "decided_at",
    "decided_by",
    "held_since",
    "hold_reason",
    "locale",
    "reference",
    "retake_code",
    "retake_step",
    "verification_id",
];

/// Whether a table's rows are sealed, each for its session.
fn is_whole(table: &Table) -> bool {
    table.schema == SCHEMA && TABLES.contains(&table.name.as_str())
}

fn is_session(table: &Table) -> bool {
    table.schema == SCHEMA && table.name == "session"
}

/// Whether a column is left out of its table's rows, because it is sealed for its session.
pub(crate) fn is_sealed(table: &Table, column: &str) -> bool {
    is_session(table) && SESSION_COLUMNS.contains(&column)
}

/// Which tables are kept as they are, and what is sealed of which, in the order given.
pub(crate) fn divide(tables: Vec<Table>) -> (Vec<Table>, Vec<SealedTable>) {
    let (whole, plain): (Vec<_>, Vec<_>) = tables.into_iter().partition(is_whole);
    let sessions = plain.iter().filter(|table| is_session(table)).map(|table| {
        let known = |name: &str| table.columns.iter().any(|column| column == name);
        let columns = ["tenant_id", "id"].into_iter().chain(SESSION_COLUMNS);
        SealedTable {
            table: Table {
                columns: columns
                    .filter(|name| known(name))
                    .map(str::to_owned)
                    .collect(),
                ..table.clone()
            },
            fills: true,
        }
    });
    let whole = whole.into_iter().map(|table| SealedTable {
        table,
        fills: false,
    });
    let sealed = sessions.chain(whole).collect();
    (plain, sealed)
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;

    /// Ids, codes and instants that stay in the database when their session is erased, or that no
    /// backup has.
    const STAY: [&str; 6] = [
        "audit",
        "erasure",
        "event",
        "idempotency",
        "image",
        "submission",
    ];

    #[sqlx::test(migrations = "../../migrations")]
    async fn it_is_settled_of_every_table_whether_it_goes_with_the_session(pool: PgPool) {
        let tables: Vec<String> = sqlx::query_scalar(
            "select table_name::text from information_schema.columns
             where table_schema = 'credence' and column_name = 'session_id' order by 1",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        let mut settled = [TABLES.as_slice(), &STAY].concat();
        settled.sort_unstable();
        assert_eq!(tables, settled);
    }

    #[sqlx::test(migrations = "../../migrations")]
    async fn every_column_of_a_session_that_is_sealed_is_there(pool: PgPool) {
        let mut connection = pool.acquire().await.unwrap();
        let tables = crate::tables::tables_in_order(&mut connection).await;
        let (plain, sealed) = divide(tables.unwrap());
        assert!(!plain.iter().any(is_whole));
        assert_eq!(sealed.len(), 1 + TABLES.len());
        let session = sealed.first().unwrap();
        assert!(session.fills);
        assert_eq!(session.table.columns.len(), 2 + SESSION_COLUMNS.len());
    }
}
