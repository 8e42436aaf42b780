use bytes::Bytes;
use credence_dvs_protocol::{ImageContent, RequestContent, RequestParameters};
use credence_objects::{KeyOwner, ObjectKey, SealingKey, WrappedKey};
use credence_types::{AccountId, CaptureStep, RequestId};
use tokio::task::JoinSet;

use crate::error::DvsError;
use crate::sealed::{PARAMETERS, image_of, open_json};
use crate::state::DvsState;
use crate::store::images::list_images;

/// A request's row as far as its content goes.
pub(crate) struct ContentRow {
    pub(crate) account: AccountId,
    pub(crate) id: RequestId,
    pub(crate) kek_id: String,
    pub(crate) wrapped_key: Vec<u8>,
    pub(crate) parameters_sealed: Option<Vec<u8>>,
}

/// What a caller sent, still sealed, with the key to it.
pub(crate) struct SealedContent {
    pub(crate) key: SealingKey,
    pub(crate) owner: KeyOwner,
    parameters: Vec<u8>,
    images: Vec<(CaptureStep, Bytes)>,
}

/// What a caller sent.
pub(crate) struct OpenedContent {
    pub(crate) parameters: RequestParameters,
    pub(crate) front: Option<Vec<u8>>,
    pub(crate) back: Option<Vec<u8>>,
    pub(crate) face: Option<Vec<u8>>,
}

/// Unwraps the request's key and fetches all that it opens.
pub(crate) async fn fetch_content(
    state: &DvsState,
    row: ContentRow,
) -> Result<SealedContent, DvsError> {
    let owner = KeyOwner::dvs_request(row.account, row.id);
    let wrapped = WrappedKey {
        kek_id: row.kek_id,
        bytes: row.wrapped_key,
    };
    let key = state.keyring.unwrap(&wrapped, &owner)?;
    let mut fetches = JoinSet::new();
    for image in list_images(&state.pool, row.account, row.id).await? {
        let place: ObjectKey = image
            .object_key
            .parse()
            .map_err(|_error| DvsError::Content)?;
        let step = step_of(&image.step).ok_or(DvsError::Content)?;
        let objects = state.objects.clone();
        fetches.spawn(async move { objects.get(&place).await.map(|sealed| (step, sealed)) });
    }
    let mut images = Vec::with_capacity(fetches.len());
    while let Some(fetched) = fetches.join_next().await {
        images.push(fetched.map_err(|_error| DvsError::Task)??);
    }
    let parameters = row.parameters_sealed.ok_or(DvsError::Content)?;
    Ok(SealedContent {
        key,
        owner,
        parameters,
        images,
    })
}

impl SealedContent {
    /// Opens everything. Milliseconds of computing for large images: to be run off the
    /// asynchronous threads.
    pub(crate) fn open(&self) -> Result<OpenedContent, DvsError> {
        let mut content = OpenedContent {
            parameters: open_json(&self.key, &self.owner, PARAMETERS, &self.parameters)?,
            front: None,
            back: None,
            face: None,
        };
        for (step, sealed) in &self.images {
            let bytes = self
                .key
                .open(&self.owner.context(image_of(*step)), sealed)?;
            match step {
                CaptureStep::Front => content.front = Some(bytes),
                CaptureStep::Back => content.back = Some(bytes),
                CaptureStep::Face => content.face = Some(bytes),
            }
        }
        Ok(content)
    }
}

impl OpenedContent {
    /// The form in which `/result` and `returnContent` hand it back.
    pub(crate) fn into_wire(self) -> RequestContent {
        RequestContent {
            front_image: self.front.map(ImageContent::new),
            back_or_second_image: self.back.map(ImageContent::new),
            face_image: self.face.map(ImageContent::new),
            track_string: self.parameters.track_string.map(|track| track.to_v3_text()),
        }
    }
}

fn step_of(word: &str) -> Option<CaptureStep> {
    [CaptureStep::Front, CaptureStep::Back, CaptureStep::Face]
        .into_iter()
        .find(|step| step.as_str() == word)
}
