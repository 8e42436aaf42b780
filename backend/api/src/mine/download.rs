use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use credence_app::{CancelCode, OwnConsent, OwnCopy, OwnImage, OwnRecord};
use credence_types::SessionId;
use http::header;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::OwnedSemaphorePermit;

use super::archive::{ArchivedFile, zip};
use super::image::ending_of;
use super::login::Inside;
use super::routes::see_other;
use crate::problem::Problem;
use crate::problem_code::ProblemCode;
use crate::state::ApiState;

/// What somebody waits while others have their copies.
const AGAIN_AFTER_SECONDS: u64 = 60;

/// Everything as one file: `identity-check.json`, for programs, and the photographs as they were sent.
pub(super) async fn download(
    State(state): State<ApiState>,
    Inside(person): Inside,
) -> Result<Response, Problem> {
    let Some(person) = person else {
        return Ok(see_other("./"));
    };
    // At once or not at all: whoever waits here would hold a connection of everybody's.
    let permit = Arc::clone(state.copies()).try_acquire_owned();
    let permit = permit.map_err(|_| Problem::too_many_requests(AGAIN_AFTER_SECONDS))?;
    let copy = credence_app::own_copy(state.app(), &person).await?;
    let archive = archive(&copy).ok_or_else(|| {
        Problem::new(ProblemCode::InternalError, "The copy could not be written.")
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"identity-check.zip\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let archive = Bytes::from_owner(HeldCopy {
        archive,
        _permit: permit,
    });
    Ok((headers, archive).into_response())
}

/// An archive on its way: its permit goes when the last byte was handed on, or its reader has gone.
struct HeldCopy {
    archive: Vec<u8>,
    _permit: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for HeldCopy {
    fn as_ref(&self) -> &[u8] {
        &self.archive
    }
}

fn archive(copy: &OwnCopy) -> Option<Vec<u8>> {
    let document = serde_json::to_vec_pretty(&Document::of(copy)).ok()?;
    let mut files = vec![ArchivedFile {
        name: "identity-check.json".to_owned(),
        content: &document,
    }];
    for (number, photograph) in copy.photographs.iter().enumerate() {
        if let Some(bytes) = &photograph.bytes {
            files.push(ArchivedFile {
                name: name_of(number, &photograph.image),
                content: bytes.expose(),
            });
        }
    }
    zip(&files)
}

fn name_of(number: usize, image: &OwnImage) -> String {
    let (kind, ending) = (image.kind.as_str(), ending_of(&image.media_type));
    format!("photographs/{}-{kind}.{ending}", number + 1)
}

/// What the person is given to read by program (GDPR Art. 20). Field names are as in the API.
#[derive(Serialize)]
struct Document<'a> {
    session_id: SessionId,
    asked_by: &'a str,
    state: &'a str,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    cancel_code: Option<&'static str>,
    decided_at: Option<DateTime<Utc>>,
    decided_by: Option<Value>,
    checks: Vec<Value>,
    fields: Vec<Value>,
    written_names: Option<Value>,
    photographs: Vec<Value>,
    consents: Vec<Value>,
    /// The API's names; a time that is past says when they were destroyed.
    images_kept_until: Option<DateTime<Utc>>,
    fields_kept_until: Option<DateTime<Utc>>,
    summary_kept_until: Option<DateTime<Utc>>,
    photograph_fingerprints_kept: bool,
    document_fingerprint_kept: bool,
    /// Null where there is none.
    face_template_kept_until: Option<DateTime<Utc>>,
    requests_for_a_human: Vec<Value>,
    history: Vec<Value>,
}

impl<'a> Document<'a> {
    fn of(copy: &'a OwnCopy) -> Self {
        let record = &copy.record;
        Self {
            session_id: record.session,
            asked_by: &record.organisation.name,
            state: record.state.as_str(),
            created_at: record.created_at,
            expires_at: record.expires_at,
            cancel_code: record.cancel_code.map(CancelCode::as_str),
            decided_at: record.decided_at,
            decided_by: record.summary.as_ref().map(|summary| json!(summary.decided_by)),
            checks: checks(record),
            fields: fields(record),
            written_names: record.names.as_ref().map(|names| {
                json!({ "surname": names.surname.expose(), "forenames": names.forenames.expose() })
            }),
            photographs: photographs(copy),
            consents: record.consents.iter().map(consent).collect(),
            images_kept_until: record.kept_until.images,
            fields_kept_until: record.kept_until.fields,
            summary_kept_until: record.kept_until.summary,
            photograph_fingerprints_kept: record.traces.image_marks,
            document_fingerprint_kept: record.traces.document_mark,
            face_template_kept_until: record.traces.face_template_until,
            requests_for_a_human: record
                .requests
                .iter()
                .map(|request| json!({ "at": request.at, "text": request.text.expose() }))
                .collect(),
            history: copy
                .history
                .iter()
                .map(|line| json!({ "at": line.at, "actor": line.actor_kind.as_str(), "action": line.action }))
                .collect(),
        }
    }
}

/// As `consent` of the API's session, with the words.
fn consent(own: &OwnConsent) -> Value {
    let consent = &own.consent;
    json!({
        "obtained_by": consent.source.as_str(), "text_version": consent.text_version,
        "locale": consent.locale, "biometric": consent.biometric,
        "duplicate_search": consent.duplicate_search, "address_class": consent.address_class,
        "given_at": consent.given_at, "words": own.words,
    })
}

fn checks(record: &OwnRecord) -> Vec<Value> {
    let checks = record.summary.iter().flat_map(|summary| &summary.checks);
    let check = |check: &credence_app::SummaryCheck| {
        let (code, outcome) = (check.code.as_str(), check.outcome.as_str());
        json!({ "code": code, "outcome": outcome, "message": check.message })
    };
    checks.map(check).collect()
}

fn fields(record: &OwnRecord) -> Vec<Value> {
    let field = |field: &credence_app::Field| {
        let confidence = field.confidence.map(credence_app::Score::value);
        json!({
            "key": field.key, "value": field.value.expose(), "source": field.source,
            "confidence": confidence,
        })
    };
    record.fields.iter().map(field).collect()
}

fn photographs(copy: &OwnCopy) -> Vec<Value> {
    let photographs = copy.photographs.iter().enumerate();
    let photograph = |(number, photograph): (usize, &credence_app::OwnPhotograph)| {
        let image = &photograph.image;
        let file = photograph.bytes.is_some().then(|| name_of(number, image));
        json!({
            "shows": image.kind.as_str(), "media_type": image.media_type, "kept_since": image.kept_since,
            "byte_length": image.byte_length, "file": file,
        })
    };
    photographs.map(photograph).collect()
}
