//! What of a request is sealed under its key, and what names each part in the context it is bound
//! to: a value moved to another place no longer opens.

use credence_dvs_protocol::{Failure, VerificationContent};
use credence_objects::{KeyOwner, SealingKey};
use credence_types::CaptureStep;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::DvsError;

/// The request's parameters.
pub(crate) const PARAMETERS: &str = "parameters";
/// The outcome of its verification.
pub(crate) const OUTCOME: &str = "outcome";

/// An image.
pub(crate) const fn image_of(step: CaptureStep) -> &'static str {
    match step {
        CaptureStep::Front => "image front",
        CaptureStep::Back => "image back",
        CaptureStep::Face => "image face",
    }
}

/// How a verification ended, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// What was read.
    Success(Box<VerificationContent>),
    /// Why nothing could be read.
    Failure(Failure),
}

/// Seals a value as JSON.
pub(crate) fn seal_json<T: Serialize>(
    key: &SealingKey,
    owner: &KeyOwner,
    what: &str,
    value: &T,
) -> Result<Vec<u8>, DvsError> {
    let json = serde_json::to_vec(value).map_err(|_error| DvsError::Content)?;
    Ok(key.seal(&owner.context(what), &json)?)
}

/// Opens what [`seal_json`] sealed.
pub(crate) fn open_json<T: DeserializeOwned>(
    key: &SealingKey,
    owner: &KeyOwner,
    what: &str,
    sealed: &[u8],
) -> Result<T, DvsError> {
    let json = key.open(&owner.context(what), sealed)?;
    serde_json::from_slice(&json).map_err(|_error| DvsError::Content)
}
