//! Country and organisation codes, as machine-readable zones and licences write them.

mod icao;
mod iso_3166;
mod table;

pub use table::{Country, country_by_alpha2, country_by_code, country_codes};
