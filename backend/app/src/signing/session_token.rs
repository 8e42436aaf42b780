use chrono::{DateTime, TimeDelta, Utc};
use credence_types::{Redacted, SessionId, TenantId};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::authenticate::AuthenticationError;
use crate::config::Config;
use crate::credential::SessionToken;
use crate::fault::Fault;

/// The kind of token, so that no other of ours passes for one.
const MEDIA_TYPE: &str = "credence-session+jwt";
/// How far the clocks of two replicas may differ.
const CLOCK_SKEW: TimeDelta = TimeDelta::seconds(60);
/// Ours have some 600 bytes.
const LONGEST: usize = 2048;

/// What a person's token says. Every claim is required, and of this very type.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The session.
    sub: Uuid,
    /// The tenant.
    tenant: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: Uuid,
}

/// Who signs: the public address, without a slash at its end.
pub(crate) fn issuer(config: &Config) -> String {
    config.public_url.as_str().trim_end_matches('/').to_owned()
}

/// Whom the token is meant for: this installation, and in it the person's page.
fn audience(config: &Config) -> String {
    format!("{}/verify", issuer(config))
}

/// A token for the page of one session.
pub(crate) async fn issue_session_token(
    app: &App,
    tenant: TenantId,
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<(Redacted<String>, SessionToken), Fault> {
    let held = app.signing.current(app).await?;
    let claims = Claims {
        iss: issuer(&app.config),
        aud: audience(&app.config),
        sub: session.as_uuid(),
        tenant: tenant.as_uuid(),
        iat: now.timestamp(),
        nbf: now.timestamp(),
        exp: (now + app.config.session_ttl).timestamp(),
        jti: Uuid::new_v4(),
    };
    let text = held.signing.sign(MEDIA_TYPE, &claims)?;
    let token = SessionToken::verified(tenant, session, &text);
    Ok((Redacted::new(text), token))
}

/// Reads a person's token: a JWT of ours that counts now, or one of the opaque form that sessions
/// were given before. Whether it is the one that the session was given is for the use case to check.
///
/// # Errors
/// When it is neither.
pub async fn read_session_token(
    app: &App,
    text: &str,
) -> Result<SessionToken, AuthenticationError> {
    if let Some(token) = SessionToken::parse(text) {
        return Ok(token);
    }
    let claims = verified_claims(app, text)
        .await?
        .ok_or(AuthenticationError::Unknown)?;
    Ok(SessionToken::verified(
        TenantId::from_uuid(claims.tenant),
        SessionId::from_uuid(claims.sub),
        text,
    ))
}

/// The claims, if the token is one of ours that counts now.
async fn verified_claims(app: &App, text: &str) -> Result<Option<Claims>, Fault> {
    let Some(kid) = kid_of(text) else {
        return Ok(None);
    };
    let held = app.signing.with(app, &kid).await?;
    let Some(key) = held.find(&kid) else {
        return Ok(None);
    };
    let expected = Expected {
        issuer: issuer(&app.config),
        audience: audience(&app.config),
        now: app.now(),
    };
    Ok(expected.claims_of(text, &key.decoding))
}

/// Which of our keys the token names, if it is of this kind and algorithm. The `kid` only chooses
/// among our own keys; no address or key in a header is ever looked at.
fn kid_of(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let header = jsonwebtoken::decode_header(text).ok()?;
    let is_right = header.typ.as_deref() == Some(MEDIA_TYPE) && header.alg == Algorithm::ES256;
    header.kid.filter(|_| is_right)
}

/// What a token must say.
struct Expected {
    issuer: String,
    audience: String,
    now: DateTime<Utc>,
}

impl Expected {
    fn claims_of(&self, text: &str, key: &DecodingKey) -> Option<Claims> {
        let read = jsonwebtoken::decode::<Claims>(text, key, &signature_only());
        let claims = read.ok()?.claims;
        let is_ours = claims.iss == self.issuer && claims.aud == self.audience;
        let has_begun = claims.nbf <= (self.now + CLOCK_SKEW).timestamp();
        let has_lapsed = claims.exp <= self.now.timestamp();
        (is_ours && has_begun && !has_lapsed).then_some(claims)
    }
}

/// The crate reads the system's clock; times are checked here, by the service's own.
pub(crate) fn signature_only() -> Validation {
    let mut validation = Validation::new(Algorithm::ES256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{EncodingKey, Header, encode};
    use serde_json::{Value, json};

    use super::*;
    use crate::signing::key::test_key;

    const NOW: i64 = 1_800_000_000;

    fn claims() -> Value {
        json!({
            "iss": "https://id.example.org", "aud": "https://id.example.org/verify",
            "sub": Uuid::from_u128(2), "tenant": Uuid::from_u128(1), "jti": Uuid::from_u128(3),
            "iat": NOW, "nbf": NOW, "exp": NOW + 60,
        })
    }

    fn accepts(text: &str, kid: &str, key: &DecodingKey) -> bool {
        let expected = Expected {
            issuer: "https://id.example.org".to_owned(),
            audience: "https://id.example.org/verify".to_owned(),
            now: DateTime::from_timestamp(NOW, 0).unwrap(),
        };
        kid_of(text).is_some_and(|named| named == kid) && expected.claims_of(text, key).is_some()
    }

    #[test]
    fn every_claim_is_required_and_of_its_type() {
        let (public, signing) = test_key();
        let key = DecodingKey::from_ec_components(&public.x, &public.y).unwrap();
        let accepts = |claims: &Value| {
            let text = signing.sign(MEDIA_TYPE, claims).unwrap();
            accepts(&text, &public.kid, &key)
        };
        assert!(accepts(&claims()));
        for name in ["iss", "aud", "sub", "tenant", "jti", "iat", "nbf", "exp"] {
            let mut without = claims();
            without.as_object_mut().unwrap().remove(name);
            assert!(!accepts(&without), "without {name}");
        }
        for (name, wrong) in [
            ("iss", json!("https://elsewhere.example.org")),
            ("aud", json!("https://id.example.org")),
            ("aud", json!(["https://id.example.org/verify"])),
            ("exp", json!(NOW)),
            ("exp", json!((NOW + 60).to_string())),
            ("exp", json!(1e300)),
            ("exp", json!(null)),
            ("nbf", json!(NOW + 3600)),
            ("nbf", json!("0")),
            ("sub", json!("anybody")),
        ] {
            let mut other = claims();
            other[name] = wrong;
            assert!(!accepts(&other), "{name}: {}", other[name]);
        }
        let mut skewed = claims();
        skewed["nbf"] = json!(NOW + 30);
        assert!(accepts(&skewed));
    }

    #[test]
    fn another_kind_algorithm_or_key_is_refused() {
        let (public, signing) = test_key();
        let key = DecodingKey::from_ec_components(&public.x, &public.y).unwrap();
        let accepts = |text: &str| accepts(text, &public.kid, &key);
        for kind in ["credence-result+jwt", "JWT", ""] {
            assert!(!accepts(&signing.sign(kind, &claims()).unwrap()), "{kind}");
        }
        let (_, other) = test_key();
        assert!(!accepts(&other.sign(MEDIA_TYPE, &claims()).unwrap()));

        let header = |algorithm| Header {
            typ: Some(MEDIA_TYPE.to_owned()),
            kid: Some(public.kid.clone()),
            ..Header::new(algorithm)
        };
        // The public key, which everybody has, as a shared secret.
        let secret = EncodingKey::from_secret(public.x.as_bytes());
        let text = encode(&header(Algorithm::HS256), &claims(), &secret).unwrap();
        assert!(!accepts(&text));

        let good = signing.sign(MEDIA_TYPE, &claims()).unwrap();
        let [head, body, signature] = good.split('.').collect::<Vec<_>>()[..] else {
            panic!("three parts");
        };
        let part = |value: &Value| {
            base64_simd::URL_SAFE_NO_PAD.encode_to_string(value.to_string().as_bytes())
        };
        let none = part(&json!({ "alg": "none", "typ": MEDIA_TYPE, "kid": public.kid }));
        let mut changed = claims();
        changed["exp"] = json!(NOW + 600);
        for text in [
            format!("{none}.{body}."),
            format!("{none}.{body}.{signature}"),
            format!("{head}.{}.{signature}", part(&changed)),
            format!("{head}.{body}."),
            format!("{head}.{body}"),
            format!("{good}.{signature}"),
            format!("{head}.{body}.{}", &signature[1..]),
            "a".repeat(5000),
            "..".to_owned(),
            String::new(),
        ] {
            assert!(!accepts(&text), "{text}");
        }
    }
}
