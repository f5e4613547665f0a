//! Names that must be told apart from those of all other sites: of messages (RFC 5322 section 3.6.4) and of
//! events (RFC 7986 section 5.3).
//!
//! The same site gives the same names on any day; programs know by them what they have seen already.

use ammonia::Url;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use twox_hash::XxHash3_64;

use crate::config::Config;

/// What a message's name can hold of a path besides letters and digits: a dot could stand where none may.
const STEP: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'/').remove(b'%');

/// The site's host as mail programs write it, without a port. Where there is none, a name that stands for no
/// host (RFC 2606) and for this site alone.
pub fn domain(config: &Config) -> String {
    let url = Url::parse(&config.base_url.origin).ok();
    let host = url.as_ref().and_then(Url::host_str).map(str::to_owned);
    host.unwrap_or_else(|| format!("{:016x}.invalid", XxHash3_64::oneshot(config.title.as_bytes())))
}

/// An address as formats take it that know ASCII only (RFC 3986): its host in Punycode, all else encoded.
pub fn uri(address: &str) -> String {
    Url::parse(address).map_or_else(|_| address.to_owned(), String::from)
}

/// What stands before a name within the site: its path, since one host may hold many sites.
pub fn within(config: &Config) -> String {
    utf8_percent_encode(config.base_url.prefix.trim_start_matches('/'), STEP).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    fn names(config: &str) -> String {
        let config = site(config).config;
        format!("{}x@{}", within(&config), domain(&config))
    }

    #[test]
    fn sites_of_one_host_are_told_apart_by_their_paths() {
        for (base_url, expected) in [
            ("https://example.org", "x@example.org"),
            ("https://Example.org:8080/", "x@example.org"),
            ("https://org.github.io/kb-one/", "kb-one/x@org.github.io"),
            ("https://org.github.io/kb-two", "kb-two/x@org.github.io"),
            ("https://example.org/.a/v1.0(b)/", "%2Ea/v1%2E0%28b%29/x@example.org"),
            ("https://exämple.org/é/", "%C3%A9/x@xn--exmple-cua.org"),
        ] {
            assert_eq!(names(&format!("base_url = \"{base_url}\"\n")), expected, "{base_url}");
        }
    }

    #[test]
    fn an_address_of_any_letters_is_a_uri() {
        for (address, expected) in [
            ("https://example.org/a/%C3%BC/", "https://example.org/a/%C3%BC/"),
            ("https://exämple.org/é/", "https://xn--exmple-cua.org/%C3%A9/"),
            ("mailto:leave@example.org?subject=leave me", "mailto:leave@example.org?subject=leave%20me"),
            ("/a/", "/a/"),
        ] {
            assert_eq!(uri(address), expected);
        }
    }

    #[test]
    fn sites_without_a_host_are_told_apart_by_their_titles() {
        let mut config = site("").config;
        let first = domain(&config);
        assert!(first.ends_with(".invalid"), "{first}");
        config.title.push('2');
        assert_ne!(domain(&config), first);
    }
}
