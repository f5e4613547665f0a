//! Where the site is published: `https://example.org/network/`, or only `/network/`.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use super::BaseUrl;

/// What must be escaped in the path of a URL, after the WHATWG URL Standard's path set, with `%`.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'^')
    .add(b'|')
    .add(b'\\')
    .add(b'\'');

/// A path percent-encoded for a link.
pub fn encode_path(path: &str) -> String {
    Cow::from(utf8_percent_encode(path, PATH)).into_owned()
}

impl Default for BaseUrl {
    fn default() -> BaseUrl {
        BaseUrl { origin: String::new(), prefix: "/".to_string() }
    }
}

impl BaseUrl {
    /// The address in `text`, or what is wrong with it. The path may lack its last `/`; what of it is not ASCII is
    /// percent-encoded from here on, since feeds, calendars and mails may hold nothing else.
    pub fn parse(text: &str) -> Result<BaseUrl, String> {
        if let Some(odd) = text.chars().find(|c| c.is_whitespace() || c.is_control() || "<>\"'\\^`{|}".contains(*c)) {
            return Err(format!("an address cannot hold {odd:?}"));
        }
        if text.contains(['?', '#']) {
            return Err("an address that pages are put under has no `?` and no `#`".to_string());
        }
        let (origin, path) = split_origin(text)?;
        Ok(BaseUrl { origin, prefix: prefix(path)? })
    }

    /// The prefix as people write it and as decoded addresses begin, in form NFC: `/网络/`.
    pub fn written_prefix(&self) -> Cow<'_, str> {
        percent_decode_str(&self.prefix).decode_utf8_lossy()
    }
}

/// `https://Example.org:8080/a/` → `https://example.org:8080` and `/a/`.
fn split_origin(text: &str) -> Result<(String, &str), String> {
    if text.starts_with('/') && !text.starts_with("//") {
        return Ok((String::new(), text));
    }
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) if ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) => (scheme, rest),
        _ => return Err("it must start with `https://`, `http://` or `/`".to_string()),
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    check_authority(authority)?;
    Ok((format!("{scheme}://{authority}").to_lowercase(), path))
}

fn check_authority(authority: &str) -> Result<(), String> {
    if authority.contains('@') {
        return Err("it must not hold a user name or password".to_string());
    }
    let (host, port) = match authority.rsplit_once(':') {
        // The colons of an IPv6 address stand inside brackets.
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if host.is_empty() {
        return Err("the host is missing".to_string());
    }
    match port {
        Some(port) if port.parse::<u16>().is_err() => Err(format!("`{port}` is not a port")),
        _ => Ok(()),
    }
}

fn prefix(path: &str) -> Result<String, String> {
    let inner = path.strip_prefix('/').unwrap_or(path);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    if inner.is_empty() {
        return Ok("/".to_string());
    }
    let written = inner;
    let Ok(inner) = percent_decode_str(written).decode_utf8() else {
        return Err("its path is not UTF-8 once it is decoded".to_string());
    };
    if inner.split('/').count() != written.split('/').count() {
        return Err("its path cannot hold a `/` that is percent-encoded".to_string());
    }
    if let Some(odd) = inner.chars().find(|c| c.is_control() || "?#\\".contains(*c)) {
        return Err(format!("its path cannot hold {odd:?}"));
    }
    if inner.split('/').any(|step| matches!(step, "" | "." | "..")) {
        return Err("its path must not hold `//`, `.` or `..`".to_string());
    }
    // One spelling of each, or pages would be asked for by another than links are written with.
    let inner: String = inner.nfc().collect();
    Ok(format!("/{}/", encode_path(&inner)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Result<(String, String), String> {
        BaseUrl::parse(text).map(|url| (url.origin, url.prefix))
    }

    fn ok(origin: &str, prefix: &str) -> Result<(String, String), String> {
        Ok((origin.to_string(), prefix.to_string()))
    }

    #[test]
    fn an_address_is_split_into_origin_and_prefix() {
        assert_eq!(parsed("https://example.org"), ok("https://example.org", "/"));
        assert_eq!(parsed("https://example.org/"), ok("https://example.org", "/"));
        assert_eq!(parsed("HTTP://Example.ORG:8080/Net/a"), ok("http://example.org:8080", "/Net/a/"));
        assert_eq!(parsed("http://[::1]/x/"), ok("http://[::1]", "/x/"));
        assert_eq!(parsed("http://[::1]:80"), ok("http://[::1]:80", "/"));
        assert_eq!(parsed("/network"), ok("", "/network/"));
        assert_eq!(parsed("/网络/a%20b"), ok("", "/%E7%BD%91%E7%BB%9C/a%20b/"));
        for one_name in ["/e\u{301}", "/é", "/e%CC%81", "/%c3%a9/"] {
            assert_eq!(parsed(one_name), ok("", "/%C3%A9/"));
        }
        assert_eq!(parsed("/%41+b"), ok("", "/A+b/"));
        assert_eq!(parsed("/"), ok("", "/"));
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_reason() {
        let reason = |text: &str| parsed(text).unwrap_err();
        assert_eq!(reason(""), "it must start with `https://`, `http://` or `/`");
        assert_eq!(reason("example.org"), "it must start with `https://`, `http://` or `/`");
        assert_eq!(reason("//example.org"), "it must start with `https://`, `http://` or `/`");
        assert_eq!(reason("javascript:alert(1)"), "it must start with `https://`, `http://` or `/`");
        assert_eq!(reason("https:///x"), "the host is missing");
        assert_eq!(reason("https://a@b/"), "it must not hold a user name or password");
        assert_eq!(reason("https://a:x/"), "`x` is not a port");
        assert_eq!(reason("https://a/../b"), "its path must not hold `//`, `.` or `..`");
        assert_eq!(reason("https://a//b"), "its path must not hold `//`, `.` or `..`");
        assert_eq!(reason("https://a/?x"), "an address that pages are put under has no `?` and no `#`");
        assert_eq!(reason("https://a/b c"), "an address cannot hold ' '");
        assert_eq!(reason("https://a/%FF/"), "its path is not UTF-8 once it is decoded");
        assert_eq!(reason("https://a/%2E%2e/"), "its path must not hold `//`, `.` or `..`");
        assert_eq!(reason("https://a/b%3F/"), "its path cannot hold '?'");
        assert_eq!(reason("https://a/b%2Fc/"), "its path cannot hold a `/` that is percent-encoded");
    }

    proptest! {
        #[test]
        fn an_accepted_prefix_starts_and_ends_with_a_slash_and_parses_again_to_itself(text in "(https?://[a-z.]{0,8}|)(/([a-z.é]|%[2-7][0-9a-f]|%C3%A9|e%CC%81){0,3}){0,4}") {
            if let Ok(url) = BaseUrl::parse(&text) {
                prop_assert_eq!(encode_path(&url.written_prefix()), url.prefix.clone());
                prop_assert!(url.prefix.starts_with('/') && url.prefix.ends_with('/'));
                prop_assert_eq!(BaseUrl::parse(&url.absolute("")), Ok(url));
            }
        }
    }
}
