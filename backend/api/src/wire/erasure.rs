use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// How far a session's erasure has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Erasure {
    pub(crate) status: ErasureStatus,
    /// When the session's key and every row about its person went: nothing is readable since.
    erased_at: DateTime<Utc>,
    /// When the last copy was gone; absent until then, like the receipt and its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    completed_at: Option<DateTime<Utc>>,
    /// A compact JWS (ES256) of the kind `credence-erasure+jwt`: who asked, when, how much of each kind
    /// was destroyed, what the DVS server says of its copies of what was handed in, and the hash of the
    /// row in the audit log.
    /// `destroyed` counts `keys`, `verifications`, `images`, `reviews`, `image_marks`, `document_marks`,
    /// `face_templates`, `challenges`, `consents`, `continuation_codes`, `review_requests`,
    /// `written_names` and `kept_answers`; null is a class that the build which erased did not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "eyJ0eXAiOiJjcmVkZW5jZS1lcmFzdXJlK2p3dCJ9.e30.c2lnbmF0dXJl")]
    receipt: Option<String>,
    /// The public key that it is checked with, as a JSON Web Key, also after later rotations. Its
    /// thumbprint is the receipt's `kid`: compare that with a set of `/.well-known/jwks.json` from when
    /// the receipt was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    receipt_key: Option<Value>,
}

/// Whether copies may be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ErasureStatus {
    /// Sealed copies are being deleted, which nobody can open any more.
    InProgress,
    /// The last copy of what was handed in is gone.
    Complete,
}

impl From<credence_app::Erasure> for Erasure {
    fn from(erasure: credence_app::Erasure) -> Self {
        let (completed_at, receipt, receipt_key) = match erasure.receipt {
            None => (None, None, None),
            Some(proof) => (
                Some(proof.completed_at),
                Some(proof.receipt),
                Some(proof.key),
            ),
        };
        Self {
            status: match completed_at {
                None => ErasureStatus::InProgress,
                Some(_) => ErasureStatus::Complete,
            },
            erased_at: erasure.erased_at,
            completed_at,
            receipt,
            receipt_key,
        }
    }
}
