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

/// So many blocks at most say whether a picture was kept twice.
const SAMPLES: usize = 32_000;

/// How plainly some part of the document lacks the trace of an earlier JPEG that the rest bears.
/// `None` for pictures that bear none: kept once, scaled since, kept more coarsely the second time,
/// or no JPEG.
pub(super) fn splice(scene: &DocumentScene<'_>) -> Option<SignalReading> {
    let grid = CodedGrid::of(scene.picture)?;
    let blocks = Blocks {
        luma: scene.picture.luma(),
        grid: &grid,
        across: scene.picture.luma().width().checked_sub(grid.left)? / BLOCK,
        down: scene.picture.luma().height().checked_sub(grid.top)? / BLOCK,
        outline: scene.outline.as_ref(),
    };
    let (seen, natural) = blocks.sampled();
    let twice = TwiceKept::tell(&seen, &natural, &grid.steps)?;
    let (score, [left, top, right, bottom]) = Evidence::sum(&blocks, &twice).least()?;
    let x = |block: usize| (grid.left + block * BLOCK) as f32 - 0.5;
    let y = |block: usize| (grid.top + block * BLOCK) as f32 - 0.5;
    let area = Quad::rectangle(x(left), y(top), x(right) - x(left), y(bottom) - y(top));
    SignalReading::new(ForgerySignal::Splice, score, THRESHOLD, Some(area))
}

/// The blocks of a document.
struct Blocks<'a> {
    luma: &'a Luma,
    grid: &'a CodedGrid,
    across: usize,
    down: usize,
    outline: Option<&'a Quad>,
}

impl Blocks<'_> {
    /// The upper left pixel of a block, where the block lies on the document.
    fn place(&self, column: usize, row: usize) -> Option<(usize, usize)> {
        let place = (self.grid.left + column * BLOCK, self.grid.top + row * BLOCK);
        let middle = Point::new(place.0 as f32 + 3.5, place.1 as f32 + 3.5);
        let is_outside = self
            .outline
            .is_some_and(|outline| !outline.contains(middle));
        (!is_outside).then_some(place)
    }

    /// `None` for blocks that say nothing.
    fn levels(&self, place: (usize, usize)) -> Option<BlockLevels> {
        unclipped_waves(self.luma, place).map(|waves| levels(&waves, self.grid))
    }

    /// How often each level is met in blocks of the grid, and in some between those.
    fn sampled(&self) -> (Levels, Levels) {
        let (mut seen, mut natural) = (Levels::new(), Levels::new());
        let apart = (self.across * self.down).div_ceil(SAMPLES).max(1);
        for index in (0..self.across * self.down).step_by(apart) {
            let (column, row) = (index % self.across, index / self.across);
            let Some(place) = self.place(column, row) else {
                continue;
            };
            if let Some(levels) = self.levels(place) {
                seen.count(&levels);
            }
            // Every third is enough to know the shape of their distribution.
            let between = (place.0 + BLOCK / 2, place.1 + BLOCK / 2);
            if (index / apart).is_multiple_of(3)
                && let Some(levels) = self.levels(between)
            {
                natural.count(&levels);
            }
        }
        (seen, natural)
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
        *level = ((wave / step).abs() + 0.5) as usize;
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
    fn sum(blocks: &Blocks<'_>, twice: &TwiceKept) -> Self {
        let (across, down) = (blocks.across, blocks.down);
        let mut sums = vec![0.0; across + 1];
        for row in 0..down {
            // The corners of the row above, without its first.
            let above = sums.len() - across;
            let mut sum = 0.0;
            sums.push(0.0);
            for column in 0..across {
                let place = blocks.place(column, row);
                sum += place
                    .and_then(|place| blocks.levels(place))
                    .map_or(0.0, |levels| f64::from(twice.of(&levels)));
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
