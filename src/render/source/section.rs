//! What a link calls the section that it leads to, where the words of its heading are not all for readers.
//!
//! Any other section stays as the link calls it.

use std::ops::Range;

use super::destination::of_link;
use crate::content::titles::{self, Part};
use crate::view::Snapshot;
use crate::weaver::{EntryIx, Resolved};

/// Where `source`, a link of `entry`, names such a section, and the id that the section has.
pub fn silent_section<'s>(
    snapshot: &'s Snapshot,
    entry: EntryIx,
    source: &str,
    resolved: &'s Resolved,
) -> Option<(Range<usize>, &'s str)> {
    let (target, id) = match resolved {
        // Addresses of other pages are written anew as a whole.
        Resolved::Entry { entry, anchor: Some(anchor) } if source.contains("[[") => (*entry, anchor),
        Resolved::Anchor(anchor) => (entry, anchor),
        _ => return None,
    };
    let heading = snapshot.weave.doc(target).facts.headings.iter().find(|heading| heading.id == *id)?;
    let links = snapshot.weave.links(target);
    let is_silent = |part| matches!(part, Part::Title(link) if links.get(link as usize) == Some(&Resolved::Withheld));
    titles::parts(&heading.text).any(is_silent).then(|| Some((named_section(source)?, &**id)))?
}

/// What stands behind the `#` of a wiki-link, or of a link to the page itself.
fn named_section(source: &str) -> Option<Range<usize>> {
    let whole = match source.find("[[") {
        // In a table the bar has a backslash before it.
        Some(open) => open + 2..["\\|", "|", "]]"].into_iter().find_map(|end| source.find(end))?,
        None => of_link(source).into_iter().next()?,
    };
    let sign = source.get(whole.clone())?.find('#')?;
    Some(whole.start + sign + 1..whole.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_of_every_form_is_found() {
        for (source, section) in [
            ("[[a#b c]]", Some("b c")),
            ("![[#b|c #d]]", Some("b")),
            ("[[a#b c\\|d]]", Some("b c")),
            ("[a #1](#b)", Some("b")),
            ("<a href=\"#b\">", Some("b")),
            ("[[a|b]]", None),
        ] {
            assert_eq!(named_section(source).map(|range| &source[range]), section, "{source}");
        }
    }
}
