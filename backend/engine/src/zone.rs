use credence_documents::mrz::{self, MrzDocument};
use credence_documents::track_string::TrackString;
use credence_types::CalendarDate;

use crate::refusal::{Refusal, RefusalCode};
use crate::validation::ValidationTest;

/// Takes the machine-readable zone from the track string. Without one it is not assessed: reading
/// it from pixels is not built in yet.
pub(crate) fn read(
    track: Option<&TrackString>,
    today: CalendarDate,
) -> Result<Option<MrzDocument>, Refusal> {
    let Some(track) = track else { return Ok(None) };
    mrz::parse(track.text().expose(), today)
        .map(Some)
        .map_err(|error| {
            let message =
                format!("The machine-readable lines that were sent cannot be used: {error}.");
            Refusal::new(RefusalCode::TrackStringParserError, message)
        })
}

/// Whether the zone was seen: a track string is the word of whoever holds the page.
pub(crate) fn sighting_test() -> ValidationTest {
    ValidationTest::not_run(
        "MrzOnImage",
        "Machine-readable zone seen on the image",
        "reading it from an image is not built in yet",
    )
}
