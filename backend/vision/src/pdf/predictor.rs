use super::document::Document;
use super::filter::parameter;
use super::object::Dictionary;
use crate::decode::{DecodeError, MAX_SIDE};

/// How rows were changed before they were packed (7.4.4.4).
#[derive(Debug, Clone, Copy)]
pub(super) struct Predictor {
    kind: Kind,
    row_bytes: usize,
    pixel_bytes: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    Tiff,
    Png,
}

impl Predictor {
    pub(super) fn read(
        document: &Document<'_>,
        parameters: &Dictionary<'_>,
    ) -> Result<Self, DecodeError> {
        let number = |key, usual| parameter(document, parameters, key).unwrap_or(usual);
        let (colours, bits) = (number("Colors", 1), number("BitsPerComponent", 8));
        let columns = number("Columns", 1);
        let kind = match number("Predictor", 1) {
            0 | 1 => Kind::None,
            2 if bits == 8 => Kind::Tiff,
            10..=15 => Kind::Png,
            _ => return Err(DecodeError::UnsupportedCoding),
        };
        if columns > MAX_SIDE as usize
            || !(1..=16).contains(&colours)
            || !matches!(bits, 1 | 2 | 4 | 8 | 16)
        {
            return Err(DecodeError::Unreadable);
        }
        let bits = colours * bits;
        Ok(Self {
            kind,
            row_bytes: (columns * bits).div_ceil(8),
            pixel_bytes: bits.div_ceil(8),
        })
    }

    /// How many bytes may come out of the packing for `limit` bytes of rows.
    pub(super) fn packed_limit(self, limit: usize) -> usize {
        if self.kind == Kind::Png {
            limit.saturating_add(limit / self.row_bytes.max(1) + 1)
        } else {
            limit
        }
    }

    pub(super) fn undo(self, mut rows: Vec<u8>) -> Vec<u8> {
        match self.kind {
            Kind::None => {}
            Kind::Tiff => {
                for row in rows.chunks_mut(self.row_bytes.max(1)) {
                    for at in self.pixel_bytes..row.len() {
                        add(row, at, at - self.pixel_bytes);
                    }
                }
            }
            Kind::Png => self.undo_png(&mut rows),
        }
        rows
    }

    /// PNG (W3C, third edition) section 9, in place: each row moves up by the filter bytes before
    /// it.
    fn undo_png(self, rows: &mut Vec<u8>) {
        let (length, pixel) = (self.row_bytes, self.pixel_bytes);
        let mut end = 0;
        let mut from = 0;
        while let Some(&filter) = rows.get(from) {
            let count = length.min(rows.len() - from - 1);
            rows.copy_within(from + 1..from + 1 + count, end);
            for x in 0..count {
                let at = end + x;
                let left = x.checked_sub(pixel).map(|_| at - pixel);
                let above = at.checked_sub(length);
                let corner = left.and(above).map(|above| above - pixel);
                let value = |place: Option<usize>| {
                    place
                        .and_then(|place| rows.get(place))
                        .copied()
                        .unwrap_or(0)
                };
                let (a, b, c) = (value(left), value(above), value(corner));
                let guess = match filter {
                    1 => a,
                    2 => b,
                    3 => a.midpoint(b),
                    4 => paeth(a, b, c),
                    _ => 0,
                };
                if let Some(sample) = rows.get_mut(at) {
                    *sample = sample.wrapping_add(guess);
                }
            }
            end += count;
            from += 1 + count;
        }
        rows.truncate(end);
    }
}

fn add(row: &mut [u8], at: usize, from: usize) {
    let before = row.get(from).copied().unwrap_or(0);
    if let Some(sample) = row.get_mut(at) {
        *sample = sample.wrapping_add(before);
    }
}

fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let [left, above, corner] = [a, b, c].map(i16::from);
    let guess = left + above - corner;
    let distance = |value: i16| (guess - value).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(corner) {
        a
    } else if distance(above) <= distance(corner) {
        b
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn png_rows_are_restored() {
        let predictor = Predictor {
            kind: Kind::Png,
            row_bytes: 4,
            pixel_bytes: 1,
        };
        let rows = vec![
            0, 1, 2, 3, 4, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 3, 2, 2, 2, 2, 4, 1, 1, 1, 1,
        ];
        let expected = [1, 2, 3, 4, 1, 2, 3, 4, 2, 3, 4, 5, 3, 5, 6, 7, 4, 6, 7, 8];
        assert_eq!(predictor.undo(rows), expected);
        assert_eq!(predictor.undo(vec![2, 7]), [7]);
        assert_eq!(predictor.packed_limit(20), 26);
    }

    #[test]
    fn tiff_rows_are_restored() {
        let predictor = Predictor {
            kind: Kind::Tiff,
            row_bytes: 6,
            pixel_bytes: 3,
        };
        assert_eq!(predictor.undo(vec![1, 2, 3, 1, 1, 1]), [1, 2, 3, 2, 3, 4]);
    }
}
