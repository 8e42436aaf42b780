use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::address::is_public;

/// A name leads to private addresses only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name has no public address")]
pub(crate) struct NoPublicAddress;

/// Resolves names as the machine does and hands on the public addresses only. The connection is
/// made to the very addresses that were judged, so a name that changes in between gains nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PublicResolver;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public = public_only(found)?;
            let addresses: Addrs = Box::new(public.into_iter());
            Ok(addresses)
        })
    }
}

fn public_only(
    found: impl Iterator<Item = SocketAddr>,
) -> Result<Vec<SocketAddr>, NoPublicAddress> {
    let public: Vec<_> = found.filter(|address| is_public(address.ip())).collect();
    if public.is_empty() {
        Err(NoPublicAddress)
    } else {
        Ok(public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(addresses: &[&str]) -> Result<Vec<SocketAddr>, NoPublicAddress> {
        public_only(
            addresses
                .iter()
                .map(|text| SocketAddr::new(text.parse().unwrap(), 0)),
        )
    }

    #[test]
    fn private_addresses_are_dropped_and_none_left_is_an_error() {
        assert_eq!(filter(&["127.0.0.1", "8.8.8.8", "::1"]).unwrap().len(), 1);
        assert_eq!(
            filter(&["127.0.0.1", "::ffff:10.0.0.1"]),
            Err(NoPublicAddress)
        );
        assert_eq!(filter(&[]), Err(NoPublicAddress));
    }
}
