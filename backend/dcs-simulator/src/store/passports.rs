use chrono::NaiveDate;
use sqlx::PgPool;

/// A passport of the register.
#[derive(Clone)]
pub(crate) struct PassportRow {
    pub(crate) number: String,
    pub(crate) surname: String,
    pub(crate) forenames: String,
    pub(crate) date_of_birth: NaiveDate,
    pub(crate) expiry_date: NaiveDate,
    pub(crate) status: String,
}

/// Adds passports, or replaces those with the same numbers, in one statement: all or none.
pub(crate) async fn upsert_passports(
    pool: &PgPool,
    rows: &[PassportRow],
) -> Result<(), sqlx::Error> {
    let texts = |field: fn(&PassportRow) -> &String| -> Vec<String> {
        rows.iter().map(|row| field(row).clone()).collect()
    };
    let born: Vec<NaiveDate> = rows.iter().map(|row| row.date_of_birth).collect();
    let expiring: Vec<NaiveDate> = rows.iter().map(|row| row.expiry_date).collect();
    sqlx::query!(
        "insert into dcs.passport (number, surname, forenames, date_of_birth, expiry_date, status)
         select number, surname, forenames, date_of_birth, expiry_date, status
         from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::date[], $6::text[])
             as loaded (number, surname, forenames, date_of_birth, expiry_date, status)
         on conflict (number) do update set
             surname = excluded.surname,
             forenames = excluded.forenames,
             date_of_birth = excluded.date_of_birth,
             expiry_date = excluded.expiry_date,
             status = excluded.status",
        &texts(|row| &row.number),
        &texts(|row| &row.surname),
        &texts(|row| &row.forenames),
        &born,
        &expiring,
        &texts(|row| &row.status),
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The passport with this number, of nine digits.
pub(crate) async fn passport_by_number(
    pool: &PgPool,
    number: &str,
) -> Result<Option<PassportRow>, sqlx::Error> {
    sqlx::query_as!(
        PassportRow,
        "select number, surname, forenames, date_of_birth, expiry_date, status
         from dcs.passport where number = $1",
        number,
    )
    .fetch_optional(pool)
    .await
}
