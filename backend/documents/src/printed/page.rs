use std::ops::Range;

use super::line::{CHARACTER_LIMIT, LINE_LIMIT, PrintLine};

/// Fillers that make a line one of a machine-readable zone.
const ZONE_FILLERS: usize = 3;

/// A line of print, cut to what is looked at.
pub(super) struct Row {
    /// Its place in the lines given.
    pub(super) line: usize,
    pub(super) text: Vec<char>,
    pub(super) confidence: Vec<f32>,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

impl Row {
    pub(super) fn height(&self) -> f32 {
        (self.bottom - self.top).max(0.0)
    }

    /// Left edge of the character at `place`, as if all were of one width.
    pub(super) fn x_at(&self, place: usize) -> f32 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a line has 200 characters at most"
        )]
        let share = place.min(self.text.len()) as f32 / self.text.len().max(1) as f32;
        self.left + share * (self.right - self.left)
    }

    pub(super) fn slice(&self, characters: &Range<usize>) -> &[char] {
        self.text.get(characters.clone()).unwrap_or_default()
    }

    /// The text of some characters in upper case with single blanks.
    pub(super) fn words(&self, characters: &Range<usize>) -> String {
        let text: String = self.slice(characters).iter().collect();
        let upper = text.to_uppercase();
        upper.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The lowest confidence among some characters.
    pub(super) fn confidence(&self, characters: &Range<usize>) -> f32 {
        characters
            .clone()
            .filter(|place| self.text.get(*place).is_some_and(|c| !c.is_whitespace()))
            .map(|place| self.confidence.get(place).copied().unwrap_or(0.0))
            .fold(1.0, f32::min)
            .max(0.0)
    }

    /// Whether the two stand beside each other.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        let shared = self.bottom.min(other.bottom) - self.top.max(other.top);
        shared > 0.4 * self.height().min(other.height())
    }
}

/// The lines that can hold fields. Lines of a machine-readable zone are left out: they have a
/// reader of their own.
pub(super) fn rows(lines: &[PrintLine]) -> Vec<Row> {
    lines
        .iter()
        .take(LINE_LIMIT)
        .enumerate()
        .filter(|(_, line)| !is_zone(line.text.expose()))
        .map(|(place, line)| Row {
            line: place,
            text: line.text.expose().chars().take(CHARACTER_LIMIT).collect(),
            confidence: line
                .confidence
                .iter()
                .take(CHARACTER_LIMIT)
                .copied()
                .collect(),
            left: finite(line.left),
            right: finite(line.right),
            top: finite(line.top),
            bottom: finite(line.bottom),
        })
        .collect()
}

/// Whether a document has a machine-readable zone among its lines.
pub(super) fn has_zone(lines: &[PrintLine]) -> bool {
    lines
        .iter()
        .take(LINE_LIMIT)
        .any(|line| is_zone(line.text.expose()))
}

fn is_zone(text: &str) -> bool {
    let fillers = text
        .chars()
        .take(CHARACTER_LIMIT)
        .filter(|letter| matches!(letter, '<' | '«' | '‹'))
        .count();
    fillers >= ZONE_FILLERS
}

const fn finite(value: f32) -> f32 {
    if value.is_finite() { value } else { 0.0 }
}
