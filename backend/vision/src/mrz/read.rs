use credence_types::CalendarDate;

use super::reading::MrzOutcome;
use super::search::Search;
use crate::picture::Picture;

/// Reads the machine-readable zone of a picture, however it is turned; `today` decides centuries.
/// The same picture always gives the same reading.
#[must_use]
pub fn read_mrz(picture: &Picture, today: CalendarDate) -> MrzOutcome {
    let mut search = Search::new(picture, today);
    search.run();
    search.outcome()
}
