use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::{Extensions, HeaderMap};
use tokio_util::sync::CancellationToken;

/// What is known of the connection a request came on; among the request's extensions.
#[derive(Debug, Clone)]
pub struct ConnectionInfo {
    /// The other end of the socket: the client or the last proxy.
    pub peer: SocketAddr,
    /// Cancelled when the server begins to stop; endless answers (event streams) end then.
    pub draining: CancellationToken,
}

/// The client's address, as far as it can be trusted, in the form that quotas are counted by: an
/// IPv6 address is cut to its /64, because a client commands the rest.
///
/// `trusted_proxies` is the number of proxies in front of this server that append to
/// `X-Forwarded-For`. With 0 the header is ignored; with `n` the `n`-th entry from the right is
/// taken, which is the one that the outermost trusted proxy wrote. A header with fewer entries or a
/// malformed one falls back to the socket's other end. `None` outside a real connection.
#[must_use]
pub fn client_address(
    extensions: &Extensions,
    headers: &HeaderMap,
    trusted_proxies: usize,
) -> Option<IpAddr> {
    let peer = extensions
        .get::<ConnectionInfo>()
        .map(|info| info.peer.ip());
    forwarded_address(headers, trusted_proxies)
        .or(peer)
        .map(quota_form)
}

fn forwarded_address(headers: &HeaderMap, trusted_proxies: usize) -> Option<IpAddr> {
    let position = trusted_proxies.checked_sub(1)?;
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();
    let entry = lines
        .iter()
        .rev()
        .flat_map(|line| line.rsplit(','))
        .nth(position)?;
    let entry = entry.trim();
    entry
        .parse()
        .ok()
        .or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

fn quota_form(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(forwarded: &[&'static str], trusted_proxies: usize) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectionInfo {
            peer: SocketAddr::from(([10, 0, 0, 9], 4000)),
            draining: CancellationToken::new(),
        });
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", http::HeaderValue::from_static(line));
        }
        client_address(&extensions, &headers, trusted_proxies)
            .unwrap()
            .to_string()
    }

    #[test]
    fn a_forwarding_header_counts_only_from_trusted_proxies() {
        assert_eq!(address(&["1.2.3.4"], 0), "10.0.0.9");
        assert_eq!(address(&["6.6.6.6, 1.2.3.4"], 1), "1.2.3.4");
        assert_eq!(address(&["6.6.6.6, 1.2.3.4", "5.5.5.5"], 2), "1.2.3.4");
        assert_eq!(address(&["1.2.3.4"], 2), "10.0.0.9");
        assert_eq!(address(&["not an address"], 1), "10.0.0.9");
        assert_eq!(address(&["1.2.3.4:5678"], 1), "1.2.3.4");
    }

    #[test]
    fn an_ipv6_client_is_its_network() {
        assert_eq!(address(&["2001:db8:1:2:3:4:5:6"], 1), "2001:db8:1:2::");
        assert_eq!(address(&["::ffff:1.2.3.4"], 1), "1.2.3.4");
    }
}
