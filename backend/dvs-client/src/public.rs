use credence_dvs_protocol::{CreatedRequest, Dialect, OutgoingRequest, PublicKey, from_json};
use credence_outbound::Method;

use crate::answer::CallFailure;
use crate::endpoint::{Call, Endpoint};
use crate::error::{DvsClientBuildError, DvsError};
use crate::options::DvsOptions;

/// What a page does with its public key: create requests. It reads nothing back.
#[derive(Debug, Clone)]
pub struct PublicClient(Endpoint);

impl PublicClient {
    /// A client of the server with a public key.
    ///
    /// # Errors
    /// When the options do not make sense.
    pub fn new(options: &DvsOptions, key: &PublicKey) -> Result<Self, DvsClientBuildError> {
        Endpoint::new(options, key.expose()).map(Self)
    }

    /// Creates a request (version 3). Repeated when no answer came: a request created twice is
    /// never verified and lapses.
    ///
    /// # Errors
    /// When the server refuses or is not available.
    pub async fn create_request(
        &self,
        request: &OutgoingRequest<'_>,
    ) -> Result<CreatedRequest, DvsError> {
        let body = request.to_json(Dialect::V3).map_err(DvsError::Unwritable)?;
        let call = Call {
            method: Method::POST,
            path: &["api", "v3", "Request"],
            query: &[],
            body: Some(body.into()),
        };
        let answer = self
            .0
            .call_repeatedly(&call)
            .await
            .map_err(CallFailure::into_error)?;
        from_json(&answer).map_err(|_| DvsError::Unreadable)
    }
}
