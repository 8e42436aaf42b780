//! The names of the API. They mirror the house's own enums one by one, so that renaming or adding one
//! inside does not silently change what is promised outside.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! mirrors {
    ($($(#[$doc:meta])* $name:ident of $inner:ty { $($(#[$of_variant:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name {
            $($(#[$of_variant])* $variant),+
        }

        impl From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                type Inner = $inner;
                match inner {
                    $(Inner::$variant => Self::$variant),+
                }
            }
        }

        impl From<$name> for $inner {
            fn from(outer: $name) -> Self {
                match outer {
                    $($name::$variant => Self::$variant),+
                }
            }
        }
    )+};
}

mirrors! {
    /// Where a session stands.
    SessionState of credence_app::SessionState {
        Created, Submitted, Processing, Approved, Rejected, NeedsReview, Retake, Failed, Expired,
        Cancelled, Erased,
    }
    /// A picture that the person is asked for.
    Step of credence_types::CaptureStep { Front, Back, Face }
    /// A kind of document.
    DocumentType of credence_types::DocumentType {
        DriverLicenseOrId, Passport, PassportCard, GreenCard, InternationalId,
        EmploymentAuthorization, FaceOnly, Barcode,
    }
    /// What was decided.
    DecisionOutcome of credence_app::DecisionOutcome { Approved, Rejected, NeedsReview, Retake }
    /// Who decided.
    DecidedBy of credence_app::DecidedBy { Policy, Reviewer }
    /// What was checked.
    CheckCode of credence_app::CheckCode {
        DocumentReadable, DocumentTypeAccepted, DocumentInDate, BarcodeStructure, MrzCheckDigits,
        FieldsConsistent, DocumentConfidence, FaceMatch, PresentationAttack, ImageQuality,
        #[serde(rename = "authority.passport_record")]
        PassportRecord,
        #[serde(rename = "face.head_turn")]
        HeadTurn,
        #[serde(rename = "capture.screen_pattern")]
        ScreenPattern,
        #[serde(rename = "capture.image_reuse")]
        ImageReuse,
        #[serde(rename = "capture.source")]
        CaptureSource,
        #[serde(rename = "face.duplicate")]
        DuplicatePerson,
        #[serde(rename = "document.forgery_signals")]
        ForgerySignals,
        #[serde(rename = "document.country_accepted")]
        CountryAccepted,
        #[serde(rename = "document.issuer_consistent")]
        IssuerConsistent,
        #[serde(rename = "document.portrait_present")]
        PortraitPresent,
        #[serde(rename = "holder.age")]
        HolderAge,
        #[serde(rename = "document.reuse")]
        DocumentReuse,
        #[serde(rename = "session.attempts")]
        Attempts,
    }
    /// What a check is for.
    CheckRule of credence_app::CheckRule {
        RejectWhenFailed, ReviewWhenFailed, RetakeWhenFailed, Informational, Off,
    }
    /// How a check ended. `unavailable`: it could not be made, which is neither passed nor fraud.
    CheckOutcome of credence_app::CheckOutcome { Passed, Failed, NotApplicable, Unavailable }
    /// A level of confidence of GPG45.
    ConfidenceLevel of credence_app::gpg45::ConfidenceLevel { Low, Medium, High, VeryHigh }
    /// Why nothing is said of a document's worth. `document_unknown`: its kind is not known.
    /// `strength_unknown`: GPG45 does not name a document of that kind. `sources_differ`: its sources
    /// contradict each other. `authority_unavailable`: its issuer was asked and there was no answer.
    /// `authority_simulated`: a simulator answered in the issuer's name.
    Withheld of credence_app::gpg45::Withheld {
        DocumentUnknown, StrengthUnknown, SourcesDiffer, AuthorityUnavailable, AuthoritySimulated,
    }
    /// The strength of a piece of evidence by NIST SP 800-63A-4. Pictures make none superior.
    EvidenceStrength of credence_app::nist::EvidenceStrength { Fair, Strong, Superior }
    /// A requirement of NIST SP 800-63A-4.
    RequirementCode of credence_app::nist::RequirementCode {
        EvidenceInDate, EvidenceHasPortrait, PrintComparedWithMachineReadable,
        DocumentCapturedLive, DocumentAuthenticated, ChipSignatureVerified,
        DetailsValidatedWithAuthority, VerifiedByBiometric, FalseMatchRateMeasured,
        PresentationAttackDetectionEvaluated,
    }
    /// Whether a requirement is met. `not_assessed`: nobody looked, or it could not be told.
    RequirementStatus of credence_app::nist::RequirementStatus { Met, NotMet, NotAssessed }
    /// How the comparison of the faces ended.
    FaceStatus of credence_types::FaceStatus {
        Consistent, Review, Mismatch, NoFace, SeveralFaces, LowQuality, NoModel, Error,
    }
    /// Where a distance lies between a model's thresholds.
    FaceBand of credence_types::FaceBand { Consistent, Review, Mismatch }
    /// How far apart two faces are: the Euclidean distance, or one less the cosine.
    FaceMetric of credence_types::FaceMetric { Euclidean, Cosine }
    /// A direction to turn the head to, the person's own.
    TurnDirection of credence_types::TurnDirection { Left, Right }
    /// How the head turns that the server asked for went.
    HeadTurnFinding of credence_app::HeadTurnFinding {
        Passed, NotRecorded, WrongNonce, Expired, WrongOrder, WrongPace, OtherPerson, FaceLost,
    }
    /// Whether another session sent these pictures.
    ImageReuse of credence_app::ImageReuse { None, SameBytes, NearCopy }
    /// Where on a document a field was read.
    FieldSource of credence_app::FieldSource { Document, PrintedText, MachineReadable }
    /// A source of a document's fields: the printed text, the machine-readable zone or the barcode.
    SightingSource of credence_types::FieldSource { Printed, Mrz, Barcode }
    /// What comparing the sources of a field came to. `single_source`: no other is expected to have
    /// it. `unreadable`: another source may have it and could not be read, which speaks neither for
    /// nor against the document.
    FieldAgreement of credence_types::FieldAgreement { Agrees, Differs, SingleSource, Unreadable }
    /// What a key may be used for. `pii:read` lets it read what was read from the document, names
    /// among it; without it a result has its decision, checks and scores only.
    Scope of credence_app::Scope {
        #[serde(rename = "sessions:write")]
        SessionsWrite,
        #[serde(rename = "sessions:read")]
        SessionsRead,
        #[serde(rename = "results:read")]
        ResultsRead,
        #[serde(rename = "pii:read")]
        PiiRead,
        #[serde(rename = "images:read")]
        ImagesRead,
        #[serde(rename = "webhooks:write")]
        WebhooksWrite,
        #[serde(rename = "admin")]
        Admin,
    }
    /// Who acted.
    ActorKind of credence_app::ActorKind { Person, Integrator, Reviewer, System }
    /// How webhooks are signed.
    SignatureScheme of credence_app::SignatureScheme { V1, V1a }
    /// Why nothing is sent to a webhook endpoint: you switched it off, it answered 410, or nothing but
    /// failure came for five days.
    DisabledReason of credence_app::DisabledReason { Integrator, Gone, Failing }
    /// Where a webhook delivery stands. `skipped`: its endpoint was disabled.
    DeliveryStatus of credence_app::DeliveryStatus { Pending, Delivered, Exhausted, Skipped }
    /// What came of a webhook delivery's last attempt.
    DeliveryCode of credence_app::DeliveryCode {
        Accepted, Redirect, Gone, Throttled, Refused, Unreachable, Tls, Timeout, Broken,
        EndpointDisabled, Internal,
    }
    /// What somebody at the console may do.
    Role of credence_app::Role { Administrator, Reviewer }
}

/// What the person is asked to do again: to take a picture, or to write their name as their passport
/// prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RetakeStep {
    Front,
    Back,
    Face,
    Name,
}

/// A picture that is kept: one that was sent, or the portrait cut from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ImageKind {
    Front,
    Back,
    Face,
    Portrait,
}

impl From<credence_types::ImageKind> for ImageKind {
    fn from(inner: credence_types::ImageKind) -> Self {
        use credence_types::CaptureStep;
        match inner {
            credence_types::ImageKind::Sent(CaptureStep::Front) => Self::Front,
            credence_types::ImageKind::Sent(CaptureStep::Back) => Self::Back,
            credence_types::ImageKind::Sent(CaptureStep::Face) => Self::Face,
            credence_types::ImageKind::Portrait => Self::Portrait,
        }
    }
}

impl From<credence_types::RetakeStep> for RetakeStep {
    fn from(inner: credence_types::RetakeStep) -> Self {
        use credence_types::CaptureStep;
        match inner {
            credence_types::RetakeStep::Picture(CaptureStep::Front) => Self::Front,
            credence_types::RetakeStep::Picture(CaptureStep::Back) => Self::Back,
            credence_types::RetakeStep::Picture(CaptureStep::Face) => Self::Face,
            credence_types::RetakeStep::Name => Self::Name,
        }
    }
}
