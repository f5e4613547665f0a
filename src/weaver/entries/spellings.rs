//! One spelling of each language: tags that differ in case alone are one (RFC 5646, section 2.1.1), and so are addresses
//! to many disks and servers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::{Doc, Lang};
use crate::diagnostics::{Code, Diagnostic, Span};

/// Names the files whose language is spelt in another way than in the first of them.
pub fn differing<T>(entries: &[(Arc<Doc>, T)]) -> Vec<Diagnostic> {
    let mut firsts: BTreeMap<Lang, Arc<Doc>> = BTreeMap::new();
    for (doc, _) in entries {
        match firsts.get_mut(&doc.lang) {
            Some(first) if first.file <= doc.file => {}
            Some(first) => *first = doc.clone(),
            None => drop(firsts.insert(doc.lang.clone(), doc.clone())),
        }
    }
    let mut spelt: BTreeMap<String, Arc<Doc>> = BTreeMap::new();
    for first in firsts.values() {
        let known = spelt.entry(first.lang.0.to_ascii_lowercase()).or_insert_with(|| first.clone());
        if first.file < known.file {
            *known = first.clone();
        }
    }
    if spelt.len() == firsts.len() {
        return Vec::new();
    }
    let first = |doc: &Doc| &spelt[&doc.lang.0.to_ascii_lowercase()];
    let others = entries.iter().filter(|(doc, _)| first(doc).lang != doc.lang);
    others.map(|(doc, _)| problem(doc, first(doc))).collect()
}

fn problem(doc: &Doc, first: &Doc) -> Diagnostic {
    let message = format!("the language `{}` is spelt `{}` elsewhere", doc.lang, first.lang);
    Diagnostic::new(Code::InvalidValue, message)
        .at(Span::file(&doc.file))
        .related(Span::file(&first.file), "it is spelt so here")
        .help("spell it in one way: addresses must not differ in case alone")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    #[test]
    fn a_language_is_spelt_as_in_the_first_file() {
        let site = site("language = \"en-GB\"\n");
        let files = ["b.pt-BR.md", "a.pt-br.md", "c.pt-br.md", "d.en-gb.md", "e.md"];
        let docs: Vec<(Arc<Doc>, ())> =
            files.iter().map(|file| (Arc::new(site.read(&format!("content/{file}"), "# T\n")), ())).collect();
        assert_eq!(&*docs[3].0.lang.0, "en-GB", "as the site spells it");
        let problems = differing(&docs);
        let said: Vec<&str> = problems.iter().map(|problem| &*problem.message).collect();
        assert_eq!(said, ["the language `pt-BR` is spelt `pt-br` elsewhere"]);
        assert!(differing(&docs[1..]).is_empty());
    }
}
