use credence_types::CalendarDate;

use super::field::PrintedField;
use super::line::{DocumentLayout, PrintLine};

/// Finds the fields among lines of print. `today` decides centuries and what lies ahead. Looks at
/// the first [`super::LINE_LIMIT`] lines and [`super::CHARACTER_LIMIT`] characters of each.
#[must_use]
pub fn lay_out(
    _lines: &[PrintLine],
    _layout: DocumentLayout,
    _today: CalendarDate,
) -> Vec<PrintedField> {
    Vec::new()
}
