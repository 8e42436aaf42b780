use super::line::Line;
use super::line_reading::LineReading;
use super::verdict::Verdict;
use super::zone::Zone;

/// A zone that was found.
pub(super) struct Candidate {
    /// What was seen.
    pub(super) seen: Zone,
    /// What it is judged to be.
    pub(super) zone: Zone,
    pub(super) verdict: Verdict,
    /// From the first character to the last.
    pub(super) lines: Vec<Line>,
    /// Picture pixels from one character to the next.
    pub(super) pitch: f32,
}

impl Candidate {
    /// What was seen of a zone in those lines, and what it is judged to be.
    pub(super) fn new(
        seen: Zone,
        (zone, verdict): (Zone, Verdict),
        readings: &[LineReading],
    ) -> Self {
        let (lines, pitches): (Vec<Line>, Vec<f32>) = lines(&seen, readings).unzip();
        Self {
            seen,
            zone,
            verdict,
            pitch: pitches.iter().sum::<f32>() / lines.len().max(1) as f32,
            lines,
        }
    }

    /// Whether it is a machine-readable zone at all.
    pub(super) fn is_a_zone(&self) -> bool {
        self.verdict.is_a_zone(self.zone.score())
    }

    /// Whether those lines are this zone, looked at again.
    pub(super) fn is_same_zone(&self, zone: &Zone, readings: &[LineReading]) -> bool {
        let is_near = |(before, (line, _)): (&Line, (Line, f32))| {
            let (along, across) = before.offset(&line);
            let same_way = before.along.x * line.along.x + before.along.y * line.along.y;
            same_way > 0.9 && along.abs() < 2.0 * self.pitch && across.abs() < self.pitch
        };
        self.seen.format == zone.format
            && self.seen.is_foreign == zone.is_foreign
            && self.lines.iter().zip(lines(zone, readings)).all(is_near)
    }

    /// One that is accepted before one that is not, then by all evidence.
    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        let evidence = |candidate: &Self| candidate.zone.evidence() + candidate.verdict.evidence();
        let accepted = |candidate: &Self| candidate.verdict.is_accepted();
        if accepted(self) == accepted(other) {
            evidence(self) > evidence(other)
        } else {
            accepted(self)
        }
    }
}

/// Each line from its first character to its last, with the distance of characters: what was taken
/// of it may end earlier or go on beyond.
fn lines(zone: &Zone, readings: &[LineReading]) -> impl Iterator<Item = (Line, f32)> {
    let length = zone.format.line_length();
    let pairs = readings.iter().zip(&zone.lines);
    pairs.map(move |(reading, line)| reading.between(line.marginals.ends(), length, length))
}

#[cfg(test)]
mod tests {
    use credence_documents::mrz::MrzFormat;
    use credence_types::CalendarDate;

    use super::*;

    /// Doc 9303-4, appendix B.
    const BOOK: [&str; 2] = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];

    fn candidate(zone: Zone) -> Candidate {
        let mut judged = zone.clone();
        let today = CalendarDate::new(2026, 1, 1).unwrap();
        let verdict = Verdict::of(&mut judged, today).unwrap();
        Candidate::new(zone, (judged, verdict), &[])
    }

    #[test]
    fn check_digits_outweigh_what_is_seen_a_little_better() {
        let right = candidate(Zone::certain(MrzFormat::Td3, &BOOK).or(1, 20, 'M', 0.4));
        let wrong = BOOK[1].replacen('8', "7", 1);
        let wrong = candidate(Zone::certain(MrzFormat::Td3, &[BOOK[0], &wrong]));
        assert!(!right.verdict.is_accepted() && !wrong.verdict.is_accepted());
        assert!(right.is_better_than(&wrong) && !wrong.is_better_than(&right));
    }

    #[test]
    fn a_zone_that_is_accepted_comes_first() {
        let sure = candidate(Zone::certain(MrzFormat::Td3, &BOOK));
        let unsure = candidate(Zone::certain(MrzFormat::Td3, &BOOK).or(1, 20, 'M', 0.4));
        assert!(sure.verdict.is_accepted() && sure.is_better_than(&unsure));
        assert!(!unsure.is_better_than(&sure));
    }

    #[test]
    fn looks_at_one_zone_are_pooled() {
        let mut zone = Zone::certain(MrzFormat::Td3, &BOOK).or(1, 0, 'I', 0.8);
        assert!(zone.text(1).starts_with('I'));
        zone.pool(&Zone::certain(MrzFormat::Td3, &BOOK));
        assert!(zone.text(1).starts_with('L') && zone.certainties()[1][0] < 0.7);
    }
}
