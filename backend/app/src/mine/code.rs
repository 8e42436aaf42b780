use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use credence_types::{Redacted, TenantId};
use uuid::Uuid;

use crate::app::App;
use crate::credential::RandomSourceError;

/// Crockford's base32: no I, L, O and U, so that nothing is taken for a 1, a 0 or a word.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 16 signs of 5 bits: 80 random bits (NIST SP 800-63A asks for 64).
const LENGTH: usize = 16;
const GROUP: usize = 4;
/// Nobody writes more than this around a code.
const LONGEST_INPUT: usize = 100;

/// The code by which a person comes back to their session: its signs, without what people put between.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ContinuationCode([u8; LENGTH]);

impl ContinuationCode {
    pub(crate) fn generate() -> Result<Self, RandomSourceError> {
        let mut random = [0; LENGTH];
        SystemRandom::new()
            .fill(&mut random)
            .map_err(|_| RandomSourceError)?;
        // The low 5 bits of a random byte are as random as the byte.
        Ok(Self(random.map(sign)))
    }

    /// Reads what somebody typed: capital or small letters, any blanks and dashes, O for 0, I and L for
    /// 1. `None` when it can be no code.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut signs = text.bytes().take(LONGEST_INPUT).filter_map(|byte| {
            let is_between = !byte.is_ascii_alphanumeric();
            (!is_between).then_some(match byte.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            })
        });
        let mut code = [0; LENGTH];
        for place in &mut code {
            *place = signs.next().filter(|sign| SIGNS.contains(sign))?;
        }
        (text.len() <= LONGEST_INPUT && signs.next().is_none()).then_some(Self(code))
    }

    /// In groups of four, as it is shown.
    pub(crate) fn text(&self) -> Redacted<String> {
        let mut text = String::with_capacity(LENGTH + LENGTH / GROUP);
        for (place, sign) in self.0.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(*sign));
        }
        Redacted::new(text)
    }

    /// The hash to store, under the operator's current key.
    pub(crate) fn hash(&self, app: &App) -> Option<[u8; 32]> {
        let key = app.vault.keyring.lookup_keys(EVERYBODY).next()?;
        Some(key.hash(WHAT, &self.0))
    }
}

/// Whose code it is, is what a look-up is to find, so its key is no tenant's own.
pub(super) const EVERYBODY: TenantId = TenantId::from_uuid(Uuid::nil());
const WHAT: &str = "continuation code";
const NOTHING: &str = "no continuation code";

/// The hashes under which a typed code may be stored, an earlier operator's key's too. What can be no
/// code has as many, which nothing is stored under: the work is the same.
pub(super) fn hashes_of(app: &App, typed: &str) -> Vec<Vec<u8>> {
    let (what, signs) = match ContinuationCode::parse(typed) {
        Some(code) => (WHAT, code.0),
        None => (NOTHING, [0; LENGTH]),
    };
    let keys = app.vault.keyring.lookup_keys(EVERYBODY);
    keys.map(|key| key.hash(what, &signs).to_vec()).collect()
}

fn sign(random: u8) -> u8 {
    SIGNS
        .get(usize::from(random & 31))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        ContinuationCode::parse(text).map(|code| code.text().into_inner())
    }

    #[test]
    fn a_code_reads_back_however_it_was_copied() {
        let code = ContinuationCode::generate().unwrap();
        let text = code.text().into_inner();
        assert_eq!(text.len(), 19);
        assert_eq!(read(&text), Some(text.clone()));
        assert_eq!(
            read(&text.to_lowercase().replace('-', "")),
            Some(text.clone())
        );
        assert_eq!(
            read(&format!("  {} ", text.replace('-', " – "))),
            Some(text)
        );
        assert_eq!(
            read("oOiI-lL01-2345-6789").as_deref(),
            Some("0011-1101-2345-6789")
        );
    }

    #[test]
    fn what_can_be_no_code_is_none() {
        let long = "0".repeat(17);
        let padded = format!("{}0123456789ABCDEF", " ".repeat(100));
        for text in [
            "",
            "0123-4567-89AB",
            "U123-4567-89AB-CDEF",
            "É123-4567-89AB-CDEF",
            &long,
            &padded,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn every_sign_comes_up() {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..200 {
            seen.extend(ContinuationCode::generate().unwrap().0);
        }
        assert_eq!(seen.len(), 32);
    }
}
