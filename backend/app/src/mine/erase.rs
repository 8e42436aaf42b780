use base64_simd::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use credence_objects::LookupKey;
use credence_types::{Redacted, SessionId, TenantId};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::app::App;
use crate::branding::{Organisation, organisation};
use crate::erasure::{EraseSessionError, Erasure, erase_for_person, erasure};
use crate::fault::Fault;
use crate::mine::PersonInside;

const NOTE_LIFE: TimeDelta = TimeDelta::minutes(30);
const IDS_BYTES: usize = 32;
const NOTE_BYTES: usize = IDS_BYTES + 8 + 32;

/// What is left to say to the person whose session was erased.
#[derive(Debug)]
pub struct ErasedSession {
    /// The session.
    pub session: SessionId,
    /// Who asked for it.
    pub organisation: Organisation,
    /// When it was erased, and the receipt once the last copy is gone.
    pub erasure: Erasure,
}

/// Erases the person's own session (GDPR Art. 17), as [`crate::erase_session`] does. Their code and
/// login are gone with it; the note that is given lets their browser show for half an hour that it was
/// done. `None` while a legal hold is on it: nothing was erased.
///
/// # Errors
/// When the database is out of reach.
pub async fn erase_own(
    app: &App,
    person: &PersonInside,
) -> Result<Option<Redacted<String>>, Fault> {
    match erase_for_person(app, person.tenant, person.session).await {
        // Gone is what was wanted.
        Ok(()) | Err(EraseSessionError::NotFound) => {}
        Err(EraseSessionError::Held) => return Ok(None),
        Err(EraseSessionError::Fault(fault)) => return Err(fault),
    }
    let key = app.vault.keyring.lookup_keys(person.tenant).next();
    let key = key.ok_or(Fault::Corrupt("the keyring"))?;
    let mut bytes = person.tenant.as_uuid().as_bytes().to_vec();
    bytes.extend_from_slice(person.session.as_uuid().as_bytes());
    bytes.extend_from_slice(&(app.now() + NOTE_LIFE).timestamp().to_be_bytes());
    bytes.extend_from_slice(&tag(&key, &bytes));
    let note = Redacted::new(URL_SAFE_NO_PAD.encode_to_string(bytes));
    Ok(Some(note))
}

/// The erased session that a browser's note is about; `None` when it is no note of ours, or an old one.
///
/// # Errors
/// When the database is out of reach.
pub async fn erased_session(app: &App, note: &str) -> Result<Option<ErasedSession>, Fault> {
    let Some((tenant, session)) = read_note(app, note) else {
        return Ok(None);
    };
    let row = credence_storage::session_by_id(&app.pool, tenant, session).await?;
    let Some((row, erasure)) = row.zip(erasure(app, tenant, session).await?) else {
        return Ok(None);
    };
    Ok(Some(ErasedSession {
        session,
        organisation: organisation(&row)?,
        erasure,
    }))
}

fn read_note(app: &App, note: &str) -> Option<(TenantId, SessionId)> {
    if note.len() != (NOTE_BYTES * 4).div_ceil(3) {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode_to_vec(note).ok()?;
    let (said, given) = bytes.split_at_checked(IDS_BYTES + 8)?;
    let (ids, until) = said.split_at_checked(IDS_BYTES)?;
    let (tenant, session) = ids.split_at_checked(16)?;
    let tenant = TenantId::from_uuid(Uuid::from_slice(tenant).ok()?);
    let session = SessionId::from_uuid(Uuid::from_slice(session).ok()?);
    let mut keys = app.vault.keyring.lookup_keys(tenant);
    let is_ours = keys.any(|key| tag(&key, said).ct_eq(given).into());
    let until = i64::from_be_bytes(until.try_into().ok()?);
    (is_ours && app.now().timestamp() < until).then_some((tenant, session))
}

fn tag(key: &LookupKey, said: &[u8]) -> [u8; 32] {
    key.hash("erased note", said)
}
