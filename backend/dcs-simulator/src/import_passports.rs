use std::collections::HashSet;

use credence_dcs_protocol::{Passport, PassportDetails, TEST_PASSPORTS};
use credence_types::{CalendarDate, Clock};
use sqlx::PgPool;

use crate::check::is_reserved;
use crate::received::nine_digits;
use crate::store::passports::{PassportRow, upsert_passports};

/// The columns, as the header line names them, in any order.
const COLUMNS: [&str; 6] = [
    "number",
    "surname",
    "forenames",
    "date_of_birth",
    "expiry_date",
    "status",
];
const STATUSES: [&str; 5] = ["valid", "lost", "stolen", "cancelled", "not_issued"];
/// More is no register of test people.
const MOST_LINES: usize = 100_000;

/// A file of passports was not imported; nothing of it was. No message quotes the file.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The first line does not name the columns.
    #[error(
        "import passports: the first line has to name the columns number,surname,forenames,date_of_birth,expiry_date,status, each once"
    )]
    Header,
    /// A line is wrong.
    #[error("import passports: line {line}: {reason}")]
    Line {
        /// Its number; the header is line 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// There are too many.
    #[error("import passports: the file has more than 100000 lines")]
    TooLong,
    /// The database refused.
    #[error("import passports")]
    Database(#[from] sqlx::Error),
}

/// Loads invented people's passports into the register, from CSV with a header line; a passport
/// whose number is there already is replaced. All or none. Returns how many.
///
/// # Errors
/// For the first line that is wrong.
pub async fn import_passports(
    pool: &PgPool,
    clock: &dyn Clock,
    csv: &str,
) -> Result<usize, ImportError> {
    let mut lines = csv
        .strip_prefix('\u{feff}')
        .unwrap_or(csv)
        .lines()
        .enumerate();
    let places = lines
        .next()
        .and_then(|(_, header)| columns(header))
        .ok_or(ImportError::Header)?;
    let mut numbers = HashSet::new();
    let mut rows = Vec::new();
    for (position, line) in lines {
        if line.trim().is_empty() {
            continue;
        }
        if position > MOST_LINES {
            return Err(ImportError::TooLong);
        }
        let wrong = |reason| ImportError::Line {
            line: position + 1,
            reason,
        };
        let row = passport(line, &places, clock).map_err(wrong)?;
        if !numbers.insert(row.number.clone()) {
            return Err(wrong("the number is in the file twice".to_owned()));
        }
        rows.push(row);
    }
    upsert_passports(pool, &rows).await?;
    Ok(rows.len())
}

/// Where each of [`COLUMNS`] is.
fn columns(header: &str) -> Option<Vec<usize>> {
    let named = fields(header);
    let places: Vec<usize> = COLUMNS
        .iter()
        .filter_map(|column| named.iter().position(|name| name == column))
        .collect();
    (named.len() == COLUMNS.len() && places.len() == COLUMNS.len()).then_some(places)
}

/// A line's fields, out of their quotation marks; no field of a passport holds a comma.
fn fields(line: &str) -> Vec<&str> {
    line.split(',')
        .map(|field| {
            let field = field.trim();
            field
                .strip_prefix('"')
                .and_then(|field| field.strip_suffix('"'))
                .unwrap_or(field)
        })
        .collect()
}

fn passport(line: &str, places: &[usize], clock: &dyn Clock) -> Result<PassportRow, String> {
    let found = fields(line);
    if found.len() != COLUMNS.len() {
        return Err(format!("{} fields where 6 are wanted", found.len()));
    }
    let ordered: Vec<&str> = places
        .iter()
        .filter_map(|place| found.get(*place).copied())
        .collect();
    let &[number, surname, forenames, born, expiry, status] = ordered.as_slice() else {
        return Err("6 fields are wanted".to_owned());
    };
    let day = |text: &str, column: &str| {
        text.parse::<CalendarDate>()
            .map_err(|_| format!("{column} must be in the format YYYY-MM-DD"))
    };
    let born = day(born, "date_of_birth")?;
    let expiry = day(expiry, "expiry_date")?;
    if !STATUSES.contains(&status) {
        return Err(format!("status has to be one of {}", STATUSES.join(", ")));
    }
    let forenames: Vec<String> = forenames.split(' ').map(str::to_owned).collect();
    let details = PassportDetails {
        number: number.to_owned().into(),
        surname: surname.to_owned().into(),
        forenames: forenames.clone().into(),
        date_of_birth: born.into(),
        expiry_date: expiry.into(),
    };
    // A register holds passports that expired long ago; what a request may say is another matter.
    if let Err(errors) = Passport::new(details, clock.now())
        && let Some(error) = errors.iter().find(|error| error.field != "expiryDate")
    {
        return Err(format!("{} {}", error.field, error.message));
    }
    let number = nine_digits(number);
    let is_published = TEST_PASSPORTS.iter().any(|test| test.number == number);
    if is_published || is_reserved(&number) {
        return Err("the number is kept for the published or the scripted answers".to_owned());
    }
    Ok(PassportRow {
        number,
        surname: surname.to_owned(),
        forenames: forenames.join(" "),
        date_of_birth: born.as_naive(),
        expiry_date: expiry.as_naive(),
        status: status.to_owned(),
    })
}
