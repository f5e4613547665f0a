//! `[policy]`: the origins that pages load from beside their own, by directive of CSP level 3.

use std::collections::{BTreeMap, BTreeSet};

use super::at::At;
use super::raw::RawPolicy;
use super::report::Report;

/// What a page loads, or sends, in the words of a Content-Security-Policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Directive {
    Script,
    Style,
    Img,
    Font,
    Connect,
    Frame,
    Media,
    Form,
}

impl Directive {
    pub fn name(self) -> &'static str {
        match self {
            Directive::Script => "script-src",
            Directive::Style => "style-src",
            Directive::Img => "img-src",
            Directive::Font => "font-src",
            Directive::Connect => "connect-src",
            Directive::Frame => "frame-src",
            Directive::Media => "media-src",
            Directive::Form => "form-action",
        }
    }
}

/// The origins that a site allows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicySources(BTreeMap<Directive, BTreeSet<String>>);

impl PolicySources {
    /// What stands behind a directive's own sources; empty, or it begins with a space.
    pub fn more(&self, directive: Directive) -> String {
        self.0.get(&directive).into_iter().flatten().map(|source| format!(" {source}")).collect()
    }

    /// All that fetches may come from, whatever is fetched. A form fetches nothing.
    pub fn fetched(&self) -> BTreeSet<&str> {
        let fetching = self.0.iter().filter(|(directive, _)| **directive != Directive::Form);
        fetching.flat_map(|(_, sources)| sources).map(String::as_str).collect()
    }

    /// Whether the origin of an address, `https://example.org:8080`, is one of a directive's (CSP level 3, section 6.7.2.8).
    pub fn allows(&self, directive: Directive, origin: &str) -> bool {
        let origin = origin.to_ascii_lowercase();
        self.0.get(&directive).is_some_and(|sources| sources.iter().any(|source| covers(source, &origin)))
    }
}

fn covers(source: &str, origin: &str) -> bool {
    let (Some((scheme, host)), Some((asked_scheme, asked))) = (source.split_once("://"), origin.split_once("://"))
    else {
        return false;
    };
    // What is allowed without encryption is allowed with it.
    let is_scheme = scheme == asked_scheme || (asked_scheme.strip_suffix('s') == Some(scheme));
    is_scheme
        && match host.strip_prefix('*') {
            Some(end) => asked.len() > end.len() && asked.ends_with(end),
            None => asked == host,
        }
}

pub fn policy(raw: RawPolicy, report: &mut Report) -> PolicySources {
    let RawPolicy { script_src, style_src, img_src, font_src, connect_src, frame_src, media_src, form_action } = raw;
    let written = [
        (Directive::Script, script_src),
        (Directive::Style, style_src),
        (Directive::Img, img_src),
        (Directive::Font, font_src),
        (Directive::Connect, connect_src),
        (Directive::Frame, frame_src),
        (Directive::Media, media_src),
        (Directive::Form, form_action),
    ];
    let mut policy = PolicySources::default();
    for (directive, sources) in written {
        for source in sources {
            match checked(source.value()) {
                Ok(origin) => {
                    policy.0.entry(directive).or_default().insert(origin);
                }
                Err(reason) => told(&source, directive, reason, report),
            }
        }
    }
    policy
}

fn told(source: &At<String>, directive: Directive, reason: &str, report: &mut Report) {
    let message = format!("`{}` cannot be a source of `{}`: {reason}", source.value(), directive.name());
    report.at(source, message).help =
        Some("write where it is loaded from, as `https://example.org` or `https://*.example.org`".to_owned());
}

/// An origin as browsers compare it, or why this is none. A keyword such as `'unsafe-inline'` would undo the policy, and what
/// holds a space or a semicolon would be another directive.
fn checked(source: &str) -> Result<String, &'static str> {
    let source = source.to_ascii_lowercase();
    let Some((scheme, rest)) = source.split_once("://") else {
        return Err(match source.starts_with('\'') {
            true => "keywords are not added here",
            false => "it must begin with `https://` or `wss://`",
        });
    };
    if !["https", "http", "wss", "ws"].contains(&scheme) {
        return Err("it must begin with `https://` or `wss://`");
    }
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    if host.contains(['/', '?', '#']) || port.is_some_and(|port| port.contains('/')) {
        return Err("it must end behind the host");
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err("what follows its last colon is not a port");
    }
    is_host(host.strip_prefix("*.").unwrap_or(host)).map(|()| source.clone())
}

fn is_host(host: &str) -> Result<(), &'static str> {
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match host {
        "*" => Err("it allows every host"),
        host if !host.is_ascii() => Err("a policy holds a host as machines write it, `xn--…`"),
        host if host.split('.').all(is_label) => Ok(()),
        _ => Err("what follows `://` is not a host"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for good in
            ["https://plausible.io", "https://*.example.org", "wss://live.example.org:8443", "http://localhost:80"]
        {
            assert_eq!(checked(good), Ok(good.to_owned()));
        }
        assert_eq!(checked("https://Example.ORG"), Ok("https://example.org".to_owned()));
    }

    #[test]
    fn what_would_undo_the_policy_is_refused() {
        let scheme = "it must begin with `https://` or `wss://`";
        let host = "what follows `://` is not a host";
        for (source, reason) in [
            ("'unsafe-inline'", "keywords are not added here"),
            ("*", scheme),
            ("https:", scheme),
            ("plausible.io", scheme),
            ("data://x", scheme),
            ("https://*", "it allows every host"),
            ("https://", host),
            ("https://a.org; script-src https://b.org", "it must end behind the host"),
            ("https://a.org;", host),
            ("https://a.org b", host),
            ("https://a.org,", host),
            ("https://a.*.org", host),
            ("https://a.org/x.js", "it must end behind the host"),
            ("https://a.org/", "it must end behind the host"),
            ("https://a.org:x", "what follows its last colon is not a port"),
            ("https://bücher.example", "a policy holds a host as machines write it, `xn--…`"),
        ] {
            assert_eq!(checked(source), Err(reason), "{source}");
        }
    }

    #[test]
    fn a_star_stands_for_what_is_below_a_host_and_a_scheme_for_its_secure_one() {
        let covers = |source, origin| super::covers(source, origin);
        assert!(covers("https://a.org", "https://a.org") && !covers("https://a.org", "https://b.a.org"));
        assert!(covers("https://*.a.org", "https://b.a.org") && !covers("https://*.a.org", "https://a.org"));
        assert!(covers("http://a.org", "https://a.org") && !covers("https://a.org", "http://a.org"));
        assert!(!covers("https://a.org", "https://a.org:8080"));
    }
}
