use credence_app::{ConsoleToken, SignedIn};
use http::{HeaderMap, HeaderValue, header};

/// How the console's login is kept in the browser: out of reach of scripts, never sent from another
/// site, and over HTTPS bound to this very host.
#[derive(Debug)]
pub(crate) struct ConsoleCookie {
    is_secure: bool,
}

impl ConsoleCookie {
    pub(crate) const fn new(is_secure: bool) -> Self {
        Self { is_secure }
    }

    pub(crate) const fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// `Set-Cookie` after a sign-in; `None` should the token not fit a header.
    pub(crate) fn set(&self, signed_in: &SignedIn) -> Option<HeaderValue> {
        let mut value = self.header(signed_in.token.expose(), signed_in.max_age_seconds)?;
        value.set_sensitive(true);
        Some(value)
    }

    /// `Set-Cookie` after a sign-out.
    pub(crate) fn clear(&self) -> Option<HeaderValue> {
        self.header("", 0)
    }

    /// The login in a request.
    pub(crate) fn read(&self, headers: &HeaderMap) -> Option<ConsoleToken> {
        ConsoleToken::parse(single_cookie(headers, self.name())?)
    }

    const fn name(&self) -> &'static str {
        if self.is_secure {
            "__Host-credence"
        } else {
            "credence"
        }
    }

    fn header(&self, value: &str, max_age_seconds: i64) -> Option<HeaderValue> {
        let name = self.name();
        let secure = if self.is_secure { "; Secure" } else { "" };
        let text = format!(
            "{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age_seconds}{secure}"
        );
        HeaderValue::from_str(&text).ok()
    }
}

/// The value of the cookie of that name. Two of the name are none: one of them was planted.
pub(crate) fn single_cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let mut values = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == wanted)
        .map(|(_, value)| value);
    match (values.next(), values.next()) {
        (Some(value), None) => Some(value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cookie: &ConsoleCookie, line: &str) -> bool {
        let value = HeaderValue::from_str(line).unwrap();
        cookie
            .read(&HeaderMap::from_iter([(header::COOKIE, value)]))
            .is_some()
    }

    #[test]
    fn the_cookie_is_kept_from_scripts_and_other_sites() {
        let value = ConsoleCookie::new(true).header("abc", 60).unwrap();
        let wanted = "__Host-credence=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure";
        assert_eq!(value, wanted);
        let value = ConsoleCookie::new(false).clear().unwrap();
        assert_eq!(
            value,
            "credence=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
        );
    }

    #[test]
    fn a_planted_second_cookie_is_no_login() {
        let token = "A".repeat(64);
        let plain = ConsoleCookie::new(false);
        assert!(read(&plain, &format!("a=b; credence={token}")));
        assert!(!read(
            &plain,
            &format!("credence={token}; credence={token}")
        ));
        assert!(!read(&plain, "credence=short"));
        let secure = ConsoleCookie::new(true);
        assert!(!read(&secure, &format!("credence={token}")));
        assert!(read(&secure, &format!("__Host-credence={token}")));
    }
}
