//! Peaks of a Hough transform in which every edge point votes only for lines that run as its edge
//! does (O'Gorman & Clowes 1976).

use super::edges::EdgePoint;

/// Half a degree to a bin.
const TURNS: usize = 360;
/// A point votes for lines up to 5 degrees off its own direction.
const VOTE_REACH: usize = 10;
/// Votes of the faintest peak.
const LEAST_VOTES: u16 = 48;
/// At most so many peaks of a sector are looked at: planks and ruled paper have many more in one
/// direction than a document has in all.
const MOST_PEAKS: usize = 30;
const SECTORS: usize = 12;

/// The Hough table.
pub(super) struct Votes {
    table: Vec<u16>,
    offsets: usize,
    reach: f32,
    directions: Vec<(f32, f32)>,
}

impl Votes {
    pub(super) fn count(points: &[EdgePoint], (width, height): (f32, f32)) -> Self {
        let reach = width.hypot(height).ceil() + 2.0;
        let offsets = 2 * reach as usize + 1;
        let mut table = vec![0u16; TURNS * offsets];
        let directions: Vec<(f32, f32)> = (0..TURNS)
            .map(|turn| {
                let (sin, cos) = (std::f32::consts::PI * turn as f32 / TURNS as f32).sin_cos();
                (cos, sin)
            })
            .collect();
        for point in points {
            let first = direction_bin(point.across, TURNS) + TURNS - VOTE_REACH;
            let votes = weight(point.strength) as u16;
            for turn in first..=first + 2 * VOTE_REACH {
                let turn = turn % TURNS;
                let (cos, sin) = directions[turn];
                let offset = (point.x * cos + point.y * sin + reach + 0.5) as usize;
                let vote = &mut table[turn * offsets + offset.min(offsets - 1)];
                *vote = vote.saturating_add(votes);
            }
        }
        Self {
            table,
            offsets,
            reach,
            directions,
        }
    }

    /// Local maxima, the highest first.
    pub(super) fn peaks(&self) -> Vec<usize> {
        const NEAR_TURNS: isize = 4;
        const NEAR_OFFSETS: isize = 2;
        let mut peaks = Vec::new();
        for turn in 0..TURNS {
            for offset in 2..self.offsets - 2 {
                let at = turn * self.offsets + offset;
                let here = self.table[at];
                if here < LEAST_VOTES {
                    continue;
                }
                let is_highest = (-NEAR_TURNS..=NEAR_TURNS).all(|by| {
                    (-NEAR_OFFSETS..=NEAR_OFFSETS).all(|beside| {
                        let there = self.beside(turn, offset, by, beside);
                        self.table[there] < here || (self.table[there] == here && there >= at)
                    })
                });
                if is_highest {
                    peaks.push(at);
                }
            }
        }
        peaks.sort_by_key(|&at| (std::cmp::Reverse(self.table[at]), at));
        let mut in_sector = [0; SECTORS];
        peaks.retain(|&at| {
            let count = &mut in_sector[at / self.offsets * SECTORS / TURNS];
            *count += 1;
            *count <= MOST_PEAKS
        });
        peaks
    }

    /// The bin some turns and offsets away; past half a turn the offset changes its sign.
    fn beside(&self, turn: usize, offset: usize, by: isize, beside: isize) -> usize {
        let turned = turn as isize + by;
        let wraps = turned < 0 || turned >= TURNS as isize;
        let turned = turned.rem_euclid(TURNS as isize) as usize;
        let offset = offset.saturating_add_signed(beside);
        let offset = if wraps {
            self.offsets.saturating_sub(1 + offset)
        } else {
            offset
        };
        turned * self.offsets + offset.min(self.offsets - 1)
    }

    pub(super) fn line(&self, at: usize) -> ((f32, f32), f32) {
        let offset = (at % self.offsets) as f32 - self.reach;
        (self.directions[at / self.offsets], offset)
    }
}

/// What an edge of so many levels per pixel counts for: the grain of wood is faint and everywhere.
pub(super) fn weight(strength: f32) -> usize {
    match strength {
        ..8.0 => 2,
        ..20.0 => 3,
        _ => 4,
    }
}

/// The bin of a direction among so many over half a turn.
pub(super) fn direction_bin(across: (f32, f32), bins: usize) -> usize {
    let angle = across.1.atan2(across.0).rem_euclid(std::f32::consts::PI);
    (angle / std::f32::consts::PI * bins as f32) as usize % bins
}
