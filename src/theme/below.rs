//! `theme:` in the templates of a theme that extends another one means that other theme, as it means the theme in
//! templates of a site.
//!
//! There it is written as a name of the same length, so that all places in the text stay where they are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::layers::Chain;
use super::tags::tags;

/// What templates write.
pub const WRITTEN: &str = "theme:";

/// For each file of a theme that writes it, by its place: the prefix of the theme below.
pub type Below = BTreeMap<Arc<str>, Arc<str>>;

/// The prefix of the theme at a place of the chain; no theme's own name begins with a stop. Whoever extends ten themes
/// has to call them by their names.
pub fn prefix(index: usize) -> Option<Arc<str>> {
    (index < 10).then(|| format!(".low{index}:").into())
}

/// What `theme:` is in each template of the chain whose theme extends another.
pub fn below(chain: &Chain) -> Below {
    let upper = chain.themes.iter().enumerate().take(chain.themes.len() - 1);
    let written = upper.flat_map(|(index, layer)| {
        let templates = layer.files.iter().filter(|(path, _)| path.starts_with("templates/"));
        let writing = templates.filter(|(_, file)| memchr::memmem::find(&file.bytes, WRITTEN.as_bytes()).is_some());
        writing.filter_map(move |(_, file)| Some((file.place.clone(), prefix(index + 1)?)))
    });
    written.collect()
}

/// The text with `prefix` in the place of `theme:` wherever a tag includes or extends a template.
pub fn meant<'t>(text: &'t str, prefix: &str) -> Cow<'t, str> {
    let mut out = Cow::Borrowed(text);
    for tag in tags(text) {
        let words = text[tag.clone()].trim_start_matches(['{', '%', '-']).trim_start();
        if words.starts_with("include") || words.starts_with("extends") {
            let named = ['"', '\'', '`'].iter().fold(text[tag.clone()].to_owned(), |named, quote| {
                named.replace(&format!("{quote}{WRITTEN}"), &format!("{quote}{prefix}"))
            });
            out.to_mut().replace_range(tag, &named);
        }
    }
    out
}

/// A message of the engine in the words of the template.
pub fn as_written(message: &str) -> String {
    (1..).map_while(prefix).fold(message.to_owned(), |message, prefix| message.replace(&*prefix, WRITTEN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_tag_includes_or_extends_is_another_name_of_the_same_length() {
        let text = "{%- extends 'theme:a.html' %}<meta content=\"theme:x\">{% set a = \"theme:\" %}{% include \"theme:b.html\" %}";
        let prefix = prefix(1).unwrap();
        let meant = meant(text, &prefix);
        assert_eq!(meant, text.replace("theme:a", ".low1:a").replace("theme:b", ".low1:b"));
        assert_eq!(prefix.len(), WRITTEN.len());
        assert_eq!(as_written(&meant), text);
    }
}
