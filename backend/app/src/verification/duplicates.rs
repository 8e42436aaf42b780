//! People who come twice: the face is looked for among the tenant's other sessions, where the
//! operator has switched that on and the person has agreed. A candidate is for a reviewer to look
//! at, and turns nobody away.

use chrono::TimeDelta;
use credence_dvs_protocol::VerificationContent;
use credence_storage::{FaceTemplateRow, NewFaceTemplate, SessionRow};
use credence_trust::DuplicateSearch;
use credence_types::{ErrorChain, FaceComparison, FaceMetric, FaceThresholds, Redacted, SessionId};

use crate::app::App;
use crate::consent::covers_duplicate_search;
use crate::fault::Fault;
use crate::sealing::{Sealed, SessionKey};

/// More templates than this are not searched: the newest count.
const MOST_SEARCHED: i64 = 50_000;
/// A reviewer is shown the nearest.
const MOST_CANDIDATES: usize = 10;

/// A face as a vector of numbers, with what is needed to compare it.
struct Probe<'a> {
    /// As they came, to be sealed.
    bytes: Redacted<Vec<u8>>,
    values: Redacted<Vec<f32>>,
    model_sha256: &'a str,
    metric: FaceMetric,
    thresholds: FaceThresholds,
}

/// What a search found.
pub(crate) struct Found {
    pub(crate) search: DuplicateSearch,
    /// The sessions whose faces are near, nearest first.
    pub(crate) candidates: Vec<SessionId>,
}

/// Searches, where that is wanted; `None` where it is not. The own face is kept first, so that of two
/// who are searched for at the same time at least one finds the other.
pub(crate) async fn find_duplicates(
    app: &App,
    row: &SessionRow,
    session_key: &SessionKey,
    content: &VerificationContent,
) -> Result<Option<Found>, Fault> {
    let wanted = app.config.duplicate_search_retention;
    let Some(retention) = wanted.filter(|_| covers_duplicate_search(row)) else {
        return Ok(None);
    };
    let Some(probe) = probe_of(content) else {
        return Ok(Some(Found {
            search: DuplicateSearch::NotPossible,
            candidates: Vec::new(),
        }));
    };
    keep(app, row, session_key, &probe, retention).await?;
    let others = credence_storage::list_face_templates(
        &app.pool,
        (row.tenant, row.id),
        probe.model_sha256,
        app.now(),
        MOST_SEARCHED,
    )
    .await?;
    let (mut near, mut is_whole) = (Vec::new(), true);
    for other in others {
        match distance(app, row, &probe, &other) {
            Ok(distance) if distance <= probe.thresholds.consistent => {
                near.push((distance, other.session));
            }
            Ok(_) => {}
            // One that does not open must not keep everybody else from being verified.
            Err(fault) => {
                tracing::warn!(session = %other.session, error = %ErrorChain(&fault), "open a face template");
                is_whole = false;
            }
        }
    }
    near.sort_by(|one, other| one.0.total_cmp(&other.0));
    near.truncate(MOST_CANDIDATES);
    let search = match (near.is_empty(), is_whole) {
        (false, _) => DuplicateSearch::Candidates,
        (true, true) => DuplicateSearch::NoneNear,
        (true, false) => DuplicateSearch::NotPossible,
    };
    let candidates = near.into_iter().map(|(_, session)| session).collect();
    Ok(Some(Found { search, candidates }))
}

/// Keeps the face for this and later searches.
async fn keep(
    app: &App,
    row: &SessionRow,
    session_key: &SessionKey,
    probe: &Probe<'_>,
    retention: TimeDelta,
) -> Result<(), Fault> {
    let now = app.now();
    let sealed = session_key.seal(Sealed::FaceTemplate, probe.bytes.expose())?;
    let template = NewFaceTemplate {
        tenant: row.tenant,
        session: row.id,
        model_sha256: probe.model_sha256,
        template_sealed: &sealed,
        created_at: now,
        expires_at: now + retention,
    };
    Ok(credence_storage::set_face_template(&app.pool, &template).await?)
}

/// The distance to another session's face.
fn distance(
    app: &App,
    row: &SessionRow,
    probe: &Probe<'_>,
    other: &FaceTemplateRow,
) -> Result<f64, Fault> {
    let key = SessionKey::unwrap(app, (row.tenant, other.session), &other.sealing_key)?;
    let plain = Redacted::new(key.open(Sealed::FaceTemplate, &other.template_sealed)?);
    values_of(plain.expose())
        .and_then(|values| {
            let metric = probe.metric;
            metric.distance(probe.values.expose(), values.expose())
        })
        .ok_or(Fault::Corrupt("a face template"))
}

fn probe_of(content: &VerificationContent) -> Option<Probe<'_>> {
    let FaceComparison {
        model_sha256,
        metric,
        thresholds,
        ..
    } = content.face_comparison.as_ref()?;
    let encoded = content.face_template.as_ref()?;
    let bytes = base64_simd::STANDARD
        .decode_to_vec(encoded.expose())
        .map(Redacted::new)
        .ok()?;
    Some(Probe {
        values: values_of(bytes.expose())?,
        bytes,
        model_sha256: model_sha256.as_deref()?,
        metric: (*metric)?,
        thresholds: (*thresholds).filter(FaceThresholds::is_sound)?,
    })
}

/// Little-endian numbers of four bytes each.
fn values_of(bytes: &[u8]) -> Option<Redacted<Vec<f32>>> {
    let (numbers, rest) = bytes.as_chunks::<4>();
    let values = numbers.iter().map(|number| f32::from_le_bytes(*number));
    (rest.is_empty() && !numbers.is_empty()).then(|| Redacted::new(values.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_survives_its_bytes() {
        let values = [0.25, -1.5, 3.0e-8];
        let bytes: Vec<u8> = values
            .iter()
            .flat_map(|value: &f32| value.to_le_bytes())
            .collect();
        let read = values_of(&bytes).unwrap();
        assert_eq!(read.expose(), &values);
        assert!(values_of(&[1, 2, 3]).is_none() && values_of(&[]).is_none());
    }
}
