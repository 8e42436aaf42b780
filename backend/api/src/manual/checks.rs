use credence_app::{CheckCode, CheckOutcome};

/// What each check looks at, for integrators. A test holds that none is missing.
const CHECKS: &[(CheckCode, &str)] = &[
    (
        CheckCode::DocumentReadable,
        "A document could be read at all.",
    ),
    (
        CheckCode::DocumentTypeAccepted,
        "The policy accepts this kind of document.",
    ),
    (
        CheckCode::DocumentInDate,
        "The document's last day of validity has not passed, and it is not marked as void.",
    ),
    (
        CheckCode::BarcodeStructure,
        "The barcode follows its standard (AAMVA).",
    ),
    (
        CheckCode::MrzCheckDigits,
        "The check digits of the machine-readable zone add up.",
    ),
    (
        CheckCode::FieldsConsistent,
        "Printed text, machine-readable zone and barcode say the same.",
    ),
    (
        CheckCode::DocumentConfidence,
        "The document score reaches the threshold.",
    ),
    (
        CheckCode::FaceMatch,
        "The selfie is of the person in the portrait.",
    ),
    (
        CheckCode::PresentationAttack,
        "The reader's signals for a living person before the camera and for untouched data.",
    ),
    (
        CheckCode::ImageQuality,
        "The pictures are good enough to judge by.",
    ),
    (
        CheckCode::PassportRecord,
        "HM Passport Office has the British passport on record and says that it is valid.",
    ),
    (
        CheckCode::HeadTurn,
        "The head was turned as the server asked, by the selfie's person. A sign.",
    ),
    (
        CheckCode::ScreenPattern,
        "The selfie shows no pattern of a screen. A sign.",
    ),
    (
        CheckCode::ImageReuse,
        "No other session sent these pictures. A sign.",
    ),
    (
        CheckCode::CaptureSource,
        "Nothing says that the pictures come from elsewhere than a camera. A sign.",
    ),
    (
        CheckCode::DuplicatePerson,
        "No other session's face is near this one. A sign.",
    ),
    (
        CheckCode::ForgerySignals,
        "None of the signals of forgery is raised. A sign.",
    ),
    (
        CheckCode::CountryAccepted,
        "The policy accepts documents of the issuing country.",
    ),
    (
        CheckCode::IssuerConsistent,
        "The sources of the document name the same issuer.",
    ),
    (CheckCode::PortraitPresent, "The document shows a portrait."),
    (
        CheckCode::HolderAge,
        "The holder has the age that the policy asks for.",
    ),
    (
        CheckCode::DocumentReuse,
        "No other session handed in this document with another holder. A sign.",
    ),
    (
        CheckCode::Attempts,
        "The person did not need more tries than is usual. A sign.",
    ),
];

/// What a check looks at.
pub(super) fn meaning_of(code: CheckCode) -> &'static str {
    let found = CHECKS.iter().find(|(known, _)| *known == code);
    found.map_or("", |(_, words)| words)
}

/// How a check can end, with what that means.
pub(super) const OUTCOMES: [(CheckOutcome, &str); 4] = [
    (CheckOutcome::Passed, "Looked at, and good."),
    (CheckOutcome::Failed, "Looked at, and not good."),
    (
        CheckOutcome::NotApplicable,
        "Means nothing for this document.",
    ),
    (
        CheckOutcome::Unavailable,
        "Could not be looked at: neither passed nor fraud.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_words() {
        for code in CheckCode::ALL {
            assert!(
                !meaning_of(code).is_empty(),
                "say what {} looks at",
                code.as_str()
            );
        }
        assert_eq!(CHECKS.len(), CheckCode::ALL.len());
    }
}
