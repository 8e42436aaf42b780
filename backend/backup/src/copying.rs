//! Tables as PostgreSQL's own binary copy, without the keys of sessions and requests.

use futures_util::TryStreamExt;
use sqlx::PgConnection;

use crate::error::BackupError;
use crate::frames::FRAME_BYTES;
use crate::manifest::Table;

/// Columns that are kept beside the data, with what stands in their place.
const KEY_COLUMNS: [(&str, &str, &str, &str); 4] = [
    ("credence", "session", "sealing_kek", "null::text"),
    ("credence", "session", "sealing_key", "null::bytea"),
    ("dvs", "request", "kek_id", "''::text"),
    ("dvs", "request", "wrapped_key", "''::bytea"),
];

/// Reads a table in pieces, each given to `take`.
pub(crate) async fn copy_out(
    connection: &mut PgConnection,
    table: &Table,
    mut take: impl FnMut(&[u8]) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let columns = table.columns.iter().map(|column| {
        let place = KEY_COLUMNS.iter().find(|(schema, name, key, _)| {
            (*schema, *name, *key) == (&table.schema, &table.name, column)
        });
        place.map_or_else(|| quoted(column), |(.., instead)| (*instead).to_owned())
    });
    let columns: Vec<String> = columns.collect();
    let statement = format!(
        "copy (select {} from {}) to stdout (format binary)",
        columns.join(", "),
        full_name(table)
    );
    let mut rows = connection.copy_out_raw(&statement).await?;
    let mut piece = Vec::with_capacity(FRAME_BYTES);
    while let Some(row) = rows.try_next().await? {
        if !piece.is_empty() && piece.len() + row.len() > FRAME_BYTES {
            take(&piece)?;
            piece.clear();
        }
        piece.extend_from_slice(&row);
    }
    take(&piece)
}

/// The statement that loads a table.
pub(crate) fn copy_in_statement(table: &Table) -> String {
    let columns: Vec<String> = table.columns.iter().map(|name| quoted(name)).collect();
    format!(
        "copy {} ({}) from stdin (format binary)",
        full_name(table),
        columns.join(", ")
    )
}

fn full_name(table: &Table) -> String {
    format!("{}.{}", quoted(&table.schema), quoted(&table.name))
}

/// A name as SQL takes any.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted() {
        let table = Table {
            schema: "a\"b".to_owned(),
            name: "order".to_owned(),
            columns: vec!["at".to_owned(), "x; drop".to_owned()],
        };
        assert_eq!(
            copy_in_statement(&table),
            "copy \"a\"\"b\".\"order\" (\"at\", \"x; drop\") from stdin (format binary)"
        );
    }
}
