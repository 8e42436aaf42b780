use credence_storage::SessionState;
use credence_trust::DecidedBy;
use credence_types::{Redacted, SessionId};
use uuid::Uuid;

use super::claims::{Claims, DecisionClaim};
use super::verified::VerifiedClaims;
use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::{Integrator, Scope};
use crate::fault::Fault;
use crate::read_session::row_for_integrator;
use crate::result::ResultError;
use crate::sealing::SessionKey;
use crate::session_view::{parsed_decision, state_at};
use crate::signing::issuer;
use crate::verification::stored_verification;

/// The kind of token, so that no other of ours passes for one.
const MEDIA_TYPE: &str = "credence-result+jwt";

/// The result of an approved or rejected session as a signed token (scope `results:read`). What is
/// known of the person is in it only for a key with the scope `pii:read`, as long as it is kept, and only
/// when the session was approved: else nothing was verified. Audited.
///
/// # Errors
/// When there is no such session, or it is not settled by a decision.
pub async fn signed_result(
    app: &App,
    integrator: &Integrator,
    session: SessionId,
) -> Result<Redacted<String>, ResultError> {
    let now = app.now();
    let row = row_for_integrator(app, integrator, session).await?;
    let row = row.ok_or(ResultError::NotFound)?;
    let state = state_at(&row, now);
    if state == SessionState::Erased {
        return Err(ResultError::SessionErased);
    }
    let is_settled = matches!(state, SessionState::Approved | SessionState::Rejected);
    let Some(decided_at) = row.decided_at.filter(|_| is_settled) else {
        return Err(ResultError::NotReady);
    };
    let decided_by = match row.decided_by.as_deref() {
        Some("reviewer") => DecidedBy::Reviewer,
        _ => DecidedBy::Policy,
    };
    let session_key = SessionKey::open_for(app, &row)?;
    let Some(verification) = stored_verification(app, &row, session_key.as_ref()).await? else {
        return Err(ResultError::of_absent(app, &row).await?);
    };
    let decision = parsed_decision(&verification.row.decision)?;
    let may_tell = state == SessionState::Approved && integrator.has(Scope::PiiRead);
    let content = verification.content.as_ref().filter(|_| may_tell);
    let verified_claims = content.and_then(|content| {
        VerifiedClaims::of(&content.evidence, &decision, &content.fields, decided_at)
    });
    let act = Act::new(
        row.tenant,
        Actor::Integrator(integrator.key),
        "signed_result_read",
    )
    .about(row.id)
    .with_number("personal_data", verified_claims.is_some());
    let claims = Claims {
        iss: issuer(&app.config),
        aud: row.tenant.as_uuid(),
        sub: row.id.as_uuid(),
        iat: now.timestamp(),
        exp: (now + app.config.signed_result_life).timestamp(),
        jti: Uuid::new_v4(),
        decision: DecisionClaim::new(
            &decision,
            &verification.row.engine_build,
            (state, decided_at, decided_by),
        ),
        verified_claims,
    };
    let held = app.signing.current(app).await?;
    let token = held.signing.sign(MEDIA_TYPE, &claims)?;
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    append(&mut transaction, act, now).await?;
    transaction.commit().await.map_err(Fault::from)?;
    Ok(Redacted::new(token))
}
