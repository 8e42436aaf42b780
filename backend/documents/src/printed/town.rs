use std::ops::Range;

use super::page::Row;
use super::value::trim;
use crate::aamva::issuer_by_state;

/// City, state and postal code at the end of a North American address.
pub(super) struct Town {
    pub(super) city: Range<usize>,
    pub(super) state: Range<usize>,
    pub(super) postal_code: Range<usize>,
    /// What stands before the city behind another comma: the street.
    pub(super) before: Range<usize>,
}

/// Reads `ANYTOWN, CA 95818-1234` or `OTTAWA ON K1A 0B1` at the end of some characters.
pub(super) fn town(row: &Row, characters: &Range<usize>) -> Option<Town> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for place in characters.start..=characters.end {
        let is_part = place < characters.end
            && row
                .text
                .get(place)
                .is_some_and(|c| c.is_alphanumeric() || *c == '-');
        match (start, is_part) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                words.push(from..place);
                start = None;
            }
            _ => {}
        }
    }
    let text = |range: &Range<usize>| row.slice(range).iter().collect::<String>();
    let last = words.pop()?;
    let postal_code = if is_zip(&text(&last)) || is_canadian(&text(&last)) {
        last
    } else {
        let first = words.pop()?;
        let both = format!("{}{}", text(&first), text(&last));
        (is_canadian(&both) && text(&first).len() == 3).then_some(first.start..last.end)?
    };
    let state = words.pop()?;
    let name = text(&state);
    if name.len() != 2 || issuer_by_state(&name).is_none() {
        return None;
    }
    let before = characters.start..state.start;
    let comma = {
        let slice = row.slice(&trim(row, before.clone()));
        slice
            .iter()
            .rposition(|c| *c == ',')
            .map(|at| trim(row, before.clone()).start + at)
    };
    let city = trim(
        row,
        comma.map_or(before.start, |comma| comma + 1)..before.end,
    );
    let letters = row
        .slice(&city)
        .iter()
        .filter(|c| c.is_alphabetic())
        .count();
    let has_digits = row.slice(&city).iter().any(char::is_ascii_digit);
    let street = trim(row, before.start..comma.unwrap_or(before.start));
    (letters >= 2 && !has_digits).then_some(Town {
        city,
        state,
        postal_code,
        before: street,
    })
}

fn is_zip(text: &str) -> bool {
    let (short, long) = text.split_once('-').unwrap_or((text, ""));
    let are_digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    are_digits(short, 5) && (long.is_empty() || are_digits(long, 4)) || are_digits(text, 9)
}

fn is_canadian(text: &str) -> bool {
    text.len() == 6
        && text.bytes().enumerate().all(|(place, byte)| {
            if place % 2 == 0 {
                byte.is_ascii_alphabetic()
            } else {
                byte.is_ascii_digit()
            }
        })
}

#[cfg(test)]
mod tests {
    use super::super::line::PrintLine;
    use super::*;

    fn read(text: &str) -> Option<[String; 4]> {
        let line = PrintLine {
            text: text.to_owned().into(),
            ..PrintLine::default()
        };
        let rows = super::super::page::rows(&[line]);
        let row = &rows[0];
        let town = town(row, &(0..row.text.len()))?;
        Some([town.before, town.city, town.state, town.postal_code].map(|range| row.words(&range)))
    }

    #[test]
    fn towns_split_into_city_state_and_code() {
        for (text, parts) in [
            ("ANYTOWN, CA 95818", ["", "ANYTOWN", "CA", "95818"]),
            (
                "NEW YORK NY 10001-1234",
                ["", "NEW YORK", "NY", "10001-1234"],
            ),
            ("OTTAWA, ON K1A 0B1", ["", "OTTAWA", "ON", "K1A 0B1"]),
            (
                "12 MAIN ST, ST. PAUL, MN 55101",
                ["12 MAIN ST", "ST. PAUL", "MN", "55101"],
            ),
        ] {
            assert_eq!(read(text).unwrap(), parts, "{text}");
        }
        for text in [
            "ANYTOWN, QQ 95818",
            "CA 95818",
            "12 MAIN ST",
            "EDINBURGH EH1 9GP",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
