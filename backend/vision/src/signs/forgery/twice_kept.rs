//! Was a picture kept as JPEG before, and how coarsely? What was rounded to one quantiser's levels
//! and then to another's leaves some levels crowded and others empty.

use super::coded_grid::WAVES;

/// Levels of the quantiser, away from 0, that are counted.
pub(super) const LEVELS: usize = 24;
/// The coarsest step of an earlier quantiser that is looked for.
const COARSEST: u16 = 48;
/// Deviation of a wave after pixels were rounded between the two.
const ROUNDING: f32 = 0.45;
/// Share of blocks that follow no rule.
const LAWLESS: f32 = 0.04;
/// Least mean evidence of a level, in nats, by which an earlier step is believed, and least sum.
const LEAST_MEAN: f32 = 0.03;
const LEAST_SUM: f32 = 25.0;
/// The same over all waves, for the picture to be taken for one that was kept twice.
const LEAST_OVERALL: f32 = 0.06;

/// How often each level of each wave was seen; the first is level 0, and signs do not matter.
#[derive(Debug, Clone)]
pub(super) struct Levels(pub(super) [[f32; LEVELS + 1]; WAVES.len()]);

impl Levels {
    pub(super) const fn new() -> Self {
        Self([[0.0; LEVELS + 1]; WAVES.len()])
    }

    pub(super) fn count(&mut self, levels: &[usize; WAVES.len()]) {
        for (counts, &level) in self.0.iter_mut().zip(levels) {
            if let Some(count) = counts.get_mut(level) {
                *count += 1.0;
            }
        }
    }
}

/// By wave and level, what it says for a block having been kept before with the picture, in nats;
/// empty for waves that say nothing. (Bianchi and Piva 2012, "Image forgery localization via
/// block-grained analysis of JPEG artifacts", without their search over mixtures.)
#[derive(Debug, Clone)]
pub(super) struct TwiceKept {
    evidence: [[f32; LEVELS + 1]; WAVES.len()],
}

impl TwiceKept {
    /// `seen` are the levels in the picture's own blocks, `natural` those in blocks between them, as
    /// they would be had the picture been kept once.
    pub(super) fn tell(
        seen: &Levels,
        natural: &Levels,
        steps: &[f32; WAVES.len()],
    ) -> Option<Self> {
        let mut twice = Self {
            evidence: [[0.0; LEVELS + 1]; WAVES.len()],
        };
        let (mut sum, mut count) = (0.0, 0.0);
        let waves = seen.0.iter().zip(&natural.0).zip(steps);
        for (evidence, ((seen, natural), &step)) in twice.evidence.iter_mut().zip(waves) {
            let Some((best, gain, levels)) = earlier(seen, natural, step) else {
                continue;
            };
            *evidence = best;
            sum += gain;
            count += levels;
        }
        (sum / f32::max(count, 1.0) >= LEAST_OVERALL).then_some(twice)
    }

    /// What a block's levels say for its having been kept before with the picture.
    pub(super) fn of(&self, levels: &[usize; WAVES.len()]) -> f32 {
        let evidence = self.evidence.iter().zip(levels);
        evidence.filter_map(|(wave, &level)| wave.get(level)).sum()
    }
}

/// Coarsest quantiser of a file of eight bits (ITU-T T.81).
const COARSEST_SEEN: f32 = 255.0;

/// The evidence of the earlier step that explains a wave's levels best, what it gains over none,
/// and how many levels there are to tell.
fn earlier(
    seen: &[f32; LEVELS + 1],
    natural: &[f32; LEVELS + 1],
    step: f32,
) -> Option<([f32; LEVELS + 1], f32, f32)> {
    let count: f32 = seen.iter().skip(1).sum();
    // A coarser step is no photograph's, and would only cost time.
    if count < 1.0 || step > COARSEST_SEEN {
        return None;
    }
    let natural_count: f32 = natural.iter().skip(1).sum();
    let mut best: Option<([f32; LEVELS + 1], f32)> = None;
    for earlier in 2..=COARSEST {
        let earlier = f32::from(earlier);
        if (earlier - step).abs() < 0.5 {
            continue;
        }
        let crowding: [f32; LEVELS + 1] =
            std::array::from_fn(|level| crowding(level as f32, step, earlier));
        let expected: f32 = natural
            .iter()
            .zip(&crowding)
            .skip(1)
            .map(|(count, crowd)| count * crowd)
            .sum();
        let scale = natural_count / expected.max(1e-3);
        let mut evidence = crowding.map(|crowd| ((1.0 - LAWLESS) * crowd * scale + LAWLESS).ln());
        if let Some(zero) = evidence.first_mut() {
            *zero = 0.0;
        }
        let gain = evidence.iter().zip(seen).map(|(e, count)| e * count).sum();
        if best.is_none_or(|(_, most)| gain > most) {
            best = Some((evidence, gain));
        }
    }
    let (evidence, gain) = best?;
    (gain >= LEAST_SUM && gain >= LEAST_MEAN * count).then_some((evidence, gain, count))
}

/// How many times more often than else a level is met when waves were multiples of the earlier
/// step, give or take what rounding to pixels did.
fn crowding(level: f32, step: f32, earlier: f32) -> f32 {
    let (low, high) = ((level - 0.5) * step, (level + 0.5) * step);
    let first = ((low - 3.0 * ROUNDING) / earlier).ceil();
    let mut share = 0.0;
    let mut multiple = first * earlier;
    while multiple < high + 3.0 * ROUNDING {
        share += below((high - multiple) / ROUNDING) - below((low - multiple) / ROUNDING);
        multiple += earlier;
    }
    share * earlier / step
}

/// The normal distribution's share below so many deviations (Bowling et al. 2009).
fn below(deviations: f32) -> f32 {
    1.0 / (1.0 + (-1.5976 * deviations - 0.070_565_99 * deviations.powi(3)).exp())
}
