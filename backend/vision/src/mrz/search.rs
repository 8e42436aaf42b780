use credence_documents::mrz::MrzFormat;
use credence_types::CalendarDate;

use super::beside::row_beside;
use super::find::find_lines;
use super::ink::PRINT_SIZES;
use super::line::Line;
use super::line_reading::LineReading;
use super::reading::Doubt;
use super::sample::Take;
use super::stacks::{Stack, stacks};
use super::verdict::Verdict;
use super::view::View;
use super::zone::Zone;
use crate::geometry::Point;
use crate::luma::Luma;
use crate::outline::locate;
use crate::picture::Picture;

/// Longest side of the copy in which lines are looked for.
const VIEW_SIDE: usize = 1000;
/// Turns at which the picture with its light evened is looked at when nothing was found as it is
/// held: on its side, and aslant.
const TURNS: [f32; 5] = [90.0, 30.0, -30.0, 60.0, -60.0];
/// Score by place from which the characters of a zone are beyond doubt.
const CLEAR: f32 = -0.1;
/// Score by place from which something is a zone, well read or not.
const LIKELY: f32 = -0.8;
/// Length over height of ink of a line that is read though no other stands by it.
const SLENDER: f32 = 14.0;
/// At most so many of these in a look.
const MOST_SINGLES: usize = 2;
/// A line is extended to this many characters, in case that it was found in part.
const LONGEST_CHARACTERS: f32 = 46.0;
/// At most so many strips are given to the recogniser, some milliseconds each.
const MOST_TAKES: usize = 72;
/// A line whose characters are further apart or closer than was supposed, by this share, is taken
/// again.
const PITCH_TOLERANCE: f32 = 0.12;
/// From this certainty on, a line needs no second take.
const PLAIN: f32 = -0.06;
/// A line may have been read with so many characters more or fewer than it has.
const MOST_OFF: usize = 7;
/// So many characters further on, a line is looked at for more of it, and with so many more it goes
/// on, if they are as clear: what lies beside a document reads as something too.
const FURTHER: f32 = 9.0;
const GOES_ON: usize = 4;
const LESS_CLEAR: f32 = 0.04;
/// By this much a line's merit in one direction must exceed that in the other, before the direction
/// is taken for that of all lines.
const PLAIN_LEAD: f32 = 0.25;
/// More takes of a line that leaves doubts: pitch, shift in strip pixels, whether evened.
const MORE_TAKES: [(f32, f32, bool); 5] = [
    (1.0, 0.0, true),
    (1.0, -1.3, false),
    (1.0, 1.3, true),
    (0.93, 0.0, true),
    (1.07, 0.0, false),
];

/// The best zone so far.
pub(super) struct Candidate {
    pub(super) zone: Zone,
    pub(super) verdict: Verdict,
    pub(super) lines: Vec<Line>,
    pub(super) pitch: f32,
}

impl Candidate {
    fn is_better_than(&self, other: &Self) -> bool {
        let key = |candidate: &Self| (candidate.verdict.rank(), candidate.zone.score());
        let (ours, theirs) = (key(self), key(other));
        ours.0 > theirs.0 || (ours.0 == theirs.0 && ours.1 > theirs.1)
    }
}

/// A search for the zone of one picture, from the likely to the unlikely, within a budget.
pub(super) struct Search<'a> {
    picture: &'a Picture,
    luma: &'a Luma,
    today: CalendarDate,
    takes: usize,
    /// Lines that were looked at, with the reading in the better direction.
    seen: Vec<(Line, Option<LineReading>)>,
    /// Lines beside which others were looked for.
    extended: Vec<Line>,
    /// The direction in which lines of this picture read, once it is plain.
    heading: Option<Point>,
    pub(super) best: Option<Candidate>,
}

impl<'a> Search<'a> {
    pub(super) fn new(picture: &'a Picture, today: CalendarDate) -> Self {
        Self {
            picture,
            luma: picture.luma(),
            today,
            takes: 0,
            seen: Vec::new(),
            extended: Vec::new(),
            heading: None,
            best: None,
        }
    }

    /// A zone anywhere in the picture, then that zone from close up.
    pub(super) fn run(&mut self) {
        let Some(whole) = View::whole(self.luma, VIEW_SIDE) else {
            return;
        };
        self.look_everywhere(&whole);
        if self.is_over() {
            return;
        }
        let Some(line) = self.focus() else { return };
        let Some(close) = View::around(self.luma, &line, VIEW_SIDE) else {
            return;
        };
        self.look(&close);
        if !self.is_over() {
            self.look(&close.evened());
        }
    }

    /// The whole picture as it is held and on its side, then the document in it, then the picture
    /// with its light evened at each turn, until a zone is found.
    fn look_everywhere(&mut self, whole: &View) {
        if self.finds(whole) || self.finds(&whole.turned(90.0)) || self.finds_in_document() {
            return;
        }
        let evened = whole.evened();
        if self.finds(&evened) {
            return;
        }
        for degrees in TURNS {
            if self.finds(&evened.turned(degrees)) {
                return;
            }
        }
    }

    /// Whether the search ends with this view: a zone is in it, or nothing better can come.
    fn finds(&mut self, view: &View) -> bool {
        self.look(view);
        if !self.is_over() && !self.is_found() {
            self.look_beside();
        }
        self.is_over() || self.is_found()
    }

    /// The document alone, from close up, whichever side the lines run along: small ones are found
    /// so, and dark ones, in which the ground around them hides the print.
    fn finds_in_document(&mut self) -> bool {
        let Some(document) = locate(self.picture) else {
            return false;
        };
        [false, true].into_iter().any(|is_turned| {
            let view = View::of_quad(self.luma, &document.quad, is_turned, VIEW_SIDE);
            view.is_some_and(|view| self.finds(&view.evened()) || self.finds(&view))
        })
    }

    /// Whether nothing better can come: a reading that is accepted, or that leaves no doubt about
    /// its characters but about the document.
    fn is_over(&self) -> bool {
        let is_clear = |best: &Candidate| {
            let is_certain = !best.verdict.doubts.contains(&Doubt::UncertainCharacter);
            best.verdict.is_accepted() || is_certain && best.zone.score() > CLEAR
        };
        self.takes >= MOST_TAKES || self.best.as_ref().is_some_and(is_clear)
    }

    /// Whether the picture holds a zone at this turn.
    fn is_found(&self) -> bool {
        self.best
            .as_ref()
            .is_some_and(|best| best.verdict.is_a_zone(best.zone.score()))
    }

    /// The line that a close-up is taken around.
    fn focus(&self) -> Option<Line> {
        if let Some(best) = &self.best {
            return best.lines.get(best.lines.len() / 2).copied();
        }
        self.most_promising().map(|reading| reading.line)
    }

    pub(super) fn most_promising(&self) -> Option<&LineReading> {
        self.seen
            .iter()
            .filter_map(|(_, reading)| reading.as_ref())
            .filter(|reading| reading.is_promising())
            .max_by(|a, b| a.merit().total_cmp(&b.merit()))
    }

    fn look(&mut self, view: &View) {
        for size in PRINT_SIZES {
            let lines = find_lines(view, size);
            for stack in stacks(&lines) {
                self.try_stack(&stack);
                if self.is_over() {
                    return;
                }
            }
            if self.most_promising().is_none() {
                let slender = |line: &&Line| line.length > SLENDER * line.thickness;
                for line in lines.iter().filter(slender).take(MOST_SINGLES) {
                    self.read_line(line, 1);
                }
            }
        }
    }

    /// Looks for the other lines of a zone of which one line was found, perhaps in part: rows of
    /// print above and below it, longer than it on both sides.
    fn look_beside(&mut self) {
        let Some(reading) = self.most_promising() else {
            return;
        };
        let (line, pitch) = reading.refined(reading.count);
        if self.extended.contains(&line) {
            return;
        }
        self.extended.push(line);
        let reach =
            (LONGEST_CHARACTERS * pitch - line.length).clamp(2.0 * pitch, 18.0 * pitch) / 2.0;
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
        let mut likely: Vec<(f32, &[LineReading], usize)> = [(3, 30), (2, 36), (2, 44)]
            .into_iter()
            .filter_map(|(count, length)| likeliest(&readings, count, length))
            .collect();
        likely.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, lines, length) in likely {
            self.settle(lines, length);
            if self.is_over() {
                return;
            }
        }
    }

    fn try_stack(&mut self, stack: &Stack) {
        let mut readings = Vec::with_capacity(stack.lines.len());
        for line in &stack.lines {
            match self.read_line(line, stack.lines.len()) {
                Some(reading) if reading.is_promising() => readings.push(reading),
                _ => return,
            }
        }
        let Some(direction) = readings.first().map(|reading| reading.line.along) else {
            return;
        };
        let agrees = |reading: &LineReading| {
            reading.line.along.x * direction.x + reading.line.along.y * direction.y > 0.0
        };
        if !readings.iter().all(agrees) {
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

    /// Reads a line once, in the direction that makes more sense.
    fn read_line(&mut self, line: &Line, count: usize) -> Option<LineReading> {
        if let Some((_, reading)) = self.seen.iter().find(|(seen, _)| seen == line) {
            return reading.clone();
        }
        let length = likely_length(line, count);
        let take = Take::at(line.length / length);
        let turned = self
            .heading
            .is_some_and(|heading| heading.x * line.along.x + heading.y * line.along.y < 0.0);
        let line_ahead = if turned { line.reversed() } else { *line };
        let ahead = self.take(&line_ahead, take);
        let is_known = ahead
            .as_ref()
            .is_some_and(|ahead| ahead.is_upright() || self.heading.is_some() && ahead.is_plain());
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
        if lead.abs() > PLAIN_LEAD && winner.is_plain() {
            self.heading = Some(winner.line.along);
        }
        Some(winner)
    }

    fn take(&mut self, line: &Line, take: Take) -> Option<LineReading> {
        if self.takes >= MOST_TAKES {
            return None;
        }
        self.takes += 1;
        LineReading::take(self.luma, line, take)
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
        self.settle(&readings, length);
    }

    /// Reads lines as a zone with lines of that length, with more takes where doubts are left, and
    /// keeps it if it is the best.
    fn settle(&mut self, readings: &[LineReading], length: usize) {
        let Some(mut zone) = Zone::of(readings, length) else {
            return;
        };
        // Without their ends, the long lines of a visa are short ones whose check digits are right.
        if zone.format == MrzFormat::MrvB && readings.iter().any(|reading| self.goes_on(reading)) {
            return;
        }
        let Some(mut judged) = judge(&zone, self.today) else {
            return;
        };
        if !judged.1.is_accepted() && zone.score() > LIKELY && !zone.is_foreign {
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
            let Some(again) = judge(&zone, self.today) else {
                return;
            };
            judged = again;
        }
        let (zone, verdict) = judged;
        let pitch = readings
            .iter()
            .map(|reading| reading.take.pitch)
            .sum::<f32>()
            / readings.len().max(1) as f32;
        let candidate = Candidate {
            zone,
            verdict,
            lines: readings.iter().map(|reading| reading.line).collect(),
            pitch,
        };
        if self
            .best
            .as_ref()
            .is_none_or(|best| candidate.is_better_than(best))
        {
            self.best = Some(candidate);
        }
    }

    /// Whether a line has more characters than were found of it.
    fn goes_on(&mut self, reading: &LineReading) -> bool {
        let (line, pitch) = reading.refined(reading.count);
        let half = line.length / 2.0;
        let longer = line.part(-half, half + FURTHER * pitch);
        let more = self.take(&longer, Take::at(pitch));
        let is_as_clear = |more: &LineReading| more.certainty > reading.certainty - LESS_CLEAR;
        more.is_some_and(|more| more.count >= reading.count + GOES_ON && is_as_clear(&more))
    }

    /// Takes the line again at its true size and ends where the first take was off.
    fn refined(&mut self, reading: LineReading, length: usize) -> LineReading {
        let (line, pitch) = reading.refined(length);
        let off = (pitch / reading.take.pitch).ln().abs();
        let is_whole = reading.count == length;
        if is_whole && off < PITCH_TOLERANCE && reading.certainty > PLAIN {
            return reading.along(line);
        }
        match self.take(&line, Take::at(pitch)) {
            Some(again) if again.merit() > reading.merit() => again,
            _ => reading,
        }
    }
}

/// The neighbouring lines that are best explained as a zone of such lines, and how well: by line,
/// not by place, since the same columns are explained by more places or fewer.
fn likeliest(
    readings: &[LineReading],
    count: usize,
    length: usize,
) -> Option<(f32, &[LineReading], usize)> {
    let score = |lines| Some(Zone::of(lines, length)?.score() * length as f32);
    readings
        .windows(count)
        .filter_map(|lines| Some((score(lines)?, lines, length)))
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

/// The zone as it is judged, what is put right in it included.
fn judge(zone: &Zone, today: CalendarDate) -> Option<(Zone, Verdict)> {
    let mut zone = zone.clone();
    let verdict = Verdict::of(&mut zone, today)?;
    Some((zone, verdict))
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
