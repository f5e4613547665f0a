//! Which names the preview answers to.
//!
//! A foreign page can make a browser take its own name for this machine (DNS rebinding) and then
//! read the preview, drafts included. A name in the `Host` header that is not ours gives it away.

use std::net::IpAddr;

/// The names of a server that listens on one address.
#[derive(Clone, Copy, Debug)]
pub struct Hosts {
    bound: IpAddr,
}

impl Hosts {
    pub fn new(bound: IpAddr) -> Hosts {
        Hosts { bound }
    }

    /// Whether a reader at `address` is at this machine: at an address of the loopback, or at that which is listened on.
    pub fn is_here(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_loopback() || address == self.bound
    }

    /// Whether a `Host` header, with or without a port, is one of ours: `localhost`, an address of
    /// the loopback, or the address listened on; any address where all are listened on, since only
    /// names can be rebound.
    pub fn knows(&self, host: &str) -> bool {
        let name = without_port(host);
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let Ok(address) = bare.parse::<IpAddr>() else { return false };
        address.is_loopback() || address == self.bound || self.bound.is_unspecified()
    }
}

/// The colons of an IPv6 address stand inside brackets.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(bound: &str, host: &str) -> bool {
        Hosts::new(bound.parse().unwrap()).knows(host)
    }

    #[test]
    fn its_own_names_are_known_with_and_without_a_port() {
        for host in ["localhost", "LocalHost:3000", "127.0.0.1", "127.0.0.1:3000", "[::1]", "[::1]:3000"] {
            assert!(known("127.0.0.1", host), "{host}");
        }
        assert!(known("192.168.0.7", "192.168.0.7:3000"));
        assert!(known("0.0.0.0", "192.168.0.7:3000"));
    }

    #[test]
    fn readers_at_the_address_that_is_listened_on_are_here() {
        let is_here = |bound: &str, reader: &str| Hosts::new(bound.parse().unwrap()).is_here(reader.parse().unwrap());
        assert!(is_here("127.0.0.1", "::1") && is_here("0.0.0.0", "::ffff:127.0.0.1"));
        assert!(is_here("192.168.0.7", "192.168.0.7") && is_here("192.168.0.7", "::ffff:192.168.0.7"));
        assert!(!is_here("192.168.0.7", "192.168.0.8") && !is_here("0.0.0.0", "192.168.0.7"));
    }

    #[test]
    fn foreign_names_are_not() {
        for host in [
            "example.org",
            "example.org:3000",
            "127.0.0.1.example.org",
            "localhost.example.org",
            "192.168.0.7",
            "",
            ":80",
        ] {
            assert!(!known("127.0.0.1", host), "{host}");
        }
        assert!(!known("0.0.0.0", "example.org"));
    }
}
