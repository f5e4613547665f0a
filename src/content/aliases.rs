//! Old addresses of a page and other names for it, as its front matter lists them.

use std::sync::Arc;

use super::Placed;
use super::hiding::hiding;
use super::identity::{MAX_PATH_BYTES, MAX_SLUG_BYTES};
use super::keys::Keys;
use super::tree::{NodeValue, Scalar};
use crate::config::BaseUrl;
use crate::diagnostics::{Code, Diagnostic, Severity};

/// The longest part of an alias such as `km/h` that is a name with a slash in it, and no path.
const LONGEST_OF_SIGNS: usize = 3;

/// Aliases that start with `/` are paths, and must stay inside the site. What may be one without it, as Zola and Hugo write
/// them, is both a path and a name.
pub fn aliases(keys: &mut Keys) -> Vec<Placed<Arc<str>>> {
    let Some(node) = keys.take("aliases") else { return Vec::new() };
    // Sites call Eleventy's `permalink` so, which makes no page where it is false.
    if let (NodeValue::Scalar { of: Scalar::Bool(false), .. }, Some(help)) =
        (&node.value, hiding("permalink", &node.value))
    {
        let message = "this is no address, and the page is published all the same";
        keys.report(Diagnostic::new(Code::AlmostWithheld, message).at(node.span).help(help));
        return Vec::new();
    }
    let config = keys.checker.config;
    let is_told = !config.written_base_url.origin.is_empty();
    let base = if is_told { &config.written_base_url } else { &config.base_url };
    let written = keys.checker.texts("aliases", &node).into_iter().map(|alias| within_site(alias, base));
    let (good, bad): (Vec<_>, Vec<_>) = written.partition(|alias| is_usable(&alias.value));
    bad.into_iter().for_each(|alias| keys.report(unusable(alias)));
    let paths: Vec<_> = good.iter().filter_map(path_of_name).collect();
    good.into_iter().chain(paths).collect()
}

/// A whole address of this site, copied from where browsers show it, as a path.
fn within_site(alias: Placed<Arc<str>>, base: &BaseUrl) -> Placed<Arc<str>> {
    let path = alias.value.get(base.origin.len()..).filter(|path| {
        let origin = &alias.value[..base.origin.len()];
        !origin.is_empty() && path.starts_with('/') && origin.eq_ignore_ascii_case(&base.origin)
    });
    match path.map(Arc::from) {
        Some(path) => Placed { value: path, ..alias },
        None => alias,
    }
}

fn is_usable(alias: &str) -> bool {
    let is_safe = |segment: &str| segment != ".." && !segment.contains(['\\', '\n', '\t']);
    let is_path = || !alias.starts_with("//") && alias.split('/').all(is_safe) && is_short(alias);
    if alias.starts_with('/') { is_path() } else { !is_whole(alias) }
}

fn is_whole(alias: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| alias.starts_with(scheme))
}

/// Whether folders and a file of these names fit on every disk, together with the output folder.
fn is_short(alias: &str) -> bool {
    alias.len() <= MAX_PATH_BYTES && alias.split('/').all(|segment| segment.len() <= MAX_SLUG_BYTES)
}

fn unusable(alias: Placed<Arc<str>>) -> Diagnostic {
    let problem = |message| Diagnostic::new(Code::InvalidAlias, message).at(alias.span.clone());
    if is_whole(&alias.value) {
        let message = format!("the alias `{}` is a whole address, and none of this site", alias.value);
        let help = "take it out, or write its path if this site was there: `/old/place/`";
        return Diagnostic { severity: Severity::Warning, ..problem(message).help(help) };
    }
    let message = match is_short(&alias.value) {
        true => format!("the alias `{}` is not a path inside the site", alias.value),
        false => "this alias is longer than a path can be on every disk".to_owned(),
    };
    problem(message).help("write the old path from the site's home, such as `/old/place/`")
}

/// `old/place` and `old.html` as paths. `CI/CD` and `n/a` are names.
fn path_of_name(alias: &Placed<Arc<str>>) -> Option<Placed<Arc<str>>> {
    let name = &*alias.value;
    let is_file = [".html", ".htm"].iter().any(|ending| name.ends_with(ending));
    let is_of_slug = |c: char| c.is_alphanumeric() && !c.is_uppercase() || matches!(c, '-' | '_' | '.');
    let is_slug = |segment: &str| !segment.is_empty() && segment.chars().all(is_of_slug);
    let segments = name.strip_suffix('/').unwrap_or(name);
    let is_long = name.ends_with('/') || segments.split('/').any(|segment| segment.chars().count() > LONGEST_OF_SIGNS);
    let is_place = name.contains('/') && is_long && segments.split('/').all(is_slug);
    let path = format!("/{name}");
    let is_path =
        (is_file && !name.contains(char::is_whitespace) || is_place) && !name.starts_with('/') && is_usable(&path);
    is_path.then(|| Placed { value: path.into(), span: alias.span.clone() })
}

#[cfg(test)]
mod tests {
    use crate::content::testing::site;
    use crate::diagnostics::Code;

    fn aliases(alias: &str) -> (Vec<String>, Vec<Code>) {
        let site = site("base_url = \"https://example.org/kb/\"\n");
        let doc = site.read("content/x.md", &format!("+++\ntitle = \"T\"\naliases = [\"{alias}\"]\n+++\n"));
        let values = doc.facts.aliases.iter().map(|alias| alias.value.to_string()).collect();
        (values, doc.diagnostics.iter().map(|found| found.code).collect())
    }

    #[test]
    fn old_addresses_may_lack_their_first_slash_and_be_whole_ones_of_the_site() {
        for (alias, values) in [
            ("old/zola", vec!["old/zola", "/old/zola"]),
            ("old-post.html", vec!["old-post.html", "/old-post.html"]),
            ("https://EXAMPLE.org/kb/old/", vec!["/kb/old/"]),
            ("/old/", vec!["/old/"]),
            ("another name", vec!["another name"]),
            ("plan A / plan B", vec!["plan A / plan B"]),
            ("CI/CD", vec!["CI/CD"]),
            ("n/a", vec!["n/a"]),
            ("km/h", vec!["km/h"]),
            ("AC/DC/rock", vec!["AC/DC/rock"]),
            ("a/b/", vec!["a/b/", "/a/b/"]),
            ("../old", vec!["../old"]),
        ] {
            assert_eq!(aliases(alias), (values.iter().map(ToString::to_string).collect(), vec![]), "{alias}");
        }
    }

    #[test]
    fn addresses_of_other_sites_are_told() {
        for alias in ["https://example.com/old/", "http://example.org.net/kb/old/"] {
            assert_eq!(aliases(alias), (vec![], vec![Code::InvalidAlias]), "{alias}");
        }
    }

    #[test]
    fn an_address_that_is_false_is_an_error() {
        let site = site("[fields]\npermalink = \"aliases\"\n");
        let doc = site.read("content/x.md", "---\ntitle: T\npermalink: false\n---\n");
        assert_eq!((doc.facts.aliases.len(), doc.diagnostics[0].code), (0, Code::AlmostWithheld));
    }
}
