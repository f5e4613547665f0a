//! Files of the content that hold a text by their names and are no entries, and folders of such that are passed over.
//!
//! It looks at names only, never at what a file holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::is_private;
use crate::diagnostics::{Code, Diagnostic, Span};

/// What other tools take for Markdown as well, in small letters.
const MARKDOWN: [&str; 8] = ["md", "mdx", "markdown", "mdown", "mkd", "mkdn", "qmd", "rmd"];

/// Texts in other languages that other tools make pages of, in small letters.
const OTHERS: [&str; 4] = ["adoc", "asciidoc", "org", "rst"];

/// Folders whose names begin with `_` because a tool wants it so, not to keep what is in them from readers, each with what
/// such a folder is called here.
const FOLDERS: [(&str, &str); 3] = [("_posts", "blog"), ("_articles", "articles"), ("_pages", "pages")];

/// Whether a file holds a text by its name, and is none that an entry is made of.
pub fn is_unread(file: &str) -> bool {
    let is_known =
        |ending: &str| MARKDOWN.iter().chain(&OTHERS).any(|known| known.eq_ignore_ascii_case(ending)) && ending != "md";
    file.starts_with("content/") && file.rsplit_once('.').is_some_and(|(_, ending)| is_known(ending))
}

/// A warning for such a file, but for those that are not for readers.
pub fn unread_file(file: &Arc<str>) -> Option<Diagnostic> {
    let (stem, ending) = file.rsplit('/').next()?.rsplit_once('.')?;
    if !is_unread(file) || is_private(file) || stem.eq_ignore_ascii_case("readme") {
        return None;
    }
    let first = match OTHERS.iter().any(|other| other.eq_ignore_ascii_case(ending)) {
        true => format!("write it in Markdown, as `{stem}.md`"),
        false => format!("call it `{stem}.md`"),
    };
    let problem = Diagnostic::new(Code::UnreadFile, "this file is no entry: its name does not end in `.md`")
        .at(Span::file(file))
        .help(format!("{first}, or let its name begin with `_` where it is not meant for readers"));
    Some(problem)
}

/// A warning for each folder that a tool wants a `_` before, and that is passed over here with the Markdown in it. `texts`
/// are in the order of their paths, and no entries.
pub fn unread_folders<'t>(texts: impl Iterator<Item = &'t Arc<str>>) -> Vec<Diagnostic> {
    let mut folders: BTreeMap<&str, (&Arc<str>, usize)> = BTreeMap::new();
    for file in texts {
        if let Some(folder) = passed_over(file) {
            folders.entry(folder).or_insert((file, 0)).1 += 1;
        }
    }
    folders.into_iter().map(|(folder, (first, count))| unread_folder(folder, first, count)).collect()
}

/// The folder for whose name alone a file is passed over.
fn passed_over(file: &str) -> Option<&str> {
    let (folders, name) = file.rsplit_once('/')?;
    let mut hidden =
        folders.match_indices('/').map(|(at, _)| at + 1).filter(|at| folders[*at..].starts_with(['_', '.']));
    let start = hidden.next()?;
    let end = folders[start..].find('/').map_or(folders.len(), |length| start + length);
    let is_known = FOLDERS.iter().any(|(folder, _)| *folder == &folders[start..end]);
    let is_text = !name.starts_with(['_', '.']) && !name.eq_ignore_ascii_case("readme.md");
    (is_known && is_text && hidden.next().is_none()).then_some(&folders[..end])
}

fn unread_folder(folder: &str, first: &Arc<str>, count: usize) -> Diagnostic {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let ours = FOLDERS.iter().find(|(known, _)| *known == name).map_or(name, |(_, ours)| ours);
    let texts = if count == 1 { "a Markdown file".to_owned() } else { format!("{count} Markdown files") };
    Diagnostic::new(Code::UnreadFile, format!("`{folder}/` is passed over, with {texts}: its name begins with `_`"))
        .at(Span::file(first))
        .help(format!(
            "call the folder `{ours}`; one that is meant for no reader may be called `_drafts` or `_archive`"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_by_another_name_are_told() {
        let told = |file: &str| unread_file(&file.into()).and_then(|found| found.help);
        for (file, help) in [
            ("content/a/LOUD.MD", "call it `LOUD.md`"),
            ("content/b.markdown", "call it `b.md`"),
            ("content/plan.mdx", "call it `plan.md`"),
            ("content/plan.rst", "write it in Markdown, as `plan.md`"),
        ] {
            assert!(told(file).is_some_and(|said| said.starts_with(help)), "{file}");
        }
        for file in ["content/_c.mkd", "content/README.md", "content/README.rst", "static/d.MD", "content/e.txt"] {
            assert_eq!(told(file), None, "{file}");
        }
    }

    #[test]
    fn a_folder_that_jekyll_reads_is_told_once() {
        let files = [
            "content/_drafts/a.md",
            "content/_posts/2024-01-01-a.md",
            "content/_posts/README.md",
            "content/_posts/_b.md",
            "content/_posts/deep/c.md",
            "content/_templates/_posts/d.md",
            "content/news/_posts/e.md",
        ];
        let files = files.map(Arc::from);
        let told: Vec<String> = unread_folders(files.iter()).into_iter().map(|found| found.message).collect();
        let said =
            |folder: &str, texts: &str| format!("`{folder}/` is passed over, with {texts}: its name begins with `_`");
        assert_eq!(told, [said("content/_posts", "2 Markdown files"), said("content/news/_posts", "a Markdown file")]);
    }
}
