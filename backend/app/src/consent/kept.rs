use chrono::TimeDelta;
use credence_types::TenantId;

use crate::app::App;

/// How long what a person hands in is kept, as the words of the consent say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The photographs.
    pub(crate) images: TimeDelta,
    /// What was read from them.
    pub(crate) fields: TimeDelta,
}

/// The one place that the words of the consent take these figures from; `None` where things are kept
/// until somebody erases them, which is how the service keeps them now.
pub(crate) const fn kept(_app: &App, _tenant: TenantId) -> Option<Kept> {
    None
}
