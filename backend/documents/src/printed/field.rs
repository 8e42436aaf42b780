use std::ops::Range;

use credence_types::Redacted;

use crate::{FieldKey, FieldValue};

/// How a value on the print was recognised, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Anchor {
    /// By words beside or above it.
    Label,
    /// By the number of the field, such as `4b` (AAMVA card design standard annex A, Directive
    /// 2006/126/EC annex I).
    Number,
    /// By its own form, or by its order among the dates.
    Pattern,
}

/// A value in the printed zone.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedField {
    /// What it means.
    pub key: FieldKey,
    /// A date, or text in upper case as printed.
    pub value: Redacted<FieldValue>,
    /// The line it stands in, counted from 0 in the lines given.
    pub line: usize,
    /// The characters (`char`) of that line's text that hold it.
    pub characters: Range<usize>,
    /// Further lines of the same value with their characters.
    pub more_lines: Vec<(usize, Range<usize>)>,
    /// How it was recognised.
    pub anchor: Anchor,
    /// The lowest confidence of its characters, 0 to 1.
    pub confidence: f32,
}
