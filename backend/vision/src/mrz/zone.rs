//! Lines of characters become a zone: the format, what may stand where, and how certain each
//! character is.

use credence_documents::mrz::{MrzFormat, character_class};

use super::alphabet::{CLASSES, character, class};
use super::lattice::{Marginals, Mask, marginals};
use super::line_reading::{LineReading, best};
use super::proof::coverage;

/// A line read freely that is this much likelier, as a logarithm by line, than under the grammar
/// follows another one.
const FOREIGN: f32 = 16.0;
/// From this score by place on, the grammar plainly fits and freedom is not tried.
const FITTING: f32 = -0.12;
/// Certainty of a character beyond doubt.
const PLAIN: f32 = 0.98;

/// What the lines hold, place by place.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    pub(super) format: MrzFormat,
    pub(super) lines: Vec<ZoneLine>,
    /// Whether a line fits the format's alphabet badly and was read without it.
    pub(super) is_foreign: bool,
}

/// One line with what speaks for each class in each place.
#[derive(Debug, Clone)]
pub(super) struct ZoneLine {
    pub(super) marginals: Marginals,
    /// Sum of the weights of the takes that are in it.
    weight: f32,
    mask: Mask,
    /// The most that each character's certainty can be: what was seen of it, where something else
    /// than the picture chose it.
    seen: Vec<f32>,
}

impl ZoneLine {
    fn new(marginals: Marginals, mask: Mask) -> Self {
        let weight = weight(marginals.score);
        Self {
            seen: vec![1.0; marginals.places.len()],
            marginals,
            weight,
            mask,
        }
    }

    fn add(&mut self, more: &Marginals, weight: f32) {
        let share = weight / (self.weight + weight);
        for (place, more) in self.marginals.places.iter_mut().zip(&more.places) {
            for (mean, &value) in place.iter_mut().zip(more) {
                *mean += (value - *mean) * share;
            }
        }
        self.marginals.score = self.marginals.score.max(more.score);
        self.weight += weight;
    }
}

/// How much a take counts by its score.
fn weight(score: f32) -> f32 {
    (20.0 * score).exp().max(f32::MIN_POSITIVE)
}

impl Zone {
    /// Reads lines under the grammar of a format with so many lines of such a length; visas are
    /// told from their first letter.
    pub(super) fn of(readings: &[LineReading], length: usize) -> Option<Self> {
        let (usual, visa) = match (readings.len(), length) {
            (3, 30) => (MrzFormat::Td1, None),
            (2, 36) => (MrzFormat::Td2, Some(MrzFormat::MrvB)),
            (2, 44) => (MrzFormat::Td3, Some(MrzFormat::MrvA)),
            _ => return None,
        };
        let zone = Self::under(usual, readings)?;
        let is_visa = zone.text(0).starts_with('V');
        match visa.filter(|_| is_visa) {
            Some(visa) => Self::under(visa, readings),
            None => Some(zone),
        }
    }

    fn under(format: MrzFormat, readings: &[LineReading]) -> Option<Self> {
        let mut is_foreign = false;
        let mut lines = Vec::with_capacity(readings.len());
        for (number, reading) in readings.iter().enumerate() {
            let mask = mask(format, number);
            let read = marginals(&reading.scores, &mask)?;
            let free = anything(format.line_length());
            let freely = (read.score < FITTING)
                .then(|| marginals(&reading.scores, &free))
                .flatten();
            let line = match freely {
                Some(freely) if (freely.score - read.score) * mask.len() as f32 > FOREIGN => {
                    is_foreign = true;
                    ZoneLine::new(freely, free)
                }
                _ => ZoneLine::new(read, mask),
            };
            lines.push(line);
        }
        Some(Self {
            format,
            lines,
            is_foreign,
        })
    }

    /// Takes another look at a line into account: the mean of what the takes say, the better ones
    /// counting more, since one that slipped by a character says nothing.
    pub(super) fn add(&mut self, number: usize, reading: &LineReading) {
        let Some(line) = self.lines.get_mut(number) else {
            return;
        };
        let Some(more) = marginals(&reading.scores, &line.mask) else {
            return;
        };
        line.add(&more, weight(more.score));
    }

    /// Takes what was seen of the same zone before into account.
    pub(super) fn pool(&mut self, other: &Self) {
        for (line, other) in self.lines.iter_mut().zip(&other.lines) {
            line.add(&other.marginals, other.weight);
        }
    }

    /// Multiplies what speaks for each class in each place by how likely the picture is with it there.
    /// Where check digits do not cover a character twice, that makes it certain by halves at most.
    pub(super) fn weigh_likelihoods(&mut self, likelihoods: &[Vec<[f32; CLASSES]>]) {
        for (number, likelihoods) in likelihoods.iter().enumerate() {
            for (column, likelihoods) in likelihoods.iter().enumerate() {
                let Some(place) = self.place_mut(number, column) else {
                    continue;
                };
                let before = *place;
                let both = place.iter_mut().zip(likelihoods);
                both.for_each(|(share, likelihood)| *share *= likelihood);
                let sum = place.iter().sum::<f32>().max(f32::MIN_POSITIVE);
                place.iter_mut().for_each(|share| *share /= sum);
                let read = before.get(best(place).0).copied().unwrap_or(0.0);
                if coverage(self.format, number, column) < 2 {
                    self.cap(number, column, f32::midpoint(1.0, read));
                }
            }
        }
    }

    /// The likeliest text of a line.
    pub(super) fn text(&self, number: usize) -> String {
        self.lines
            .get(number)
            .into_iter()
            .flat_map(|line| &line.marginals.places)
            .map(|place| character(best(place).0))
            .collect()
    }

    /// The likeliest lines.
    pub(super) fn texts(&self) -> Vec<String> {
        (0..self.lines.len())
            .map(|number| self.text(number))
            .collect()
    }

    /// How certain each character of the likeliest lines is.
    pub(super) fn certainties(&self) -> Vec<Vec<f32>> {
        self.lines
            .iter()
            .map(|line| {
                let places = line.marginals.places.iter().zip(&line.seen);
                places
                    .map(|(place, seen)| best(place).1.min(*seen))
                    .collect()
            })
            .collect()
    }

    /// Whether every character that fewer than two check digits cover is beyond doubt.
    pub(super) fn is_plain(&self) -> bool {
        let certainties = self.certainties();
        let mut lines = certainties.iter().enumerate();
        lines.all(|(number, places)| {
            places.iter().enumerate().all(|(column, &certainty)| {
                certainty >= PLAIN || coverage(self.format, number, column) >= 2
            })
        })
    }

    /// Mean score of the lines by place.
    pub(super) fn score(&self) -> f32 {
        let sum: f32 = self.lines.iter().map(|line| line.marginals.score).sum();
        sum / self.lines.len().max(1) as f32
    }

    /// How well the format's grammar explains the lines, as a natural logarithm.
    pub(super) fn evidence(&self) -> f32 {
        let places = (self.lines.len() * self.format.line_length()) as f32;
        let freedom = if self.is_foreign {
            FOREIGN * self.lines.len() as f32
        } else {
            0.0
        };
        self.score() * places - freedom
    }

    /// Makes a character the likeliest of its place, by what a check digit proves.
    pub(super) fn settle(&mut self, number: usize, column: usize, to: char) {
        if let Some(place) = self.place_mut(number, column) {
            let from = best(place).0;
            place.swap(from, class(to));
        }
    }

    /// As [`Self::settle`], by what is likely though not proved: its certainty stays what was seen.
    pub(super) fn assume(&mut self, number: usize, column: usize, to: char) {
        let seen = self.probability(number, column, to);
        self.settle(number, column, to);
        self.cap(number, column, seen);
    }

    /// Weighs the characters of a place by what is usual there; the likeliest one's certainty is no
    /// more than what was seen of it.
    pub(super) fn weigh(&mut self, number: usize, column: usize, weighed: &[f32; CLASSES]) {
        let Some(place) = self.place_mut(number, column) else {
            return;
        };
        let seen = place.get(best(weighed).0).copied().unwrap_or(0.0);
        *place = *weighed;
        self.cap(number, column, seen);
    }

    /// Says that a place's character is no more certain than that.
    pub(super) fn cap(&mut self, number: usize, column: usize, seen: f32) {
        let line = self.lines.get_mut(number);
        if let Some(most) = line.and_then(|line| line.seen.get_mut(column)) {
            *most = most.min(seen);
        }
    }

    /// The places of a line from one on.
    pub(super) fn places(&self, number: usize, from: usize) -> &[[f32; CLASSES]] {
        let places = self.lines.get(number).map(|line| &line.marginals.places);
        places
            .and_then(|places| places.get(from..))
            .unwrap_or_default()
    }

    fn place_mut(&mut self, number: usize, column: usize) -> Option<&mut [f32; CLASSES]> {
        let line = self.lines.get_mut(number)?;
        line.marginals.places.get_mut(column)
    }

    /// Three places of a line.
    pub(super) fn places_mut(
        &mut self,
        number: usize,
        from: usize,
    ) -> Option<&mut [[f32; CLASSES]; 3]> {
        let places = &mut self.lines.get_mut(number)?.marginals.places;
        places.get_mut(from..)?.first_chunk_mut()
    }

    /// The probability of a character in a place.
    pub(super) fn probability(&self, number: usize, column: usize, of: char) -> f32 {
        let place = self.places(number, column).first();
        place
            .and_then(|place| place.get(class(of)))
            .copied()
            .unwrap_or(0.0)
    }
}

fn mask(format: MrzFormat, line: usize) -> Mask {
    (0..format.line_length())
        .map(|column| {
            let allowed = character_class(format, line, column);
            row(|character| allowed.allows(character))
        })
        .collect()
}

fn anything(length: usize) -> Mask {
    vec![row(|_| true); length]
}

fn row(allows: impl Fn(char) -> bool) -> [bool; CLASSES] {
    std::array::from_fn(|class| class > 0 && allows(character(class)))
}

#[cfg(test)]
impl Zone {
    /// A zone read beyond doubt.
    pub(super) fn certain(format: MrzFormat, lines: &[&str]) -> Self {
        let line = |(number, text): (usize, &&str)| {
            let place = |character| {
                let mut place = [0.0; CLASSES];
                place[class(character)] = 1.0;
                place
            };
            let marginals = Marginals {
                places: text.chars().map(place).collect(),
                score: 0.0,
                columns: vec![0.0; text.len()],
            };
            ZoneLine::new(marginals, mask(format, number))
        };
        Self {
            format,
            lines: lines.iter().enumerate().map(line).collect(),
            is_foreign: false,
        }
    }

    /// The same where a place may hold another character with that probability.
    pub(super) fn or(mut self, line: usize, column: usize, other: char, share: f32) -> Self {
        let place = &mut self.lines[line].marginals.places[column];
        place[best(place).0] = 1.0 - share;
        place[class(other)] = share;
        self
    }
}
