//! Tables as PostgreSQL's own binary copy, without the keys of sessions and requests and what is sealed
//! for its session.

use futures_util::TryStreamExt;
use sqlx::PgConnection;

use crate::error::BackupError;
use crate::frames::FRAME_BYTES;
use crate::manifest::{SealedTable, Table};
use crate::personal::is_sealed;

/// Columns that are kept beside the data, with what stands in their place.
const KEY_COLUMNS: [(&str, &str, &str, &str); 4] = [
    ("credence", "session", "sealing_kek", "null::text"),
    ("credence", "session", "sealing_key", "null::bytea"),
    ("dvs", "request", "kek_id", "''::text"),
    ("dvs", "request", "wrapped_key", "''::bytea"),
];

/// What is to be filled in, while a backup is restored.
const FILLING: &str = "pg_temp.filling";

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
        match place {
            Some((.., instead)) => (*instead).to_owned(),
            None if is_sealed(table, column) => "null".to_owned(),
            None => quoted(column),
        }
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

/// The statement that reads what is sealed: each row after its session and that one's key, in the order
/// of the files of keys. A session without a key is erased and has no rows.
pub(crate) fn sealed_statement(kept: &SealedTable) -> String {
    let columns: Vec<String> = kept.table.columns.iter().map(|name| quoted(name)).collect();
    let columns: Vec<String> = columns.iter().map(|name| format!("t.{name}")).collect();
    let session = if kept.fills { "id" } else { "session_id" };
    format!(
        "copy (select s.tenant_id, s.id, s.sealing_kek, s.sealing_key, {}
               from credence.session as s
               join {} as t on t.tenant_id = s.tenant_id and t.{session} = s.id
               where s.sealing_key is not null
               order by get_byte(uuid_send(s.id), 15), s.id) to stdout (format binary)",
        columns.join(", "),
        full_name(&kept.table)
    )
}

/// The statements that make a table for columns that rows lack, load it, fill them in from there, and drop
/// it.
pub(crate) fn fill_statements(table: &Table) -> [String; 4] {
    let columns: Vec<String> = table.columns.iter().map(|name| quoted(name)).collect();
    let (key, lacking) = columns.split_at(columns.len().min(2));
    let all = |names: &[String], glue: &str| -> String {
        let pairs = names.iter().map(|name| format!("{name} = f.{name}"));
        pairs.collect::<Vec<_>>().join(glue)
    };
    let on: Vec<String> = key
        .iter()
        .map(|name| format!("t.{name} = f.{name}"))
        .collect();
    [
        format!(
            "create temporary table {FILLING} on commit drop as select {} from {} limit 0",
            columns.join(", "),
            full_name(table)
        ),
        format!("copy {FILLING} from stdin (format binary)"),
        format!(
            "update {} as t set {} from {FILLING} as f where {}",
            full_name(table),
            all(lacking, ", "),
            on.join(" and ")
        ),
        format!("drop table {FILLING}"),
    ]
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
