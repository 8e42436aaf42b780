use std::net::{IpAddr, Ipv6Addr};

/// What kind of address a consent came from. The address itself is never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressClass {
    /// The machine itself.
    Loopback,
    /// A private network, or a link of its own.
    Private,
    /// The internet, by IPv4.
    PublicV4,
    /// The internet, by IPv6.
    PublicV6,
}

impl AddressClass {
    /// The class of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            address if address.is_loopback() => Self::Loopback,
            IpAddr::V4(address) if address.is_private() || address.is_link_local() => Self::Private,
            IpAddr::V4(_) => Self::PublicV4,
            IpAddr::V6(address) if is_local(address) => Self::Private,
            IpAddr::V6(_) => Self::PublicV6,
        }
    }

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Loopback => "loopback",
            Self::Private => "private",
            Self::PublicV4 => "public_v4",
            Self::PublicV6 => "public_v6",
        }
    }
}

fn is_local(address: Ipv6Addr) -> bool {
    address.is_unique_local() || address.is_unicast_link_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_class_that_says_nothing_of_it() {
        for (address, class) in [
            ("127.0.0.1", "loopback"),
            ("::1", "loopback"),
            ("::ffff:127.0.0.1", "loopback"),
            ("10.1.2.3", "private"),
            ("192.168.0.9", "private"),
            ("169.254.0.1", "private"),
            ("fd00::1", "private"),
            ("fe80::1", "private"),
            ("192.0.2.1", "public_v4"),
            ("::ffff:192.0.2.1", "public_v4"),
            ("2001:db8::1", "public_v6"),
        ] {
            let found = AddressClass::of(address.parse().unwrap());
            assert_eq!(found.as_str(), class, "{address}");
        }
    }
}
