//! What stands between `[[` and `]]`: `relation::name#anchor|label`.
//!
//! Never looks a name up; the weave does.

use std::sync::Arc;

use crate::images::is_image_name;

/// A wiki-link as written, its parts trimmed and their white space collapsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wiki {
    pub embeds: bool,
    pub relation: Option<Arc<str>>,
    /// Empty for a heading of the same page.
    pub name: Arc<str>,
    pub anchor: Option<Arc<str>>,
    pub label: Option<Arc<str>>,
}

impl Wiki {
    /// Reads `[[…]]` or `![[…]]`; nothing where neither a name nor an anchor is left.
    pub fn parse(source: &str) -> Option<Wiki> {
        let embeds = source.starts_with('!');
        let inner = source.trim_start_matches('!').strip_prefix("[[")?.strip_suffix("]]")?;
        // In tables the bar has to be escaped.
        let inner = unfold(inner).replace(r"\|", "|");
        let (target, label) = split(&inner, "|");
        let (relation, target) = match target.split_once("::") {
            Some((relation, target)) => (some(relation), target),
            None => (None, target),
        };
        let (name, anchor) = split(target, "#");
        let wiki = Wiki {
            embeds,
            relation,
            name: Arc::from(name.trim()),
            anchor: anchor.and_then(some),
            label: label.and_then(some),
        };
        (!wiki.name.is_empty() || wiki.anchor.is_some()).then_some(wiki)
    }

    /// Whether the name is that of an image file.
    pub fn is_image(&self) -> bool {
        is_image_name(&self.name)
    }

    /// The target as written, without label and relation.
    pub fn plain(&self) -> String {
        match &self.anchor {
            Some(anchor) => format!("{}#{anchor}", self.name),
            None => self.name.to_string(),
        }
    }

    /// Words for places that cannot know the target's title, such as excerpts.
    pub fn words(&self) -> &str {
        let name = self.name.rsplit('/').next().unwrap_or(&self.name);
        // Of a section in a section the innermost is meant.
        let heading = || self.anchor.as_deref().map(|anchor| anchor.rsplit('#').next().unwrap_or(anchor));
        self.label.as_deref().or((!name.is_empty()).then_some(name)).or_else(heading).unwrap_or_default()
    }
}

/// Joins the lines of a wiki-link that is wrapped, also inside a block quotation.
fn unfold(text: &str) -> String {
    let lines = text
        .split('\n')
        .enumerate()
        .map(|(at, line)| if at == 0 { line } else { line.trim_start_matches(['>', ' ', '\t']) });
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

fn split<'t>(text: &'t str, separator: &str) -> (&'t str, Option<&'t str>) {
    text.split_once(separator).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn some(text: &str) -> Option<Arc<str>> {
    let text = text.trim();
    (!text.is_empty()).then(|| Arc::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wiki(name: &str) -> Wiki {
        Wiki { name: Arc::from(name), ..Wiki::default() }
    }

    #[test]
    fn every_form_is_read() {
        let cases = [
            ("[[slug]]", wiki("slug")),
            ("[[ kind/slug ]]", wiki("kind/slug")),
            (
                "[[slug#head ing|label]]",
                Wiki { anchor: Some("head ing".into()), label: Some("label".into()), ..wiki("slug") },
            ),
            ("[[Title or\n> alias]]", wiki("Title or alias")),
            ("[[#heading]]", Wiki { anchor: Some("heading".into()), ..wiki("") }),
            ("[[uses::method/x]]", Wiki { relation: Some("uses".into()), ..wiki("method/x") }),
            (r"[[a\|b]]", Wiki { label: Some("b".into()), ..wiki("a") }),
            ("![[photo.JPG|caption]]", Wiki { embeds: true, label: Some("caption".into()), ..wiki("photo.JPG") }),
        ];
        for (source, expected) in cases {
            assert_eq!(Wiki::parse(source), Some(expected), "{source}");
        }
        assert_eq!(Wiki::parse("[[|label]]"), None);
        assert!(wiki("photo.JPG").is_image());
        assert!(!wiki("photo").is_image());
    }
}
