//! How to cite an entry: the names for a line of text, and BibTeX for programs that keep references, as BibTeX and biblatex read it.

use super::Snapshot;
use super::cards::authors;
use super::contract::Citation;
use super::direction::{direction, is_from_the_right};
use crate::content::Moment;
use crate::content::identity::latin_slug;
use crate::weaver::EntryIx;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// None where the site does not know its own address: there is nothing to cite.
pub fn citation(snapshot: &Snapshot, entry: EntryIx) -> Option<Citation> {
    let url = snapshot.config.base_url.absolute(&crate::plan::encode(snapshot.weave.address(entry)));
    if !url.starts_with("http") {
        return None;
    }
    let doc = snapshot.weave.doc(entry);
    let people = authors(snapshot, entry);
    let work = Work {
        key: &latin_slug(&doc.id.slug),
        authors: people.iter().map(|person| &*person.name).collect(),
        title: &doc.facts.title,
        site: &snapshot.config.title,
        date: doc.facts.updated.or_else(|| snapshot.weave.written_on(entry)),
        url: &url,
    };
    let dir = direction(&doc.lang);
    Some(Citation {
        authors: work.authors.iter().map(|name| isolated(name, dir)).collect(),
        title: isolated(work.title, dir),
        site: isolated(work.site, dir),
        bibtex: bibtex(&work),
        url,
    })
}

/// A name with signs around it that keep its direction to itself, where it has letters of another than `dir`: what follows,
/// such as a date, would else be drawn into it.
fn isolated(name: &str, dir: &str) -> String {
    match name.chars().any(|sign| sign.is_alphabetic() && is_from_the_right(sign) != (dir == "rtl")) {
        true => format!("\u{2068}{name}\u{2069}"),
        false => name.to_owned(),
    }
}

struct Work<'a> {
    key: &'a str,
    authors: Vec<&'a str>,
    title: &'a str,
    site: &'a str,
    date: Option<Moment>,
    url: &'a str,
}

/// Names and titles stand in a second pair of braces: a role is no first name and surname, and a
/// title keeps its capitals.
fn bibtex(work: &Work) -> String {
    let mut fields = Vec::new();
    if !work.authors.is_empty() {
        let names: Vec<String> = work.authors.iter().map(|name| format!("{{{}}}", latex(name))).collect();
        fields.push(("author", format!("{{{}}}", names.join(" and "))));
    }
    fields.push(("title", format!("{{{{{}}}}}", latex(work.title))));
    fields.push(("howpublished", format!("{{{{{}}}}}", latex(work.site))));
    if let Some(date) = work.date.map(|date| date.civil.date()) {
        fields.push(("year", format!("{{{}}}", date.year())));
        fields.push(("month", MONTHS[date.month().unsigned_abs() as usize - 1].to_owned()));
    }
    fields.push(("url", format!("{{{}}}", work.url)));
    let lines: Vec<String> = fields.into_iter().map(|(name, value)| format!("  {name} = {value}")).collect();
    format!("@misc{{{},\n{}\n}}", work.key, lines.join(",\n"))
}

/// Text as LaTeX reads it: its own signs are escaped, so that no title can close a brace.
fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '_' | '$' => out.extend(['\\', character]),
            _ if character.is_control() => out.push(' '),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn work<'a>(title: &'a str, authors: Vec<&'a str>) -> Work<'a> {
        Work { key: "x", authors, title, site: "Common Thread", date: None, url: "https://example.org/x/" }
    }

    #[test]
    fn a_work_has_its_authors_title_site_and_address() {
        assert_eq!(
            bibtex(&work("Rent & letters: 50%", vec!["A housing officer", "A tenant"])),
            "@misc{x,\n  author = {{A housing officer} and {A tenant}},\n  title = {{Rent \\& letters: 50\\%}},\n  \
             howpublished = {{Common Thread}},\n  url = {https://example.org/x/}\n}"
        );
    }

    #[test]
    fn names_of_the_other_direction_are_parted_from_the_words_around_them() {
        assert_eq!(isolated("Netzwerk", "rtl"), "\u{2068}Netzwerk\u{2069}");
        assert_eq!(isolated("الاستماع 2", "rtl"), "الاستماع 2");
        assert_eq!(isolated("الاستماع", "ltr"), "\u{2068}الاستماع\u{2069}");
        assert_eq!(isolated("Netzwerk", "ltr"), "Netzwerk");
        assert!(!bibtex(&work("الاستماع", vec![])).contains('\u{2068}'));
    }

    #[test]
    fn a_work_without_authors_names_none() {
        assert!(!bibtex(&work("T", vec![])).contains("author"));
    }

    proptest! {
        #[test]
        fn no_title_opens_or_closes_a_brace(title in "\\PC*[{}\\\\%]\\PC*") {
            let entry = bibtex(&work(&title, vec![]));
            let bare = entry.replace("\\{", "").replace("\\}", "");
            let mut depth = 0i32;
            for character in bare.chars() {
                depth += match character { '{' => 1, '}' => -1, _ => 0 };
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
        }
    }
}
