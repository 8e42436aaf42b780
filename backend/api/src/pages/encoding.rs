use http::{HeaderMap, header};

/// How a file goes over the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

impl Encoding {
    /// The value of `Content-Encoding`.
    pub(super) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }
}

/// Whether the client takes this encoding (RFC 9110 section 12.5.3): named, or covered by `*`, and
/// not with weight 0.
pub(super) fn is_accepted(headers: &HeaderMap, encoding: Encoding) -> bool {
    let Some(name) = encoding.name() else {
        return true;
    };
    let mut by_star = false;
    for part in headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
    {
        let (coding, parameters) = part.split_once(';').unwrap_or((part, ""));
        let is_wanted = !is_zero(parameters);
        let coding = coding.trim();
        if coding.eq_ignore_ascii_case(name) {
            return is_wanted;
        }
        by_star |= coding == "*" && is_wanted;
    }
    by_star
}

fn is_zero(parameters: &str) -> bool {
    let weight = parameters.trim().strip_prefix("q=").map(str::parse::<f32>);
    matches!(weight, Some(Ok(weight)) if weight <= 0.0)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn accepted(line: &'static str) -> [bool; 2] {
        let value = HeaderValue::from_static(line);
        let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, value)]);
        [Encoding::Brotli, Encoding::Gzip].map(|encoding| is_accepted(&headers, encoding))
    }

    #[test]
    fn only_what_the_client_takes_is_sent() {
        assert_eq!(accepted("gzip, deflate, br"), [true, true]);
        assert_eq!(accepted("gzip;q=0.5, br;q=0"), [false, true]);
        assert_eq!(accepted("*"), [true, true]);
        assert_eq!(accepted("br;q=0, *"), [false, true]);
        assert_eq!(accepted("identity"), [false, false]);
        assert_eq!(accepted("*;q=0"), [false, false]);
    }
}
