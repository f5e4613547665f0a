//! Where a value of the front matter leads, as far as one file can tell.
//!
//! It never asks whether anything is there: that is the weave's question.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::Target;
use crate::config::BaseUrl;

/// Schemes a link may have. A browser runs code for some others, and nobody can list all of those.
const HARMLESS: [&str; 13] =
    ["http", "https", "mailto", "tel", "sms", "ftp", "sftp", "geo", "matrix", "xmpp", "webcal", "news", "irc"];

/// Schemes that run code, or show what the writer of a link made up as if it were a page of the site.
const UNSAFE: [&str; 5] = ["javascript", "vbscript", "data", "file", "blob"];

/// What a value without a scheme, a leading `/` or a leading `.` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare {
    /// A slug, id, title or alias.
    Name,
    /// A file beside the entry.
    File,
}

/// Reads `text` as it stands in `file`, whose path is relative to the site's root.
pub fn target(text: &str, bare: Bare, file: &str, base_url: &BaseUrl) -> Target {
    let text = unwrap_wiki(text);
    if let Some(path) = own_path(text, base_url) {
        return site_path(path);
    }
    match scheme(text).as_deref() {
        Some(scheme) if HARMLESS.contains(&scheme) => return Target::Outside(Arc::from(text)),
        Some(scheme) if UNSAFE.contains(&scheme) => return Target::Unsafe,
        _ => {}
    }
    if text.starts_with("//") {
        return Target::Outside(Arc::from(text));
    }
    if let Some(path) = text.strip_prefix('/') {
        return site_path(path);
    }
    let (path, anchor) = split_anchor(text);
    match path {
        "" => anchor.map_or_else(|| named("", None), Target::Anchor),
        path if bare == Bare::File || path.starts_with("./") || path.starts_with("../") || path.ends_with(".md") => {
            relative(file, path, anchor)
        }
        path => named(path, anchor),
    }
}

/// Whether an address can stand in a link: a path, or an address with a harmless scheme.
pub fn is_safe_url(url: &str) -> bool {
    let before_path = url.split(['/', '?', '#']).next().unwrap_or_default();
    match before_path.split_once(':') {
        Some((scheme, _)) => HARMLESS.contains(&scheme.to_ascii_lowercase().as_str()),
        None => true,
    }
}

/// `[[method/x|the method]]` → `method/x`: people write names as they do in the text.
pub fn unwrap_wiki(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]")) else { return text };
    inner.split('|').next().unwrap_or(inner).trim()
}

/// The path inside the site, if `text` is an address of the site itself or starts with its prefix.
fn own_path<'a>(text: &'a str, base_url: &BaseUrl) -> Option<&'a str> {
    let path = if base_url.origin.is_empty() { text } else { text.strip_prefix(&*base_url.origin).unwrap_or(text) };
    if path.is_empty() {
        return (!text.is_empty()).then_some("");
    }
    path.strip_prefix(&*base_url.prefix).filter(|path| !path.starts_with('/'))
}

/// The scheme in lower case. A colon before a space is one of a title: `Housing: what we learned`.
fn scheme(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once(':')?;
    let valid = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    (valid && !rest.starts_with(char::is_whitespace)).then(|| scheme.to_ascii_lowercase())
}

fn split_anchor(text: &str) -> (&str, Option<Arc<str>>) {
    match text.split_once('#') {
        Some((path, anchor)) if !anchor.is_empty() => (path.trim_end(), Some(Arc::from(decoded(anchor)))),
        Some((path, _)) => (path.trim_end(), None),
        None => (text, None),
    }
}

fn named(name: &str, anchor: Option<Arc<str>>) -> Target {
    Target::Name { name: name.nfc().collect::<String>().into(), anchor }
}

fn site_path(path: &str) -> Target {
    let (path, anchor) = split_anchor(path);
    match joined("", path) {
        Some(path) => Target::Path { path: path.into(), anchor },
        None => Target::Escaping(Arc::from(path)),
    }
}

fn relative(file: &str, path: &str, anchor: Option<Arc<str>>) -> Target {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    match joined(folder, path) {
        Some(path) => Target::File { path: path.into(), anchor },
        None => Target::Escaping(Arc::from(path)),
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().nfc().collect()
}

/// `path` without query, decoded, walked from `folder`; `None` where it leads out of the root or
/// can be no path at all. A `/` at its end stays.
fn joined(folder: &str, path: &str) -> Option<String> {
    let path = decoded(path.split('?').next().unwrap_or(path));
    if path.contains(['\0', '\\']) {
        return None;
    }
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()?),
            segment => segments.push(segment),
        }
    }
    let is_folder = !segments.is_empty() && path.ends_with(['/']);
    Some(segments.join("/") + if is_folder { "/" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, bare: Bare) -> Target {
        let base_url = BaseUrl { origin: "https://example.org".into(), prefix: "/network/".into() };
        target(text, bare, "content/stories/x/index.md", &base_url)
    }

    fn name(name: &str, anchor: Option<&str>) -> Target {
        Target::Name { name: name.into(), anchor: anchor.map(Arc::from) }
    }

    fn file(path: &str) -> Target {
        Target::File { path: path.into(), anchor: None }
    }

    fn path(path: &str) -> Target {
        Target::Path { path: path.into(), anchor: None }
    }

    #[test]
    fn a_bare_value_is_a_name_or_a_file() {
        assert_eq!(read("method/asset-mapping", Bare::Name), name("method/asset-mapping", None));
        assert_eq!(read("asset-mapping#steps", Bare::Name), name("asset-mapping", Some("steps")));
        assert_eq!(read("Housing: what we learned", Bare::Name), name("Housing: what we learned", None));
        assert_eq!(read("[[method/x|the method]]", Bare::Name), name("method/x", None));
        assert_eq!(read("photo.jpg", Bare::File), file("content/stories/x/photo.jpg"));
        assert_eq!(read("a%20b.pdf?v=1", Bare::File), file("content/stories/x/a b.pdf"));
    }

    #[test]
    fn relative_paths_start_at_the_folder_of_the_file() {
        assert_eq!(read("../y.md", Bare::Name), file("content/stories/y.md"));
        assert_eq!(read("y.md", Bare::Name), file("content/stories/x/y.md"));
        assert_eq!(read("./../../methods/./z.md", Bare::Name), file("content/methods/z.md"));
    }

    #[test]
    fn addresses_of_the_site_itself_are_paths() {
        for text in ["/methods/x/", "https://example.org/network/methods/x/", "/network/methods/x/"] {
            assert_eq!(read(text, Bare::Name), path("methods/x/"));
        }
        assert_eq!(read("https://example.org/network/", Bare::Name), path(""));
        assert_eq!(
            read("https://example.org/other/", Bare::Name),
            Target::Outside("https://example.org/other/".into())
        );
        assert_eq!(read("//example.org/x", Bare::Name), Target::Outside("//example.org/x".into()));
        assert_eq!(read("mailto:a@example.org", Bare::File), Target::Outside("mailto:a@example.org".into()));
    }

    #[test]
    fn what_leads_out_of_the_site_or_runs_code_is_named() {
        assert_eq!(read("../../../../etc/passwd", Bare::File), Target::Escaping("../../../../etc/passwd".into()));
        assert_eq!(read("/../x", Bare::Name), Target::Escaping("../x".into()));
        assert_eq!(
            read("%2e%2e/%2e%2e/%2e%2e/%2e%2e/x", Bare::File),
            Target::Escaping("%2e%2e/%2e%2e/%2e%2e/%2e%2e/x".into())
        );
        assert_eq!(read("a%00b", Bare::File), Target::Escaping("a%00b".into()));
        assert_eq!(read("JavaScript:alert(1)", Bare::Name), Target::Unsafe);
        assert_eq!(read("data:text/html,x", Bare::File), Target::Unsafe);
    }

    #[test]
    fn an_address_is_safe_with_a_harmless_scheme_or_none() {
        for url in ["https://example.org/a:b", "HTTP://example.org", "/x:y", "files/a.pdf", "?a:b", "#a:b", "tel:+44"] {
            assert!(is_safe_url(url), "{url}");
        }
        for url in ["javascript:alert(1)", "java\tscript:alert(1)", "data:,x", "x:y", " javascript:x", ":x"] {
            assert!(!is_safe_url(url), "{url}");
        }
    }
}
