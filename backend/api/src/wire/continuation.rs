use credence_types::Redacted;
use serde::Serialize;
use utoipa::ToSchema;

/// A code by which a person comes back to their own session. Told this once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContinuationCode {
    /// Four groups of four letters and digits (Crockford's base32), to be copied or written down.
    #[schema(value_type = String, example = "7KQ2-M9XD-4RTA-0HVB")]
    pub(crate) code: Redacted<String>,
    /// Where it is entered; the code never stands in an address.
    #[schema(format = "uri", example = "https://id.example.org/mine/")]
    pub(crate) page: String,
}
