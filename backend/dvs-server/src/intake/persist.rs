use axum::body::Body;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use credence_objects::{KeyOwner, ObjectKey};
use credence_types::{AccountId, DocumentType, ErrorChain, RequestId};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::prepare::{PreparedImage, PreparedRequest, prepare};
use crate::body::{UploadBody, read_body};
use crate::error::DvsError;
use crate::state::DvsState;
use crate::store::requests::{NewImage, NewRequest, insert_request};

/// A request that is stored for good.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StoredRequest {
    pub(crate) id: RequestId,
    pub(crate) document_type: DocumentType,
}

/// Takes a request in. When this returns, its images and its row are durable.
///
/// A caller that hangs up after its body has arrived does not stop the storing halfway.
pub(crate) async fn take_in(
    state: &DvsState,
    account: AccountId,
    body: Body,
) -> Result<StoredRequest, DvsError> {
    let body = read_body(state, body, state.config.body_limit_bytes).await?;
    let storing = store(state.clone(), account, body);
    state
        .tasks
        .spawn(storing)
        .await
        .map_err(|_error| DvsError::Task)?
}

async fn store(
    state: DvsState,
    account: AccountId,
    body: UploadBody,
) -> Result<StoredRequest, DvsError> {
    let now = state.clock.now();
    let id = RequestId::new(now);
    let owner = KeyOwner::dvs_request(account, id);
    let keyring = state.keyring.clone();
    let image_limit_bytes = state.config.image_limit_bytes;
    let UploadBody { bytes, grant } = body;
    let preparing =
        tokio::task::spawn_blocking(move || prepare(&bytes, &owner, &keyring, image_limit_bytes));
    let mut prepared = preparing.await.map_err(|_error| DvsError::Task)??;
    let images = put_images(&state, account, now, std::mem::take(&mut prepared.images)).await?;
    drop(grant);
    let document_type = prepared.document_type;
    let keys: Vec<String> = images
        .iter()
        .map(|image| image.object_key.clone())
        .collect();
    let inserted = insert(&state, account, id, now, prepared, images).await;
    if let Err(error) = inserted {
        delete_objects(&state, &keys).await;
        return Err(error);
    }
    metrics::counter!("dvs_requests_created_total").increment(1);
    Ok(StoredRequest { id, document_type })
}

async fn insert(
    state: &DvsState,
    account: AccountId,
    id: RequestId,
    now: DateTime<Utc>,
    prepared: PreparedRequest,
    images: Vec<NewImage>,
) -> Result<(), DvsError> {
    let request = NewRequest {
        account,
        id,
        document_type: prepared.document_type.wire_number(),
        kek_id: &prepared.wrapped_key.kek_id,
        wrapped_key: &prepared.wrapped_key.bytes,
        parameters_sealed: &prepared.parameters_sealed,
        created_at: now,
        expires_at: now + state.config.pending_lifetime,
        images,
    };
    Ok(insert_request(&state.pool, request).await?)
}

/// Writes all objects at once. When one fails the others are deleted; what a crash leaves behind
/// is sealed under a key that was never stored, so it is noise.
async fn put_images(
    state: &DvsState,
    account: AccountId,
    now: DateTime<Utc>,
    images: Vec<PreparedImage>,
) -> Result<Vec<NewImage>, DvsError> {
    let mut puts = JoinSet::new();
    let mut rows = Vec::with_capacity(images.len());
    for image in images {
        let key = ObjectKey::new(account.as_uuid(), now, Uuid::new_v4());
        let objects = state.objects.clone();
        puts.spawn(async move { objects.put(&key, Bytes::from(image.sealed)).await });
        rows.push(NewImage {
            step: image.step.as_str(),
            media_type: image.media_type,
            byte_length: i64::try_from(image.byte_length).unwrap_or(i64::MAX),
            object_key: key.to_string(),
        });
    }
    let mut outcome = Ok(());
    while let Some(put) = puts.join_next().await {
        let put = put
            .map_err(|_error| DvsError::Task)
            .and_then(|put| Ok(put?));
        outcome = outcome.and(put);
    }
    if let Err(error) = outcome {
        let keys: Vec<String> = rows.into_iter().map(|row| row.object_key).collect();
        delete_objects(state, &keys).await;
        return Err(error);
    }
    Ok(rows)
}

/// Best effort: the request that they were for does not exist.
async fn delete_objects(state: &DvsState, keys: &[String]) {
    for key in keys.iter().filter_map(|key| key.parse::<ObjectKey>().ok()) {
        if let Err(error) = state.objects.delete(&key).await {
            let error = ErrorChain(&error);
            tracing::warn!(%error, "an object without a request stays");
        }
    }
}
