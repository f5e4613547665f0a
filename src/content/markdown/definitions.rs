//! The link definitions of a text, `[label]: destination "title"`, with their places.

use std::ops::Range;

use foldhash::HashSet;
use pulldown_cmark::{Event, Tag};

use super::events;
use super::mask::Masked;
use super::notes::key;
use crate::content::runs::without_markers;

/// Where each definition stands, and its destination; in their order. What only looks like one, in
/// code, is none.
pub fn definitions(text: &str) -> Vec<(Range<usize>, String)> {
    if !text.contains("]:") {
        return Vec::new();
    }
    let masked = Masked::new(text);
    let parser = events(&masked.text);
    let all = parser.reference_definitions().iter();
    let mut found: Vec<(Range<usize>, String)> =
        all.map(|(_, definition)| (definition.span.clone(), definition.dest.to_string())).collect();
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Definitions that nothing refers to and that lead nowhere, such as `[//]: # (Ask Jane)`: what writers tell each other.
/// Of several with one label the parser knows the first only, so that they are found as what is left of no other block.
pub fn remarks(text: &str) -> Vec<Range<usize>> {
    if !text.contains("]:") {
        return Vec::new();
    }
    let candidates: Vec<Range<usize>> =
        written_definitions(text).filter(|range| is_remark(&text[range.clone()])).collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let referred = referred(text);
    let masked = Masked::new(text);
    let shown: Vec<Range<usize>> =
        events(&masked.text).filter(|(event, _)| is_shown(event)).map(|(_, range)| range).collect();
    let mut found = Vec::new();
    for line in candidates {
        let behind = shown.partition_point(|text| text.start <= line.start);
        let is_text = shown[..behind].last().is_some_and(|text| line.start < text.end);
        if !is_text && !referred.contains(&label(&text[line.clone()])) {
            found.push(line.start..end_of(text, line.end, shown.get(behind).map_or(text.len(), |next| next.start)));
        }
    }
    found
}

/// What stands in a text. A link begins with a bracket too.
fn is_shown(event: &Event) -> bool {
    !matches!(event, Event::Start(_) | Event::End(_)) || matches!(event, Event::Start(Tag::Link { .. }))
}

/// What of each line looks like a definition, from its bracket on.
fn written_definitions(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        at += line.len();
        let inner = without_markers(line);
        let label = inner.strip_prefix('[')?.split_once("]:")?.0;
        let is_label = !label.contains(['[', ']']) && !label.starts_with('^');
        is_label.then(|| at - inner.len()..at - inner.len() + inner.trim_end().len())
    })
}

fn is_remark(line: &str) -> bool {
    let Some((_, behind)) = line.split_once("]:") else { return false };
    let destination = behind.split_whitespace().next().unwrap_or_default();
    matches!(&*label(line), "//" | "comment") || matches!(destination, "#" | "<>")
}

/// Labels match whatever their case and spaces.
fn label(line: &str) -> String {
    key(line.trim_start_matches('[').split(']').next().unwrap_or_default())
}

/// What stands in brackets and defines nothing there.
fn referred(text: &str) -> HashSet<String> {
    let brackets = text.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
    brackets.filter(|(_, behind)| !behind.starts_with(':')).map(|(label, _)| key(label)).collect()
}

/// The end of a definition whose first line ends at `end`: its title may go on, up to a blank line, another definition or
/// the text that stands at `next`.
fn end_of(text: &str, end: usize, next: usize) -> usize {
    let mut last = end;
    let mut at = end;
    for (number, line) in text[end..].split_inclusive('\n').enumerate() {
        let inner = without_markers(line);
        let is_over = inner.trim().is_empty() || inner.starts_with('[') || at + line.len() > next;
        if number > 0 && is_over {
            break;
        }
        last = at + line.trim_end().len();
        at += line.len();
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_found_with_their_titles_and_not_in_code() {
        let text =
            "[a]: ../x.md \"Title\"\n[b]:\n  held.md\n  'Title'\n[^c]: note\n\n> [q]: in.md\n\n```\n[d]: y.md\n```\n";
        let found = definitions(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(range, to)| (&text[range.clone()], &**to)).collect();
        assert_eq!(
            found,
            [("[a]: ../x.md \"Title\"", "../x.md"), ("[b]:\n  held.md\n  'Title'", "held.md"), ("[q]: in.md", "in.md")]
        );
    }

    #[test]
    fn definitions_that_lead_nowhere_and_that_nothing_refers_to_are_remarks() {
        let text = "[//]: # (Ask Jane)\n[//]: # (Ask\nBob)\nText\n\n[comment]: <> (c)\n\n> [Todo]: # \"d\"\n\n- [//]: # (e)\n\n\
                    [used]: # (f)\n\n[used]\n\n[a]: x.md\n\n```\n[//]: # (g)\n```\n\nWords\n[//]: # (h)\n";
        let found: Vec<&str> = remarks(text).into_iter().map(|range| &text[range]).collect();
        let all = ["[//]: # (Ask Jane)", "[//]: # (Ask\nBob)", "[comment]: <> (c)", "[Todo]: # \"d\"", "[//]: # (e)"];
        assert_eq!(found, all);
        assert!(remarks(&"[//]: # (a\n".repeat(20_000)).len() <= 20_000);
    }
}
