use credence_outbound::{OutboundClient, Url};
use url::Host;

const LONGEST: usize = 2_000;

/// Names that lead into the machine or its network by definition (RFC 6761, 6762, 8375; `internal`
/// is set apart by ICANN).
const LOCAL_NAMES: [&str; 4] = ["localhost", "local", "internal", "home.arpa"];

/// The address of an endpoint, if it is one to send to as far as its text tells; where its name leads
/// is judged at each call. Unless the operator allows private addresses it has to be https.
pub(crate) fn allowed_address(client: &OutboundClient, text: &str) -> Option<Url> {
    let is_plain = |letter: char| !letter.is_whitespace() && !letter.is_control();
    if text.len() > LONGEST || !text.chars().all(is_plain) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    client.check(&url).ok()?;
    if url.fragment().is_some() {
        return None;
    }
    let is_public = url.scheme() == "https" && !is_local_name(&url);
    (client.allows_private_addresses() || is_public).then_some(url)
}

fn is_local_name(url: &Url) -> bool {
    let Some(Host::Domain(name)) = url.host() else {
        return false;
    };
    let name = name.trim_end_matches('.');
    let is_below = |local: &str| {
        name.strip_suffix(local)
            .is_some_and(|front| front.is_empty() || front.ends_with('.'))
    };
    !name.contains('.') || LOCAL_NAMES.into_iter().any(is_below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhooks::sender::{WebhookOptions, client_of};

    fn is_allowed(text: &str, allow_private_addresses: bool) -> bool {
        let options = WebhookOptions {
            allow_private_addresses,
            ..WebhookOptions::default()
        };
        allowed_address(&client_of(&options).unwrap(), text).is_some()
    }

    #[test]
    fn what_leads_inside_or_is_no_https_is_refused() {
        for text in [
            "http://example.org/hook",
            "ftp://example.org/",
            "file:///etc/passwd",
            "example.org",
            "",
            "https://user@example.org/",
            "https://:secret@example.org/",
            "https://example.org:22/",
            "https://example.org/#part",
            "https://example.org/a b",
            "https://exa\nmple.org/",
            "https://localhost/",
            "https://LOCALHOST./",
            "https://a.localhost/",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://router.home.arpa/",
            "https://intranet/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0177.0.0.1/",
            "https://0x7f000001/",
            "https://127.1/",
            "https://0.0.0.0/",
            "https://10.1.2.3/",
            "https://100.64.0.1/",
            "https://169.254.169.254/latest/meta-data/",
            "https://172.16.0.1/",
            "https://192.0.0.1/",
            "https://192.0.2.1/",
            "https://192.88.99.1/",
            "https://192.168.1.1/",
            "https://198.18.0.1/",
            "https://198.51.100.1/",
            "https://203.0.113.1/",
            "https://224.0.0.1/",
            "https://255.255.255.255/",
            "https://[::]/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:a00:1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[64:ff9b:1::1]/",
            "https://[100::1]/",
            "https://[2001:db8::1]/",
            "https://[2002:7f00:1::]/",
            "https://[3fff::1]/",
            "https://[5f00::1]/",
            "https://[fc00::1]/",
            "https://[fe80::1]/",
            "https://[ff02::1]/",
            "https://①②⑦.0.0.1/",
        ] {
            assert!(!is_allowed(text, false), "{text}");
        }
        let long = format!("https://example.org/{}", "a".repeat(2_000));
        assert!(!is_allowed(&long, false));
    }

    #[test]
    fn public_addresses_are_allowed_and_private_ones_where_the_operator_says_so() {
        for text in [
            "https://example.org/hook?tenant=1",
            "https://hooks.example.org:8443/",
            "https://8.8.8.8/",
            "https://[2606:4700::1111]/",
            "https://mylocal/",
        ] {
            assert_eq!(
                is_allowed(text, false),
                text != "https://mylocal/",
                "{text}"
            );
        }
        for text in ["http://127.0.0.1:9000/hook", "http://localhost/"] {
            assert!(!is_allowed(text, false) && is_allowed(text, true), "{text}");
        }
        assert!(!is_allowed("http://user@127.0.0.1/", true));
    }
}
