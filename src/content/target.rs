//! Where a value of the front matter leads, as far as one file can tell.
//!
//! It never asks whether anything is there: that is the weave's question.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::markdown::{Wiki, called, classify, unlikely};
use super::{LinkUse, Target};
use crate::config::{BaseUrl, Config, encode_path};

/// Schemes an address in the front matter may have. A browser runs code for some others, and
/// nobody can list all of those.
const HARMLESS: [&str; 13] =
    ["http", "https", "mailto", "tel", "sms", "ftp", "sftp", "geo", "matrix", "xmpp", "webcal", "news", "irc"];

/// Schemes by which a value is a link and not a name, although nothing may lead there.
const HARMFUL: [&str; 3] = ["javascript", "vbscript", "data"];

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
    let name = unwrap_wiki(text);
    let is_wiki = name.len() < text.trim().len();
    match bare {
        Bare::Name if is_name(name) => named(name),
        Bare::File if is_wiki && is_name(name) => called(name, None, file),
        _ => classify(name, file, base_url, LinkUse::Follow),
    }
}

/// What stands before the first colon of an address, in front of its path.
pub(super) fn scheme(url: &str) -> Option<&str> {
    url.split(['/', '?', '#']).next().and_then(|start| Some(start.split_once(':')?.0))
}

/// Whether an address can stand in a link: a path, or an address with a harmless scheme.
pub fn is_safe_url(url: &str) -> bool {
    scheme(url).is_none_or(|scheme| HARMLESS.contains(&scheme.to_ascii_lowercase().as_str()))
}

/// Where an address of a field leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole address, or a place on the page that shows it.
    At(Arc<str>),
    Nothing,
    /// Its scheme could run code.
    Unsafe,
}

/// What stands before the path may be missing where it can be told.
pub fn reach(url: &str, config: &Config) -> Reach {
    match scheme(url) {
        _ if is_host_with_port(url) => Reach::Nothing,
        Some(_) if is_safe_url(url) && unlikely(url, LinkUse::Follow).is_some() => Reach::Nothing,
        Some(_) if is_safe_url(url) => Reach::At(url.into()),
        Some(_) => Reach::Unsafe,
        None if url.starts_with("//") || url.starts_with(['#', '?']) => Reach::At(url.into()),
        // To a browser `/\` begins the address of another host.
        None if url.starts_with('/') && !url.contains('\\') => {
            site_url(url, config).map_or(Reach::Nothing, |url| Reach::At(url.into()))
        }
        None if is_host(url) => Reach::At(format!("https://{url}").into()),
        None => Reach::Nothing,
    }
}

/// `www.example.org`, and nothing that only begins like it.
fn is_host(url: &str) -> bool {
    let is_www = url.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    is_www && url.len() > 4 && !url.contains(char::is_whitespace)
}

/// `example.org:8080/x` has no scheme, though it looks like one.
fn is_host_with_port(url: &str) -> bool {
    let Some((host, rest)) = url.split_once(':') else { return false };
    let port = rest.split('/').next().unwrap_or_default();
    let is_host = host == "localhost" || host.contains('.') && !host.contains('/');
    is_host && !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// The whole address of a path from the site's home page, as `written` in a field; nothing for one that leads out of it.
/// A page may be called by its file.
fn site_url(written: &str, config: &Config) -> Option<String> {
    let Target::Path { path, anchor } = classify(written, "", &config.written_base_url, LinkUse::Follow) else {
        return None;
    };
    let page = path.strip_suffix("index.html").filter(|page| page.is_empty() || page.ends_with('/')).unwrap_or(&path);
    let query = written.split('#').next().and_then(|written| Some(written.split_once('?')?.1));
    let query = query.map_or_else(String::new, |query| format!("?{}", query.replace(['"', ' '], "")));
    let anchor = anchor.map_or_else(String::new, |anchor| format!("#{}", encode_path(&anchor)));
    Some(format!("{}{query}{anchor}", config.base_url.absolute(&encode_path(page))))
}

/// `[[method/x|the method]]` → `method/x`: people write names as they do in the text.
pub fn unwrap_wiki(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]")) else { return text };
    inner.split('|').next().unwrap_or(inner).trim()
}

/// A wiki-link in a text that is not Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WikiLink {
    /// Brackets included.
    pub range: Range<usize>,
    pub label: Option<Arc<str>>,
    /// As written, without label and relation.
    pub name: String,
    pub target: Target,
}

/// The wiki-links of `text`, which stands in the front matter of `file`, in order.
pub fn wiki_links(text: &str, file: &str, base_url: &BaseUrl) -> Vec<WikiLink> {
    let mut links = Vec::new();
    let mut at = 0;
    while let Some(end) = text[at..].find("]]").map(|end| at + end + 2) {
        let opened = text[at..end].rfind("[[").map(|start| at + start);
        let start = opened.map(|start| if text[at..start].ends_with('!') { start - 1 } else { start });
        if let Some((range, wiki)) = start.and_then(|start| Some((start..end, Wiki::parse(&text[start..end])?))) {
            let name = wiki.plain();
            let target = target(&name, Bare::Name, file, base_url);
            links.push(WikiLink { range, label: wiki.label, name, target });
        }
        at = end;
    }
    links
}

/// A colon alone does not make a link of a title: `Housing: what we learned`.
fn is_name(text: &str) -> bool {
    let path = text.split('#').next().unwrap_or(text);
    let is_path = path.is_empty() || path.starts_with(['/', '.']) || path.ends_with(".md");
    let is_address = text.split_once(':').is_some_and(|(scheme, rest)| {
        let scheme = scheme.to_ascii_lowercase();
        let known = HARMLESS.contains(&scheme.as_str()) || HARMFUL.contains(&scheme.as_str());
        known && !rest.starts_with(char::is_whitespace)
    });
    !is_path && !is_address
}

fn named(text: &str) -> Target {
    let (name, anchor) = text.split_once('#').map_or((text, None), |(name, anchor)| (name, Some(anchor)));
    let composed = |text: &str| Arc::from(text.trim().nfc().collect::<String>());
    Target::Name { name: composed(name), anchor: anchor.filter(|anchor| !anchor.is_empty()).map(composed) }
}

/// Where `written`, the name of a file in the front matter of `file`, leads.
pub fn file_target(file: &Arc<str>, written: &str) -> Target {
    let home = BaseUrl { origin: String::new(), prefix: "/".to_owned() };
    target(written, Bare::File, file, &home)
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
        Target::File { path: path.into(), otherwise: None, anchor: None }
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
        let called = |name: &str| Target::Called {
            name: name.into(),
            path: format!("content/stories/x/{name}").into(),
            anchor: None,
        };
        assert_eq!(read("[[photo one.jpg]]", Bare::File), called("photo one.jpg"));
        assert_eq!(read("[[img/photo.jpg|a photo]]", Bare::File), called("img/photo.jpg"));
        assert_eq!(read("[[../photo.jpg]]", Bare::File), file("content/stories/photo.jpg"));
    }

    #[test]
    fn wiki_links_are_found_in_any_text() {
        let text = "One [[a]], ![[kind/b#c|the b]], [[ ]], [[uses::d]] and [[e [[f]] ]].";
        let links = wiki_links(text, "content/x.md", &BaseUrl { origin: String::new(), prefix: "/".into() });
        let found: Vec<(&str, Option<&str>, Target)> =
            links.iter().map(|link| (&text[link.range.clone()], link.label.as_deref(), link.target.clone())).collect();
        assert_eq!(
            found,
            [
                ("[[a]]", None, name("a", None)),
                ("![[kind/b#c|the b]]", Some("the b"), name("kind/b", Some("c"))),
                ("[[uses::d]]", None, name("d", None)),
                ("[[f]]", None, name("f", None)),
            ]
        );
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
        assert_eq!(read("/../x", Bare::Name), Target::Escaping("/../x".into()));
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
