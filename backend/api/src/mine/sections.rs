//! The parts of the person's record, as HTML.

use chrono::{DateTime, Utc};
use credence_app::{CheckOutcome, OwnImage, OwnRecord};
use credence_types::{CaptureStep, ImageKind};

use super::html::{facts, filled, paragraph, section};
use super::words::Words;
use crate::manual::escaped;

/// Who asked, when, and what came of it.
pub(super) fn happened(words: &Words, record: &OwnRecord) -> String {
    let mut lines = vec![
        (words.asked_by, record.organisation.name.clone()),
        (words.started, words.time(record.created_at)),
    ];
    if record.state.is_open() {
        lines.push((words.open_until, words.time(record.expires_at)));
    }
    if let Some(summary) = &record.summary {
        lines.push((words.decided, words.time(summary.decided_at)));
        lines.push((
            words.decided_by,
            words.decider(summary.decided_by).to_owned(),
        ));
    }
    lines.push((words.number, record.session.to_string()));
    let mut body = facts(lines);
    if let Some(retake) = &record.retake {
        body.push_str(&paragraph(retake.message));
    }
    body.push_str(&checks(words, record));
    body
}

/// What was checked, in the sentences that the person may know. What does not apply says nothing.
fn checks(words: &Words, record: &OwnRecord) -> String {
    let checks = record.summary.iter().flat_map(|summary| &summary.checks);
    let shown = checks.filter(|check| check.outcome != CheckOutcome::NotApplicable);
    let line = |check: &credence_app::SummaryCheck| {
        format!(
            "<li class=\"check-{}\"><strong>{}</strong> <span lang=\"en\">{}</span></li>\n",
            check.outcome.as_str(),
            escaped(words.outcome(check.outcome)),
            escaped(&check.message)
        )
    };
    let lines: String = shown.map(line).collect();
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "<h3>{}</h3>\n<ul class=\"checks\">\n{lines}</ul>\n",
        escaped(words.checks)
    )
}

/// What people look for first; the rest follows as it was read.
const FIRST: [&str; 12] = [
    "family_name",
    "first_name",
    "middle_name",
    "full_name",
    "dob",
    "gender",
    "id",
    "expires",
    "issued",
    "address",
    "city",
    "country",
];

/// What was read from the document, and what the person wrote.
pub(super) fn read(words: &Words, record: &OwnRecord) -> String {
    let mut fields: Vec<_> = record
        .fields
        .iter()
        .filter(|field| !field.value.expose().is_empty())
        .collect();
    let place = |key: &str| {
        FIRST
            .iter()
            .position(|first| *first == key)
            .unwrap_or(FIRST.len())
    };
    fields.sort_by_key(|field| place(&field.key));
    let names: Vec<_> = fields.iter().map(|field| words.field(&field.key)).collect();
    let mut lines: Vec<_> = names
        .iter()
        .map(String::as_str)
        .zip(fields.iter().map(|field| field.value.expose().clone()))
        .collect();
    if let Some(written) = &record.names {
        lines.push((words.written_surname, written.surname.expose().clone()));
        lines.push((words.written_forenames, written.forenames.expose().clone()));
    }
    if lines.is_empty() {
        return section(words.read, &paragraph(words.read_nothing));
    }
    section(words.read, &facts(lines))
}

/// The photographs, small, each with its file.
pub(super) fn photographs(words: &Words, record: &OwnRecord) -> String {
    if record.images.is_empty() {
        return section(words.photographs, &paragraph(words.photographs_none));
    }
    let figures: String = record
        .images
        .iter()
        .map(|image| figure(words, image))
        .collect();
    section(
        words.photographs,
        &format!("<div class=\"photographs\">\n{figures}</div>\n"),
    )
}

fn figure(words: &Words, image: &OwnImage) -> String {
    let name = escaped(name_of(words, image.kind));
    let link = escaped(words.photograph_download);
    let id = image.id;
    format!(
        "<figure>\n<img src=\"images/{id}\" alt=\"{name}\" width=\"160\" height=\"120\">\n\
         <figcaption>{name}<br><a href=\"images/{id}/original\" \
         aria-label=\"{link}: {name}\">{link}</a></figcaption>\n</figure>\n",
    )
}

/// What a photograph shows.
pub(super) const fn name_of(words: &Words, kind: ImageKind) -> &'static str {
    match kind {
        ImageKind::Sent(CaptureStep::Front) => words.image_front,
        ImageKind::Sent(CaptureStep::Back) => words.image_back,
        ImageKind::Sent(CaptureStep::Face) => words.image_face,
        ImageKind::Portrait => words.image_portrait,
    }
}

/// What is kept, and for how long.
pub(super) fn kept(words: &Words, record: &OwnRecord) -> String {
    let (until, traces) = (record.kept_until, record.traces);
    let is_written = record.names.is_some() || !record.requests.is_empty();
    let count = record.images.len().to_string();
    let photographs = filled(words.kept_photographs, "count", &count);
    let parts = [
        (
            !record.images.is_empty(),
            photographs.as_str(),
            until.images,
        ),
        (traces.image_marks, words.kept_image_marks, until.images),
        (
            !record.fields.is_empty() || is_written,
            words.kept_fields,
            until.fields,
        ),
        (traces.document_mark, words.kept_document_mark, until.fields),
        (
            traces.face_template_until.is_some(),
            words.kept_template,
            traces.face_template_until,
        ),
        (true, words.kept_outcome, until.summary),
        (true, words.kept_acts, None),
    ];
    let kept = parts.iter().filter(|(is_kept, ..)| *is_kept);
    let items: String = kept
        .map(|(_, sentence, until)| {
            format!("<li>{}</li>\n", escaped(&lasting(words, sentence, *until)))
        })
        .collect();
    let until = filled(words.kept_until, "organisation", &record.organisation.name);
    format!("<ul>\n{items}</ul>\n{}", paragraph(&until))
}

fn lasting(words: &Words, sentence: &str, until: Option<DateTime<Utc>>) -> String {
    until.map_or_else(
        || sentence.to_owned(),
        |at| {
            let until = filled(words.kept_at_most, "time", &words.time(at));
            format!("{sentence} {until}")
        },
    )
}
