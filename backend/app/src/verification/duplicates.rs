//! People who come twice: the face is looked for among the tenant's other sessions, where the
//! operator has switched that on and the person has agreed. A candidate is for a reviewer to look
//! at, and turns nobody away.

use credence_dvs_protocol::VerificationContent;
use credence_storage::{FaceTemplateRow, NewFaceTemplate, SessionRow};
use credence_types::{FaceComparison, FaceMetric, FaceThresholds, Redacted, SessionId};

use crate::app::App;
use crate::fault::Fault;
use crate::sealing::{Sealed, SessionKey};

/// More templates than this are not searched: the newest count.
const MOST_SEARCHED: i64 = 50_000;
/// A reviewer is shown the nearest.
const MOST_CANDIDATES: usize = 10;

/// A face as a vector of numbers, with what is needed to compare it.
struct Probe<'a> {
    values: Redacted<Vec<f32>>,
    model_sha256: &'a str,
    metric: FaceMetric,
    thresholds: FaceThresholds,
}

/// The sessions whose faces are near, nearest first; `None` where nothing was searched for. Keeps the
/// face for later searches.
pub(crate) async fn duplicate_candidates(
    app: &App,
    row: &SessionRow,
    session_key: &SessionKey,
    content: &VerificationContent,
) -> Result<Option<Vec<SessionId>>, Fault> {
    let Some(retention) = app.config.duplicate_search_retention else {
        return Ok(None);
    };
    let Some(probe) = probe_of(content).filter(|_| row.duplicate_search_consented) else {
        return Ok(None);
    };
    let now = app.now();
    let others = credence_storage::list_face_templates(
        &app.pool,
        (row.tenant, row.id),
        probe.model_sha256,
        now,
        MOST_SEARCHED,
    )
    .await?;
    let mut near = Vec::new();
    for other in others {
        if let Some(distance) = distance(app, row, &probe, &other)? {
            near.push((distance, other.session));
        }
    }
    near.sort_by(|one, other| one.0.total_cmp(&other.0));
    near.truncate(MOST_CANDIDATES);
    let plain = bytes_of(probe.values.expose());
    let sealed = session_key.seal(Sealed::FaceTemplate, plain.expose())?;
    let template = NewFaceTemplate {
        tenant: row.tenant,
        session: row.id,
        model_sha256: probe.model_sha256,
        template_sealed: &sealed,
        created_at: now,
        expires_at: now + retention,
    };
    credence_storage::set_face_template(&app.pool, &template).await?;
    Ok(Some(near.into_iter().map(|(_, session)| session).collect()))
}

/// The distance to another session's face, where it is near.
fn distance(
    app: &App,
    row: &SessionRow,
    probe: &Probe<'_>,
    other: &FaceTemplateRow,
) -> Result<Option<f64>, Fault> {
    let key = SessionKey::unwrap(app, (row.tenant, other.session), &other.sealing_key)?;
    let plain = Redacted::new(key.open(Sealed::FaceTemplate, &other.template_sealed)?);
    let values = values_of(plain.expose());
    let distance = values.and_then(|values| {
        let metric = probe.metric;
        metric.distance(probe.values.expose(), values.expose())
    });
    Ok(distance.filter(|distance| *distance <= probe.thresholds.consistent))
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

fn bytes_of(values: &[f32]) -> Redacted<Vec<u8>> {
    Redacted::new(
        values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_survives_its_bytes() {
        let values = [0.25, -1.5, 3.0e-8];
        let read = values_of(bytes_of(&values).expose()).unwrap();
        assert_eq!(read.expose(), &values);
        assert!(values_of(&[1, 2, 3]).is_none() && values_of(&[]).is_none());
    }
}
