use credence_types::Redacted;
use serde::Deserialize;
use utoipa::ToSchema;

/// The name as the passport prints it, with its apostrophes, hyphens and blanks.
///
/// Each part has 1 to 30 characters: letters A to Z, space, hyphen, full stop and apostrophe.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamesBody {
    /// The surname.
    #[schema(value_type = String, min_length = 1, max_length = 30)]
    pub(crate) surname: Redacted<String>,
    /// All forenames, separated by spaces.
    #[schema(value_type = String, min_length = 1, max_length = 30)]
    pub(crate) forenames: Redacted<String>,
}
