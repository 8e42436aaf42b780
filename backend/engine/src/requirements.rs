use credence_types::{CaptureStep, DocumentType};

use crate::Settings;
use crate::refusal::RefusalCode;

/// What is read besides the printed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A PDF417 barcode on the back.
    Barcode,
    /// A machine-readable zone.
    Zone,
    /// Nothing: there is none, or it is switched off.
    Nothing,
}

/// What becomes of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It is read; without it the request is refused.
    Required(RefusalCode, &'static str),
    /// It is read when it is there.
    Used,
    /// It is not looked at.
    Ignored,
}

const FRONT_MISSING: Need = Need::Required(
    RefusalCode::FrontImageRequiredError,
    "The photograph of the front of the document is missing.",
);
const BARCODE_MISSING: Need = Need::Required(
    RefusalCode::BackImageOrTrackStringNotPresentError,
    "The photograph of the back of the document is missing.",
);
const ZONE_MISSING: Need = Need::Required(
    RefusalCode::MrzIsNotPresentError,
    "The photograph of the side with the machine-readable lines is missing.",
);
const FACE_MISSING: Need = Need::Required(
    RefusalCode::FacePhotoNotDetectError,
    "The photograph of the face is missing.",
);

/// What is read on a document of that kind.
pub(crate) const fn source(kind: DocumentType, settings: Settings) -> Source {
    match kind {
        DocumentType::FaceOnly => Source::Nothing,
        _ if !settings.is_back_or_second_image_processing_enabled => Source::Nothing,
        DocumentType::DriverLicenseOrId | DocumentType::Barcode => Source::Barcode,
        DocumentType::Passport
        | DocumentType::PassportCard
        | DocumentType::GreenCard
        | DocumentType::InternationalId
        | DocumentType::EmploymentAuthorization => Source::Zone,
    }
}

/// What becomes of the image of a step (dvs-wire section 1.4: three switches decide).
pub(crate) fn need(
    kind: DocumentType,
    settings: Settings,
    has_track: bool,
    step: CaptureStep,
) -> Need {
    match step {
        CaptureStep::Front => front(kind, settings, has_track),
        CaptureStep::Back => back(kind, settings, has_track),
        CaptureStep::Face => face_need(kind, settings),
    }
}

fn front(kind: DocumentType, settings: Settings, has_track: bool) -> Need {
    let is_matched = settings.is_face_match_enabled && !settings.is_face_match_optional;
    let is_print_required = settings.is_ocr_enabled && !settings.is_ocr_optional;
    let is_zone_there = kind == DocumentType::Passport && source(kind, settings) == Source::Zone;
    if matches!(kind, DocumentType::FaceOnly | DocumentType::Barcode) {
        Need::Ignored
    } else if is_print_required || is_matched {
        FRONT_MISSING
    } else if is_zone_there && !has_track {
        ZONE_MISSING
    } else if is_zone_there || settings.is_ocr_enabled || settings.is_face_match_enabled {
        Need::Used
    } else {
        Need::Ignored
    }
}

fn back(kind: DocumentType, settings: Settings, has_track: bool) -> Need {
    match (source(kind, settings), kind) {
        // A passport's zone is on the page that is sent as the front.
        (Source::Nothing, _) | (_, DocumentType::Passport) => Need::Ignored,
        _ if has_track => Need::Used,
        (Source::Barcode, _) | (_, DocumentType::InternationalId) => BARCODE_MISSING,
        (Source::Zone, _) => ZONE_MISSING,
    }
}

/// What becomes of the selfie.
pub(crate) fn face_need(kind: DocumentType, settings: Settings) -> Need {
    match (
        settings.is_face_match_enabled,
        settings.is_face_match_optional,
    ) {
        _ if kind == DocumentType::FaceOnly => FACE_MISSING,
        _ if kind == DocumentType::Barcode => Need::Ignored,
        (true, false) => FACE_MISSING,
        (true, true) => Need::Used,
        (false, _) => Need::Ignored,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(kind: DocumentType, ocr: bool, back: bool, face: bool) -> [bool; 3] {
        let settings = Settings {
            is_ocr_enabled: ocr,
            is_ocr_optional: false,
            is_back_or_second_image_processing_enabled: back,
            is_face_match_enabled: face,
            is_face_match_optional: false,
            ..Settings::default()
        };
        [CaptureStep::Front, CaptureStep::Back, CaptureStep::Face]
            .map(|step| matches!(need(kind, settings, false, step), Need::Required(..)))
    }

    #[test]
    fn the_three_switches_decide() {
        let kind = DocumentType::DriverLicenseOrId;
        assert_eq!(needs(kind, true, true, true), [true, true, true]);
        assert_eq!(needs(kind, false, true, false), [false, true, false]);
        assert_eq!(needs(kind, true, false, false), [true, false, false]);
        assert_eq!(needs(kind, false, false, true), [true, false, true]);
        assert_eq!(needs(kind, false, false, false), [false, false, false]);
    }

    #[test]
    fn each_kind_has_its_sides() {
        assert_eq!(
            needs(DocumentType::Passport, true, true, true),
            [true, false, true]
        );
        assert_eq!(
            needs(DocumentType::Passport, false, true, false),
            [true, false, false]
        );
        assert_eq!(
            needs(DocumentType::PassportCard, false, true, false),
            [false, true, false]
        );
        assert_eq!(
            needs(DocumentType::InternationalId, true, true, true),
            [true, true, true]
        );
        assert_eq!(
            needs(DocumentType::FaceOnly, true, true, false),
            [false, false, true]
        );
        assert_eq!(
            needs(DocumentType::Barcode, true, true, true),
            [false, true, false]
        );
    }
}
