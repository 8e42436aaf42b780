use crate::app::App;
use crate::fault::Fault;

/// What one sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Open sessions whose time was over.
    pub sessions: u64,
    /// Idempotency keys, console logins and invitations that had lapsed.
    pub leftovers: u64,
}

/// Ends open sessions whose time is over and drops lapsed leftovers. Call it every minute from one
/// or many processes.
///
/// # Errors
/// When the database is out of reach.
pub async fn expire_sessions(app: &App) -> Result<Swept, Fault> {
    todo!()
}
