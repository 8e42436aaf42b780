use credence_types::RequestId;
use serde::{Deserialize, Serialize};

/// The answer to the erasure of a request, an extension of our own server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErasedRequest {
    /// The request.
    pub request_id: RequestId,
    /// That nothing is left of what was sent and of the result. Always true.
    pub destroyed: bool,
}

impl ErasedRequest {
    /// The answer about a request of which nothing is left.
    #[must_use]
    pub const fn of(request_id: RequestId) -> Self {
        Self {
            request_id,
            destroyed: true,
        }
    }
}
