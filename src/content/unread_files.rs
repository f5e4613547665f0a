//! Files of the content that hold a text by their names and are no entries, folders of such that are passed over, and what is
//! hidden in `static/`.
//!
//! It looks at names only, never at what a file holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::naming::FOR_HOSTS;
use super::{is_hidden, is_private};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::kinds::{Kind, Kinds};

/// What other tools take for Markdown as well, in small letters.
const MARKDOWN: [&str; 8] = ["md", "mdx", "markdown", "mdown", "mkd", "mkdn", "qmd", "rmd"];

/// Texts in other languages that other tools make pages of, in small letters.
const OTHERS: [&str; 4] = ["adoc", "asciidoc", "org", "rst"];

/// Texts of which nobody expects a page, but which may hold front matter all the same.
const ATTACHED: [&str; 2] = ["text", "txt"];

/// Whether a file may hold front matter by its name, and nothing here reads it.
pub fn may_hold_front_matter(file: &str) -> bool {
    is_unread(file) || ending(file).is_some_and(|ending| is_among(ending, &ATTACHED))
}

/// Whether a file holds a text by its name, and is none that an entry is made of.
pub fn is_unread(file: &str) -> bool {
    ending(file).is_some_and(|ending| is_among(ending, &MARKDOWN) && ending != "md" || is_among(ending, &OTHERS))
}

fn ending(file: &str) -> Option<&str> {
    file.strip_prefix("content/")?.rsplit_once('.').map(|(_, ending)| ending)
}

fn is_among(ending: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// A warning for such a file, but for those that are not for readers.
pub fn unread_file(file: &Arc<str>) -> Option<Diagnostic> {
    let (stem, ending) = file.rsplit('/').next()?.rsplit_once('.')?;
    if !is_unread(file) || is_private(file) || stem.eq_ignore_ascii_case("readme") {
        return None;
    }
    let first = match is_among(ending, &OTHERS) {
        true => format!("write it in Markdown, as `{stem}.md`"),
        false => format!("call it `{stem}.md`"),
    };
    let problem = Diagnostic::new(Code::UnreadFile, "this file is no entry: its name does not end in `.md`")
        .at(Span::file(file))
        .help(format!("{first}, or let its name begin with `_` where it is not meant for readers"));
    Some(problem)
}

/// A warning for each folder that Jekyll wants a `_` before, and that is passed over here with the Markdown in it: that of a
/// kind. `texts` are in the order of their paths, and no entries.
pub fn unread_folders<'t>(texts: impl Iterator<Item = &'t Arc<str>>, kinds: &Kinds) -> Vec<Diagnostic> {
    let mut folders: BTreeMap<&str, Unread> = BTreeMap::new();
    for file in texts {
        if let Some((folder, kind)) = passed_over(file, kinds) {
            folders.entry(folder).or_insert(Unread { first: file, kind, count: 0 }).count += 1;
        }
    }
    folders.into_iter().map(|(folder, unread)| unread_folder(folder, unread)).collect()
}

/// What nobody means to publish: what version control and desktops keep in a folder.
const NOT_MEANT: [&str; 5] = [".git", ".DS_Store", ".idea", ".vscode", "._"];

/// A warning for each hidden file and folder at the top of `static/`, where a site's own may well be meant for its host.
/// `files` are in the order of their paths.
pub fn hidden_static<'t>(files: impl Iterator<Item = &'t Arc<str>>) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    let mut last = "";
    for file in files.filter(|file| is_hidden(file)) {
        let Some(inside) = file.strip_prefix("static/") else { continue };
        let name = inside.split('/').next().unwrap_or(inside);
        if name == last || !name.starts_with('.') || NOT_MEANT.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        last = name;
        let message = format!("`static/{name}` is not published: its name begins with `.`");
        let problem = Diagnostic::new(Code::UnreadFile, message).at(Span::file(file));
        told.push(problem.help(format!(
            "of such files {} are published, and `.well-known/`; take others out of `static/`",
            FOR_HOSTS.map(|name| format!("`{name}`")).join(", ")
        )));
    }
    told
}

struct Unread<'t> {
    first: &'t Arc<str>,
    kind: &'t Kind,
    count: usize,
}

/// The folder for whose name alone a file is passed over, and what kind of entries it holds.
fn passed_over<'t>(file: &'t str, kinds: &'t Kinds) -> Option<(&'t str, &'t Kind)> {
    let (folders, name) = file.rsplit_once('/')?;
    let is_hidden = |start: &usize| folders[*start..].starts_with(['_', '.']);
    let mut hidden = folders.match_indices('/').map(|(at, _)| at + 1).filter(is_hidden);
    let start = hidden.next()?;
    let end = folders[start..].find('/').map_or(folders.len(), |length| start + length);
    let kind = kind_of(folders[start..end].strip_prefix('_')?, kinds)?;
    let is_text = !name.starts_with(['_', '.']) && !name.eq_ignore_ascii_case("readme.md");
    (is_text && hidden.next().is_none()).then_some((&folders[..end], kind))
}

fn kind_of<'k>(folder: &str, kinds: &'k Kinds) -> Option<&'k Kind> {
    match folder {
        "" => None,
        "posts" => kinds.get("post"),
        folder => kinds.of_folder(folder),
    }
}

fn unread_folder(folder: &str, Unread { first, kind, count }: Unread) -> Diagnostic {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let texts = if count == 1 { "a Markdown file".to_owned() } else { format!("{count} Markdown files") };
    let help = format!(
        "call it `{}`, or write `folder = \"{name}\"` under `[kinds.{}]` in `copsite.toml`; \
         one that is meant for no reader may be called `_drafts` or `_archive`",
        kind.folder, kind.name
    );
    Diagnostic::new(Code::UnreadFile, format!("`{folder}/` is passed over, with {texts}: its name begins with `_`"))
        .at(Span::file(first))
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

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
    fn what_is_hidden_at_the_top_of_static_is_told_once_but_for_what_hosts_read() {
        let files = [
            "static/.env",
            "static/.git/config",
            "static/.gitattributes",
            "static/.htaccess",
            "static/.secret/a",
            "static/.secret/b",
            "static/.well-known/security.txt",
            "static/a/.hidden",
        ];
        let files = files.map(Arc::from);
        let told: Vec<String> = hidden_static(files.iter()).into_iter().map(|found| found.message).collect();
        let said = |name: &str| format!("`static/{name}` is not published: its name begins with `.`");
        assert_eq!(told, [said(".env"), said(".secret")]);
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
            "content/_archive/d.md",
            "content/_events/meet.md",
            "content/news/_posts/e.md",
        ];
        let files = files.map(Arc::from);
        let kinds = site("").kinds;
        let told: Vec<String> = unread_folders(files.iter(), &kinds).into_iter().map(|found| found.message).collect();
        let said =
            |folder: &str, texts: &str| format!("`{folder}/` is passed over, with {texts}: its name begins with `_`");
        let all = [
            said("content/_events", "a Markdown file"),
            said("content/_posts", "2 Markdown files"),
            said("content/news/_posts", "a Markdown file"),
        ];
        assert_eq!(told, all);
    }
}
