//! Which tables there are, in an order in which they can be loaded.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use crate::error::BackupError;
use crate::manifest::{Object, Table};

/// The schemas of the backend, our DVS server and the DCS simulator.
pub(crate) const SCHEMAS: [&str; 3] = ["credence", "dvs", "dcs"];

/// What does not outlive a day, or must not: kept answers to repeated calls hold what is shown once, a login
/// ends with its database, a quota is counted anew, and so are tries of codes, whose rows hold hashes of
/// people's addresses.
const LEFT_OUT: [(&str, &str); 4] = [
    ("credence", "idempotency"),
    ("credence", "console_login"),
    ("credence", "key_call_count"),
    ("credence", "continuation_try"),
];

/// The tables to keep, each after those that it refers to.
pub(crate) async fn tables_in_order(
    connection: &mut PgConnection,
) -> Result<Vec<Table>, BackupError> {
    let schemas = SCHEMAS.map(str::to_owned);
    let rows = sqlx::query!(
        r#"select n.nspname::text as "schema!", c.relname::text as "name!",
                  array_agg(a.attname::text order by a.attnum) as "columns!",
                  array(select distinct k.confrelid::regclass::text from pg_constraint k
                        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid)
                      as "references!",
                  c.oid::regclass::text as "full_name!"
           from pg_class c
           join pg_namespace n on n.oid = c.relnamespace
           join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
               and a.attgenerated = ''
           where n.nspname = any($1) and c.relkind = 'r' and c.relname <> '_sqlx_migrations'
           group by n.nspname, c.relname, c.oid
           order by n.nspname, c.relname"#,
        schemas.as_slice(),
    )
    .fetch_all(connection)
    .await?;
    let mut waiting = Vec::new();
    for row in rows {
        let table = Table {
            schema: row.schema,
            name: row.name,
            columns: row.columns,
        };
        let name = (table.schema.as_str(), table.name.as_str());
        if !LEFT_OUT.contains(&name) {
            waiting.push((row.full_name, row.references, table));
        }
    }
    in_order(waiting)
}

/// The objects that rows name.
pub(crate) async fn object_names(
    connection: &mut PgConnection,
) -> Result<Vec<Object>, BackupError> {
    let rows = sqlx::query!(
        r#"select 'credence' as "schema!", object_key as "name!" from credence.image
           union all
           select 'dvs', object_key from dvs.request_image"#
    )
    .fetch_all(connection)
    .await?;
    let object = |schema, name| Object { schema, name };
    Ok(rows
        .into_iter()
        .map(|row| object(row.schema, row.name))
        .collect())
}

/// Name, what it refers to, and the table.
type Waiting = (String, Vec<String>, Table);

fn in_order(mut waiting: Vec<Waiting>) -> Result<Vec<Table>, BackupError> {
    let mut done = BTreeSet::new();
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let before = ordered.len();
        for (name, references, table) in std::mem::take(&mut waiting) {
            if references.iter().all(|reference| done.contains(reference)) {
                done.insert(name);
                ordered.push(table);
            } else {
                waiting.push((name, references, table));
            }
        }
        if ordered.len() == before
            && let Some((name, ..)) = waiting.first()
        {
            return Err(BackupError::Circle(name.clone()));
        }
    }
    Ok(ordered)
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;

    #[sqlx::test(migrations = "../../migrations")]
    async fn every_table_comes_after_those_it_refers_to(pool: PgPool) {
        let mut connection = pool.acquire().await.unwrap();
        let tables = tables_in_order(&mut connection).await.unwrap();
        let place = |name: &str| {
            let found = tables.iter().position(|table| table.name == name);
            found.unwrap_or_else(|| panic!("{name} is missing"))
        };
        assert!(place("tenant") < place("policy"));
        assert!(place("session") < place("verification"));
        assert!(place("request") < place("request_image"));
        let kept = i64::try_from(tables.len()).unwrap();
        let there: Option<i64> = sqlx::query_scalar!(
            "select count(*) from pg_tables where schemaname in ('credence', 'dvs', 'dcs')"
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!(there, Some(kept + 4));
        // Numbers that a sequence gives would begin again.
        let sequences: Option<i64> = sqlx::query_scalar!(
            "select count(*) from pg_sequences where schemaname in ('credence', 'dvs', 'dcs')"
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!(sequences, Some(0));
    }

    #[test]
    fn a_circle_is_named() {
        let table = |name: &str| Table {
            schema: "credence".to_owned(),
            name: name.to_owned(),
            columns: Vec::new(),
        };
        let waiting = vec![
            ("a".to_owned(), vec!["b".to_owned()], table("a")),
            ("b".to_owned(), vec!["a".to_owned()], table("b")),
        ];
        assert!(matches!(in_order(waiting), Err(BackupError::Circle(name)) if name == "a"));
    }
}
