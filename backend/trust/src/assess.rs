//! One function a check: evidence to reason, which has its outcome.

use credence_types::DocumentType;

use crate::authority::passport_record;
use crate::capture;
use crate::check::{Check, CheckCode, CheckOutcome};
use crate::check_message::{check_message, face_message};
use crate::evidence::{Evidence, Reading};
use crate::face::face_match;
use crate::fields::{fields_consistent, issuer_consistent};
use crate::forgery::forgery_signals;
use crate::holder::holder_age;
use crate::issuer::{country_accepted, portrait_present};
use crate::policy::Policy;
use crate::reason::{Finding, Reason};
use crate::score::Score;

/// Makes one check.
pub(crate) fn assess(code: CheckCode, evidence: &Evidence, policy: &Policy) -> Check {
    let finding = finding(code, evidence, policy);
    let outcome = finding.reason.outcome();
    let compared = evidence.face_comparison.as_ref();
    let message = match (code, outcome) {
        (CheckCode::FaceMatch, CheckOutcome::Unavailable) => compared.and_then(face_message),
        _ => None,
    };
    let message = message.unwrap_or_else(|| check_message(code, outcome));
    Check {
        code,
        outcome,
        reason_code: Some(finding.reason),
        reason: finding.sentence(),
        message_code: Some(message),
        message: message.sentence().to_owned(),
    }
}

/// How one check ends.
pub(crate) fn outcome(code: CheckCode, evidence: &Evidence, policy: &Policy) -> CheckOutcome {
    finding(code, evidence, policy).reason.outcome()
}

fn finding(code: CheckCode, evidence: &Evidence, policy: &Policy) -> Finding {
    let thresholds = policy.thresholds;
    match code {
        CheckCode::DocumentReadable => document_readable(evidence),
        CheckCode::DocumentTypeAccepted => document_type_accepted(evidence, policy).into(),
        CheckCode::DocumentInDate => document_in_date(evidence).into(),
        CheckCode::BarcodeStructure => barcode_structure(evidence).into(),
        CheckCode::MrzCheckDigits => mrz_check_digits(evidence).into(),
        CheckCode::FieldsConsistent => match &evidence.document_fields {
            Some(fields) => fields_consistent(fields),
            None => score(FIELDS, evidence.field_agreement, thresholds.fields),
        },
        CheckCode::DocumentConfidence => {
            let threshold = thresholds.document;
            score(DOCUMENT, evidence.document_confidence, threshold)
        }
        CheckCode::FaceMatch => match &evidence.face_comparison {
            Some(comparison) => face_match(comparison),
            None => score(FACE, evidence.face_match, thresholds.face),
        },
        CheckCode::PresentationAttack => presentation_attack(evidence, thresholds.liveness),
        CheckCode::ImageQuality => {
            let threshold = thresholds.image_quality;
            score(QUALITY, evidence.image_quality, threshold)
        }
        CheckCode::PassportRecord => passport_record(evidence),
        CheckCode::HeadTurn => capture::head_turn(evidence).into(),
        CheckCode::ScreenPattern => capture::screen_pattern(evidence).into(),
        CheckCode::ImageReuse => capture::image_reuse(evidence).into(),
        CheckCode::CaptureSource => capture::capture_source(evidence),
        CheckCode::DuplicatePerson => capture::duplicate_person(evidence).into(),
        CheckCode::ForgerySignals => forgery_signals(evidence),
        CheckCode::CountryAccepted => country_accepted(evidence, policy).into(),
        CheckCode::IssuerConsistent => issuer_consistent(evidence),
        CheckCode::PortraitPresent => portrait_present(evidence).into(),
        CheckCode::HolderAge => holder_age(evidence, policy.minimum_age).into(),
        CheckCode::DocumentReuse => capture::document_reuse(evidence).into(),
        CheckCode::Attempts => capture::attempts(evidence, policy.usual_attempts),
    }
}

/// What a score says: that it reaches the threshold, that it does not, that there is none.
type ScoreReasons = (Reason, Reason, Reason);

const FIELDS: ScoreReasons = (
    Reason::FieldsScoreReached,
    Reason::FieldsScoreTooLow,
    Reason::FieldsNotAssessed,
);
const DOCUMENT: ScoreReasons = (
    Reason::DocumentScoreReached,
    Reason::DocumentScoreTooLow,
    Reason::DocumentNotAssessed,
);
const FACE: ScoreReasons = (
    Reason::FaceScoreReached,
    Reason::FaceScoreTooLow,
    Reason::FacesNotAssessed,
);
const LIVENESS: ScoreReasons = (
    Reason::LivenessScoreReached,
    Reason::LivenessScoreTooLow,
    Reason::LivenessNotAssessed,
);
const QUALITY: ScoreReasons = (
    Reason::QualityReached,
    Reason::QualityTooLow,
    Reason::QualityNotAssessed,
);

fn score(
    (reached, too_low, not_assessed): ScoreReasons,
    score: Option<Score>,
    threshold: Score,
) -> Finding {
    match score {
        None => not_assessed.into(),
        Some(score) if score >= threshold => reached.with([&score, &threshold]),
        Some(score) => too_low.with([&score, &threshold]),
    }
}

fn document_readable(evidence: &Evidence) -> Finding {
    match &evidence.reading {
        Reading::Read => Reason::DocumentRead.into(),
        Reading::Unreadable { code } => Reason::DocumentUnreadable.with([code]),
        Reading::NotRead { code } => Reason::DocumentNotRead.with([code]),
    }
}

fn document_type_accepted(evidence: &Evidence, policy: &Policy) -> Reason {
    match evidence.document_type {
        None => Reason::TypeUnknown,
        Some(kind) if policy.accepted_document_types.contains(&kind) => Reason::TypeAccepted,
        Some(_) => Reason::TypeRefused,
    }
}

/// A document is valid through its last day; the reader's word counts only against it, or where
/// there is no date.
fn document_in_date(evidence: &Evidence) -> Reason {
    if evidence.reported_void == Some(true) {
        return Reason::ReportedVoid;
    }
    let last_day_passed = evidence
        .expires_on
        .as_ref()
        .map(|date| *date.expose() < evidence.assessed_on);
    match (last_day_passed, evidence.reported_expired) {
        (Some(true), _) => Reason::LastDayPassed,
        (_, Some(true)) => Reason::ReportedExpired,
        (Some(false), _) => Reason::LastDayAhead,
        (None, Some(false)) => Reason::ReportedInDate,
        (None, None) => Reason::LastDayUnknown,
    }
}

fn barcode_structure(evidence: &Evidence) -> Reason {
    match (evidence.barcode_valid, evidence.document_type) {
        (Some(true), _) => Reason::BarcodeSound,
        (Some(false), _) => Reason::BarcodeUnsound,
        (None, Some(kind)) if !carries_barcode(kind) => Reason::BarcodeNotCarried,
        (None, _) => Reason::BarcodeNotRead,
    }
}

fn mrz_check_digits(evidence: &Evidence) -> Reason {
    match (evidence.mrz_valid, evidence.document_type) {
        (Some(true), _) => Reason::MrzSound,
        (Some(false), _) => Reason::MrzUnsound,
        (None, Some(DocumentType::DriverLicenseOrId)) => Reason::MrzNotCarried,
        (None, _) => Reason::MrzNotRead,
    }
}

fn presentation_attack(evidence: &Evidence, threshold: Score) -> Finding {
    if evidence.tampering == Some(true) {
        return Reason::TamperingReported.into();
    }
    let is_ours = evidence.face_comparison.is_some();
    if is_ours && evidence.liveness.is_none() {
        return Reason::AttackDetectionNotEvaluated.into();
    }
    score(LIVENESS, evidence.liveness, threshold)
}

/// Which kinds carry the AAMVA barcode. A kind that may or may not is counted as carrying one, so
/// that its absence shows.
const fn carries_barcode(kind: DocumentType) -> bool {
    matches!(
        kind,
        DocumentType::DriverLicenseOrId | DocumentType::Barcode
    )
}
