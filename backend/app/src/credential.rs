//! The forms of the credentials: integrator keys, session tokens, console logins, invitations.
//! Only their SHA-256 is stored. Each carries its tenant, so that every lookup starts with it.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64_simd::URL_SAFE_NO_PAD;
use credence_types::{ApiKeyId, Redacted, SessionId, TenantId};
use uuid::Uuid;

/// The system's random source failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("draw a random secret")]
pub struct RandomSourceError;

const SECRET_BYTES: usize = 32;

/// An integrator's secret key, well formed but not yet checked:
/// `sk_` + base64url(tenant ‖ key ‖ secret); the oldest begin with `ik_`.
#[derive(Clone)]
pub struct IntegratorKey {
    pub(crate) tenant: TenantId,
    pub(crate) id: ApiKeyId,
    pub(crate) hash: [u8; 32],
}

/// A person's token for one session, not yet compared with the one that the session was given: a
/// signed one ([`crate::read_session_token`]) or, for sessions made before those,
/// `st_` + base64url(tenant ‖ session ‖ secret).
#[derive(Clone)]
pub struct SessionToken {
    pub(crate) tenant: TenantId,
    pub(crate) session: SessionId,
    pub(crate) hash: [u8; 32],
}

/// The value of the console's cookie, well formed but not yet checked: base64url(tenant ‖ secret).
#[derive(Clone)]
pub struct ConsoleToken {
    pub(crate) tenant: TenantId,
    pub(crate) hash: [u8; 32],
}

/// The value of the cookie of a person's own page, well formed but not yet checked:
/// base64url(tenant ‖ session ‖ secret).
#[derive(Clone)]
pub struct PersonLogin {
    pub(crate) tenant: TenantId,
    pub(crate) session: SessionId,
    pub(crate) hash: [u8; 32],
}

/// An invitation, well formed but not yet checked: base64url(tenant ‖ secret).
#[derive(Clone)]
pub struct InvitationToken {
    pub(crate) tenant: TenantId,
    pub(crate) hash: [u8; 32],
}

impl IntegratorKey {
    /// Reads a key's text; `None` when it has another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("sk_").or(text.strip_prefix("ik_"))?;
        let [tenant, id] = parts::<2>(rest)?;
        Some(Self {
            tenant: TenantId::from_uuid(tenant),
            id: ApiKeyId::from_uuid(id),
            hash: sha256(text),
        })
    }

    /// Tells keys apart without being one.
    #[must_use]
    pub const fn fingerprint(&self) -> [u8; 32] {
        self.hash
    }

    pub(crate) fn generate(
        tenant: TenantId,
        id: ApiKeyId,
    ) -> Result<(Redacted<String>, Self), RandomSourceError> {
        let text = format!("sk_{}", text_of([tenant.as_uuid(), id.as_uuid()])?);
        let hash = sha256(&text);
        Ok((Redacted::new(text), Self { tenant, id, hash }))
    }
}

impl SessionToken {
    /// Reads a token of the opaque form; `None` when it has another.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let [tenant, session] = parts::<2>(text.strip_prefix("st_")?)?;
        Some(Self {
            tenant: TenantId::from_uuid(tenant),
            session: SessionId::from_uuid(session),
            hash: sha256(text),
        })
    }

    /// The session that the token claims to be for.
    #[must_use]
    pub const fn session(&self) -> SessionId {
        self.session
    }

    /// A signed token whose signature and claims were checked.
    pub(crate) fn verified(tenant: TenantId, session: SessionId, text: &str) -> Self {
        Self {
            tenant,
            session,
            hash: sha256(text),
        }
    }
}

impl ConsoleToken {
    /// Reads a cookie's value; `None` when it has another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [tenant] = parts::<1>(text)?;
        Some(Self {
            tenant: TenantId::from_uuid(tenant),
            hash: sha256(text),
        })
    }

    pub(crate) fn generate(
        tenant: TenantId,
    ) -> Result<(Redacted<String>, Self), RandomSourceError> {
        let text = text_of([tenant.as_uuid()])?;
        let hash = sha256(&text);
        Ok((Redacted::new(text), Self { tenant, hash }))
    }
}

impl PersonLogin {
    /// Reads a cookie's value; `None` when it has another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [tenant, session] = parts::<2>(text)?;
        Some(Self {
            tenant: TenantId::from_uuid(tenant),
            session: SessionId::from_uuid(session),
            hash: sha256(text),
        })
    }

    pub(crate) fn generate(
        tenant: TenantId,
        session: SessionId,
    ) -> Result<(Redacted<String>, Self), RandomSourceError> {
        let text = text_of([tenant.as_uuid(), session.as_uuid()])?;
        let hash = sha256(&text);
        let login = Self {
            tenant,
            session,
            hash,
        };
        Ok((Redacted::new(text), login))
    }
}

impl InvitationToken {
    /// Reads an invitation's text; `None` when it has another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        ConsoleToken::parse(text).map(|ConsoleToken { tenant, hash }| Self { tenant, hash })
    }

    pub(crate) fn generate(
        tenant: TenantId,
    ) -> Result<(Redacted<String>, Self), RandomSourceError> {
        let (text, ConsoleToken { tenant, hash }) = ConsoleToken::generate(tenant)?;
        Ok((text, Self { tenant, hash }))
    }
}

macro_rules! print_nothing {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }
    )+};
}
print_nothing!(
    IntegratorKey,
    SessionToken,
    ConsoleToken,
    PersonLogin,
    InvitationToken
);

pub(crate) fn sha256(text: &str) -> [u8; 32] {
    sha256_bytes(text.as_bytes())
}

pub(crate) fn sha256_bytes(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    for (to, from) in hash.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
        *to = *from;
    }
    hash
}

/// base64url of the ids and a fresh secret.
fn text_of<const N: usize>(ids: [Uuid; N]) -> Result<String, RandomSourceError> {
    let mut secret = [0; SECRET_BYTES];
    SystemRandom::new()
        .fill(&mut secret)
        .map_err(|_| RandomSourceError)?;
    let mut bytes = Vec::with_capacity(N * 16 + SECRET_BYTES);
    for id in ids {
        bytes.extend_from_slice(id.as_bytes());
    }
    bytes.extend_from_slice(&secret);
    Ok(URL_SAFE_NO_PAD.encode_to_string(bytes))
}

/// The ids in front of the secret; `None` unless the text is exactly that long.
fn parts<const N: usize>(text: &str) -> Option<[Uuid; N]> {
    let wanted = N * 16 + SECRET_BYTES;
    if text.len() != (wanted * 4).div_ceil(3) {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode_to_vec(text).ok()?;
    let mut ids = [Uuid::nil(); N];
    for (id, chunk) in ids.iter_mut().zip(bytes.chunks_exact(16)) {
        *id = Uuid::from_slice(chunk).ok()?;
    }
    Some(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant() -> TenantId {
        TenantId::from_uuid(Uuid::from_u128(7))
    }

    fn session_token(session: SessionId) -> String {
        let ids = [tenant().as_uuid(), session.as_uuid()];
        format!("st_{}", text_of(ids).unwrap())
    }

    #[test]
    fn credentials_read_back() {
        let session = SessionId::from_uuid(Uuid::from_u128(8));
        let text = session_token(session);
        let read = SessionToken::parse(&text).unwrap();
        assert_eq!(
            (read.tenant, read.session, read.hash),
            (tenant(), session, sha256(&text))
        );
        let key_id = ApiKeyId::from_uuid(Uuid::from_u128(9));
        let (text, key) = IntegratorKey::generate(tenant(), key_id).unwrap();
        let read = IntegratorKey::parse(text.expose()).unwrap();
        assert_eq!(
            (read.tenant, read.id, read.hash),
            (tenant(), key_id, key.hash)
        );
        let old = text.expose().replacen("sk_", "ik_", 1);
        assert_eq!(IntegratorKey::parse(&old).unwrap().id, key_id);
        let (text, login) = ConsoleToken::generate(tenant()).unwrap();
        assert_eq!(ConsoleToken::parse(text.expose()).unwrap().hash, login.hash);
        let (text, invitation) = InvitationToken::generate(tenant()).unwrap();
        assert_eq!(
            InvitationToken::parse(text.expose()).unwrap().hash,
            invitation.hash
        );
    }

    #[test]
    fn other_forms_are_refused() {
        let text = session_token(SessionId::from_uuid(Uuid::nil()));
        let token = SessionToken::parse(&text);
        for broken in [
            "",
            "st_",
            &text[..text.len() - 1],
            &format!("{text}A"),
            &text.replacen("st_", "ik_", 1),
        ] {
            assert!(SessionToken::parse(broken).is_none(), "{broken}");
        }
        assert_eq!(format!("{token:?}"), "Some(SessionToken([redacted]))");
    }
}
