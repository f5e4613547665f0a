//! A link's destination as written → [`Target`], as far as one file can tell.
//!
//! Never asks whether the target exists; the weave does.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::config::BaseUrl;
use crate::content::naming::split_lang;
use crate::content::{LinkUse, Target};

/// Schemes that can run code or show a page made up by the link itself.
const UNSAFE_SCHEMES: [&str; 6] = ["javascript", "vbscript", "livescript", "data", "blob", "filesystem"];
const SAFE_IMAGE_DATA: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// What Zola writes before a path from the content folder.
const FROM_CONTENT: &str = "@/";

/// Letters behind the last dot of a file's name: `Board.canvas`, `map.geojson`.
const LONGEST_END: usize = 8;

/// Where `destination` leads from `file`, which is relative to the site's root.
pub fn classify(destination: &str, file: &str, base: &BaseUrl, use_: LinkUse) -> Target {
    let destination = destination.trim_matches(|c: char| c <= ' ');
    if let Some(scheme) = scheme(destination) {
        return absolute(destination, &scheme, base, use_);
    }
    if destination.starts_with("//") {
        return Target::Outside(Arc::from(destination));
    }
    let (path, anchor) = split(destination);
    if let Some(inside) = path.strip_prefix(FROM_CONTENT) {
        return file_path("content/", inside, anchor);
    }
    match path.strip_prefix('/') {
        Some(_) => site_path(within(&path, base).unwrap_or(&path), anchor),
        None if is_own_page(&path, anchor.is_some()) => Target::Anchor(anchor.unwrap_or_default()),
        None => relative(file, &path, anchor),
    }
}

/// `#steps`, and `./#steps`, which is the same on a page whose address is a folder.
fn is_own_page(path: &str, has_anchor: bool) -> bool {
    path.is_empty() || has_anchor && matches!(path, "." | "./")
}

/// The scheme, found as browsers do: they drop control characters before they look for one. A
/// single letter is the drive of a path, not a scheme.
fn scheme(destination: &str) -> Option<String> {
    let visible: String = destination.chars().filter(|c| !c.is_control()).take(40).collect();
    let (scheme, _) = visible.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn absolute(destination: &str, scheme: &str, base: &BaseUrl, use_: LinkUse) -> Target {
    if UNSAFE_SCHEMES.contains(&scheme) && !is_image_data(destination, use_) {
        return Target::Unsafe;
    }
    match own_path(destination, base) {
        Some((path, anchor)) => site_path(&path, anchor),
        None => Target::Outside(Arc::from(destination)),
    }
}

fn is_image_data(destination: &str, use_: LinkUse) -> bool {
    let media = destination.get(5..).and_then(|rest| rest.split([';', ',']).next()).unwrap_or_default();
    let starts = destination.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    use_ == LinkUse::Image && starts && SAFE_IMAGE_DATA.contains(&media.to_ascii_lowercase().as_str())
}

/// Path and anchor behind the site's own address, if the destination is absolute and within it.
fn own_path(destination: &str, base: &BaseUrl) -> Option<(String, Option<Arc<str>>)> {
    let origin = destination.get(..base.origin.len()).filter(|_| !base.origin.is_empty())?;
    let rest = &destination[origin.len()..];
    let is_own = origin.eq_ignore_ascii_case(&base.origin) && (rest.is_empty() || rest.starts_with(['/', '#', '?']));
    if !is_own {
        return None;
    }
    let (path, anchor) = split(rest);
    Some((within(&path, base)?.to_owned(), anchor))
}

/// A decoded path relative to the site's home; the last `/` may be left out.
fn within<'t>(path: &'t str, base: &BaseUrl) -> Option<&'t str> {
    let prefix = base.written_prefix();
    let rest = path.strip_prefix(prefix.trim_end_matches('/'))?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

/// Path and anchor, decoded; a query says nothing about where a link within the site leads.
fn split(destination: &str) -> (String, Option<Arc<str>>) {
    let (path, anchor) = destination.split_once('#').map_or((destination, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split('?').next().unwrap_or_default();
    (decode(path), anchor.filter(|anchor| !anchor.is_empty()).map(|anchor| Arc::from(decode(anchor))))
}

fn decode(text: &str) -> String {
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) if decoded.is_ascii() => decoded.into_owned(),
        Ok(decoded) => decoded.nfc().collect(),
        Err(_) => text.nfc().collect(),
    }
}

fn site_path(path: &str, anchor: Option<Arc<str>>) -> Target {
    match fold("", path) {
        Some(folded) if path.ends_with('/') && !folded.is_empty() => {
            Target::Path { path: Arc::from(folded + "/"), anchor }
        }
        Some(folded) => Target::Path { path: Arc::from(folded), anchor },
        None => Target::Escaping(Arc::from(path)),
    }
}

fn file_path(file: &str, path: &str, anchor: Option<Arc<str>>) -> Target {
    match fold(folder_of(file), path) {
        Some(folded) => Target::File { path: Arc::from(folded), otherwise: None, anchor },
        None => Target::Escaping(Arc::from(path)),
    }
}

/// A path from `file`, or from its page where it is written as an address.
fn relative(file: &str, path: &str, anchor: Option<Arc<str>>) -> Target {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let climbs = matches!(last, "." | "..");
    let as_page = || seen_from_page(file, path);
    if path.ends_with('/') || climbs {
        let page = as_page();
        let otherwise = fold(folder_of(file), path).filter(|folded| *folded != page).map(Arc::from);
        return Target::File { path: Arc::from(page + "/"), otherwise, anchor };
    }
    match file_path(file, path, anchor) {
        Target::File { path, anchor, .. } if !last.contains('.') => {
            let otherwise = Some(as_page()).filter(|page| **page != *path).map(Arc::from);
            Target::File { path, otherwise, anchor }
        }
        target => target,
    }
}

/// `path` as browsers read it on the page of `file`, whose address is a folder of its own; above the site's home there is
/// nothing. The page of an `index.md` is its folder.
fn seen_from_page(file: &str, path: &str) -> String {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let (stem, _) = split_lang(name.strip_suffix(".md").unwrap_or(name));
    let own = if matches!(stem, "index" | "_index") { "" } else { stem };
    let (top, folder) = folder.split_once('/').unwrap_or((folder, ""));
    let mut parts: Vec<&str> = folder.split('/').chain([own]).filter(|part| !part.is_empty()).collect();
    walk(&mut parts, path);
    parts.insert(0, top);
    parts.join("/")
}

/// Where a wiki-link in `file` to another file leads, by its name or the end of its path.
pub fn called(name: &str, anchor: Option<Arc<str>>, file: &str) -> Target {
    let name: String = name.nfc().collect();
    match fold(folder_of(file), &name) {
        Some(path) => Target::Called { name: Arc::from(name), path: Arc::from(path), anchor },
        None => Target::Escaping(Arc::from(name)),
    }
}

/// Whether the name in a wiki-link ends as those of files do, pages aside.
pub fn may_be_file(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let is_end = (1..=LONGEST_END).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_end && end.bytes().any(|byte| byte.is_ascii_alphabetic()) && !end.eq_ignore_ascii_case("md")
}

fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `path` as seen from `folder`, free of `.` and `..`; nothing where it leads out of the root.
fn fold(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    walk(&mut parts, path).then(|| parts.join("/"))
}

/// Goes along `path` from where `parts` lead to. Whether it stayed below where they begin, above which it cannot go.
fn walk<'p>(parts: &mut Vec<&'p str>, path: &'p str) -> bool {
    let mut is_inside = true;
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => is_inside &= parts.pop().is_some(),
            name => parts.push(name),
        }
    }
    is_inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(destination: &str) -> Target {
        let base = BaseUrl { origin: "https://example.org".to_owned(), prefix: "/network/".to_owned() };
        classify(destination, "content/methods/x.md", &base, LinkUse::Follow)
    }

    fn file(path: &str, anchor: Option<&str>) -> Target {
        Target::File { path: path.into(), otherwise: None, anchor: anchor.map(Arc::from) }
    }

    fn path(path: &str, anchor: Option<&str>) -> Target {
        Target::Path { path: path.into(), anchor: anchor.map(Arc::from) }
    }

    #[test]
    fn relative_paths_start_at_the_files_folder() {
        assert_eq!(target("../tools/y.md#steps"), file("content/tools/y.md", Some("steps")));
        assert_eq!(target("./photo%20one.jpg?v=2"), file("content/methods/photo one.jpg", None));
        assert_eq!(target("e\u{301}.md"), file("content/methods/\u{e9}.md", None));
        assert_eq!(target("../../../etc/passwd"), Target::Escaping("../../../etc/passwd".into()));
        assert_eq!(target("%2e%2e/%2e%2e/%2e%2e/x"), Target::Escaping("../../../x".into()));
        assert_eq!(target("@/tools/y.md#steps"), file("content/tools/y.md", Some("steps")));
        assert_eq!(target("@/../../x.md"), Target::Escaping("../../x.md".into()));
        assert_eq!(target("%FF.md"), file("content/methods/%FF.md", None));
    }

    #[test]
    fn an_anchor_of_the_own_page_may_have_a_path() {
        for destination in ["#steps", "./#steps", ".#steps", "?x=1#steps"] {
            assert_eq!(target(destination), Target::Anchor("steps".into()), "{destination}");
        }
    }

    #[test]
    fn what_may_be_a_page_is_read_from_the_file_and_from_the_page() {
        let read = |destination: &str, file: &str| match classify(
            destination,
            file,
            &BaseUrl::parse("https://example.org/").unwrap(),
            LinkUse::Follow,
        ) {
            Target::File { path, otherwise, .. } => (path.to_string(), otherwise.map(|path| path.to_string())),
            other => panic!("{other:?}"),
        };
        for (destination, file, path, otherwise) in [
            ("../y/", "content/x.md", "content/y/", Some("y")),
            ("../y", "content/x.md", "y", Some("content/y")),
            ("./../y/#steps", "content/a/x.md", "content/a/y/", Some("content/y")),
            ("../../tools/y", "content/methods/x.md", "tools/y", Some("content/tools/y")),
            ("../y/", "content/x.cy.md", "content/y/", Some("y")),
            ("../y/", "content/methods/x/index.md", "content/methods/y/", None),
            ("../y", "content/methods/_index.cy.md", "content/y", None),
            ("y/", "content/x.md", "content/x/y/", Some("content/y")),
            ("y", "content/x.md", "content/y", Some("content/x/y")),
            ("..", "content/a/x.md", "content/a/", Some("content")),
            ("./", "content/a/x.md", "content/a/x/", Some("content/a")),
            ("../../../../", "content/a/x.md", "content/", None),
            ("../v1.2/", "content/a/x.md", "content/a/v1.2/", Some("content/v1.2")),
            ("../y.md", "content/a/x.md", "content/y.md", None),
            ("../photo.jpg", "content/methods/x.md", "content/photo.jpg", None),
        ] {
            assert_eq!(read(destination, file), (path.into(), otherwise.map(str::to_owned)), "{destination} in {file}");
        }
    }

    #[test]
    fn addresses_of_the_site_itself_become_paths() {
        assert_eq!(target("/methods/x/#a"), path("methods/x/", Some("a")));
        assert_eq!(target("/network/methods/x/"), path("methods/x/", None));
        assert_eq!(target("HTTPS://Example.org/network/methods/x/"), path("methods/x/", None));
        assert_eq!(target("https://example.org/network"), path("", None));
        assert_eq!(target("/"), path("", None));
        assert_eq!(target("/../x"), Target::Escaping("/../x".into()));
        for outside in ["https://example.org/other/", "https://example.org.evil/network/", "//example.org/network/"] {
            assert_eq!(target(outside), Target::Outside(outside.into()));
        }
    }

    #[test]
    fn an_address_of_the_site_may_be_written_in_its_own_letters_or_encoded() {
        let base = BaseUrl::parse("https://example.org/网络").unwrap();
        for written in ["https://example.org/网络/a/", "https://example.org/%E7%BD%91%E7%BB%9C/a/", "/网络/a/"] {
            assert_eq!(classify(written, "content/x.md", &base, LinkUse::Follow), path("a/", None), "{written}");
        }
    }

    #[test]
    fn a_file_is_called_by_its_name_or_the_end_of_its_path() {
        let called = |name: &str| called(name, None, "content/methods/x.md");
        let expected = |name: &str, path: &str| Target::Called { name: name.into(), path: path.into(), anchor: None };
        assert_eq!(called("100%25 map?.png"), expected("100%25 map?.png", "content/methods/100%25 map?.png"));
        assert_eq!(called("img/e\u{301}.png"), expected("img/\u{e9}.png", "content/methods/img/\u{e9}.png"));
        assert_eq!(called("a/../../../../b.png"), Target::Escaping("a/../../../../b.png".into()));
        for (name, is_file) in
            [("a.pdf", true), ("Node.js", true), ("x.MD", false), ("v1.2", false), ("Mr. Bell", false)]
        {
            assert_eq!(may_be_file(name), is_file, "{name}");
        }
    }

    #[test]
    fn anchors_and_other_schemes_are_told_apart() {
        assert_eq!(target("#caf%C3%A9"), Target::Anchor("caf\u{e9}".into()));
        assert_eq!(target(""), Target::Anchor("".into()));
        for outside in ["mailto:a@b.c", "tel:+44", "xmpp:a@b", "https://other.org/x"] {
            assert_eq!(target(outside), Target::Outside(outside.into()));
        }
    }

    #[test]
    fn schemes_that_run_code_are_unsafe_however_they_are_disguised() {
        for disguised in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript\r:alert(1)",
            "java\0script:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "data:image/png;base64,AAAA",
        ] {
            assert_eq!(target(disguised), Target::Unsafe, "{disguised:?}");
        }
        let base = BaseUrl { origin: String::new(), prefix: "/".to_owned() };
        let image = |destination| classify(destination, "x.md", &base, LinkUse::Image);
        assert_eq!(image("data:image/png;base64,AAAA"), Target::Outside("data:image/png;base64,AAAA".into()));
        assert_eq!(image("data:image/svg+xml,x"), Target::Unsafe);
    }
}
