//! What a search found, as it is told to the outside.

use super::candidate::Candidate;
use super::reading::{MrzOutcome, MrzReading, MrzSighting};
use super::search::Search;

impl Search<'_> {
    pub(super) fn outcome(self) -> MrzOutcome {
        let sighting = self.sighting();
        let reading = self
            .best
            .filter(Candidate::is_a_zone)
            .map(|best| MrzReading {
                confidence: best.zone.certainties(),
                corners: best
                    .lines
                    .iter()
                    .map(|line| line.corners(best.pitch))
                    .collect(),
                pixels_per_character: best.pitch,
                document: best.verdict.document,
                doubts: best.verdict.doubts,
                repairs: best.verdict.repairs,
            });
        MrzOutcome { reading, sighting }
    }

    fn sighting(&self) -> Option<MrzSighting> {
        if let Some(best) = &self.best
            && best.is_a_zone()
            && let [first, .., last] = best.lines.as_slice()
        {
            let [upper_left, upper_right, ..] = first.corners(best.pitch);
            let [.., lower_right, lower_left] = last.corners(best.pitch);
            return Some(MrzSighting {
                corners: [upper_left, upper_right, lower_right, lower_left],
                pixels_per_character: best.pitch,
            });
        }
        let reading = self.most_promising()?;
        Some(MrzSighting {
            corners: reading.line.corners(reading.take.pitch),
            pixels_per_character: reading.take.pitch,
        })
    }
}
