use credence_types::{DocumentType, RequestId};
use serde::{Deserialize, Serialize};

use crate::document_type;
use crate::request_status::{self, RequestStatus};

/// The answer to a new request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedRequest {
    /// The id to verify by.
    pub request_id: RequestId,
    /// The kind of document.
    #[serde(default, with = "document_type")]
    pub document_type: Option<DocumentType>,
    /// Where the request stands.
    #[serde(default, deserialize_with = "request_status::lenient")]
    pub status: Option<RequestStatus>,
}
