//! Which picture shows which side, by what is on it rather than by what it was sent as.

use credence_documents::mrz::MrzFormat;
use credence_types::{CalendarDate, DocumentType};
use credence_vision::mrz::Doubt;

use crate::barcode;
use crate::images::Images;
use crate::photograph::Photograph;
use crate::warning::ExaminationWarning;

/// Makes the picture with a licence's barcode the back. The front is looked at only where the back
/// has none.
pub(crate) fn turn_to_barcode(images: &mut Images) {
    let is_on_back = images
        .back
        .as_ref()
        .is_some_and(|back| !back.barcodes().readings.is_empty());
    if !is_on_back && images.front.as_ref().is_some_and(barcode::has_licence) {
        swap(images);
    }
}

/// The picture with the zone. A passport has it on its front; a card of ID-1 size on its back, and
/// larger ones on their front, whatever they were sent as.
pub(crate) fn turn_to_zone(
    images: &mut Images,
    kind: DocumentType,
    today: CalendarDate,
) -> Option<&Photograph> {
    if kind == DocumentType::Passport {
        return images.front.as_ref();
    }
    let is_on =
        |image: &Option<Photograph>| image.as_ref().is_some_and(|image| has_zone(image, today));
    if is_on(&images.back) || !is_on(&images.front) {
        return images.back.as_ref();
    }
    let is_small = images
        .front
        .as_ref()
        .and_then(Photograph::zone_seen)
        .is_some_and(|zone| zone.document.format == MrzFormat::Td1);
    if is_small && images.back.is_some() {
        swap(images);
        return images.back.as_ref();
    }
    images.front.as_ref()
}

/// Whether a zone can be read; one that is seen and not clear is no reason to look elsewhere.
fn has_zone(image: &Photograph, today: CalendarDate) -> bool {
    let outcome = image.zone(today);
    outcome.reading.as_ref().is_some_and(|reading| {
        let is_clear = |doubt: Doubt| !reading.doubts.contains(&doubt);
        is_clear(Doubt::CheckDigits) || is_clear(Doubt::UncertainCharacter)
    })
}

fn swap(images: &mut Images) {
    std::mem::swap(&mut images.front, &mut images.back);
    images.warnings.push(ExaminationWarning::SidesSwapped);
}
