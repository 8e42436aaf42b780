//! One function a check: evidence to outcome, with the reason for the integrator.

use credence_types::DocumentType;

use crate::authority::passport_record;
use crate::capture;
use crate::check::{Check, CheckCode, CheckOutcome};
use crate::evidence::{Evidence, Reading};
use crate::face::{face_match, face_message};
use crate::fields::fields_consistent;
use crate::forgery::forgery_signals;
use crate::message::check_message;
use crate::policy::Policy;
use crate::score::Score;

type Finding = (CheckOutcome, String);

/// Makes one check.
pub(crate) fn assess(code: CheckCode, evidence: &Evidence, policy: &Policy) -> Check {
    let thresholds = policy.thresholds;
    let (outcome, reason) = match code {
        CheckCode::DocumentReadable => document_readable(evidence),
        CheckCode::DocumentTypeAccepted => document_type_accepted(evidence, policy),
        CheckCode::DocumentInDate => document_in_date(evidence),
        CheckCode::BarcodeStructure => barcode_structure(evidence),
        CheckCode::MrzCheckDigits => mrz_check_digits(evidence),
        CheckCode::FieldsConsistent => match &evidence.document_fields {
            Some(fields) => fields_consistent(fields),
            None => score(
                "The agreement of the zones",
                evidence.field_agreement,
                thresholds.fields,
            ),
        },
        CheckCode::DocumentConfidence => score(
            "The document score",
            evidence.document_confidence,
            thresholds.document,
        ),
        CheckCode::FaceMatch => match &evidence.face_comparison {
            Some(comparison) => face_match(comparison),
            None => score("The face score", evidence.face_match, thresholds.face),
        },
        CheckCode::PresentationAttack => presentation_attack(evidence, thresholds.liveness),
        CheckCode::ImageQuality => score(
            "The image quality",
            evidence.image_quality,
            thresholds.image_quality,
        ),
        CheckCode::PassportRecord => passport_record(evidence),
        CheckCode::HeadTurn => said(capture::head_turn(evidence)),
        CheckCode::ScreenPattern => said(capture::screen_pattern(evidence)),
        CheckCode::ImageReuse => said(capture::image_reuse(evidence)),
        CheckCode::CaptureSource => capture::capture_source(evidence),
        CheckCode::DuplicatePerson => said(capture::duplicate_person(evidence)),
        CheckCode::ForgerySignals => forgery_signals(evidence),
    };
    let compared = evidence.face_comparison.as_ref();
    let message = match (code, outcome) {
        (CheckCode::FaceMatch, CheckOutcome::Unavailable) => compared.and_then(face_message),
        _ => None,
    };
    Check {
        code,
        outcome,
        reason,
        message: message
            .unwrap_or_else(|| check_message(code, outcome))
            .to_owned(),
    }
}

fn finding(outcome: CheckOutcome, reason: &str) -> Finding {
    (outcome, reason.to_owned())
}

fn said((outcome, reason): (CheckOutcome, &str)) -> Finding {
    finding(outcome, reason)
}

fn score(what: &str, score: Option<Score>, threshold: Score) -> Finding {
    match score {
        None => (
            CheckOutcome::Unavailable,
            format!("{what} was not assessed."),
        ),
        Some(score) if score >= threshold => (
            CheckOutcome::Passed,
            format!("{what} is {score}; {threshold} is needed."),
        ),
        Some(score) => (
            CheckOutcome::Failed,
            format!("{what} is {score}; {threshold} is needed."),
        ),
    }
}

fn document_readable(evidence: &Evidence) -> Finding {
    match &evidence.reading {
        Reading::Read => finding(CheckOutcome::Passed, "The document was read."),
        Reading::Unreadable { code } => (
            CheckOutcome::Failed,
            format!("The document could not be read: {code}."),
        ),
        Reading::NotRead { code } => (
            CheckOutcome::Unavailable,
            format!("The document was not read: {code}."),
        ),
    }
}

fn document_type_accepted(evidence: &Evidence, policy: &Policy) -> Finding {
    match evidence.document_type {
        None => finding(
            CheckOutcome::Unavailable,
            "The kind of document is not known.",
        ),
        Some(kind) if policy.accepted_document_types.contains(&kind) => finding(
            CheckOutcome::Passed,
            "The policy accepts this kind of document.",
        ),
        Some(_) => finding(
            CheckOutcome::Failed,
            "The policy does not accept this kind of document.",
        ),
    }
}

/// A document is valid through its last day; the reader's word counts only against it, or where
/// there is no date.
fn document_in_date(evidence: &Evidence) -> Finding {
    if evidence.reported_void == Some(true) {
        return finding(CheckOutcome::Failed, "The reader reports a void document.");
    }
    let last_day_passed = evidence
        .expires_on
        .as_ref()
        .map(|date| *date.expose() < evidence.assessed_on);
    match (last_day_passed, evidence.reported_expired) {
        (Some(true), _) => finding(CheckOutcome::Failed, "The last day of validity has passed."),
        (_, Some(true)) => finding(
            CheckOutcome::Failed,
            "The reader reports an expired document.",
        ),
        (Some(false), _) => finding(
            CheckOutcome::Passed,
            "The last day of validity has not passed.",
        ),
        (None, Some(false)) => finding(
            CheckOutcome::Passed,
            "The reader reports a document in date.",
        ),
        (None, None) => finding(
            CheckOutcome::Unavailable,
            "The last day of validity is not known.",
        ),
    }
}

fn barcode_structure(evidence: &Evidence) -> Finding {
    match (evidence.barcode_valid, evidence.document_type) {
        (Some(true), _) => finding(CheckOutcome::Passed, "The barcode follows its standard."),
        (Some(false), _) => finding(
            CheckOutcome::Failed,
            "The barcode does not follow its standard.",
        ),
        (None, Some(kind)) if !carries_barcode(kind) => finding(
            CheckOutcome::NotApplicable,
            "This kind of document carries no such barcode.",
        ),
        (None, _) => finding(
            CheckOutcome::Unavailable,
            "No barcode was read from an image.",
        ),
    }
}

fn mrz_check_digits(evidence: &Evidence) -> Finding {
    match (evidence.mrz_valid, evidence.document_type) {
        (Some(true), _) => finding(CheckOutcome::Passed, "Every check digit adds up."),
        (Some(false), _) => finding(CheckOutcome::Failed, "A check digit does not add up."),
        (None, Some(DocumentType::DriverLicenseOrId)) => finding(
            CheckOutcome::NotApplicable,
            "This kind of document carries no machine-readable zone.",
        ),
        (None, _) => finding(
            CheckOutcome::Unavailable,
            "No machine-readable zone was read from an image.",
        ),
    }
}

fn presentation_attack(evidence: &Evidence, threshold: Score) -> Finding {
    if evidence.tampering == Some(true) {
        return finding(
            CheckOutcome::Failed,
            "The reader reports signs of tampering.",
        );
    }
    let is_ours = evidence.face_comparison.is_some();
    if is_ours && evidence.liveness.is_none() {
        return finding(
            CheckOutcome::Unavailable,
            "Presentation attack detection was not evaluated (ISO/IEC 30107-3).",
        );
    }
    score("The liveness score", evidence.liveness, threshold)
}

/// Which kinds carry the AAMVA barcode. A kind that may or may not is counted as carrying one, so
/// that its absence shows.
const fn carries_barcode(kind: DocumentType) -> bool {
    matches!(
        kind,
        DocumentType::DriverLicenseOrId | DocumentType::Barcode
    )
}
