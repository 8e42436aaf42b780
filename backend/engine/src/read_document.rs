use credence_documents::track_string::TrackString;
use credence_types::{CalendarDate, DocumentType};

use crate::Submission;
use crate::agreement::Agreement;
use crate::barcode::{self, Barcode};
use crate::document_type;
use crate::images::Images;
use crate::refusal::Refusal;
use crate::requirements::{Source, source};
use crate::sides::{turn_to_barcode, turn_to_zone};
use crate::zone::{self, Zone};

/// What is coded on a document.
#[derive(Debug)]
pub(crate) struct CodedSources {
    /// The kind of document that it belongs to.
    pub(crate) kind: DocumentType,
    pub(crate) barcode: Option<Barcode>,
    pub(crate) zone: Option<Zone>,
}

/// Reads barcode and zone of such a document. Where the settings let the kind be corrected and what
/// it should have cannot be read, what another kind has is looked for.
pub(crate) fn read_document(
    submission: &Submission,
    kind: DocumentType,
    track: Option<&TrackString>,
    images: &mut Images,
    today: CalendarDate,
) -> Result<CodedSources, Refusal> {
    let expected = source(kind, submission.settings);
    let refusal = match read(expected, kind, track, images, today) {
        Ok(read) => return Ok(read),
        Err(refusal) => refusal,
    };
    let other = match expected {
        Source::Barcode => Source::Zone,
        Source::Zone => Source::Barcode,
        Source::Nothing => return Err(refusal),
    };
    if track.is_some() || !submission.settings.is_doc_type_change_enabled {
        return Err(refusal);
    }
    let other_kind = match other {
        Source::Barcode => DocumentType::DriverLicenseOrId,
        Source::Zone | Source::Nothing => DocumentType::InternationalId,
    };
    let found = read(other, other_kind, None, images, today).map_err(|_other| refusal.clone())?;
    let kind = match (&found.zone, &found.barcode) {
        (Some(zone), _) => document_type::by_zone(&zone.document, kind),
        (None, Some(_)) => DocumentType::DriverLicenseOrId,
        (None, None) => return Err(refusal),
    };
    Ok(CodedSources { kind, ..found })
}

fn read(
    source: Source,
    kind: DocumentType,
    track: Option<&TrackString>,
    images: &mut Images,
    today: CalendarDate,
) -> Result<CodedSources, Refusal> {
    let mut read = CodedSources {
        kind,
        barcode: None,
        zone: None,
    };
    match source {
        Source::Barcode => {
            turn_to_barcode(images);
            let barcode = barcode::read(track, images.back.as_ref())?;
            let is_enhanced = barcode.document.flags.is_enhanced == Some(true);
            let is_seen = barcode.agreement != Agreement::Different && barcode.image.is_some();
            if is_enhanced && is_seen {
                let back = images.back.as_ref();
                read.zone = back.and_then(|back| zone::beside_barcode(back, today));
            }
            read.barcode = Some(barcode);
        }
        Source::Zone => {
            let image = turn_to_zone(images, kind, today);
            read.zone = zone::read(kind, track, image, today)?;
        }
        Source::Nothing => {}
    }
    Ok(read)
}
