//! Grey morphology with flat rectangles, by doubling: the extreme over 2ⁿ pixels is that of two
//! overlapping halves, so a window costs the logarithm of its size and runs over whole rows.
#![expect(
    clippy::indexing_slicing,
    reason = "rows have the length of the plane that they are cut from"
)]

/// Bytes row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) bytes: Vec<u8>,
}

impl Plane {
    pub(super) fn row(&self, y: usize) -> &[u8] {
        &self.bytes[y * self.width..(y + 1) * self.width]
    }
}

/// Which extreme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extreme {
    Largest,
    Smallest,
}

impl Extreme {
    const fn neutral(self) -> u8 {
        match self {
            Self::Largest => 0,
            Self::Smallest => u8::MAX,
        }
    }
}

/// Fills what is darker than its surroundings and fits into the window.
pub(super) fn closed(plane: &Plane, columns: usize, rows: usize) -> Plane {
    let grown = extreme(plane, columns, rows, Extreme::Largest);
    extreme(&grown, columns, rows, Extreme::Smallest)
}

/// Takes away what is lighter than its surroundings and does not hold the window.
pub(super) fn opened(plane: &Plane, columns: usize, rows: usize) -> Plane {
    let shrunk = extreme(plane, columns, rows, Extreme::Smallest);
    extreme(&shrunk, columns, rows, Extreme::Largest)
}

/// The extreme over a window of odd sides around each pixel.
fn extreme(plane: &Plane, columns: usize, rows: usize, which: Extreme) -> Plane {
    let mut bytes = Vec::with_capacity(plane.bytes.len());
    let mut buffers = (Vec::new(), Vec::new());
    for row in plane.bytes.chunks_exact(plane.width.max(1)) {
        along(row, columns / 2, which, &mut buffers);
        bytes.extend_from_slice(&buffers.0[..plane.width]);
    }
    down(&mut bytes, plane.width, rows / 2, which);
    Plane { bytes, ..*plane }
}

/// The first buffer becomes the extremes of a row over 2 · `radius` + 1 pixels.
fn along(row: &[u8], radius: usize, which: Extreme, (line, next): &mut (Vec<u8>, Vec<u8>)) {
    line.clear();
    line.resize(radius, which.neutral());
    line.extend_from_slice(row);
    line.resize(row.len() + 2 * radius, which.neutral());
    next.resize(line.len(), which.neutral());
    let window = 2 * radius + 1;
    let mut covered = 1;
    while covered < window {
        let step = covered.min(window - covered);
        let pairs = line.iter().zip(&line[step..]);
        match which {
            Extreme::Largest => next
                .iter_mut()
                .zip(pairs)
                .for_each(|(into, (&a, &b))| *into = a.max(b)),
            Extreme::Smallest => next
                .iter_mut()
                .zip(pairs)
                .for_each(|(into, (&a, &b))| *into = a.min(b)),
        }
        std::mem::swap(line, next);
        covered += step;
    }
}

/// The same down the columns, on whole rows.
fn down(bytes: &mut Vec<u8>, width: usize, radius: usize, which: Extreme) {
    if radius == 0 || width == 0 {
        return;
    }
    let margin = vec![which.neutral(); radius * width];
    let length = bytes.len();
    let mut tall = margin.clone();
    tall.append(bytes);
    tall.extend_from_slice(&margin);
    let window = 2 * radius + 1;
    let mut covered = 1;
    while covered < window {
        let step = covered.min(window - covered) * width;
        let kept = tall.len() - step;
        // Row by row from the top: what a row reads lies below it and is not changed yet.
        let mut from = 0;
        while from < kept {
            let to = (from + step).min(kept);
            let (upper, lower) = tall.split_at_mut(from + step);
            pick(&mut upper[from..to], &lower[..to - from], which);
            from = to;
        }
        covered += step / width;
    }
    tall.truncate(length);
    *bytes = tall;
}

fn pick(into: &mut [u8], with: &[u8], which: Extreme) {
    match which {
        Extreme::Largest => into
            .iter_mut()
            .zip(with)
            .for_each(|(a, &b)| *a = (*a).max(b)),
        Extreme::Smallest => into
            .iter_mut()
            .zip(with)
            .for_each(|(a, &b)| *a = (*a).min(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane(width: usize, bytes: &[u8]) -> Plane {
        Plane {
            width,
            height: bytes.len() / width,
            bytes: bytes.to_vec(),
        }
    }

    /// The definition, pixel by pixel.
    fn slow(plane: &Plane, columns: usize, rows: usize, which: Extreme) -> Vec<u8> {
        let (c, r) = (columns / 2, rows / 2);
        let mut result = Vec::new();
        for y in 0..plane.height {
            for x in 0..plane.width {
                let mut value = which.neutral();
                for v in y.saturating_sub(r)..(y + r + 1).min(plane.height) {
                    for u in x.saturating_sub(c)..(x + c + 1).min(plane.width) {
                        pick(std::slice::from_mut(&mut value), &[plane.row(v)[u]], which);
                    }
                }
                result.push(value);
            }
        }
        result
    }

    #[test]
    fn windows_of_every_size_match_the_definition() {
        let bytes: Vec<u8> = (0..17 * 13u32).map(|i| (i * 7919 % 251) as u8).collect();
        let plane = plane(17, &bytes);
        for columns in [1, 3, 5, 7, 13, 21, 33] {
            for rows in [1, 3, 7, 11, 17] {
                for which in [Extreme::Largest, Extreme::Smallest] {
                    assert_eq!(
                        extreme(&plane, columns, rows, which).bytes,
                        slow(&plane, columns, rows, which),
                        "{columns} {rows} {which:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn closing_fills_a_dark_stroke_and_opening_takes_a_light_one() {
        let dark = plane(5, &[9, 9, 1, 9, 9]);
        assert_eq!(closed(&dark, 3, 1).bytes, [9; 5]);
        let light = plane(5, &[1, 1, 9, 1, 1]);
        assert_eq!(opened(&light, 3, 1).bytes, [1; 5]);
    }
}
