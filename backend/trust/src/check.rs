use serde::{Deserialize, Serialize};

use crate::check_message::MessageCode;
use crate::reason::Reason;

/// What is checked. The names are part of the API and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckCode {
    /// The document could be read at all.
    DocumentReadable,
    /// The policy accepts this kind of document.
    DocumentTypeAccepted,
    /// The document's last day of validity has not passed, and it is not marked as void.
    DocumentInDate,
    /// The barcode follows its standard (AAMVA).
    BarcodeStructure,
    /// The check digits of the machine-readable zone add up.
    MrzCheckDigits,
    /// Printed text, machine-readable zone and barcode say the same.
    FieldsConsistent,
    /// The document score reaches the threshold.
    DocumentConfidence,
    /// The selfie is of the person in the portrait.
    FaceMatch,
    /// The selfie is of a living person in front of the camera, and nothing looks tampered with.
    PresentationAttack,
    /// The pictures are good enough to judge by.
    ImageQuality,
    /// HM Passport Office has the passport on record and says that it is valid. Decisions taken
    /// before it was asked call the check by its first name.
    #[serde(rename = "authority.passport_record", alias = "authority_record")]
    PassportRecord,
    /// The head was turned as the server asked, by the selfie's person.
    #[serde(rename = "face.head_turn")]
    HeadTurn,
    /// The selfie shows no pattern of a screen.
    #[serde(rename = "capture.screen_pattern")]
    ScreenPattern,
    /// No other session sent these pictures.
    #[serde(rename = "capture.image_reuse")]
    ImageReuse,
    /// Nothing says that the pictures come from elsewhere than a camera.
    #[serde(rename = "capture.source")]
    CaptureSource,
    /// No other session's face is near this one.
    #[serde(rename = "face.duplicate")]
    DuplicatePerson,
    /// None of the signals of forgery is raised.
    #[serde(rename = "document.forgery_signals")]
    ForgerySignals,
    /// The policy accepts documents of the issuing country.
    #[serde(rename = "document.country_accepted")]
    CountryAccepted,
    /// The sources of the document name the same issuer.
    #[serde(rename = "document.issuer_consistent")]
    IssuerConsistent,
    /// The document shows a portrait.
    #[serde(rename = "document.portrait_present")]
    PortraitPresent,
    /// The holder has the age that the policy asks for.
    #[serde(rename = "holder.age")]
    HolderAge,
    /// No other session handed in this document with another holder.
    #[serde(rename = "document.reuse")]
    DocumentReuse,
    /// The person did not need more tries than is usual.
    #[serde(rename = "session.attempts")]
    Attempts,
}

impl CheckCode {
    /// Every check, in the order in which they are reported.
    pub const ALL: [Self; 23] = [
        Self::DocumentReadable,
        Self::DocumentTypeAccepted,
        Self::DocumentInDate,
        Self::BarcodeStructure,
        Self::MrzCheckDigits,
        Self::FieldsConsistent,
        Self::DocumentConfidence,
        Self::FaceMatch,
        Self::PresentationAttack,
        Self::ImageQuality,
        Self::PassportRecord,
        Self::HeadTurn,
        Self::ScreenPattern,
        Self::ImageReuse,
        Self::CaptureSource,
        Self::DuplicatePerson,
        Self::ForgerySignals,
        Self::CountryAccepted,
        Self::IssuerConsistent,
        Self::PortraitPresent,
        Self::HolderAge,
        Self::DocumentReuse,
        Self::Attempts,
    ];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DocumentReadable => "document_readable",
            Self::DocumentTypeAccepted => "document_type_accepted",
            Self::DocumentInDate => "document_in_date",
            Self::BarcodeStructure => "barcode_structure",
            Self::MrzCheckDigits => "mrz_check_digits",
            Self::FieldsConsistent => "fields_consistent",
            Self::DocumentConfidence => "document_confidence",
            Self::FaceMatch => "face_match",
            Self::PresentationAttack => "presentation_attack",
            Self::ImageQuality => "image_quality",
            Self::PassportRecord => "authority.passport_record",
            Self::HeadTurn => "face.head_turn",
            Self::ScreenPattern => "capture.screen_pattern",
            Self::ImageReuse => "capture.image_reuse",
            Self::CaptureSource => "capture.source",
            Self::DuplicatePerson => "face.duplicate",
            Self::ForgerySignals => "document.forgery_signals",
            Self::CountryAccepted => "document.country_accepted",
            Self::IssuerConsistent => "document.issuer_consistent",
            Self::PortraitPresent => "document.portrait_present",
            Self::HolderAge => "holder.age",
            Self::DocumentReuse => "document.reuse",
            Self::Attempts => "session.attempts",
        }
    }

    /// Whether the check is a sign that honest people may show as well. Such a one at most sends a
    /// case to a reviewer, and the person is not told of it: a forger would learn from it.
    #[must_use]
    pub const fn is_sign(self) -> bool {
        matches!(
            self,
            Self::HeadTurn
                | Self::ScreenPattern
                | Self::ImageReuse
                | Self::CaptureSource
                | Self::DuplicatePerson
                | Self::ForgerySignals
                | Self::DocumentReuse
                | Self::Attempts
        )
    }
}

/// How a check ended. `Unavailable` means that it could not be made: neither passed nor fraud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// Looked at, and good.
    Passed,
    /// Looked at, and not good.
    Failed,
    /// Means nothing for this document.
    NotApplicable,
    /// Could not be looked at.
    Unavailable,
}

impl CheckOutcome {
    /// The name used in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotApplicable => "not_applicable",
            Self::Unavailable => "unavailable",
        }
    }
}

/// One check of a decision. Neither text holds personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What was checked.
    pub code: CheckCode,
    /// How it ended.
    pub outcome: CheckOutcome,
    /// Why, as a stable code. Decisions taken before there were any have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<Reason>,
    /// Why, for the integrator and the reviewer.
    pub reason: String,
    /// What the person is told, as a stable code by which a page can translate it; as coarse as the
    /// sentence. Decisions taken before there were any have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_code: Option<MessageCode>,
    /// The same for the person, in words that give a forger nothing to work with.
    pub message: String,
}
