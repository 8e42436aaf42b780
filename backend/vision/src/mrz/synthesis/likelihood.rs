use super::super::alphabet::{BLANK, CLASSES};
use super::super::line_reading::best;
use super::find_course::{FREE, SURE, find_course};
use super::grid::{Grid, LINE_HEIGHT, MARGIN, PITCH};
use super::kernel::{Kernel, REACH};
use super::light::{EDGE, Light, light};
use super::shapes::{SHAPE_HEIGHT, shapes};
use super::written::Written;
use crate::luma::Luma;

/// Deviation of the kernel from which the search sets out, in picture pixels.
const USUAL_LENS: f32 = 0.9;
/// Rounds in which the light and the kernel, each found with the other, come to rest.
const ROUNDS: usize = 3;
/// Least noise, in squares of levels.
const LEAST_NOISE: f32 = 1.0;
/// Cells of a grid say the same as their neighbours do: so many count as one.
const ALIKE: f32 = 8.0;
/// What is added to every character's share, whatever the picture says: dirt and glare are no
/// strokes.
const LEAST: f32 = 0.01;

/// By place, how likely what is seen is with each class there.
type Likelihoods = Vec<[f32; CLASSES]>;

/// By line and place, how likely what is seen is with each class there, up to a factor; the
/// unlikeliest no less than about a hundredth of the likeliest. Nothing when the characters lie on no
/// smooth course or are read too badly.
pub(in crate::mrz) fn likelihoods(luma: &Luma, lines: &[Written]) -> Option<Vec<Likelihoods>> {
    let pitch = lines.iter().map(|line| line.pitch).sum::<f32>() / lines.len().max(1) as f32;
    let mut kernel = Kernel::round(USUAL_LENS * PITCH as f32 / pitch);
    let looked_for: Vec<Grid> = shapes(FREE)
        .iter()
        .map(|shape| shape.smeared(&kernel).levelled())
        .collect();
    let bare = shapes(0);
    let mut drawn = Vec::with_capacity(lines.len());
    for line in lines {
        let (along, across) = find_course(luma, line, &looked_for)?;
        let seen = Grid::sample(luma, &line.line, (&along, &across), line.places.len());
        drawn.push(Drawn::new(line, seen, &bare));
    }
    for _ in 0..ROUNDS {
        let pairs: Vec<(Grid, Grid)> = drawn.iter().map(|line| line.strokes(&kernel)).collect();
        kernel = Kernel::between(&pairs)?;
    }
    let smeared: Vec<Grid> = shapes(REACH)
        .iter()
        .map(|shape| shape.smeared(&kernel))
        .collect();
    let rests: Vec<Rest> = drawn.iter().map(|line| line.rest(&kernel)).collect();
    let noise = noise(&drawn, &rests);
    let shares = drawn.iter().zip(&rests).map(|(line, rest)| {
        let places = line.classes.iter().enumerate();
        places
            .map(|(place, &(class, _))| rest.shares(place, class, &smeared, noise))
            .collect()
    });
    Some(shares.collect())
}

/// A line with its characters drawn.
struct Drawn {
    /// By place, the likeliest class and its probability.
    classes: Vec<(usize, f32)>,
    /// Brightness.
    seen: Grid,
    /// What strokes cover.
    ink: Grid,
}

/// What is seen and not explained by what was drawn.
struct Rest {
    light: Vec<Light>,
    /// Levels by which it is darker than it should be.
    darker: Grid,
}

impl Drawn {
    fn new(line: &Written, seen: Grid, shapes: &[Grid]) -> Self {
        let classes: Vec<(usize, f32)> = line.places.iter().map(best).collect();
        let mut ink = Grid::empty(seen.width(), LINE_HEIGHT);
        for (place, (class, _)) in classes.iter().enumerate() {
            if let Some(shape) = shapes.get(*class) {
                let top = (LINE_HEIGHT - SHAPE_HEIGHT) / 2;
                ink.add(shape, ((place + MARGIN) * PITCH, top));
            }
        }
        Self { classes, seen, ink }
    }

    /// Strokes with their contrast, and by how many levels the picture is darker than paper.
    fn strokes(&self, kernel: &Kernel) -> (Grid, Grid) {
        let light = light(&self.seen, &self.ink.smeared(kernel));
        let (mut strokes, mut darker) = (self.ink.clone(), self.seen.clone());
        for (row, seen) in strokes.rows_mut().zip(darker.rows_mut()) {
            for (light, (stroke, seen)) in light.iter().zip(row.iter_mut().zip(seen)) {
                *stroke *= light.contrast;
                *seen = light.paper - *seen;
            }
        }
        (strokes, darker)
    }

    fn rest(&self, kernel: &Kernel) -> Rest {
        let smeared = self.ink.smeared(kernel);
        let light = light(&self.seen, &smeared);
        let mut darker = self.seen.clone();
        for (row, ink) in darker.rows_mut().zip(smeared.rows()) {
            for (light, (cell, ink)) in light.iter().zip(row.iter_mut().zip(ink)) {
                *cell = light.paper - light.contrast * ink - *cell;
            }
        }
        Rest { light, darker }
    }
}

/// Mean square of what is left of characters that are certain.
fn noise(drawn: &[Drawn], rests: &[Rest]) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (line, rest) in drawn.iter().zip(rests) {
        for (place, (_, certainty)) in line.classes.iter().enumerate() {
            if *certainty < SURE {
                continue;
            }
            for row in rest.darker.rows().skip(EDGE).take(LINE_HEIGHT - 2 * EDGE) {
                let left = (place + MARGIN) * PITCH;
                let cells = row.iter().skip(left).take(PITCH);
                sum += cells.map(|cell| cell * cell).sum::<f32>();
                count += PITCH as f32;
            }
        }
    }
    (sum / f32::max(count, 1.0)).max(LEAST_NOISE)
}

impl Rest {
    /// How likely what is seen is with each class in a place, if `drawn` is drawn there.
    fn shares(&self, place: usize, drawn: usize, shapes: &[Grid], noise: f32) -> [f32; CLASSES] {
        let middle = (place + MARGIN) * PITCH + PITCH / 2;
        let (Some(usual), Some(light)) = (shapes.get(drawn), self.light.get(middle)) else {
            return [1.0; CLASSES];
        };
        let corner = (
            (place + MARGIN) * PITCH - REACH,
            (LINE_HEIGHT - SHAPE_HEIGHT) / 2 - REACH,
        );
        let squares = self.darker.squares_under(usual, corner);
        let fit = self.darker.product_under(usual, corner);
        let left = |class: usize| match shapes.get(class).filter(|_| class != BLANK) {
            Some(shape) => {
                let better = self.darker.product_under(shape, corner) - fit;
                let apart = usual.product_under(usual, (0, 0)) + shape.product_under(shape, (0, 0))
                    - 2.0 * usual.product_under(shape, (0, 0));
                (squares + light.contrast * (light.contrast * apart - 2.0 * better)) / noise
            }
            None => f32::MAX,
        };
        let left: [f32; CLASSES] = std::array::from_fn(left);
        let least = left.iter().copied().fold(f32::MAX, f32::min);
        let cells = ((SHAPE_HEIGHT + 2 * REACH) * (PITCH + 2 * REACH)) as f32;
        // Where nothing fits, the picture is not what is drawn at all; of the powers tried, the square
        // told best how little is left to be said.
        let misfit = (least / cells).max(1.0).powi(2);
        let mut shares = left.map(|left| (-0.5 * (left - least) / (ALIKE * misfit)).exp());
        let sum: f32 = shares.iter().sum();
        shares
            .iter_mut()
            .for_each(|share| *share = *share / sum + LEAST);
        shares
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::alphabet::class;
    use super::super::example::{TEXT, left, picture, written};
    use super::*;

    fn place_of(likelihoods: &[Vec<[f32; CLASSES]>], place: usize, of: char) -> f32 {
        likelihoods[0][place][class(of)]
    }

    #[test]
    fn what_is_printed_is_likelier_than_its_twin_that_was_read() {
        let mut read = written();
        let twins = [(1, 'B'), (5, 'O'), (12, '0'), (26, 'S'), (28, '2')];
        for (place, twin) in twins {
            read.places[place] = [0.0; CLASSES];
            read.places[place][class(twin)] = 0.7;
        }
        let likelihoods = likelihoods(&picture(), &[read]).unwrap();
        for (place, printed) in TEXT.chars().enumerate() {
            let likeliest = best(&likelihoods[0][place]).0;
            assert_eq!(likeliest, class(printed), "{place}");
        }
        for (place, twin) in twins {
            let printed = TEXT.chars().nth(place).unwrap();
            let [printed, twin] = [printed, twin].map(|of| place_of(&likelihoods, place, of));
            assert!(printed > 10.0 * twin, "{place}: {printed}, {twin}");
        }
    }

    #[test]
    fn a_blot_says_little() {
        let clean = picture();
        let mut pixels = clean.pixels().to_vec();
        for row in pixels.chunks_mut(clean.width()).skip(18).take(16) {
            row[left(15)..left(15) + PITCH].fill(20);
        }
        let blotted = Luma::new(clean.width(), pixels);
        let likelihoods = likelihoods(&blotted, &[written()]).unwrap();
        let place = likelihoods[0][15];
        let others = place[1..].iter().copied().fold(f32::MAX, f32::min);
        assert!(place[class('8')] < 40.0 * others, "{place:?}");
        let further = TEXT.chars().nth(20).unwrap();
        assert_eq!(best(&likelihoods[0][20]).0, class(further));
    }
}
