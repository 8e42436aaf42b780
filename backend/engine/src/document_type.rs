use credence_documents::mrz::{self, MrzDocument, MrzFormat};
use credence_documents::track_string::{TrackKind, TrackString};
use credence_types::{CalendarDate, DocumentType};

use crate::Submission;
use crate::refusal::{Refusal, RefusalCode};
use crate::requirements::{Source, source};

/// The kind of document to examine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) kind: DocumentType,
    /// Whether what was read belongs to another kind than was said.
    pub(crate) differs: bool,
}

/// Holds the kind that was said against the track string. Another kind is taken over where the
/// settings allow it; without that, a track string that cannot belong to the document is refused.
pub(crate) fn resolve(
    submission: &Submission,
    track: Option<&TrackString>,
    today: CalendarDate,
) -> Result<Resolved, Refusal> {
    let said = submission.document_type;
    let Some(track) = track else {
        return Ok(Resolved {
            kind: said,
            differs: false,
        });
    };
    let may_change = submission.settings.is_doc_type_change_enabled;
    let found = match (source(said, submission.settings), track.kind) {
        (Source::Nothing, _) | (Source::Barcode, TrackKind::Aamva) => said,
        (Source::Zone, TrackKind::Mrz) => by_track(track, said, today),
        (Source::Barcode, TrackKind::Mrz) if may_change => by_track(track, said, today),
        (Source::Zone, TrackKind::Aamva) if may_change => DocumentType::DriverLicenseOrId,
        (Source::Barcode, _) => {
            return Err(Refusal::new(
                RefusalCode::TrackStringParserError,
                "A barcode was read, but it is not the barcode of a driving licence or identity card.",
            ));
        }
        (Source::Zone, _) => {
            return Err(Refusal::new(
                RefusalCode::TrackStringParserError,
                "The text that was sent is not the machine-readable lines of such a document.",
            ));
        }
    };
    let kind = if may_change { found } else { said };
    Ok(Resolved {
        kind,
        differs: found != said,
    })
}

/// The kind that the track string's zone belongs to.
fn by_track(track: &TrackString, said: DocumentType, today: CalendarDate) -> DocumentType {
    mrz::parse(track.text().expose(), today).map_or(said, |document| by_zone(&document, said))
}

/// The kind that has such a zone; the one that was said where it may have it.
pub(crate) fn by_zone(document: &MrzDocument, said: DocumentType) -> DocumentType {
    let is_passport = said == DocumentType::Passport;
    let is_card = matches!(
        said,
        DocumentType::PassportCard
            | DocumentType::GreenCard
            | DocumentType::InternationalId
            | DocumentType::EmploymentAuthorization
    );
    match document.format {
        MrzFormat::Td3 => DocumentType::Passport,
        MrzFormat::Td1 if is_card => said,
        MrzFormat::Td1 => DocumentType::PassportCard,
        MrzFormat::Td2 if said == DocumentType::InternationalId => said,
        MrzFormat::Td2 => DocumentType::InternationalId,
        // A visa is stuck into a passport, and the wire has no kind of its own for it.
        MrzFormat::MrvA | MrzFormat::MrvB if is_passport || is_card => said,
        MrzFormat::MrvA | MrzFormat::MrvB => DocumentType::Passport,
    }
}
