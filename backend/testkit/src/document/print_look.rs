use chrono::Datelike;
use credence_types::CalendarDate;

use super::print_labels::{LabelLanguages, label};
use crate::canvas::TextStyle;
use crate::dice::{dice, pick};
use crate::font::Typeface;
use crate::travel::{DateStyle, TravelRecord};

/// Family of the typefaces of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PrintFamily {
    /// DejaVu Sans.
    #[default]
    Sans,
    /// DejaVu Serif.
    Serif,
    /// DejaVu Sans Mono.
    Mono,
    /// OCR-B; what it lacks is set in DejaVu Sans.
    OcrB,
}

/// How the printed zone of a document looks; the default is plain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrintLook {
    /// Typeface of values.
    pub values: PrintFamily,
    /// Typeface of labels: [`PrintFamily::Sans`] or [`PrintFamily::Serif`].
    pub labels: PrintFamily,
    /// Height of a label's capitals in millimetres, where there is room.
    pub label_height: f32,
    /// Languages of the labels of travel documents.
    pub languages: LabelLanguages,
    /// How dates are printed, where not as the issuer does.
    pub dates: Option<DateStyle>,
    /// Whether travel documents print given names as `Anna Maria`.
    pub has_small_letters: bool,
    /// Whether the number of an identity card has a label.
    pub is_number_labelled: bool,
}

/// A label may be set smaller than the look wants, down to this share.
pub(crate) const LEAST_SHRINK: f32 = 0.85;

/// Height of labels in the plain look.
const PLAIN_LABEL: f32 = 1.0;

impl Default for PrintLook {
    fn default() -> Self {
        Self {
            values: PrintFamily::Sans,
            labels: PrintFamily::Sans,
            label_height: PLAIN_LABEL,
            languages: LabelLanguages::EnglishFrench,
            dates: None,
            has_small_letters: false,
            is_number_labelled: false,
        }
    }
}

impl PrintLook {
    /// Any look; the seed chooses.
    #[must_use]
    pub fn draw(seed: u64) -> Self {
        use PrintFamily::{Mono, OcrB, Sans, Serif};
        let dice = &mut dice(seed, "print look");
        Self {
            values: pick(dice, &[Sans, Sans, Sans, Serif, Serif, Mono, OcrB]),
            labels: pick(dice, &[Sans, Sans, Serif]),
            label_height: pick(dice, &[1.1, 1.2, 1.3, 1.4]),
            languages: pick(dice, &LabelLanguages::ALL),
            dates: pick(
                dice,
                &[
                    None,
                    None,
                    None,
                    Some(DateStyle::Slashes),
                    Some(DateStyle::Dashes),
                    Some(DateStyle::SmallWords),
                ],
            ),
            has_small_letters: pick(dice, &[true, false, false]),
            is_number_labelled: true,
        }
    }

    /// A value's style in this look.
    pub(super) fn value(&self, style: TextStyle, text: &str) -> TextStyle {
        let is_bold = matches!(style.face, Typeface::SansBold | Typeface::SerifBold);
        let face = match self.values {
            PrintFamily::Sans => style.face,
            PrintFamily::Serif if is_bold => Typeface::SerifBold,
            PrintFamily::Serif => Typeface::Serif,
            PrintFamily::Mono => Typeface::Mono,
            PrintFamily::OcrB => Typeface::OcrB,
        };
        let has_all = face.load().is_ok_and(|font| font.has(text));
        TextStyle {
            face: if has_all { face } else { style.face },
            ..style
        }
    }

    /// A label's style in this look, shrunk where it would be wider than its column.
    pub(super) fn label_style(&self, style: TextStyle, room: f32) -> TextStyle {
        let face = match self.labels {
            PrintFamily::Serif => Typeface::Serif,
            PrintFamily::Sans | PrintFamily::Mono | PrintFamily::OcrB => style.face,
        };
        let style = TextStyle { face, ..style };
        if self.label_height == PLAIN_LABEL {
            return style;
        }
        TextStyle {
            capital_height: self.label_height,
            ..style.within(room)
        }
    }

    /// The words of the label of a travel document's field: those of one language where both would
    /// have to be set much smaller than the look wants.
    pub(super) fn label(&self, key: &str, plain: &str, style: TextStyle, room: f32) -> String {
        let words = label(self.languages, key).unwrap_or_else(|| plain.to_owned());
        let style = self.label_style(style, f32::MAX);
        let width = style.face.load().map_or(0.0, |font| {
            font.width(font.scale_for_capitals(style.capital_height), 0.0, &words)
        });
        match words.split_once('/') {
            Some((first, _)) if self.label_height != PLAIN_LABEL && width * LEAST_SHRINK > room => {
                first.to_owned()
            }
            _ => words,
        }
    }

    /// A travel document's date as printed.
    pub(super) fn date(&self, record: &TravelRecord, date: CalendarDate) -> String {
        self.dates.unwrap_or(record.authority.dates).print(date)
    }

    /// The holder's birth date as a travel document prints it.
    pub(super) fn birth(&self, record: &TravelRecord) -> String {
        match self.dates {
            Some(style) if record.is_birth_known() => style.print(record.person.birth_date),
            _ => record.printed_birth(),
        }
    }

    /// Given names as a travel document prints them.
    pub(super) fn given(&self, record: &TravelRecord) -> String {
        let given = record.person.given();
        if self.has_small_letters {
            given
        } else {
            given.to_uppercase()
        }
    }

    /// A licence's date: the issuer's order, dashes where the look has them.
    pub(super) fn licence_date(&self, date: CalendarDate, is_year_first: bool) -> String {
        let mark = match self.dates {
            Some(DateStyle::Dashes) => '-',
            _ => '/',
        };
        let date = date.as_naive();
        let (year, month, day) = (date.year(), date.month(), date.day());
        if is_year_first {
            format!("{year}{mark}{month:02}{mark}{day:02}")
        } else {
            format!("{month:02}{mark}{day:02}{mark}{year}")
        }
    }
}

/// How wide a label may be: to the next column of its row, or to the right edge.
pub(super) fn room((x, y): (f32, f32), places: &[(f32, f32)], right: f32) -> f32 {
    places
        .iter()
        .filter(|place| (place.1 - y).abs() < 1.0 && place.0 > x)
        .map(|place| place.0)
        .fold(right, f32::min)
        - x
        - 1.8
}
