use http::HeaderMap;
use http::header::AUTHORIZATION;

/// The one bearer credential of a request (RFC 6750 section 2.1); `None` when there is none, or more
/// than one `Authorization` header.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut lines = headers.get_all(AUTHORIZATION).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else {
        return None;
    };
    let (scheme, credential) = line.to_str().ok()?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| credential.trim())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn exactly_one_bearer_credential_counts() {
        let of = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(AUTHORIZATION, HeaderValue::from_static(line));
            }
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(of(&["Bearer ik_a"]).as_deref(), Some("ik_a"));
        assert_eq!(of(&["bearer  ik_a "]).as_deref(), Some("ik_a"));
        for none in [
            &[][..],
            &["ik_a"],
            &["Basic ik_a"],
            &["Bearer a", "Bearer b"],
        ] {
            assert_eq!(of(none), None, "{none:?}");
        }
    }
}
