//! Templates of the site's own that take the place of none and that none names, by a slip in the name of the file.
//!
//! What stands beside the pages' templates may be named by an entry, and components by any text: of these nothing is said.

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::memmem;

use super::files::Files;
use super::layers::Chain;
use crate::diagnostics::{Code, Diagnostic, Severity, Span, did_you_mean};

const TEMPLATES: &str = "templates/";
const HTML: &str = ".html";

/// A warning for each such file whose name is near to that of a template of the theme.
pub fn strays(chain: &Chain, merged: &Files) -> Vec<Diagnostic> {
    let below: BTreeSet<&str> = chain
        .themes
        .iter()
        .flat_map(|layer| layer.files.keys())
        .filter_map(|path| path.strip_prefix(TEMPLATES))
        .collect();
    let texts: Vec<&[u8]> =
        merged.iter().filter(|(path, _)| path.starts_with(TEMPLATES)).map(|(_, file)| &*file.bytes).collect();
    let is_named = |name: &str| {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let put_together = format!("{folder}/\" ~");
        [name, &*put_together]
            .iter()
            .any(|words| texts.iter().any(|text| memmem::find(text, words.as_bytes()).is_some()))
    };
    let own = chain.site.iter().filter_map(|(path, file)| Some((path.strip_prefix(TEMPLATES)?, file)));
    let strays = own.filter(|(name, _)| {
        name.contains('/') && !name.starts_with("components/") && !below.contains(name) && !is_named(name)
    });
    // The ending that all have in common would make short names alike.
    let stems: Vec<&str> = below.iter().filter_map(|name| name.strip_suffix(HTML)).collect();
    let near = |name: &str| did_you_mean(name.strip_suffix(HTML)?, stems.iter().copied());
    strays.filter_map(|(name, file)| Some(stray(name, near(name)?, &file.place))).collect()
}

fn stray(name: &str, near: &str, place: &Arc<str>) -> Diagnostic {
    let message = format!("no template includes `{name}`, and the theme has none of that name");
    let problem = Diagnostic::new(Code::InvalidTheme, message).at(Span::file(place));
    Diagnostic { severity: Severity::Warning, ..problem.help(format!("did you mean `{near}{HTML}`?")) }
}
