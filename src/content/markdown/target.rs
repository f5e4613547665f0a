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
mod tests;
