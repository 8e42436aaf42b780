//! What a check says to the person: few sentences, each with a code by which a page can translate it.
//! A code is no finer than its sentence, so that neither tells a forger what gave them away.

use credence_types::{FaceComparison, FaceStatus};
use serde::{Deserialize, Serialize};

use crate::check::{CheckCode, CheckOutcome};

/// Declares the sentences: name, code, sentence.
macro_rules! messages {
    ($($message:ident $code:literal $sentence:literal;)+) => {
        /// A sentence for the person about a check. The codes are part of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum MessageCode {
            $(
                #[doc = $sentence]
                #[serde(rename = $code)]
                $message,
            )+
        }

        impl MessageCode {
            /// Every sentence.
            pub const ALL: &[Self] = &[$(Self::$message,)+];

            /// The code used in the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$message => $code,)+ }
            }

            /// The sentence in English.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$message => $sentence,)+ }
            }
        }
    };
}

messages! {
    NotForThisDocument "not_for_this_document" "This does not apply to your document.";
    DocumentRead "document_read" "Your document could be read.";
    DocumentUnreadable "document_unreadable" "Your document could not be read.";
    DocumentUnread "document_unread" "Your document has not been read yet.";
    TypeAccepted "type_accepted" "This kind of document is accepted.";
    TypeRefused "type_refused" "This kind of document is not accepted here.";
    TypeUnknown "type_unknown" "We could not tell what kind of document this is.";
    InDate "in_date" "Your document is in date.";
    NotInDate "not_in_date" "Your document is no longer valid.";
    DateUnknown "date_unknown" "We could not tell whether your document is in date.";
    BarcodeRead "barcode_read" "The barcode on your document could be read.";
    BarcodeUnusable "barcode_unusable" "The barcode on your document could not be used.";
    BarcodeUnread "barcode_unread" "The barcode on your document was not read.";
    ZoneRead "zone_read" "The machine-readable lines could be read.";
    ZoneUnusable "zone_unusable" "The machine-readable lines could not be used.";
    ZoneUnread "zone_unread" "The machine-readable lines were not read.";
    DetailsAgree "details_agree" "The details on your document agree with each other.";
    DetailsNotConfirmed "details_not_confirmed" "We could not confirm the details on your document.";
    DetailsNotCompared "details_not_compared" "The details on your document were not compared.";
    DocumentAsExpected "document_as_expected" "Your document looks as it should.";
    DocumentNotAssessed "document_not_assessed" "Your document was not assessed.";
    FaceMatches "face_matches" "Your face matches the portrait.";
    FaceNotConfirmed "face_not_confirmed" "We could not confirm the photograph of your face.";
    FaceNotCompared "face_not_compared" "Your face was not compared with the portrait.";
    FaceComparedByPerson "face_compared_by_person" "A person compares your face with the portrait.";
    FaceComparisonMissing "face_comparison_missing" "Your face was not compared with the portrait: nothing that compares faces is installed here.";
    FacePhotographAccepted "face_photograph_accepted" "Nothing spoke against the photograph of your face.";
    FacePhotographNotAssessed "face_photograph_not_assessed" "The photograph of your face was not assessed.";
    PhotographsClear "photographs_clear" "Your photographs are clear.";
    PhotographsUnclear "photographs_unclear" "Your photographs are not clear enough.";
    PhotographsNotAssessed "photographs_not_assessed" "Your photographs were not assessed.";
    AuthorityConfirmed "authority_confirmed" "The issuing authority confirmed your document.";
    AuthorityNotConfirmed "authority_not_confirmed" "The issuing authority could not confirm your document.";
    AuthorityNotReached "authority_not_reached" "Your document could not be checked with the issuing authority.";
    CountryAccepted "country_accepted" "Documents of this country are accepted.";
    CountryRefused "country_refused" "Documents of this country are not accepted here.";
    CountryUnknown "country_unknown" "We could not tell which country issued your document.";
    PortraitFound "portrait_found" "The portrait on your document was found.";
    PortraitNotFound "portrait_not_found" "We could not find the portrait on your document.";
    PortraitNotLookedFor "portrait_not_looked_for" "The portrait on your document was not looked for.";
    AgeReached "age_reached" "You have the age that is asked for here.";
    AgeNotReached "age_not_reached" "Your document does not show the age that is asked for here.";
    AgeUnknown "age_unknown" "We could not tell your age from your document.";
    PhotographsLookedAt "photographs_looked_at" "Your photographs were looked at.";
    PhotographsNotLookedAt "photographs_not_looked_at" "Your photographs were not looked at any further.";
}

/// What the person is told of a check.
pub(crate) const fn check_message(code: CheckCode, outcome: CheckOutcome) -> MessageCode {
    match outcome {
        CheckOutcome::Passed => passed(code),
        CheckOutcome::Failed => failed(code),
        CheckOutcome::NotApplicable => MessageCode::NotForThisDocument,
        CheckOutcome::Unavailable => unavailable(code),
    }
}

/// What the person is told where the comparison passes and fails nobody; none where the usual words
/// hold.
pub(crate) const fn face_message(comparison: &FaceComparison) -> Option<MessageCode> {
    match comparison.status {
        FaceStatus::Consistent | FaceStatus::Review => Some(MessageCode::FaceComparedByPerson),
        FaceStatus::NoModel => Some(MessageCode::FaceComparisonMissing),
        FaceStatus::Mismatch
        | FaceStatus::NoFace
        | FaceStatus::SeveralFaces
        | FaceStatus::LowQuality
        | FaceStatus::Error => None,
    }
}

const fn passed(code: CheckCode) -> MessageCode {
    match code {
        CheckCode::DocumentReadable => MessageCode::DocumentRead,
        CheckCode::DocumentTypeAccepted => MessageCode::TypeAccepted,
        CheckCode::DocumentInDate => MessageCode::InDate,
        CheckCode::BarcodeStructure => MessageCode::BarcodeRead,
        CheckCode::MrzCheckDigits => MessageCode::ZoneRead,
        CheckCode::FieldsConsistent | CheckCode::IssuerConsistent => MessageCode::DetailsAgree,
        CheckCode::DocumentConfidence => MessageCode::DocumentAsExpected,
        CheckCode::FaceMatch => MessageCode::FaceMatches,
        CheckCode::PresentationAttack => MessageCode::FacePhotographAccepted,
        CheckCode::ImageQuality => MessageCode::PhotographsClear,
        CheckCode::PassportRecord => MessageCode::AuthorityConfirmed,
        CheckCode::CountryAccepted => MessageCode::CountryAccepted,
        CheckCode::PortraitPresent => MessageCode::PortraitFound,
        CheckCode::HolderAge => MessageCode::AgeReached,
        CheckCode::HeadTurn
        | CheckCode::ScreenPattern
        | CheckCode::ImageReuse
        | CheckCode::CaptureSource
        | CheckCode::DuplicatePerson
        | CheckCode::ForgerySignals
        | CheckCode::DocumentReuse
        | CheckCode::Attempts => MessageCode::PhotographsLookedAt,
    }
}

const fn failed(code: CheckCode) -> MessageCode {
    match code {
        CheckCode::DocumentReadable => MessageCode::DocumentUnreadable,
        CheckCode::DocumentTypeAccepted => MessageCode::TypeRefused,
        CheckCode::DocumentInDate => MessageCode::NotInDate,
        CheckCode::BarcodeStructure => MessageCode::BarcodeUnusable,
        CheckCode::MrzCheckDigits => MessageCode::ZoneUnusable,
        CheckCode::FieldsConsistent
        | CheckCode::DocumentConfidence
        | CheckCode::ForgerySignals
        | CheckCode::IssuerConsistent
        | CheckCode::DocumentReuse
        | CheckCode::Attempts => MessageCode::DetailsNotConfirmed,
        CheckCode::FaceMatch
        | CheckCode::PresentationAttack
        | CheckCode::HeadTurn
        | CheckCode::ScreenPattern
        | CheckCode::ImageReuse
        | CheckCode::CaptureSource
        | CheckCode::DuplicatePerson => MessageCode::FaceNotConfirmed,
        CheckCode::ImageQuality => MessageCode::PhotographsUnclear,
        CheckCode::PassportRecord => MessageCode::AuthorityNotConfirmed,
        CheckCode::CountryAccepted => MessageCode::CountryRefused,
        CheckCode::PortraitPresent => MessageCode::PortraitNotFound,
        CheckCode::HolderAge => MessageCode::AgeNotReached,
    }
}

const fn unavailable(code: CheckCode) -> MessageCode {
    match code {
        CheckCode::DocumentReadable => MessageCode::DocumentUnread,
        CheckCode::DocumentTypeAccepted => MessageCode::TypeUnknown,
        CheckCode::DocumentInDate => MessageCode::DateUnknown,
        CheckCode::BarcodeStructure => MessageCode::BarcodeUnread,
        CheckCode::MrzCheckDigits => MessageCode::ZoneUnread,
        CheckCode::FieldsConsistent | CheckCode::IssuerConsistent => {
            MessageCode::DetailsNotCompared
        }
        CheckCode::DocumentConfidence => MessageCode::DocumentNotAssessed,
        CheckCode::FaceMatch => MessageCode::FaceNotCompared,
        CheckCode::PresentationAttack => MessageCode::FacePhotographNotAssessed,
        CheckCode::ImageQuality => MessageCode::PhotographsNotAssessed,
        CheckCode::PassportRecord => MessageCode::AuthorityNotReached,
        CheckCode::CountryAccepted => MessageCode::CountryUnknown,
        CheckCode::PortraitPresent => MessageCode::PortraitNotLookedFor,
        CheckCode::HolderAge => MessageCode::AgeUnknown,
        CheckCode::HeadTurn
        | CheckCode::ScreenPattern
        | CheckCode::ImageReuse
        | CheckCode::CaptureSource
        | CheckCode::DuplicatePerson
        | CheckCode::ForgerySignals
        | CheckCode::DocumentReuse
        | CheckCode::Attempts => MessageCode::PhotographsNotLookedAt,
    }
}
