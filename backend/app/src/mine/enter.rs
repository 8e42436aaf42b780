use std::net::IpAddr;
use std::time::Duration;

use chrono::TimeDelta;
use credence_storage::{ContinuationLogin, TryRate, TryVerdict};
use credence_types::{Redacted, SessionId, TenantId};
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::credential::PersonLogin;
use crate::fault::Fault;
use crate::mine::code::{EVERYBODY, hashes_of};

/// Long enough to read everything and write a few sentences, short enough for a library's computer.
const LOGIN_LIFE: TimeDelta = TimeDelta::minutes(30);
const ALTOGETHER: [u8; 32] = [0; 32];

/// How many codes may be tried: at once, and after which pause once more. All replicas count together.
#[derive(Debug, Clone, Copy)]
pub struct TryRates {
    /// By one address.
    pub per_address: (u32, Duration),
    /// By everybody.
    pub altogether: (u32, Duration),
}

/// Somebody has come in by a code.
#[derive(Debug)]
pub struct Entered {
    /// What their browser keeps.
    pub login: Redacted<String>,
    /// For how long it counts.
    pub max_age_seconds: i64,
}

/// Somebody who came in by the code of this session.
#[derive(Debug, Clone, Copy)]
pub struct PersonInside {
    pub(crate) tenant: TenantId,
    pub(crate) session: SessionId,
}

/// A code was refused.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// It is no code, or none that is good: there is no telling which.
    #[error("come in by a code: it is none that is good")]
    Refused,
    /// Too many were tried.
    #[error("come in by a code: too many were tried")]
    TooMany {
        /// When to come back.
        retry_after_seconds: u64,
    },
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Lets in whoever has a session's code. The work for a code that is not good is the same whatever is
/// wrong with it: counted, hashed, looked up once. Audited, as the person's act.
///
/// # Errors
/// When the code is not good or too many were tried.
pub async fn enter_code(
    app: &App,
    typed: &Redacted<String>,
    address: Option<IpAddr>,
    rates: &TryRates,
) -> Result<Entered, EnterError> {
    count_try(app, address, rates).await?;
    let hashes = hashes_of(app, typed.expose());
    let found = credence_storage::continuation_by_code(&app.pool, &hashes).await;
    let Some((tenant, session)) = found.map_err(Fault::from)? else {
        metrics::counter!("credence_continuation_tries_total", "outcome" => "refused").increment(1);
        return Err(EnterError::Refused);
    };
    let (text, login) = PersonLogin::generate(tenant, session).map_err(Fault::from)?;
    let now = app.now();
    let login = ContinuationLogin {
        hash: login.hash.to_vec(),
        until: now + LOGIN_LIFE,
    };
    let mut transaction = app.pool.begin().await.map_err(Fault::from)?;
    let whose = (tenant, session);
    let is_in =
        credence_storage::set_continuation_login(&mut *transaction, whose, &hashes, &login).await;
    if !is_in.map_err(Fault::from)? {
        return Err(EnterError::Refused);
    }
    let act = Act::new(tenant, Actor::Person, "person_entered").about(session);
    append(&mut transaction, act, now).await?;
    transaction.commit().await.map_err(Fault::from)?;
    metrics::counter!("credence_continuation_tries_total", "outcome" => "entered").increment(1);
    Ok(Entered {
        login: text,
        max_age_seconds: LOGIN_LIFE.num_seconds(),
    })
}

/// Who holds this login; `None` when it is not, or no longer, good.
///
/// # Errors
/// When the database is out of reach.
pub async fn authenticate_person(
    app: &App,
    login: &PersonLogin,
) -> Result<Option<PersonInside>, Fault> {
    let whose = (login.tenant, login.session);
    let known = credence_storage::continuation_login(&app.pool, whose).await?;
    let is_good = |known: ContinuationLogin| {
        let is_same: bool = known.hash.ct_eq(&login.hash).into();
        is_same && app.now() < known.until
    };
    Ok(known.is_some_and(is_good).then_some(PersonInside {
        tenant: login.tenant,
        session: login.session,
    }))
}

/// Ends the login; the code stays good.
///
/// # Errors
/// When the database is out of reach.
pub async fn leave(app: &App, person: &PersonInside) -> Result<(), Fault> {
    let whose = (person.tenant, person.session);
    Ok(credence_storage::delete_continuation_login(&app.pool, whose).await?)
}

/// Counts by address first: who is over there uses up nothing that everybody shares. Addresses are kept
/// as keyed hashes, and only until their tries are made good.
async fn count_try(app: &App, address: Option<IpAddr>, rates: &TryRates) -> Result<(), EnterError> {
    let key = app.vault.keyring.lookup_keys(EVERYBODY).next();
    let key = key.ok_or(Fault::Corrupt("the keyring"))?;
    let address = address.map_or_else(String::new, |address| address.to_string());
    let caller = key.hash("continuation caller", address.as_bytes());
    for (caller, rate) in [(caller, rates.per_address), (ALTOGETHER, rates.altogether)] {
        let verdict = credence_storage::count_continuation_try(&app.pool, &caller, stored(rate));
        let verdict = verdict.await.map_err(Fault::from)?;
        if !verdict.is_granted {
            metrics::counter!("credence_continuation_tries_total", "outcome" => "too_many")
                .increment(1);
            return Err(too_many(verdict));
        }
    }
    credence_storage::delete_past_tries(&app.pool)
        .await
        .map_err(Fault::from)?;
    Ok(())
}

fn stored((burst, refill): (u32, Duration)) -> TryRate {
    TryRate {
        burst: i32::try_from(burst).unwrap_or(i32::MAX).max(1),
        refill_seconds: refill.as_secs_f64().max(1e-9),
    }
}

fn too_many(verdict: TryVerdict) -> EnterError {
    let wait = Duration::try_from_secs_f64(verdict.again_in_seconds).unwrap_or_default();
    EnterError::TooMany {
        retry_after_seconds: wait.as_secs().saturating_add(1),
    }
}
