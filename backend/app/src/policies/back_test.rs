use std::collections::{BTreeMap, HashMap};

use credence_storage::{StoredVerificationRow, VerificationRow};
use credence_trust::{DecisionOutcome, Policy, decide};
use credence_types::VerificationId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::{Integrator, Scope};
use crate::fault::Fault;
use crate::policies::comparison::{ChangedDecision, changed_checks};
use crate::policies::policy_of;
use crate::policies::read_policies::{ReadPolicyError, chosen_policy};
use crate::session_view::parsed_decision;
use crate::verification::opened;

/// How many verifications are looked at unless told.
const USUAL: u32 = 500;
/// How many are looked at at most.
const MOST: u32 = 5_000;
/// How many are read at a time.
const PAGE: u32 = 100;
/// How many changed decisions are listed; all are counted.
const MOST_LISTED: usize = 1_000;

/// What a policy would have made of the latest verifications. No personal data.
#[derive(Debug, Clone)]
pub struct BackTest {
    /// The policy that was tried.
    pub policy_version: String,
    /// How many verifications were decided again.
    pub decided: u64,
    /// How many are of erased sessions, or of evidence whose time is over: nothing is left to decide on.
    pub erased: u64,
    /// How many could not be opened or read by this build.
    pub unreadable: u64,
    /// How often what was decided then meets what would be now, also where they are the same.
    pub outcomes: Vec<OutcomeCount>,
    /// The decisions that would come out otherwise, newest first, at most 1,000.
    pub changes: Vec<ChangedDecision>,
    /// How many more there are than are listed.
    pub changes_left_off: u64,
}

/// A number of verifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutcomeCount {
    /// What was decided.
    pub then: DecisionOutcome,
    /// What would be.
    pub now: DecisionOutcome,
    /// How often.
    pub count: u64,
}

/// A policy could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum BackTestError {
    /// There is none of that version: 404.
    #[error("try a policy: there is none of that version")]
    NotFound,
    /// The key may not read results and what was read from documents: 403.
    #[error("try a policy: the key may not read people's results")]
    ScopeMissing,
    /// More verifications were asked for than are looked at, or none: 422.
    #[error("try a policy: it can be tried on 1 to 5,000 verifications")]
    Limit,
    /// Another one of the tenant's runs: 409 `back_test_running`.
    #[error("try a policy: another back-test of the tenant runs")]
    Running,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What the test has seen so far.
struct Tally<'a> {
    candidate: &'a Policy,
    /// By the numbers of the outcomes: then, now.
    counts: BTreeMap<(usize, usize), u64>,
    found: BackTest,
}

/// Decides the tenant's latest verifications again under a policy that it may choose (scope
/// `admin`), and changes nothing. It needs `results:read` and `pii:read` too: whoever chooses the ages and
/// countries that pass learns those of the people. One at a time for a tenant. Audited before anything is
/// opened, and with what was found after.
///
/// # Errors
/// When there is no such policy, or the limit is refused.
pub async fn back_test(
    app: &App,
    integrator: &Integrator,
    version: &str,
    limit: Option<u32>,
) -> Result<BackTest, BackTestError> {
    if !integrator.has(Scope::ResultsRead) || !integrator.has(Scope::PiiRead) {
        return Err(BackTestError::ScopeMissing);
    }
    let limit = limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(BackTestError::Limit);
    }
    let mut turn = app.pool.begin().await.map_err(Fault::from)?;
    let chosen = chosen_policy(app, &mut turn, integrator, version).await?;
    let candidate = policy_of(&chosen.document)?;
    // Held until the end, and given back by whatever way this ends.
    let is_free = credence_storage::lock_back_test(&mut *turn, integrator.tenant).await;
    if !is_free.map_err(Fault::from)? {
        return Err(BackTestError::Running);
    }
    note(app, begun(integrator, &candidate, limit)).await?;
    let mut tally = Tally::new(&candidate);
    let mut then_policies = HashMap::new();
    let mut before: Option<VerificationId> = None;
    let mut left = limit;
    while left > 0 {
        let page = left.min(PAGE);
        let rows = credence_storage::list_verifications(&app.pool, integrator.tenant, before, page)
            .await
            .map_err(Fault::from)?;
        before = rows.last().map(|row| row.verification.id);
        let is_last = rows.len() < usize::try_from(page).unwrap_or(usize::MAX);
        for row in &rows {
            let then = then_policy(app, &mut then_policies, &row.verification).await?;
            tally.add(app, row, then.as_ref());
            tokio::task::yield_now().await;
        }
        left -= page;
        if is_last {
            break;
        }
    }
    let found = tally.finish();
    note(app, ended(integrator, &found)).await?;
    turn.rollback().await.map_err(Fault::from)?;
    Ok(found)
}

type Policies = HashMap<(String, Vec<u8>), Option<Policy>>;

/// The policy that the decision was taken under, where it is kept.
async fn then_policy(
    app: &App,
    known: &mut Policies,
    row: &VerificationRow,
) -> Result<Option<Policy>, Fault> {
    let Some(hash) = &row.policy_sha256 else {
        return Ok(None);
    };
    let name = (row.policy_version.clone(), hash.clone());
    if let Some(policy) = known.get(&name) {
        return Ok(policy.clone());
    }
    let kept =
        credence_storage::policy_by_hash(&app.pool, row.tenant, &row.policy_version, hash).await?;
    let policy = kept.and_then(|row| policy_of(&row.document).ok());
    known.insert(name, policy.clone());
    Ok(policy)
}

impl<'a> Tally<'a> {
    fn new(candidate: &'a Policy) -> Self {
        Self {
            candidate,
            counts: BTreeMap::new(),
            found: BackTest {
                policy_version: candidate.version.clone(),
                decided: 0,
                erased: 0,
                unreadable: 0,
                outcomes: Vec::new(),
                changes: Vec::new(),
                changes_left_off: 0,
            },
        }
    }

    fn add(&mut self, app: &App, row: &StoredVerificationRow, then_policy: Option<&Policy>) {
        let content = match opened(app, row) {
            Ok(Some(content)) => content,
            Ok(None) => return self.found.erased += 1,
            Err(_) => return self.found.unreadable += 1,
        };
        let Ok(then) = parsed_decision(&row.verification.decision) else {
            return self.found.unreadable += 1;
        };
        let now = decide(&content.evidence, self.candidate);
        self.found.decided += 1;
        let pair = (number_of(then.outcome), number_of(now.outcome));
        *self.counts.entry(pair).or_default() += 1;
        if then.outcome == now.outcome {
            return;
        }
        if self.found.changes.len() == MOST_LISTED {
            self.found.changes_left_off += 1;
            return;
        }
        self.found.changes.push(ChangedDecision {
            session: row.verification.session,
            verification: row.verification.id,
            then: then.outcome,
            now: now.outcome,
            checks: changed_checks((&then, then_policy), (&now, self.candidate)),
        });
    }

    fn finish(mut self) -> BackTest {
        for (from, then) in OUTCOMES.into_iter().enumerate() {
            for (to, now) in OUTCOMES.into_iter().enumerate() {
                if let Some(&count) = self.counts.get(&(from, to)) {
                    self.found.outcomes.push(OutcomeCount { then, now, count });
                }
            }
        }
        self.found
    }
}

const OUTCOMES: [DecisionOutcome; 4] = [
    DecisionOutcome::Approved,
    DecisionOutcome::Rejected,
    DecisionOutcome::NeedsReview,
    DecisionOutcome::Retake,
];

fn number_of(outcome: DecisionOutcome) -> usize {
    let is_it = |known: &DecisionOutcome| *known == outcome;
    OUTCOMES.iter().position(is_it).unwrap_or(OUTCOMES.len())
}

/// Sealed evidence is going to be opened, so the log says so, whatever becomes of it.
fn begun(integrator: &Integrator, candidate: &Policy, limit: u32) -> Act {
    let actor = Actor::Integrator(integrator.key);
    Act::new(integrator.tenant, actor, "policy_back_tested")
        .with("policy_version", &candidate.version)
        .with_number("limit", limit)
}

fn ended(integrator: &Integrator, found: &BackTest) -> Act {
    let changed: u64 = found
        .outcomes
        .iter()
        .filter(|one| one.then != one.now)
        .map(|one| one.count)
        .sum();
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let actor = Actor::Integrator(integrator.key);
    Act::new(integrator.tenant, actor, "policy_back_test_ended")
        .with("policy_version", &found.policy_version)
        .with_number("decided", number(found.decided))
        .with_number("changed", number(changed))
        .with_number("erased", number(found.erased))
        .with_number("unreadable", number(found.unreadable))
}

async fn note(app: &App, act: Act) -> Result<(), Fault> {
    let mut transaction = app.pool.begin().await?;
    append(&mut transaction, act, app.now()).await?;
    Ok(transaction.commit().await?)
}

impl From<ReadPolicyError> for BackTestError {
    fn from(error: ReadPolicyError) -> Self {
        match error {
            ReadPolicyError::NotFound => Self::NotFound,
            ReadPolicyError::Fault(fault) => Self::Fault(fault),
        }
    }
}
