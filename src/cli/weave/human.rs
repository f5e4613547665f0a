//! The weaver's desk for people.

use super::rows::{Row, counted};
use crate::weaver::suggestions::Sort;

/// Suggestions of each sort that are shown; a desk with everything on it helps nobody.
const SHOWN: usize = 10;
/// Entries that are named where many use a word.
const NAMED: usize = 5;

/// The last lines of a desk with suggestions.
const WHAT_NEXT: &str = "\
`copsite weave accept <id>…` writes suggestions into their files; look at them with your version control.
`copsite weave dismiss <id>…` hides them from everybody who works on the site.
";

/// All suggestions as text, the first of each sort, then how things stand, and what can be done with a suggestion.
pub fn desk(rows: &[Row], state: &str) -> String {
    let mut text = String::new();
    for sort in Sort::ALL {
        let of_sort: Vec<&Row> = rows.iter().filter(|row| row.sort == sort.name()).collect();
        if !of_sort.is_empty() {
            section(&mut text, sort, &of_sort);
        }
    }
    if rows.is_empty() {
        return format!("Nothing to suggest.\n\n{state}").trim_end().to_owned() + "\n";
    }
    text + state + WHAT_NEXT
}

fn section(text: &mut String, sort: Sort, rows: &[&Row]) {
    text.push_str(&format!("{}\n\n", heading(sort, rows.len())));
    for row in rows.iter().take(SHOWN) {
        self::row(text, row);
    }
    if rows.len() > SHOWN {
        text.push_str(&format!("  and {} more: `--format json` has all\n", rows.len() - SHOWN));
    }
    text.push('\n');
}

fn heading(sort: Sort, count: usize) -> String {
    match sort {
        Sort::Mention => counted(count, "mention without a link", "mentions without a link"),
        Sort::Relation => counted(count, "relation that may be stated", "relations that may be stated"),
        Sort::Answer => counted(count, "answer that an open question may have", "answers that open questions may have"),
        Sort::Wanted => counted(count, "entry that is wanted", "entries that are wanted"),
        Sort::Term => counted(count, "word that the glossary may explain", "words that the glossary may explain"),
    }
}

fn row(text: &mut String, row: &Row) {
    let place = match (&row.file, row.line, row.column) {
        (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        (Some(file), ..) => file.clone(),
        (None, ..) => row.name.clone().unwrap_or_default(),
    };
    text.push_str(&format!("  {}  {place}\n", row.id));
    if let Some(excerpt) = &row.excerpt {
        text.push_str(&format!("      {}[{}]{}\n", excerpt.before, excerpt.marked, excerpt.after));
    }
    text.push_str(&format!("      {}\n", row.why));
    if !row.used_in.is_empty() {
        text.push_str(&format!("      {}\n", named(&row.used_in)));
    }
}

fn named(ids: &[String]) -> String {
    let shown = ids.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match ids.len().saturating_sub(NAMED) {
        0 => format!("in {shown}"),
        more => format!("in {shown} and {more} more"),
    }
}
