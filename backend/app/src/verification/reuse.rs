//! Pictures that were sent before, in another session of the same tenant: the very same file, or a
//! selfie that looks the same. Only keyed hashes are kept.

use credence_objects::LookupKey;
use credence_storage::{NewImageMark, SessionRow};
use credence_trust::ImageReuse;
use credence_types::{CaptureSigns, CaptureStep, PerceptualHash};

use crate::app::App;
use crate::fault::Fault;
use crate::verification::pictures::Pictures;

/// So many of 256 bits differ at most between near copies: a photograph stored anew, scaled or
/// lightened differs in up to 12, one cut by a hundredth in up to 36, different photographs in 54 at
/// least (drawn ones; `credence_vision::signs::perceptual_hash`).
const MOST_DIFFERING_BITS: i64 = 24;

/// A picture's hashes under one key.
struct Hashes {
    step: CaptureStep,
    bytes: [u8; 32],
    look: Option<[u8; 32]>,
}

/// Keeps the pictures' marks, then looks them up among those of other sessions: of two that come at
/// the same time at least one is noticed. `signs` has the looks, where our reader told them. `None`
/// where there are no pictures.
pub(crate) async fn image_reuse(
    app: &App,
    row: &SessionRow,
    pictures: &Pictures,
    signs: Option<&CaptureSigns>,
) -> Result<Option<ImageReuse>, Fault> {
    let selfie_look = signs
        .and_then(|signs| signs.selfie_hash.as_deref())
        .and_then(|text| text.parse().ok());
    let by_key: Vec<Vec<Hashes>> = app
        .vault
        .keyring
        .lookup_keys(row.tenant)
        .map(|key| hashes(&key, pictures, selfie_look))
        .collect();
    let own = by_key.first().map(Vec::as_slice).unwrap_or_default();
    if own.is_empty() {
        return Ok(None);
    }
    for hashes in own {
        let mark = NewImageMark {
            tenant: row.tenant,
            session: row.id,
            step: hashes.step,
            bytes_hash: hashes.bytes,
            look: hashes.look,
            created_at: app.now(),
        };
        credence_storage::insert_image_mark(&app.pool, &mark).await?;
    }
    find(app, row, &by_key).await.map(Some)
}

async fn find(app: &App, row: &SessionRow, by_key: &[Vec<Hashes>]) -> Result<ImageReuse, Fault> {
    let ours = (row.tenant, row.id);
    let all = || by_key.iter().flatten();
    let files: Vec<Vec<u8>> = all().map(|hashes| hashes.bytes.to_vec()).collect();
    if credence_storage::is_file_known(&app.pool, ours, &files).await? {
        return Ok(ImageReuse::SameBytes);
    }
    for hashes in all() {
        let Some(look) = hashes.look else { continue };
        let (step, most) = (hashes.step, MOST_DIFFERING_BITS);
        if credence_storage::is_look_known(&app.pool, ours, step, look, most).await? {
            return Ok(ImageReuse::NearCopy);
        }
    }
    Ok(ImageReuse::None)
}

/// Two documents of a kind look alike from afar, so only selfies are compared by their look.
fn hashes(
    key: &LookupKey,
    pictures: &Pictures,
    selfie_look: Option<PerceptualHash>,
) -> Vec<Hashes> {
    let sent = &pictures.sent;
    [
        (CaptureStep::Front, &sent.front_image, None),
        (CaptureStep::Back, &sent.back_or_second_image, None),
        (CaptureStep::Face, &sent.face_image, selfie_look),
    ]
    .into_iter()
    .filter_map(|(step, picture, look)| {
        Some(Hashes {
            step,
            bytes: key.hash("picture", picture.as_ref()?.expose()),
            look: look.map(|look| key.blind("look", look.bits())),
        })
    })
    .collect()
}
