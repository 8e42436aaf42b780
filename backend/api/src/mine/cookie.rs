use credence_app::PersonLogin;
use http::{HeaderMap, HeaderValue};

use crate::console_cookie::single_cookie;

/// What a person's browser keeps: who came in, or what was erased. Out of reach of scripts, never sent
/// from another site, and over HTTPS bound to this very host.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kept {
    Login,
    ErasedNote,
}

impl Kept {
    /// `Set-Cookie`; `None` should the value not fit a header.
    pub(super) fn set(self, is_secure: bool, value: &str, seconds: i64) -> Option<HeaderValue> {
        let name = self.name(is_secure);
        let secure = if is_secure { "; Secure" } else { "" };
        let text =
            format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// `Set-Cookie` that takes it away.
    pub(super) fn clear(self, is_secure: bool) -> Option<HeaderValue> {
        self.set(is_secure, "", 0)
    }

    pub(super) fn read(self, is_secure: bool, headers: &HeaderMap) -> Option<&str> {
        single_cookie(headers, self.name(is_secure))
    }

    const fn name(self, is_secure: bool) -> &'static str {
        match (self, is_secure) {
            (Self::Login, true) => "__Host-credence-mine",
            (Self::Login, false) => "credence-mine",
            (Self::ErasedNote, true) => "__Host-credence-erased",
            (Self::ErasedNote, false) => "credence-erased",
        }
    }
}

/// The login in a request, good or not.
pub(super) fn login_in(is_secure: bool, headers: &HeaderMap) -> Option<PersonLogin> {
    PersonLogin::parse(Kept::Login.read(is_secure, headers)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_kept_from_scripts_and_other_sites() {
        let wanted =
            "__Host-credence-mine=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure";
        assert_eq!(Kept::Login.set(true, "abc", 60).unwrap(), wanted);
        let wanted = "credence-erased=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
        assert_eq!(Kept::ErasedNote.clear(false).unwrap(), wanted);
    }
}
