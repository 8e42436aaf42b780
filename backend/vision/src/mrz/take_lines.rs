//! Reads lines of print as lines of a zone, as often as the search allows.

use std::cmp::Ordering;

use super::line::Line;
use super::line_reading::LineReading;
use super::sample::Take;
use super::search::Search;

/// At most so many strips are given to the recogniser, some milliseconds each.
const MOST_TAKES: usize = 72;
/// A line whose characters are further apart or closer than was supposed, by this share, is taken
/// again.
const PITCH_TOLERANCE: f32 = 0.12;
/// Lines with more than so many characters too few were found in part.
const LACKING: usize = 2;
/// From this certainty on, a line needs no second take.
const PLAIN: f32 = -0.06;
/// So many characters further on, a line is looked at for more of it, and with so many more it goes
/// on, if they are nearly as certain: what lies beside a document reads as something too.
const FURTHER: f32 = 9.0;
const GOES_ON: usize = 4;
const LESS_CLEAR: f32 = 0.3;
/// By this much a line's merit in one direction must exceed that in the other, before the direction
/// is taken for that of all lines.
const PLAIN_LEAD: f32 = 0.25;

impl Search<'_> {
    /// Reads a line once, in the direction that makes more sense.
    pub(super) fn read_line(&mut self, line: &Line, count: usize) -> Option<LineReading> {
        if let Some((_, reading)) = self.seen.iter().find(|(seen, _)| seen == line) {
            return reading.clone();
        }
        let length = likely_length(line, count);
        let take = Take::at(line.length / length);
        let is_against_heading = self
            .heading
            .is_some_and(|heading| heading.x * line.along.x + heading.y * line.along.y < 0.0);
        let line_ahead = if is_against_heading {
            line.reversed()
        } else {
            *line
        };
        let ahead = self.take(&line_ahead, take);
        let is_known = ahead.as_ref().is_some_and(|ahead| {
            ahead.is_upright() || self.heading.is_some() && ahead.is_plainly_upright()
        });
        let reading = if is_known {
            ahead
        } else {
            let back = self.take(&line_ahead.reversed(), take);
            self.better(ahead, back)
        };
        if let Some(reading) = reading.as_ref().filter(|reading| reading.is_upright()) {
            self.heading = Some(reading.line.along);
        }
        self.seen.push((*line, reading.clone()));
        reading
    }

    /// The direction that makes more sense; where one plainly does, other lines are supposed to
    /// run the same way.
    fn better(
        &mut self,
        ahead: Option<LineReading>,
        back: Option<LineReading>,
    ) -> Option<LineReading> {
        let (ahead, back) = match (ahead, back) {
            (Some(ahead), Some(back)) => (ahead, back),
            (one, other) => return one.or(other),
        };
        let lead = ahead.merit() - back.merit();
        let winner = if lead >= 0.0 { ahead } else { back };
        if lead.abs() > PLAIN_LEAD && winner.is_plainly_upright() {
            self.heading = Some(winner.line.along);
        }
        Some(winner)
    }

    /// Has lines that make less sense read in the direction of the one that makes the most; whether
    /// all of them may be lines of a zone that way.
    pub(super) fn agree(&mut self, readings: &mut [LineReading]) -> bool {
        let Some(direction) = readings.iter().max_by(by_merit).map(|best| best.line.along) else {
            return false;
        };
        readings.iter_mut().all(|reading| {
            let along = reading.line.along;
            if along.x * direction.x + along.y * direction.y > 0.0 {
                return true;
            }
            let back = self.take(&reading.line.reversed(), reading.take);
            back.filter(LineReading::is_promising)
                .map(|back| *reading = back)
                .is_some()
        })
    }

    /// Reads a line, while takes are left.
    pub(super) fn take(&mut self, line: &Line, take: Take) -> Option<LineReading> {
        if self.is_used_up() {
            return None;
        }
        self.takes += 1;
        LineReading::take(self.luma, line, take)
    }

    /// Whether no more takes are allowed.
    pub(super) const fn is_used_up(&self) -> bool {
        self.takes >= MOST_TAKES
    }

    /// Takes the line again at its true size and ends where the first take was off.
    pub(super) fn refined(&mut self, reading: LineReading, length: usize) -> LineReading {
        let (line, pitch) = reading.refined(length);
        let off = (pitch / reading.take.pitch).ln().abs();
        let is_whole = reading.count == length;
        if is_whole && off < PITCH_TOLERANCE && reading.certainty > PLAIN {
            return reading.along(line);
        }
        match self.take(&line, Take::at(pitch)) {
            Some(again)
                if again.merit() > reading.merit() || completes(&again, &reading, length) =>
            {
                again
            }
            _ => reading,
        }
    }

    /// Whether a line has more characters than were found of it, or may have and cannot be asked.
    pub(super) fn goes_on(&mut self, reading: &LineReading) -> bool {
        if self.is_used_up() {
            return true;
        }
        let (longer, pitch) = reading.longer(FURTHER);
        let more = self.take(&longer, Take::at(pitch));
        more.is_some_and(|more| {
            let further = more.count.saturating_sub(reading.count);
            let clear = (more.evidence() - reading.evidence()) / further.max(1) as f32;
            further >= GOES_ON && clear > reading.certainty - LESS_CLEAR
        })
    }
}

pub(super) fn by_merit(a: &&LineReading, b: &&LineReading) -> Ordering {
    a.merit().total_cmp(&b.merit())
}

/// Whether another take has the characters that one of part of a line lacks: what stands beside the
/// line is read with them, which counts against it until it is left out.
fn completes(again: &LineReading, part: &LineReading, length: usize) -> bool {
    part.count + LACKING < length && again.count >= length && again.is_promising()
}

/// How many characters a line probably has: 30 in a stack of three, else by its shape.
fn likely_length(line: &Line, count: usize) -> f32 {
    if count == 3 {
        return 30.0;
    }
    // The windows add to the height of the ink.
    let by_shape = line.length / (line.thickness * 0.85);
    if by_shape < 38.0 { 36.0 } else { 44.0 }
}
