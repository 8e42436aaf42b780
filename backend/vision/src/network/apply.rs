//! Sums of weighted planes, the one place where the time goes.

use rten_simd::ops::{BitOps, FloatOps};
use rten_simd::{Isa, SimdOp};

/// Channels that are summed up side by side.
pub(super) const TOGETHER: usize = 8;
/// Vectors of places that are taken at once; more don't fit the registers.
const VECTORS: usize = 3;
/// Lanes of the widest vectors.
const WIDEST: usize = 16;
/// So many values beyond the last place may be read and written.
pub(super) const MOST_BEYOND: usize = VECTORS * WIDEST;

/// `output[channel][place] = bias[channel] + Σ weight[channel][tap] · input[offset[tap] + place]`.
pub(super) struct Apply<'a> {
    /// At least [`MOST_BEYOND`] values more than the last place of the last tap.
    pub(super) input: &'a [f32],
    pub(super) offsets: &'a [usize],
    /// By [`TOGETHER`] channels: for each tap the weights of all of them.
    pub(super) weights: &'a [f32],
    pub(super) bias: &'a [f32],
    pub(super) places: usize,
    /// Rounds up to whole groups of channels.
    pub(super) output: &'a mut [f32],
    /// From one channel of the output to the next, at least the places and [`MOST_BEYOND`].
    pub(super) plane: usize,
    /// The least value that is put out: 0, or below all.
    pub(super) floor: f32,
}

impl SimdOp for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(mut self, isa: I) {
        let ops = isa.f32();
        let lanes = ops.len();
        let mut start = 0;
        while start < self.places {
            let vectors = (self.places - start).div_ceil(lanes).min(VECTORS);
            let groups = self.bias.len() / TOGETHER;
            for group in 0..groups {
                // Half as many at once where there are half as many registers.
                let is_narrow = lanes == WIDEST / 2;
                match (vectors, is_narrow) {
                    (1, _) => self.tile::<_, TOGETHER, 1>(ops, group, 0, start),
                    (2, false) => self.tile::<_, TOGETHER, 2>(ops, group, 0, start),
                    (_, false) => self.tile::<_, TOGETHER, VECTORS>(ops, group, 0, start),
                    (2, true) => {
                        self.tile::<_, { TOGETHER / 2 }, 2>(ops, group, 0, start);
                        self.tile::<_, { TOGETHER / 2 }, 2>(ops, group, TOGETHER / 2, start);
                    }
                    (_, true) => {
                        self.tile::<_, { TOGETHER / 2 }, VECTORS>(ops, group, 0, start);
                        self.tile::<_, { TOGETHER / 2 }, VECTORS>(ops, group, TOGETHER / 2, start);
                    }
                }
            }
            start += vectors * lanes;
        }
    }
}

impl Apply<'_> {
    /// `CHANNELS` of a group from `first` on, at `VECTORS` vectors of places from `start` on.
    #[inline(always)]
    fn tile<F: FloatOps<f32>, const CHANNELS: usize, const VECTORS: usize>(
        &mut self,
        ops: F,
        group: usize,
        first: usize,
        start: usize,
    ) {
        let lanes = ops.len();
        let channel = group * TOGETHER + first;
        let taps = self.offsets.len();
        let weights = self
            .weights
            .get(group * taps * TOGETHER..)
            .unwrap_or_default();
        let bias = self
            .bias
            .get(channel..)
            .and_then(<[f32]>::first_chunk::<CHANNELS>);
        let Some(bias) = bias else { return };
        let mut sums = bias.map(|bias| [ops.splat(bias); VECTORS]);
        let (weights, _) = weights.as_chunks::<TOGETHER>();
        for (&offset, weights) in self.offsets.iter().zip(weights) {
            let from = offset + start;
            let Some(values) = self.input.get(from..from + VECTORS * lanes) else {
                return;
            };
            let values = ops.load_many::<VECTORS>(values);
            for at in 0..CHANNELS {
                let weight = ops.splat(weights[first + at]);
                for vector in 0..VECTORS {
                    sums[at][vector] = ops.mul_add(values[vector], weight, sums[at][vector]);
                }
            }
        }
        let floor = ops.splat(self.floor);
        for (at, sums) in sums.into_iter().enumerate() {
            let into = (channel + at) * self.plane + start;
            let Some(into) = self.output.get_mut(into..into + VECTORS * lanes) else {
                return;
            };
            for (sum, into) in sums.into_iter().zip(into.chunks_exact_mut(lanes)) {
                ops.store(ops.max(sum, floor), into);
            }
        }
    }
}
