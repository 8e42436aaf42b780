use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// One host of a public key's licence: `shop.example.com`, or `*.partner.org` for its subdomains.
///
/// `Origin` can be forged outside a browser, so a licence keeps other people's pages from spending
/// a key; it is no proof of who calls. What the key leads to still needs the secret key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceHost {
    /// Lower-case, without the `*.`.
    host: String,
    covers_subdomains: bool,
}

/// The text is no host name that a licence can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("reading a licence host; expected a host such as shop.example.com or *.example.com")]
pub struct LicenceHostError;

impl LicenceHost {
    /// Whether a page of `host` may use the key.
    fn covers(&self, host: &str) -> bool {
        if self.covers_subdomains {
            let label = host
                .strip_suffix(self.host.as_str())
                .and_then(|rest| rest.strip_suffix('.'));
            label.is_some_and(|label| !label.is_empty())
        } else {
            host == self.host
        }
    }
}

impl FromStr for LicenceHost {
    type Err = LicenceHostError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, covers_subdomains) = text
            .strip_prefix("*.")
            .map_or((text, false), |name| (name, true));
        match Host::parse(name) {
            Ok(Host::Domain(host))
                if host.contains('.') && !host.contains('*') && !host.ends_with('.') =>
            {
                Ok(Self {
                    host,
                    covers_subdomains,
                })
            }
            Ok(Host::Ipv4(address)) if !covers_subdomains => Ok(Self {
                host: address.to_string(),
                covers_subdomains,
            }),
            Ok(Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_)) | Err(_) => Err(LicenceHostError),
        }
    }
}

impl fmt::Display for LicenceHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wildcard = if self.covers_subdomains { "*." } else { "" };
        write!(f, "{wildcard}{}", self.host)
    }
}

/// Whether a page with this `Origin` may use a key with these hosts. No hosts: any page may. A page
/// of this machine always may, as with the vendor's licences; every other needs https on the
/// default port and a host that the licence names.
pub(crate) fn is_origin_licensed(hosts: &[LicenceHost], origin: Option<&str>) -> bool {
    if hosts.is_empty() {
        return true;
    }
    let Some(page) = origin.and_then(PageOrigin::parse) else {
        return false;
    };
    page.is_local() || (page.is_https_default && hosts.iter().any(|host| host.covers(&page.host)))
}

/// An `Origin` header taken apart.
struct PageOrigin {
    host: String,
    is_https_default: bool,
}

impl PageOrigin {
    /// `None` for `null` and for whatever is not exactly a scheme, a host and perhaps a port.
    fn parse(origin: &str) -> Option<Self> {
        let url = Url::parse(origin).ok()?;
        let is_bare = matches!(url.scheme(), "http" | "https")
            && origin.bytes().all(|byte| byte.is_ascii_graphic())
            && url.path() == "/"
            && !origin.ends_with('/')
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
            && !origin.contains(['@', '\\']);
        let host = url.host_str().filter(|_| is_bare)?.to_owned();
        Some(Self {
            host,
            is_https_default: url.scheme() == "https" && url.port().is_none(),
        })
    }

    fn is_local(&self) -> bool {
        matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "[::1]")
            || self
                .host
                .strip_suffix(".localhost")
                .is_some_and(|label| !label.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_licensed(origin: Option<&str>) -> bool {
        let hosts: Vec<LicenceHost> = ["shop.example.com", "*.partner.org"]
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        is_origin_licensed(&hosts, origin)
    }

    #[test]
    fn a_bound_key_works_from_its_hosts_and_from_this_machine() {
        for origin in [
            "https://shop.example.com",
            "https://SHOP.example.com",
            "https://shop.example.com:443",
            "https://pay.partner.org",
            "https://a.b.partner.org",
            "http://localhost",
            "http://localhost:5173",
            "https://localhost:8443",
            "http://app.localhost:3000",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
        ] {
            assert!(is_licensed(Some(origin)), "{origin}");
        }
    }

    #[test]
    fn a_bound_key_works_from_nowhere_else() {
        assert!(!is_licensed(None));
        for origin in [
            "",
            "null",
            "https://example.com",
            "https://evil.io",
            "http://shop.example.com",
            "https://shop.example.com:8443",
            "https://shop.example.com.evil.io",
            "https://notshop.example.com",
            "https://evilshop.example.com",
            "https://a.shop.example.com",
            "https://shop.example.com.",
            "https://partner.org",
            "https://evilpartner.org",
            "https://.partner.org",
            "https://pay.partner.org.evil.io",
            "https://localhost.evil.io",
            "https://evillocalhost",
            "http://.localhost",
            "https://127.0.0.1.evil.io",
            "http://127.0.0.2",
            "http://[::2]",
            "https://shop.example.com@evil.io",
            "https://evil.io@shop.example.com",
            "https://shop.example.com/",
            "https://shop.example.com/path",
            "https://shop.example.com?query",
            "https://shop.example.com#fragment",
            "https://evil.io\\.shop.example.com",
            "https://shop.example.com https://evil.io",
            "https://evil.io, https://shop.example.com",
            "https://shop.\texample.com",
            "ftp://shop.example.com",
            "file://",
            "shop.example.com",
        ] {
            assert!(!is_licensed(Some(origin)), "{origin}");
        }
    }

    #[test]
    fn an_unbound_key_works_from_anywhere() {
        for origin in [None, Some("null"), Some("https://evil.io")] {
            assert!(is_origin_licensed(&[], origin));
        }
    }

    #[test]
    fn only_host_names_are_licence_hosts() {
        for text in ["shop.example.com", "*.partner.org", "192.0.2.7"] {
            assert_eq!(text.parse::<LicenceHost>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "*",
            "*.",
            "com",
            "*.com",
            "https://shop.example.com",
            "shop.example.com/",
            "a b.org",
            "*.*.org",
            "[::1]",
            "shop.example.com:443",
            "*.192.0.2.7",
            "example.com.",
        ] {
            assert!(text.parse::<LicenceHost>().is_err(), "{text}");
        }
    }
}
