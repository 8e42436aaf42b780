use credence_types::{Redacted, SessionId};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::SessionToken;
use crate::fault::Fault;
use crate::mine::code::ContinuationCode;
use crate::read_session::{ReadSessionError, row_for_person};

/// A code was refused.
#[derive(Debug, thiserror::Error)]
pub enum CreateCodeError {
    /// The token is unknown: 401.
    #[error("make a code to come back: the token is unknown")]
    UnknownToken,
    /// There is no such session, or the token is for another: 404.
    #[error("make a code to come back: there is no session of that id")]
    NotFound,
    /// There is nothing left to come back to: 410 `session_erased`.
    #[error("make a code to come back: the session was erased")]
    SessionErased,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Gives the session's person a code by which they find it again without its link. It is told this
/// once; the code before, and whoever came in by it, are done with. Audited.
///
/// # Errors
/// When the token is refused or the session was erased.
pub async fn create_code(
    app: &App,
    token: &SessionToken,
    session: SessionId,
) -> Result<Redacted<String>, CreateCodeError> {
    let row = row_for_person(app, token, session).await?;
    let code = ContinuationCode::generate().map_err(Fault::from)?;
    let hash = code.hash(app).ok_or(Fault::Corrupt("the keyring"))?;
    let now = app.now();
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let whose = (row.tenant, row.id);
    let held = &row.token_hash;
    let is_kept = credence_storage::set_continuation(&mut *transaction, whose, held, &hash, now)
        .await
        .map_err(Fault::from)?;
    if !is_kept {
        // The link was replaced meanwhile, unless the session was erased.
        row_for_person(app, token, session).await?;
        return Err(CreateCodeError::SessionErased);
    }
    let act = Act::new(row.tenant, Actor::Person, "continuation_code_made").about(row.id);
    append(&mut transaction, act, now).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(code.text())
}

impl From<ReadSessionError> for CreateCodeError {
    fn from(error: ReadSessionError) -> Self {
        match error {
            ReadSessionError::UnknownToken => Self::UnknownToken,
            ReadSessionError::NotFound => Self::NotFound,
            ReadSessionError::Fault(fault) => Self::Fault(fault),
        }
    }
}
