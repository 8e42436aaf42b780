//! Erasing a request: our own server's extension, which a vendor's does not have.

use credence_dvs_protocol::{ErasedRequest, from_json};
use credence_outbound::{Method, StatusCode};
use credence_types::RequestId;

use crate::answer::CallFailure;
use crate::endpoint::Call;
use crate::error::{DvsError, Unavailable};
use crate::secret::SecretClient;

/// What the server made of the wish that a request be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestErasure {
    /// It says that nothing is left.
    Destroyed,
    /// It does not know the call, or not the request: what it keeps lapses with its own retention.
    VendorRetention,
}

impl SecretClient {
    /// Asks the server to destroy what it keeps of a request. Safe to repeat. Only a server that says
    /// in so many words that it did is believed.
    ///
    /// # Errors
    /// When the key is refused or the server is not available: what became of the request is not known.
    pub async fn erase(&self, id: RequestId) -> Result<RequestErasure, DvsError> {
        let id_text = id.to_string();
        let call = Call {
            method: Method::DELETE,
            path: &["api", "v3", "Request", &id_text],
            query: &[],
            body: None,
        };
        match self.endpoint().call_repeatedly(&call).await {
            Ok(body) => {
                let is_destroyed = from_json::<ErasedRequest>(&body)
                    .is_ok_and(|told| told == ErasedRequest::of(id));
                Ok(if is_destroyed {
                    RequestErasure::Destroyed
                } else {
                    RequestErasure::VendorRetention
                })
            }
            Err(failure) if is_unknown_call(&failure) => Ok(RequestErasure::VendorRetention),
            Err(failure) => Err(failure.into_error()),
        }
    }
}

fn is_unknown_call(failure: &CallFailure) -> bool {
    match failure {
        CallFailure::Refused { status, .. } => {
            matches!(
                *status,
                StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED
            )
        }
        CallFailure::Uncertain(Unavailable::Status(status)) => {
            *status == StatusCode::NOT_IMPLEMENTED
        }
        CallFailure::NotReceived(_) | CallFailure::Uncertain(_) | CallFailure::Busy(_) => false,
    }
}
