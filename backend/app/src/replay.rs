use credence_storage::{StoredVerificationRow, VerificationRow};
use credence_trust::{Policy, decide};
use credence_types::{SessionId, TenantId, VerificationId, hex};

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::sha256_bytes;
use crate::fault::Fault;
use crate::policies::{document_hash, policy_of};
use crate::retention::FIELDS_DESTROYED;
use crate::session_view::parsed_decision;
use crate::verification::{decision_json, opened};

/// How many verifications are read at a time.
const PAGE: u32 = 100;

/// Which verifications to replay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayScope {
    /// Those of one session, oldest first.
    Session(SessionId),
    /// All of the tenant's, newest first.
    All,
}

/// What deciding again came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replay {
    /// The same bytes.
    Same,
    /// Other bytes.
    Different,
    /// Evidence, policy or decision are not what was stored, or not what the audit log says of them.
    Altered,
    /// The session was erased: nothing is left to decide on.
    Erased,
    /// The time of the evidence was over: nothing is left to decide on.
    EvidenceDestroyed,
    /// The policy's document is not kept: the decision is older than that.
    PolicyUnknown,
    /// What is stored can't be read by this build.
    Unreadable,
}

/// A verification that was decided again.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// The verification.
    pub verification: VerificationId,
    /// Its session.
    pub session: SessionId,
    /// What it came to.
    pub replay: Replay,
    /// The build that decided then.
    pub engine_build: String,
    /// Whether this is another build: a difference may be one between the two.
    pub is_of_another_build: bool,
    /// The policy that it was decided under.
    pub policy_version: String,
}

/// Nothing could be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// There is no such session, or nothing of it was verified.
    #[error("replay a session: there is none of that id, or nothing of it was verified")]
    NotFound,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Replay {
    /// The name that the command line prints.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Altered => "altered",
            Self::Erased => "erased",
            Self::EvidenceDestroyed => "evidence_destroyed",
            Self::PolicyUnknown => "policy_unknown",
            Self::Unreadable => "unreadable",
        }
    }

    /// Whether something is wrong: what was erased, or destroyed when its time was over, is not.
    #[must_use]
    pub const fn is_failure(self) -> bool {
        !matches!(self, Self::Same | Self::Erased | Self::EvidenceDestroyed)
    }
}

/// Takes stored decisions again, from the sealed evidence under the policy of then, and compares
/// byte for byte. Each is handed to `visit`. Audited.
///
/// # Errors
/// When there is no such session, or the database is out of reach.
pub async fn replay(
    app: &App,
    tenant: TenantId,
    scope: ReplayScope,
    mut visit: impl FnMut(Replayed),
) -> Result<(), ReplayError> {
    let (mut replayed, mut failures) = (0_i64, 0_i64);
    let mut before = None;
    loop {
        let rows = match scope {
            ReplayScope::Session(id) => {
                credence_storage::list_verifications_by_session(&app.pool, tenant, id).await
            }
            ReplayScope::All => {
                credence_storage::list_verifications(&app.pool, tenant, before, PAGE).await
            }
        };
        let rows = rows.map_err(Fault::from)?;
        before = rows.last().map(|row| row.verification.id);
        for row in &rows {
            let one = replay_one(app, row).await?;
            replayed += 1;
            failures += i64::from(one.replay.is_failure());
            visit(one);
        }
        let is_page_full = rows.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
        if scope != ReplayScope::All || !is_page_full {
            break;
        }
    }
    if replayed == 0 && scope != ReplayScope::All {
        return Err(ReplayError::NotFound);
    }
    note(app, tenant, scope, (replayed, failures)).await?;
    Ok(())
}

async fn replay_one(app: &App, row: &StoredVerificationRow) -> Result<Replayed, Fault> {
    let verification = &row.verification;
    Ok(Replayed {
        verification: verification.id,
        session: verification.session,
        replay: outcome(app, row).await?,
        engine_build: verification.engine_build.clone(),
        is_of_another_build: verification.engine_build != app.config.engine_build,
        policy_version: verification.policy_version.clone(),
    })
}

async fn outcome(app: &App, row: &StoredVerificationRow) -> Result<Replay, Fault> {
    let verification = &row.verification;
    if row.sealing_key.is_none() {
        return Ok(Replay::Erased);
    }
    if verification.is_evidence_destroyed() {
        // The log knows whether retention did it.
        let (tenant, session) = (verification.tenant, verification.session);
        let acts =
            credence_storage::count_audit(&app.pool, tenant, session, FIELDS_DESTROYED).await?;
        return Ok(if acts > 0 {
            Replay::EvidenceDestroyed
        } else {
            Replay::Altered
        });
    }
    if sha256_bytes(&verification.evidence_sealed).as_slice() != verification.evidence_sha256 {
        return Ok(Replay::Altered);
    }
    if !is_as_audited(app, verification).await? {
        return Ok(Replay::Altered);
    }
    let content = match opened(app, row) {
        Ok(Some(content)) => content,
        Ok(None) => return Ok(Replay::Erased),
        // Bytes that the key does not open are not those that were sealed.
        Err(Fault::Seal(_)) => return Ok(Replay::Altered),
        Err(Fault::Corrupt(_)) => return Ok(Replay::Unreadable),
        Err(fault) => return Err(fault),
    };
    let Ok(stored) = parsed_decision(&verification.decision) else {
        return Ok(Replay::Unreadable);
    };
    let policy = match policy_then(app, verification).await? {
        Ok(policy) => policy,
        Err(replay) => return Ok(replay),
    };
    let json = decision_json(&decide(&content.evidence, &policy))?;
    let is_same = json == decision_json(&stored)?;
    Ok(match &verification.decision_sha256 {
        // What was decided then is known by its hash; the stored decision has to be that.
        Some(hash) if sha256_bytes(&json).as_slice() == hash => {
            if is_same {
                Replay::Same
            } else {
                Replay::Altered
            }
        }
        Some(_) => Replay::Different,
        None if is_same => Replay::Same,
        None => Replay::Different,
    })
}

/// Whether the audit log says the same hashes. Somebody who can write into the table of verifications could
/// put other evidence there with its hash; the log is chained. What it does not say is not held against
/// the row: older decisions had no hash of their own, and rows are pruned in time.
async fn is_as_audited(app: &App, row: &VerificationRow) -> Result<bool, Fault> {
    let (tenant, session) = (row.tenant, row.session);
    let said =
        credence_storage::audited_decision_by_verification(&app.pool, tenant, session, row.id)
            .await?;
    let Some(said) = said else { return Ok(true) };
    let agrees = |said: Option<String>, stored: Option<&[u8]>| {
        said.filter(|said| !said.is_empty())
            .is_none_or(|said| stored.map(hex).as_ref() == Some(&said))
    };
    Ok(agrees(said.evidence_sha256, Some(&row.evidence_sha256))
        && agrees(said.decision_sha256, row.decision_sha256.as_deref()))
}

/// The policy that the decision was taken under, or why there is none to go by.
async fn policy_then(app: &App, row: &VerificationRow) -> Result<Result<Policy, Replay>, Fault> {
    let Some(hash) = &row.policy_sha256 else {
        // Older than the kept documents: only the installation's own could be meant.
        let is_installations = row.policy_version == app.policy.version;
        let policy = is_installations.then(|| app.policy.clone());
        return Ok(policy.ok_or(Replay::PolicyUnknown));
    };
    let kept =
        credence_storage::policy_by_hash(&app.pool, row.tenant, &row.policy_version, hash).await?;
    let Some(kept) = kept else {
        return Ok(Err(Replay::PolicyUnknown));
    };
    if document_hash(&kept.document)?.as_slice() != hash {
        return Ok(Err(Replay::Altered));
    }
    Ok(policy_of(&kept.document).map_err(|_| Replay::Unreadable))
}

/// Sealed evidence was opened, so the log says so.
async fn note(
    app: &App,
    tenant: TenantId,
    scope: ReplayScope,
    (replayed, failures): (i64, i64),
) -> Result<(), Fault> {
    let act = Act::new(tenant, Actor::System, "verifications_replayed")
        .with_number("replayed", replayed)
        .with_number("failures", failures);
    let act = match scope {
        ReplayScope::Session(id) => act.about(id),
        ReplayScope::All => act,
    };
    let mut transaction = app.pool.begin().await?;
    append(&mut transaction, act, app.now()).await?;
    Ok(transaction.commit().await?)
}
