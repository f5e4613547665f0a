//! Files that style sheets name by `url(…)`: they must be there, as seen from where the sheet is published.

use std::ops::Range;

use super::files::{Files, ThemeFile};
use super::outside_loads::origin;
use super::{bundle, icons};
use crate::config::{Directive, PolicySources};
use crate::diagnostics::{Code, Diagnostic, Severity, Span};
use crate::disk::Disk;

/// Where the joined sheet stands, from which browsers read its addresses.
const FROM: &str = "assets/";

/// Where the files are that sheets name, and the hosts that they may be on.
#[derive(Clone, Copy)]
pub struct Reach<'a> {
    pub files: &'a Files,
    pub disk: &'a dyn Disk,
    pub policy: &'a PolicySources,
}

/// A problem for each address of a sheet that leads to no file of the site.
pub fn missing(addresses: &[Range<usize>], sheet: &ThemeFile, text: &str, reach: &Reach<'_>) -> Vec<Diagnostic> {
    let Reach { files, disk, policy } = *reach;
    let of = |range: &Range<usize>| {
        let address = &text[range.clone()];
        if is_elsewhere(address) {
            let problem = (!may_load(address, policy)).then(|| elsewhere(address))?;
            return Some(problem.at(Span::new(&sheet.place, range.clone())));
        }
        let path = path_of(FROM, address).filter(|path| !is_there(path, files, disk))?;
        let problem =
            Diagnostic::new(Code::MissingImage, format!("a style sheet shows `{address}`, which is not there"));
        Some(problem.at(Span::new(&sheet.place, range.clone())).help(help(address, &path, files, disk)))
    };
    addresses.iter().filter_map(of).collect()
}

fn is_elsewhere(address: &str) -> bool {
    origin(address).is_some()
}

/// Whether the site allows the origin for what sheets load: a font, or a picture.
fn may_load(address: &str, policy: &PolicySources) -> bool {
    let allows = |origin: String| [Directive::Font, Directive::Img].iter().any(|what| policy.allows(*what, &origin));
    origin(address).is_some_and(allows)
}

/// The security policy that comes with a site (`_headers`) lets browsers load nothing from other sites, which would learn of
/// every reader.
fn elsewhere(address: &str) -> Diagnostic {
    let message = format!("a style sheet loads `{address}` from another site, which the policy of `_headers` forbids");
    let problem = Diagnostic::new(Code::InvalidTheme, message);
    let help = "put the file under `assets/` and write its path; or allow the other site under `[policy]` in `copsite.toml`, as `font-src` or `img-src`";
    Diagnostic { severity: Severity::Warning, ..problem.help(help) }
}

/// What is read from a folder as seen from the root; none for what is elsewhere, or written in a way that nothing
/// can be said about it.
fn path_of(folder: &str, address: &str) -> Option<String> {
    let plain = address.split(['?', '#']).next().unwrap_or_default();
    if plain.is_empty() || plain.starts_with('/') || plain.contains([':', '%', '\\']) {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in plain.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether a file will be published there: the theme's, one of `static/`, or one that lies beside an entry.
fn is_there(path: &str, files: &Files, disk: &dyn Disk) -> bool {
    let is_asset = files.contains_key(path) && !bundle::is_bundled(path) && icons::icon_name(path).is_none();
    is_asset || ["static", "content"].iter().any(|folder| disk.exists(&format!("{folder}/{path}")))
}

fn help(address: &str, path: &str, files: &Files, disk: &dyn Disk) -> String {
    let meant = path_of(bundle::SHEETS, address).filter(|meant| is_there(meant, files, disk));
    match meant.as_deref().map(|meant| (meant, meant.strip_prefix(FROM))) {
        Some((_, Some(inside))) => format!("the sheets are joined in `{FROM}`: write `url({inside})`"),
        Some((meant, None)) => format!("the sheets are joined in `{FROM}`: write `url(../{meant})`"),
        None if icons::icon_name(path).is_some() => {
            "icons are part of pages, and no files: put it elsewhere".to_owned()
        }
        None if path.starts_with(FROM) => format!("the sheets are joined in `{FROM}`: put the file at `{path}`"),
        None => format!("the sheets are joined in `{FROM}`: put the file at `static/{path}`"),
    }
}
