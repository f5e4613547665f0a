//! Folders that are called like languages and hold folders of kinds, as those of translations do, and that the
//! configuration does not name: what lies in them are pages, whatever their folder says.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::LanguageFolders;
use crate::content::{Doc, language_folder};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::kinds::Kinds;

/// A warning for each such folder, at the first file in it.
pub fn unnamed<T>(entries: &[(Arc<Doc>, T)], kinds: &Kinds) -> Vec<Diagnostic> {
    let mut firsts: BTreeMap<&str, &Arc<str>> = BTreeMap::new();
    for (doc, _) in entries {
        let (Some(tag), rest) = language_folder(&doc.file) else { continue };
        let is_of_kind = rest.split_once('/').is_some_and(|(folder, _)| kinds.of_folder(folder).is_some());
        if is_of_kind && !kinds.languages.has(tag) {
            let first = firsts.entry(tag).or_insert(&doc.file);
            *first = (*first).min(&doc.file);
        }
    }
    firsts.into_iter().map(|(tag, file)| problem(tag, file, kinds)).collect()
}

fn problem(tag: &str, file: &Arc<str>, kinds: &Kinds) -> Diagnostic {
    let line = LanguageFolders::line(kinds.languages.tags().map(|tag| &**tag).chain([tag]));
    Diagnostic::new(
        Code::LanguageFolder,
        format!("`content/{tag}/` is called like a language and holds folders of kinds: all of it are pages"),
    )
    .at(Span::file(file))
    .help(format!("if it holds translations, write `{line}` in `copsite.toml`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    #[test]
    fn a_folder_of_a_language_with_kinds_in_it_is_told_once() {
        let site = site("languages = [\"de\"]\n");
        let files =
            ["stories/a.md", "cy/stories/b.md", "cy/methods/a.md", "de/stories/a.md", "it/about.md", "no/a/b.md"];
        let docs: Vec<(Arc<Doc>, ())> =
            files.iter().map(|file| (Arc::new(site.read(&format!("content/{file}"), "# T\n")), ())).collect();
        let problems = unnamed(&docs, &site.kinds);
        let [problem] = &*problems else { panic!("{problems:?}") };
        assert_eq!(problem.span.as_ref().map(|span| &*span.file), Some("content/cy/methods/a.md"));
        assert_eq!(
            problem.help.as_deref(),
            Some("if it holds translations, write `languages = [\"de\", \"cy\"]` in `copsite.toml`")
        );
    }
}
