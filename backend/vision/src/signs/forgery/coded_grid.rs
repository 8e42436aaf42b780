//! The grid of blocks in which a JPEG file holds its picture, and the low waves of every block.

use crate::header::be_u16;
use crate::luma::Luma;
use crate::picture::Picture;

/// Pixels along a block's side.
pub(super) const BLOCK: usize = 8;
/// Waves that are looked at: across and down together at most four half turns, the mean left out.
pub(super) const WAVES: [(usize, usize); 14] = [
    (1, 0),
    (0, 1),
    (2, 0),
    (1, 1),
    (0, 2),
    (3, 0),
    (2, 1),
    (1, 2),
    (0, 3),
    (4, 0),
    (3, 1),
    (2, 2),
    (1, 3),
    (0, 4),
];
/// One more than the highest wave along a side.
const HIGHEST: usize = 5;
/// Segments before the picture that are looked at.
const MAX_SEGMENTS: usize = 64;
/// Blocks on which the grid's place is tried.
const TRIED: usize = 400;
/// Share of an error by which another place of the grid has to be better than the plain one.
const BETTER: f32 = 0.8;
/// Luma beyond which pixels may have been clipped in one of their colours: paper under warm light is
/// burnt out in red long before it is white.
const DARKEST: u8 = 8;
const LIGHTEST: u8 = 236;
/// Levels between the darkest and the lightest pixel of a block that says something.
const LEAST_RANGE: u8 = 7;

/// Where the blocks lie and how coarsely each wave is kept.
#[derive(Debug, Clone)]
pub(super) struct CodedGrid {
    /// Pixels before the first whole block.
    pub(super) left: usize,
    pub(super) top: usize,
    /// The quantiser's step of each of [`WAVES`].
    pub(super) steps: [f32; WAVES.len()],
}

impl CodedGrid {
    /// The grid of a picture that came from a JPEG file as it is; `None` for any other.
    pub(super) fn of(picture: &Picture) -> Option<Self> {
        let tables = Tables::read(picture.coded_file()?)?;
        let luma = picture.luma();
        let (width, height) = (luma.width(), luma.height());
        let is_turned = (width, height) == (tables.height, tables.width) && width != height;
        if !is_turned && (width, height) != (tables.width, tables.height) {
            return None;
        }
        // A picture that was turned upright may have its part blocks on the other side.
        let plain = Self::at((0, 0), is_turned, &tables);
        let mut best = (plain.misfit(luma)? * BETTER, plain.clone());
        for left in [0, width % BLOCK] {
            for top in [0, height % BLOCK] {
                let grid = Self::at((left, top), is_turned, &tables);
                let misfit = grid.misfit(luma)?;
                if misfit < best.0 {
                    best = (misfit, grid);
                }
            }
        }
        Some(best.1)
    }

    fn at((left, top): (usize, usize), is_turned: bool, tables: &Tables) -> Self {
        let steps = WAVES.map(|(across, down)| {
            let (across, down) = if is_turned {
                (down, across)
            } else {
                (across, down)
            };
            tables.step(across, down)
        });
        Self { left, top, steps }
    }

    /// Mean distance of waves from the quantiser's levels, in steps.
    fn misfit(&self, luma: &Luma) -> Option<f32> {
        let across = luma.width().checked_sub(self.left)? / BLOCK;
        let down = luma.height().checked_sub(self.top)? / BLOCK;
        let stride = (across * down / TRIED).max(1);
        let (mut sum, mut count) = (0.0, 0.0);
        for index in (0..across * down).step_by(stride) {
            let place = (
                self.left + index % across * BLOCK,
                self.top + index / across * BLOCK,
            );
            let waves = waves(luma, place)?;
            for (wave, step) in waves.into_iter().zip(self.steps) {
                let level = wave / step;
                if step > 2.5 && level.abs() > 0.5 {
                    sum += (level - level.round()).abs();
                    count += 1.0;
                }
            }
        }
        Some(sum / f32::max(count, 1.0))
    }
}

/// The waves of the block whose upper left pixel is there, as the standard scales them (ISO/IEC
/// 10918-1, A.3.3). `None` outside and where the light is burnt out or drowned: what was clipped
/// no longer fits the quantiser's levels.
pub(super) fn unclipped_waves(luma: &Luma, place: (usize, usize)) -> Option<[f32; WAVES.len()]> {
    let (x, y) = place;
    let (mut darkest, mut lightest) = ([u8::MAX; BLOCK], [u8::MIN; BLOCK]);
    for row in y..y + BLOCK {
        let pixels: &[u8; BLOCK] = luma.row(row).get(x..)?.first_chunk()?;
        for ((least, most), &pixel) in darkest.iter_mut().zip(&mut lightest).zip(pixels) {
            *least = pixel.min(*least);
            *most = pixel.max(*most);
        }
    }
    let least = darkest.into_iter().fold(u8::MAX, u8::min);
    let most = lightest.into_iter().fold(u8::MIN, u8::max);
    let is_clipped = least < DARKEST || most > LIGHTEST;
    let is_flat = most.saturating_sub(least) < LEAST_RANGE;
    if is_clipped || is_flat {
        return None;
    }
    waves(luma, place)
}

fn waves(luma: &Luma, (x, y): (usize, usize)) -> Option<[f32; WAVES.len()]> {
    // Down first, all columns side by side.
    let mut columns = [[0.0_f32; BLOCK]; HIGHEST];
    for (at, row) in (y..y + BLOCK).enumerate() {
        let pixels: &[u8; BLOCK] = luma.row(row).get(x..)?.first_chunk()?;
        let pixels = pixels.map(f32::from);
        for (sums, curve) in columns.iter_mut().zip(&COSINES) {
            let share = curve.get(at)?;
            for (sum, pixel) in sums.iter_mut().zip(pixels) {
                *sum += pixel * share;
            }
        }
    }
    Some(WAVES.map(|(across, down)| {
        let sums = columns.get(down).unwrap_or(&[0.0; BLOCK]);
        let curve = COSINES.get(across).unwrap_or(&[0.0; BLOCK]);
        sums.iter().zip(curve).map(|(sum, share)| sum * share).sum()
    }))
}

/// Half the cosine of each wave at each pixel; the mean's is less by the square root of two.
const COSINES: [[f32; BLOCK]; HIGHEST] = [
    [0.353_553_4; BLOCK],
    [
        0.490_392_64,
        0.415_734_8,
        0.277_785_1,
        0.097_545_16,
        -0.097_545_16,
        -0.277_785_1,
        -0.415_734_8,
        -0.490_392_64,
    ],
    [
        0.461_939_77,
        0.191_341_72,
        -0.191_341_72,
        -0.461_939_77,
        -0.461_939_77,
        -0.191_341_72,
        0.191_341_72,
        0.461_939_77,
    ],
    [
        0.415_734_8,
        -0.097_545_16,
        -0.490_392_64,
        -0.277_785_1,
        0.277_785_1,
        0.490_392_64,
        0.097_545_16,
        -0.415_734_8,
    ],
    [
        0.353_553_4,
        -0.353_553_4,
        -0.353_553_4,
        0.353_553_4,
        0.353_553_4,
        -0.353_553_4,
        -0.353_553_4,
        0.353_553_4,
    ],
];

/// What a file says of its first component's quantiser.
struct Tables {
    width: usize,
    height: usize,
    /// In zigzag order.
    steps: [u16; 64],
}

impl Tables {
    fn read(file: &[u8]) -> Option<Self> {
        let mut at = 2;
        let mut tables: [Option<[u16; 64]>; 4] = [None; 4];
        let mut frame: Option<&[u8]> = None;
        for _ in 0..MAX_SEGMENTS {
            let marker = be_u16(file, at)?;
            let length = usize::from(be_u16(file, at + 2)?);
            let segment = file.get(at + 4..at + 2 + length)?;
            match marker {
                0xFFDB => read_tables(segment, &mut tables)?,
                0xFFC0 | 0xFFC1 => frame = Some(segment),
                0xFFDA => break,
                _ => {}
            }
            at += 2 + length;
        }
        let frame = frame?;
        let number = usize::from(*frame.get(8)?);
        Some(Self {
            height: be_u16(frame, 1)?.into(),
            width: be_u16(frame, 3)?.into(),
            steps: (*tables.get(number)?)?,
        })
    }

    fn step(&self, across: usize, down: usize) -> f32 {
        let step = self.steps.get(zigzag(across, down));
        f32::from(step.copied().unwrap_or(1).max(1))
    }
}

/// ISO/IEC 10918-1, B.2.4.1: several tables in one segment, of bytes or of words.
fn read_tables(segment: &[u8], tables: &mut [Option<[u16; 64]>; 4]) -> Option<()> {
    let mut rest = segment;
    while let Some((&head, after)) = rest.split_first() {
        let size = if head >> 4 == 0 { 64 } else { 128 };
        let (table, after) = after.split_at_checked(size)?;
        let mut steps = [0_u16; 64];
        for (index, step) in steps.iter_mut().enumerate() {
            *step = if size == 64 {
                u16::from(*table.get(index)?)
            } else {
                be_u16(table, 2 * index)?
            };
        }
        *tables.get_mut(usize::from(head & 15))? = Some(steps);
        rest = after;
    }
    Some(())
}

/// The place of a wave in the zigzag; those asked for lie in its upper left half, whose diagonals
/// are whole.
const fn zigzag(across: usize, down: usize) -> usize {
    let diagonal = across + down;
    let before = diagonal * (diagonal + 1) / 2;
    if diagonal.is_multiple_of(2) {
        before + across
    } else {
        before + down
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zigzag_is_that_of_the_standard() {
        let places = [(0, 0), (1, 0), (0, 1), (0, 2), (1, 1), (2, 0), (3, 0)];
        for (expected, (across, down)) in places.into_iter().enumerate() {
            assert_eq!(zigzag(across, down), expected, "{across} {down}");
        }
    }

    #[test]
    fn a_wave_is_seen_at_its_own_place_only() {
        let pixels = (0..64).map(|at| {
            let level = 128.0 + 60.0 * COSINES[2][at % 8];
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 98 and 158"
            )]
            let pixel = level.round() as u8;
            pixel
        });
        let luma = Luma::new(8, pixels.collect());
        let waves = unclipped_waves(&luma, (0, 0)).unwrap();
        for (wave, place) in waves.into_iter().zip(WAVES) {
            let expected = if place == (2, 0) { 169.7 } else { 0.0 };
            assert!((wave - expected).abs() < 2.0, "{place:?} {wave}");
        }
    }
}
