//! Where in a link's source its destination stands, and what to write there so that it leads to the
//! same place from the page's address.

use std::ops::Range;

use crate::plan::{Route, encode};
use crate::view::Snapshot;
use crate::view::withheld::is_tag;
use crate::weaver::{EntryIx, Resolved};

/// A title may hold what looks like the end of the words; nobody writes it more often.
const TRIES: usize = 4;

/// What may be the destination of `[text](destination "title")`, or of a tag, the likeliest first.
/// Wiki-links name entries, and references are defined elsewhere.
pub fn of_link(source: &str) -> Vec<Range<usize>> {
    if is_tag(source) {
        return of_tag(source).into_iter().collect();
    }
    let is_inline = source.ends_with(')') && source.starts_with(['[', '!']);
    let opened = source.rmatch_indices("](").filter(|_| is_inline).take(TRIES);
    opened.filter_map(|(at, open)| starting(source, at + open.len())).collect()
}

/// The destination of `[label]: destination "title"`.
pub fn of_definition(source: &str) -> Option<Range<usize>> {
    starting(source, source.find("]:")? + "]:".len())
}

fn of_tag(source: &str) -> Option<Range<usize>> {
    let lower = source.to_ascii_lowercase();
    let name = [" href=", " src="].into_iter().find_map(|name| Some(lower.find(name)? + name.len()))?;
    let quote = source[name..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let start = name + 1;
    Some(start..start + source[start..].find(quote)?)
}

/// The destination behind the white space at `from`: between angle brackets, or up to white space or
/// to the parenthesis that closes the link.
fn starting(source: &str, from: usize) -> Option<Range<usize>> {
    let start = from + (source[from..].len() - source[from..].trim_start().len());
    if let Some(inside) = source[start..].strip_prefix('<') {
        return Some(start + 1..start + 1 + inside.find(['>', '\n'])?);
    }
    let mut depth = 0;
    for (at, character) in source[start..].char_indices() {
        depth += match character {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth < 0 || character.is_whitespace() {
            return Some(start..start + at);
        }
    }
    Some(start..source.len())
}

/// The relative address from the page of `entry`, so that the site can stand at any address; nothing for
/// what leads to the same place as it is.
pub fn rewritten(snapshot: &Snapshot, entry: EntryIx, written: &str, resolved: &Resolved) -> Option<String> {
    let weave = &snapshot.weave;
    let (address, anchor) = match resolved {
        Resolved::Entry { entry, anchor } => (encode(weave.address(*entry)), anchor.as_deref()),
        Resolved::File(file) => (snapshot.plan.file(file)?.href(), None),
        Resolved::Path { path, anchor } => (snapshot.plan.find(path)?.href(), anchor.as_deref()),
        _ => return None,
    };
    if written.contains("://") {
        return None;
    }
    let anchor = anchor.map_or_else(String::new, |anchor| format!("#{}", encode(anchor)));
    let relative = format!("{}{anchor}", relative(weave.address(entry), &address));
    // A parenthesis could end the link.
    let relative = relative.replace('(', "%28").replace(')', "%29");
    (relative != written.trim_start_matches("./")).then_some(relative)
}

/// `address` as it is written on the page at `from`; both start at the site's home.
fn relative(from: &str, address: &str) -> String {
    match address.strip_prefix(&encode(from)).filter(|_| !from.is_empty()) {
        Some("") => "./".to_owned(),
        Some(below) => below.to_owned(),
        None => format!("{}{address}", Route::new(from).base()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(source: &str) -> Option<&str> {
        of_link(source).first().map(|range| &source[range.clone()])
    }

    #[test]
    fn the_destination_of_every_form_is_found() {
        let cases = [
            ("[a](b.md)", Some("b.md")),
            ("![a]( <b c.png> 'title')", Some("b c.png")),
            ("[a [b] ![c](d.png)](e_(f).md \"title\")", Some("e_(f).md")),
            ("[a](\n  b.md\n  \"title\")", Some("b.md")),
            ("<a class=x href='b.md'>", Some("b.md")),
            ("<IMG alt=\"\" SRC=\"b.png\">", Some("b.png")),
            ("<a href=b.md>", None),
            ("[a][b]", None),
            ("[[a]]", None),
            ("<https://example.org/(a)>", None),
        ];
        for (source, expected) in cases {
            assert_eq!(link(source), expected, "{source}");
        }
        let titled = "[a](b.md \"The [c](d)\")";
        assert_eq!(of_link(titled).into_iter().map(|range| &titled[range]).collect::<Vec<_>>(), ["d", "b.md"]);
        let definition = "[two words]:\n  <../x.md> \"Title\"";
        assert_eq!(of_definition(definition).map(|range| &definition[range]), Some("../x.md"));
    }

    #[test]
    fn what_lies_below_a_page_is_near_and_all_else_starts_at_the_home() {
        assert_eq!(relative("stories/x/", "stories/x/a.png"), "a.png");
        assert_eq!(relative("stories/x/", "stories/x/"), "./");
        assert_eq!(relative("stories/x/", "methods/y/"), "../../methods/y/");
        assert_eq!(relative("", "methods/y/"), "./methods/y/");
    }
}
