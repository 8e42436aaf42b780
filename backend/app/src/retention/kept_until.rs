use chrono::{DateTime, Utc};
use credence_storage::{RetainedClass, SessionRow};

use crate::app::App;
use crate::fault::Fault;
use crate::retention::in_force::policy_of;
use crate::retention::rules::began_at;

/// Until when the parts of a session are kept, or when they were destroyed; `None` while nothing ends
/// their time: the session is open, being looked at or on hold, or it was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeptUntil {
    /// The images.
    pub images: Option<DateTime<Utc>>,
    /// What was read from the document.
    pub fields: Option<DateTime<Utc>>,
    /// All the rest.
    pub summary: Option<DateTime<Utc>>,
}

/// Until when the parts of a session are kept, by the policy that counts for its tenant and by what its
/// person was promised.
pub(crate) fn kept_until(app: &App, row: &SessionRow) -> Result<KeptUntil, Fault> {
    let policy = policy_of(app, row)?;
    let until = |class| {
        let until = policy.until(row.state, class, (began_at(row), row.promised_days))?;
        row.hold.is_none().then_some(until)
    };
    // What was erased has no time of its own any more.
    let was_destroyed =
        |at: Option<DateTime<Utc>>| at.filter(|_| policy.of_state(row.state).is_some());
    Ok(KeptUntil {
        images: was_destroyed(row.images_destroyed_at).or_else(|| until(RetainedClass::Images)),
        fields: was_destroyed(row.fields_destroyed_at).or_else(|| until(RetainedClass::Fields)),
        summary: until(RetainedClass::Summary),
    })
}
