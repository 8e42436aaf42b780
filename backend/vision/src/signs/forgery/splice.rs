//! A piece that does not share the past of its picture: laid into a photograph that was kept as
//! JPEG before, and kept again with it. The rest bears the trace of the earlier quantiser, block by
//! block; the piece, drawn, fitted or from elsewhere, does not.

use crate::geometry::{Point, Quad};
use crate::luma::Luma;

use super::coded_grid::{BLOCK, CodedGrid, WAVES, unclipped_waves};
use super::scene::DocumentScene;
use super::signal::{ForgerySignal, SignalReading};
use super::twice_kept::{Levels, TwiceKept};

/// Nats by which a part speaks against the document's past. By chance a part reaches a score once
/// in its exponential; a document has some hundred thousand parts.
const THRESHOLD: f32 = 18.0;
/// Sizes of the parts that are looked at, in blocks: from a digit to a portrait.
const PARTS: [(usize, usize); 9] = [
    (3, 3),
    (4, 4),
    (3, 6),
    (6, 3),
    (12, 4),
    (20, 4),
    (10, 10),
    (20, 20),
    (32, 40),
];

type BlockLevels = [usize; WAVES.len()];

/// How plainly some part of the document lacks the trace of an earlier JPEG that the rest bears.
/// `None` for pictures that bear none: kept once, scaled since, kept more coarsely the second time,
/// or no JPEG.
pub(super) fn splice(scene: &DocumentScene<'_>) -> Option<SignalReading> {
    let grid = CodedGrid::of(scene.picture)?;
    let blocks = Blocks::of(scene.picture.luma(), &grid, scene.outline.as_ref())?;
    let twice = TwiceKept::tell(&blocks.seen, &blocks.natural, &grid.steps)?;
    let (score, [left, top, right, bottom]) = Evidence::sum(&blocks, &twice).least()?;
    let x = |block: usize| (grid.left + block * BLOCK) as f32 - 0.5;
    let y = |block: usize| (grid.top + block * BLOCK) as f32 - 0.5;
    let area = Quad::rectangle(x(left), y(top), x(right) - x(left), y(bottom) - y(top));
    SignalReading::new(ForgerySignal::Splice, score, THRESHOLD, Some(area))
}

/// The blocks of a document.
struct Blocks {
    across: usize,
    down: usize,
    /// Row by row; `None` outside of the document, and for blocks that say nothing.
    levels: Vec<Option<BlockLevels>>,
    seen: Levels,
    /// Of blocks that lie between those of the grid.
    natural: Levels,
}

impl Blocks {
    fn of(luma: &Luma, grid: &CodedGrid, outline: Option<&Quad>) -> Option<Self> {
        let across = luma.width().checked_sub(grid.left)? / BLOCK;
        let down = luma.height().checked_sub(grid.top)? / BLOCK;
        let mut blocks = Self {
            across,
            down,
            levels: Vec::with_capacity(across * down),
            seen: Levels::new(),
            natural: Levels::new(),
        };
        for row in 0..down {
            for column in 0..across {
                let place = (grid.left + column * BLOCK, grid.top + row * BLOCK);
                let middle = Point::new(place.0 as f32 + 3.5, place.1 as f32 + 3.5);
                if outline.is_some_and(|outline| !outline.contains(middle)) {
                    blocks.levels.push(None);
                    continue;
                }
                let levels = unclipped_waves(luma, place).map(|waves| levels(&waves, grid));
                if let Some(levels) = &levels {
                    blocks.seen.count(levels);
                }
                blocks.levels.push(levels);
                let between = (place.0 + BLOCK / 2, place.1 + BLOCK / 2);
                // Every third is enough to know the shape of their distribution.
                if (row + column).is_multiple_of(3)
                    && let Some(waves) = unclipped_waves(luma, between)
                {
                    blocks.natural.count(&self::levels(&waves, grid));
                }
            }
        }
        Some(blocks)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "waves of bytes are below 1024"
)]
fn levels(waves: &[f32; WAVES.len()], grid: &CodedGrid) -> BlockLevels {
    let mut levels = [0; WAVES.len()];
    for (level, (wave, step)) in levels.iter_mut().zip(waves.iter().zip(grid.steps)) {
        *level = (wave / step).abs().round() as usize;
    }
    levels
}

/// Sums of evidence, so that any part's is known from four of them.
struct Evidence {
    across: usize,
    down: usize,
    /// By corner of blocks, that of all above and left of it.
    sums: Vec<f64>,
}

impl Evidence {
    fn sum(blocks: &Blocks, twice: &TwiceKept) -> Self {
        let (across, down) = (blocks.across, blocks.down);
        let mut sums = vec![0.0; across + 1];
        for row in blocks.levels.chunks_exact(across.max(1)) {
            // The corners of the row above, without its first.
            let above = sums.len() - across;
            let mut sum = 0.0;
            sums.push(0.0);
            for (column, levels) in row.iter().enumerate() {
                sum += levels
                    .as_ref()
                    .map_or(0.0, |levels| f64::from(twice.of(levels)));
                let upper = sums.get(above + column).copied().unwrap_or(0.0);
                sums.push(upper + sum);
            }
        }
        Self { across, down, sums }
    }

    /// The part that speaks most against a common past: how strongly, and its limits in blocks.
    fn least(&self) -> Option<(f32, [usize; 4])> {
        let mut best: Option<(f64, [usize; 4])> = None;
        for (width, height) in PARTS {
            let (step_x, step_y) = ((width / 5).max(1), (height / 5).max(1));
            if width > self.across || height > self.down {
                continue;
            }
            for top in (0..=self.down - height).step_by(step_y) {
                for left in (0..=self.across - width).step_by(step_x) {
                    let part = [left, top, left + width, top + height];
                    let Some(against) = self.of(part).map(|sum| -sum) else {
                        continue;
                    };
                    if best.is_none_or(|(most, _)| against > most) {
                        best = Some((against, part));
                    }
                }
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "a score")]
        best.map(|(against, part)| (against as f32, part))
    }

    /// `None` when the part reaches beyond the picture.
    fn of(&self, [left, top, right, bottom]: [usize; 4]) -> Option<f64> {
        let at = |x: usize, y: usize| self.sums.get(y * (self.across + 1) + x).copied();
        Some(at(right, bottom)? - at(left, bottom)? - at(right, top)? + at(left, top)?)
    }
}
