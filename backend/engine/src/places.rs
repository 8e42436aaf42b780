//! Where a value stands in a picture.

use credence_documents::FieldKey;
use credence_documents::mrz::MrzFormat;
use credence_types::PictureCorners;
use credence_vision::mrz::MrzReading;
use credence_vision::{Point, Quad};

/// Corners on the wire, to a tenth of a pixel.
pub(crate) fn corners(quad: &Quad) -> PictureCorners {
    let tenth = |value: f32| (f64::from(value) * 10.0).round() / 10.0;
    quad.0.map(|point| [tenth(point.x), tenth(point.y)])
}

/// A share of 0 to 1 as 0 to 100, rounded down.
pub(crate) fn percent(share: f32) -> u8 {
    let share = if share.is_nan() {
        0.0
    } else {
        share.clamp(0.0, 1.0)
    };
    (0..=100_u8)
        .rev()
        .find(|percent| f32::from(*percent) <= share * 100.0 + 1e-4)
        .unwrap_or(0)
}

/// Where a field stands in a zone, and how sure its least certain character is.
pub(crate) fn in_zone(reading: &MrzReading, key: FieldKey) -> Option<(u8, PictureCorners)> {
    let (line, from, to) = columns(reading, key)?;
    let certainty = reading
        .confidence
        .get(line)?
        .get(from..to)?
        .iter()
        .copied()
        .fold(1.0, f32::min);
    let corners_of_line = reading.corners.get(line)?;
    let length = reading.document.format.line_length() as f32;
    let [a, b, c, d] = *corners_of_line;
    let share = |at: usize| at as f32 / length;
    let between = |one: Point, other: Point, share: f32| {
        Point::new(
            one.x + (other.x - one.x) * share,
            one.y + (other.y - one.y) * share,
        )
    };
    let quad = Quad([
        between(a, b, share(from)),
        between(a, b, share(to)),
        between(d, c, share(to)),
        between(d, c, share(from)),
    ]);
    Some((percent(certainty), corners(&quad)))
}

/// A line, and columns of it.
type Place = (usize, usize, usize);

/// Line and columns of a field (Doc 9303 parts 4 to 7). Of the name, each part without fillers.
fn columns(reading: &MrzReading, key: FieldKey) -> Option<Place> {
    let is_td1 = reading.document.format == MrzFormat::Td1;
    let (_, on_td1, on_others) = PLACES.iter().find(|(of, ..)| *of == key)?;
    let (line, from, to) = if is_td1 { *on_td1 } else { *on_others };
    if matches!(key, FieldKey::FamilyName | FieldKey::FirstName) {
        return name(reading, (line, from), key == FieldKey::FamilyName);
    }
    Some((line, from, to.min(reading.document.format.line_length())))
}

/// On TD1 and on the formats of two lines; longer than a line reaches to its end.
const PLACES: [(FieldKey, Place, Place); 8] = [
    (FieldKey::FamilyName, (2, 0, 30), (0, 5, 44)),
    (FieldKey::FirstName, (2, 0, 30), (0, 5, 44)),
    (FieldKey::Id, (0, 5, 14), (1, 0, 9)),
    (FieldKey::DateOfBirth, (1, 0, 6), (1, 13, 19)),
    (FieldKey::Gender, (1, 7, 8), (1, 20, 21)),
    (FieldKey::Expires, (1, 8, 14), (1, 21, 27)),
    (FieldKey::IssuedBy, (0, 2, 5), (0, 2, 5)),
    (FieldKey::PersonalNumber, (0, 15, 30), (1, 28, 42)),
];

fn name(reading: &MrzReading, (line, begin): (usize, usize), is_family: bool) -> Option<Place> {
    let lines = reading.lines().expose();
    let text = lines.get(line)?.get(begin..)?;
    let (family, given) = text.split_once("<<").unwrap_or((text, ""));
    let (from, part) = if is_family {
        (begin, family)
    } else {
        (begin + family.len() + 2, given)
    };
    let length = part.trim_end_matches('<').len();
    (length > 0).then_some((line, from, from + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_become_percents_and_nonsense_none() {
        let percents = [0.0, 0.005, 0.5, 0.999, 1.0, 7.0, -1.0, f32::NAN].map(percent);
        assert_eq!(percents, [0, 0, 50, 99, 100, 100, 0, 0]);
    }
}
