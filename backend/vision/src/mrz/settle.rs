//! Lines that stand together become a zone, and the best zone is kept.

use credence_documents::mrz::MrzFormat;

use super::beside::row_beside;
use super::candidate::Candidate;
use super::line_reading::LineReading;
use super::sample::Take;
use super::search::Search;
use super::stacks::Stack;
use super::synthesis::{Written, likelihoods};
use super::take_lines::by_merit;
use super::verdict::{LEAST_SCORE, Verdict};
use super::zone::{Zone, ZoneLine};

/// Score by place below which lines may have been taken with more than their characters.
const UNTRIMMED: f32 = -0.15;
/// A line is extended to this many characters, in case that it was found in part.
const LONGEST_CHARACTERS: f32 = 46.0;
/// A line may have been read with so many characters more or fewer than it has.
const MOST_OFF: usize = 7;
/// Characters of the longest lines of a zone.
const LONGEST_LINE: usize = MrzFormat::Td3.line_length();
/// Lines of a zone begin and end within so many characters of each other, tilted or not.
const MOST_SHIFT: f32 = 2.0;
/// At most so many groups of neighbouring lines are read as a zone.
const MOST_GROUPS: usize = 4;
/// More takes of a line that leaves doubts: pitch, shift in strip pixels, whether evened.
const MORE_TAKES: [(f32, f32, bool); 5] = [
    (1.0, 0.0, true),
    (1.0, -1.3, false),
    (1.0, 1.3, true),
    (0.93, 0.0, true),
    (1.07, 0.0, false),
];

impl Search<'_> {
    /// Reads lines that stand below each other as those of a zone do.
    pub(super) fn try_stack(&mut self, stack: &Stack) {
        let mut readings = Vec::with_capacity(stack.lines.len());
        for line in &stack.lines {
            match self.read_line(line, stack.lines.len()) {
                Some(reading) if reading.is_promising() => readings.push(reading),
                _ => return,
            }
        }
        if !self.agree(&mut readings) {
            return;
        }
        // Read from the other end, the lines stand in the other order.
        if let [first, .., last] = readings.as_slice()
            && first.line.offset(&last.line).1 < 0.0
        {
            readings.reverse();
        }
        self.read_zone(readings);
    }

    /// Looks for the other lines of a zone of which one line was found, perhaps in part: rows of
    /// print above and below it, longer than it on both sides.
    pub(super) fn look_beside(&mut self) {
        let is_new = |reading: &&LineReading| !self.extended.contains(&reading.line);
        let Some(reading) = self.promising().filter(is_new).max_by(by_merit) else {
            return;
        };
        let (line, pitch) = reading.refined(reading.count);
        self.extended.push(reading.line);
        let reach = (LONGEST_CHARACTERS * pitch - line.length).clamp(2.0 * pitch, 18.0 * pitch);
        let half = line.length / 2.0 + reach;
        let mut lines = vec![line];
        for sign in [-1.0, 1.0] {
            let mut last = line;
            for _ in 0..2 {
                let Some(across) = row_beside(self.luma, &last, pitch, sign) else {
                    break;
                };
                last = last.moved(across);
                if sign < 0.0 {
                    lines.insert(0, last);
                } else {
                    lines.push(last);
                }
            }
        }
        let take = Take::at(pitch);
        let readings: Vec<LineReading> = lines
            .iter()
            .filter_map(|line| self.take(&line.part(-half, half), take))
            .collect();
        for (zone, lines) in likely(&readings) {
            self.settle(zone, lines);
            if self.is_over() {
                return;
            }
        }
    }

    fn read_zone(&mut self, readings: Vec<LineReading>) {
        let length = match readings.as_slice() {
            [first, second] => {
                let mean = usize::midpoint(first.count, second.count);
                if mean >= 40 { 44 } else { 36 }
            }
            _ => 30,
        };
        let fits = |reading: &LineReading| reading.count.abs_diff(length) <= MOST_OFF;
        if !readings.iter().all(fits) {
            return;
        }
        let readings: Vec<LineReading> = readings
            .into_iter()
            .map(|reading| self.refined(reading, length))
            .collect();
        if let Some(zone) = Zone::of(&readings, length) {
            self.settle(zone, &readings);
        }
    }

    /// Looks at a zone that lines were read as until no doubt is left or nothing more can be had,
    /// and keeps it if it is the best.
    fn settle(&mut self, zone: Zone, readings: &[LineReading]) {
        let candidate = match self.trimmed(&zone, readings) {
            Some(trimmed) => Zone::of(&trimmed, zone.format.line_length())
                .and_then(|zone| self.candidate(zone, &trimmed)),
            None => self.candidate(zone, readings),
        };
        let is_best = |candidate: &Candidate| {
            let best = self.best.as_ref();
            best.is_none_or(|best| candidate.is_better_than(best))
        };
        if let Some(candidate) = candidate.filter(is_best) {
            self.best = Some(candidate);
        }
    }

    /// The lines without what stands beside their characters, where the grammar explains them
    /// badly though check digits are right.
    fn trimmed(&mut self, zone: &Zone, readings: &[LineReading]) -> Option<Vec<LineReading>> {
        if zone.score() > UNTRIMMED || !self.judge(zone)?.1.is_likely() {
            return None;
        }
        let length = zone.format.line_length();
        let best = |a: &&ZoneLine, b: &&ZoneLine| a.marginals.score.total_cmp(&b.marginals.score);
        let clearest = zone.lines.iter().max_by(best)?.marginals.ends();
        let lines = readings.iter().zip(&zone.lines);
        lines
            .map(|(reading, line)| {
                let own = line.marginals.ends();
                // Lines of a zone begin and end below each other.
                let ends = if are_apart(own, clearest, length) {
                    clearest
                } else {
                    own
                };
                let (line, pitch) = reading.between(ends, length, length);
                self.take(&line, Take::at(pitch))
            })
            .collect()
    }

    /// What was seen in lines, looked at more closely and pooled with an earlier look at them where
    /// doubts are left; nothing where they are part of longer ones.
    fn candidate(&mut self, mut seen: Zone, readings: &[LineReading]) -> Option<Candidate> {
        let mut judged = self.judge(&seen)?;
        // Without their ends, long lines are short ones, and those of a visa have right check digits.
        let may_go_on = match seen.format {
            MrzFormat::MrvB => true,
            MrzFormat::Td2 => !judged.1.is_accepted(),
            MrzFormat::Td1 | MrzFormat::Td3 | MrzFormat::MrvA => false,
        };
        if may_go_on && readings.iter().any(|reading| self.goes_on(reading)) {
            let longer = self.longer(readings)?;
            let zone = Zone::of(&longer, LONGEST_LINE)?;
            return self.candidate(zone, &longer);
        }
        let may_be_one = seen.score() > LEAST_SCORE && judged.1.is_likely() && !seen.is_foreign;
        let is_plain = judged.1.is_accepted() && judged.0.is_plain();
        if is_plain || !may_be_one {
            return Some(Candidate::new(seen, judged, readings));
        }
        judged = match self.judge_synthesised(&seen, readings) {
            Some(judged) if judged.1.is_accepted() => judged,
            _ => {
                self.take_more(&mut seen, readings);
                self.judge_synthesised(&seen, readings)?
            }
        };
        let before = self.best.as_ref();
        if !judged.1.is_accepted()
            && let Some(before) = before.filter(|best| best.is_same_zone(&seen, readings))
        {
            seen.pool(&before.seen);
            judged = self.judge_synthesised(&seen, readings)?;
        }
        Some(Candidate::new(seen, judged, readings))
    }

    /// The lines with what stands behind them, up to the longest that lines of a zone are.
    fn longer(&mut self, readings: &[LineReading]) -> Option<Vec<LineReading>> {
        let lines = readings.iter();
        lines
            .map(|reading| {
                let more = LONGEST_LINE.saturating_sub(reading.count);
                let (line, pitch) = reading.longer(more as f32);
                self.take(&line, Take::at(pitch))
            })
            .collect()
    }

    /// The zone as it is judged where its characters also have to look like the picture; as it was
    /// read where they lie on no smooth course.
    fn judge_synthesised(&self, seen: &Zone, readings: &[LineReading]) -> Option<(Zone, Verdict)> {
        let lines: Vec<Written> = readings
            .iter()
            .zip(&seen.lines)
            .map(|(reading, line)| reading.written(&line.marginals))
            .collect();
        let mut zone = seen.clone();
        if let Some(likelihoods) = likelihoods(self.luma, &lines) {
            zone.weigh_likelihoods(&likelihoods);
        }
        self.judge(&zone)
    }

    fn take_more(&mut self, zone: &mut Zone, readings: &[LineReading]) {
        for (number, reading) in readings.iter().enumerate() {
            for (pitch, shift, is_evened) in MORE_TAKES {
                let take = Take {
                    pitch: reading.take.pitch * pitch,
                    shift,
                    is_evened,
                };
                if let Some(more) = self.take(&reading.line, take) {
                    zone.add(number, &more);
                }
            }
        }
    }

    /// The zone as it is judged, what is put right in it included.
    fn judge(&self, zone: &Zone) -> Option<(Zone, Verdict)> {
        let mut zone = zone.clone();
        let verdict = Verdict::of(&mut zone, self.today)?;
        Some((zone, verdict))
    }
}

/// Whether a line begins or ends by more than some characters elsewhere than another one, in columns
/// of strips that were taken side by side.
fn are_apart(one: (f32, f32), other: (f32, f32), length: usize) -> bool {
    let far = MOST_SHIFT * (other.1 - other.0) / length as f32;
    (one.0 - other.0).abs() > far || (one.1 - other.1).abs() > far
}

/// The zones that neighbouring lines may be, the best explained first: by line, not by place, since
/// the same columns are explained by more places or fewer.
fn likely(readings: &[LineReading]) -> Vec<(Zone, &[LineReading])> {
    let mut likely: Vec<_> = [(3, 30), (2, 36), (2, 44)]
        .into_iter()
        .flat_map(|(count, length)| readings.windows(count).map(move |lines| (lines, length)))
        .filter(|(lines, _)| !lines.iter().any(LineReading::is_nearly_all_fillers))
        .filter_map(|(lines, length)| Some((Zone::of(lines, length)?, lines)))
        .filter(|(zone, _)| !zone.is_foreign)
        .collect();
    let by_line = |zone: &Zone| zone.score() * zone.format.line_length() as f32;
    likely.sort_by(|(a, _), (b, _)| by_line(b).total_cmp(&by_line(a)));
    likely.truncate(MOST_GROUPS);
    likely
}
