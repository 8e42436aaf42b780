//! Instants as DCS clients write them (dcs-wire section 1.5).

use chrono::{DateTime, SecondsFormat, Utc};

/// `2020-01-01T12:30:00.000Z`.
pub(crate) fn write(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Reads `…Z`, `…+01:00` and Java's `…+0000`, with or without a fraction.
pub(crate) fn read(text: &str) -> Option<DateTime<Utc>> {
    if text.get(10..11) != Some("T") {
        return None;
    }
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .ok()
        .map(|instant| instant.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_that_worked_is_read() {
        for (text, written) in [
            ("2026-11-21T22:21:26.666Z", "2026-11-21T22:21:26.666Z"),
            ("2026-11-21T22:21:26.666+0000", "2026-11-21T22:21:26.666Z"),
            ("1997-07-16T19:20:30.45+01:00", "1997-07-16T18:20:30.450Z"),
            ("2020-01-01T12:30:00Z", "2020-01-01T12:30:00.000Z"),
        ] {
            assert_eq!(write(read(text).unwrap()), written);
        }
        for text in [
            "",
            "2020-01-01",
            "2020-01-01 12:30:00Z",
            "2020-01-01T12:30:00",
            "1583065800",
            "2020-13-01T12:30:00Z",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
