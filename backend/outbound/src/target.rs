use std::net::IpAddr;

use url::{Host, Url};

use crate::address::is_public;
use crate::error::OutboundError;

/// Refuses an address before anything is sent. A literal IP address never reaches the resolver, so
/// it is judged here; the URL parser has already turned its decimal, octal and hexadecimal
/// spellings into plain ones.
pub(crate) fn check(url: &Url, allow_private_addresses: bool) -> Result<(), OutboundError> {
    let is_http = matches!(url.scheme(), "http" | "https");
    let has_user = !url.username().is_empty() || url.password().is_some();
    if !is_http || has_user {
        return Err(OutboundError::RefusedTarget);
    }
    if allow_private_addresses {
        return Ok(());
    }
    // Mail, file and other services listen below 1024 and may take a body for commands.
    let port = url
        .port_or_known_default()
        .ok_or(OutboundError::RefusedTarget)?;
    if port < 1024 && port != 80 && port != 443 {
        return Err(OutboundError::RefusedTarget);
    }
    let literal = match url.host().ok_or(OutboundError::RefusedTarget)? {
        Host::Ipv4(address) => IpAddr::V4(address),
        Host::Ipv6(address) => IpAddr::V6(address),
        Host::Domain(_) => return Ok(()),
    };
    if is_public(literal) {
        Ok(())
    } else {
        Err(OutboundError::RefusedAddress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> Option<OutboundError> {
        check(&Url::parse(url).unwrap(), false).err()
    }

    #[test]
    fn every_spelling_of_a_private_address_is_refused() {
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://0x7f.1/",
            "http://127.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "https://169.254.169.254/latest",
            "http://[fd00::1]:8080/",
            "http://①②⑦.0.0.1/",
        ] {
            assert!(
                matches!(refusal(url), Some(OutboundError::RefusedAddress)),
                "{url}"
            );
        }
    }

    #[test]
    fn other_schemes_users_and_ports_are_refused() {
        for url in [
            "ftp://example.com/",
            "file:///etc/passwd",
            "data:text/plain,x",
            "http://user@example.com/",
            "http://:password@example.com/",
            "http://example.com:22/",
            "https://example.com:25/",
            "http://example.com:0/",
        ] {
            assert!(
                matches!(refusal(url), Some(OutboundError::RefusedTarget)),
                "{url}"
            );
        }
    }

    #[test]
    fn public_addresses_and_names_pass() {
        for url in [
            "https://example.com/",
            "http://8.8.8.8:8080/",
            "https://[2606:4700::1111]/",
        ] {
            assert!(refusal(url).is_none(), "{url}");
        }
    }

    #[test]
    fn an_operators_own_endpoint_may_be_private_but_keeps_the_other_rules() {
        let check = |url: &str| check(&Url::parse(url).unwrap(), true);
        assert!(check("http://127.0.0.1:8081/").is_ok());
        assert!(check("ftp://127.0.0.1/").is_err());
        assert!(check("http://user@127.0.0.1/").is_err());
    }
}
