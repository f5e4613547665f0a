//! What an entry is called: its kind, slug, language and title, as its front matter says, or else its file's path.

use std::sync::Arc;

use super::Lang;
use super::identity::{self, MAX_PATH_BYTES};
use super::keys::Keys;
use super::markdown::Markdown;
use super::naming::{Named, PAGE};
use super::rules::Rules;
use super::tree::Node;
use crate::config::language_help;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::kinds::Kind;

/// The kind that the front matter names, or else the folder's.
pub fn kind(keys: &mut Keys, named: &Named, rules: Rules) -> Arc<str> {
    let kinds = rules.kinds;
    let own = early(keys, "kind").filter(|node| !node.is_blank());
    let node = own.or_else(|| rules.defaults.kind(keys.checker.file, rules.config));
    let Some(node) = node else { return named.kind.clone() };
    let Some(kind) = keys.checker.placed_text("kind", &node) else { return named.kind.clone() };
    if let Some(known) = kinds.get(&kind.value) {
        return known.name.clone();
    }
    let names = kinds.kinds.iter().map(|kind| &*kind.name);
    let help = match did_you_mean(&kind.value, names) {
        Some(meant) => format!("did you mean `{meant}`? it is read as a {} for now", named.kind),
        None => format!(
            "it is read as a {} for now; a kind of your own is described under `[kinds]` in `copsite.toml`",
            named.kind
        ),
    };
    let problem = Diagnostic::new(Code::UnknownKind, format!("there is no kind `{}`", kind.value));
    keys.checker.problems.push(problem.at(kind.span).help(help));
    named.kind.clone()
}

/// A key by its name, or by what the site calls it in every entry, before all others are read: of `kind` other names
/// depend on it, and of `language` only the entry's own goes before the file's name.
fn early(keys: &mut Keys, key: &str) -> Option<Node> {
    let names = &keys.checker.config.fields;
    let is_it = |name: &str| names.key_everywhere(name).is_some_and(|real| real == key);
    let other = keys.tree.entries.iter().find(|(name, _)| is_it(&name.value)).map(|(name, _)| name.value.clone());
    keys.take(key).or_else(|| keys.take(&other?))
}

/// The slug of the front matter, or else of the file's name, behind the folders that its kind keeps; `None` where
/// neither can be used.
pub fn slug(keys: &mut Keys, named: &Named, kind: Option<&Kind>) -> Option<String> {
    let slug = last_part(keys, named)?;
    if kind.is_none_or(|kind| !kind.keep_folders) {
        return Some(slug);
    }
    let whole = format!("{}{slug}", named.folders);
    if whole.len() <= MAX_PATH_BYTES {
        return Some(whole);
    }
    let message = format!("the folders and the name are {} bytes long together: the folders are left out", whole.len());
    let help = format!("use shorter names: disks and browsers take {MAX_PATH_BYTES} bytes for certain");
    keys.checker.problems.push(Diagnostic::new(Code::InvalidSlug, message).at(keys.fence.clone()).help(help));
    Some(slug)
}

fn last_part(keys: &mut Keys, named: &Named) -> Option<String> {
    if let Some(node) = keys.take("slug").filter(|node| !node.is_blank()) {
        match node.text().map(|slug| identity::check_slug(slug)) {
            Some(Ok(slug)) => return Some(slug),
            Some(Err(why)) => keys.checker.problems.push(invalid_slug(&node, why, named)),
            None => keys.checker.wrong_type("slug", "text", &node).unwrap_or_default(),
        }
    }
    if named.slug.is_empty() {
        let message = "the file's name holds no letter and no digit to make a slug of";
        let help = "rename the file, or write a `slug` in its front matter";
        keys.checker.problems.push(Diagnostic::new(Code::InvalidSlug, message).at(keys.fence.clone()).help(help));
        return None;
    }
    Some(named.slug.clone())
}

fn invalid_slug(node: &Node, why: &str, named: &Named) -> Diagnostic {
    let help = match node.text().map(|slug| identity::slugify(slug)) {
        Some(slug) if !slug.is_empty() => format!("write `{slug}`; for now the file's name is used, `{}`", named.slug),
        _ => format!("take it out; for now the file's name is used, `{}`", named.slug),
    };
    Diagnostic::new(Code::InvalidSlug, format!("this slug cannot be part of a URL: {why}"))
        .at(node.span.clone())
        .help(help)
}

/// The language that the entry itself names.
pub fn own_language(keys: &mut Keys) -> Option<Lang> {
    let node = early(keys, "language")?;
    read_language(keys, &node)
}

/// The language that the folders around the entry say.
pub fn language_of_folders(keys: &mut Keys) -> Option<Lang> {
    let node = keys.take("language")?;
    read_language(keys, &node)
}

fn read_language(keys: &mut Keys, node: &Node) -> Option<Lang> {
    if node.is_blank() {
        return None;
    }
    let tag = keys.checker.placed_text("language", node)?;
    let Some(help) = language_help(&tag.value) else { return Some(Lang(tag.value)) };
    let message = format!("`{}` is not a language tag", tag.value);
    keys.checker.problems.push(Diagnostic::new(Code::InvalidValue, message).at(tag.span).help(help));
    None
}

/// The title as written, or the `name` of a kind that has one.
pub fn written_title(keys: &mut Keys, kind: Option<&Kind>) -> Option<Arc<str>> {
    let title = keys.words("title");
    let has_name = kind.is_some_and(|kind| kind.field("name").is_some());
    title.or_else(|| {
        let (_, node) = keys.tree.get("name").filter(|(_, node)| has_name && !node.is_unfilled())?;
        node.text().map(|text| text.trim()).filter(|name| !name.is_empty()).map(Arc::from)
    })
}

/// The title as written, or the first heading, or the file's name; the home page may have none, since it goes by the
/// site's.
pub fn title(keys: &mut Keys, written: Option<Arc<str>>, markdown: &Markdown, named: &Named) -> Arc<str> {
    if let Some(title) = written.or_else(|| markdown.title.clone()) {
        return title;
    }
    if *named.kind == *PAGE && named.folders.is_empty() && named.slug == "index" {
        return keys.checker.config.title.as_str().into();
    }
    let words: &str = if named.words.is_empty() { &named.slug } else { &named.words };
    if keys.complete && !named.is_title {
        let message = format!("this has no title; its file name is used: `{words}`");
        let problem = Diagnostic::new(Code::MissingTitle, message).at(keys.fence.clone());
        keys.checker
            .problems
            .push(problem.help("write a `title` in the front matter, or begin the text with a `#` heading"));
    }
    Arc::from(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::defaults::Defaults;
    use crate::content::testing::{Site, found, site};
    use crate::content::{Doc, read};

    fn id(doc: &Doc) -> String {
        doc.id.to_string()
    }

    #[test]
    fn a_kind_may_keep_the_folders_of_its_entries() {
        let site = site("[kinds.page]\nkeep_folders = true\n[kinds.method]\nkeep_folders = true\n");
        let at = |path: &str, text: &str| id(&site.read(path, text));
        assert_eq!(at("content/setup/linux/first-steps.md", "# T\n"), "page/setup/linux/first-steps");
        assert_eq!(at("content/setup/linux/x.md", "---\nslug: y\n---\n# T\n"), "page/setup/linux/y");
        assert_eq!(at("content/setup/index.md", "# T\n"), "page/setup");
        assert_eq!(at("content/methods/group/x.md", "# T\n"), "method/group/x");
        assert_eq!(at("content/stories/2026/x.md", "# T\n"), "story/x");
        assert_eq!(at("content/stories/2026/x.md", "---\nkind: method\n---\n# T\n"), "method/2026/x");
    }

    #[test]
    fn folders_that_no_disk_takes_are_left_out_and_told() {
        let site = site("[kinds.page]\nkeep_folders = true\n");
        let path = format!("content/{}x.md", format!("{}/", "a".repeat(99)).repeat(6));
        let text = "---\ntitle: T\n---\n";
        let doc = site.read(&path, text);
        assert_eq!(id(&doc), "page/x");
        let message = "the folders and the name are 601 bytes long together: the folders are left out";
        assert_eq!(found(&doc, text), [(Code::InvalidSlug, message, "---")]);
    }

    #[test]
    fn the_home_page_without_a_title_goes_by_the_sites() {
        let site = site("");
        let home = site.read("content/index.md", "Welcome.\n");
        assert_eq!((&*home.facts.title, home.diagnostics), ("Test", vec![]));
        assert_eq!(&*site.read("content/index.md", "# Hello\n").facts.title, "Hello");
        assert_eq!(site.read("content/about.md", "Words.\n").diagnostics[0].code, Code::MissingTitle);
    }

    fn language_of(site: &Site, path: &str, text: &str) -> String {
        site.read(path, text).lang.to_string()
    }

    #[test]
    fn the_front_matter_says_the_language_before_the_name_and_the_folder_do() {
        let site = site("languages = [\"cy\"]\n[fields]\nlang = \"language\"\n");
        let german = "---\ntitle: T\nlanguage: de\n---\n";
        assert_eq!(language_of(&site, "content/x.md", german), "de");
        assert_eq!(language_of(&site, "content/cy/x.fr.md", german), "de");
        assert_eq!(language_of(&site, "content/cy/x.fr.md", "# T\n"), "fr");
        assert_eq!(language_of(&site, "content/cy/x.md", "---\nlanguage:\n---\n# T\n"), "cy");
        assert_eq!(language_of(&site, "content/x.md", "---\nlang: pt-BR\n---\n# T\n"), "pt-BR");
        assert_eq!(language_of(&site, "content/x.md", "# T\n"), "en");
    }

    #[test]
    fn what_the_name_and_the_folder_of_a_file_say_goes_before_what_a_folder_says_for_all() {
        let site = site("language = \"en-GB\"\nlanguages = [\"cy\"]\n");
        let file = (Arc::from("content/_defaults.toml"), Ok(b"language = \"de\"\n".to_vec()));
        let (defaults, problems) = Defaults::new(vec![file], &site.config, &site.kinds);
        assert_eq!(problems, []);
        let rules = Rules::new(&site.config, &site.kinds).under(&defaults);
        let of = |path: &str, text: &str| read(&Arc::from(path), text.as_bytes(), rules).unwrap().lang.to_string();
        assert_eq!(of("content/x.md", "# T\n"), "de");
        assert_eq!(of("content/x.fr.md", "# T\n"), "fr");
        assert_eq!(of("content/cy/x.md", "# T\n"), "cy");
        assert_eq!(of("content/x.md", "---\ntitle: T\nlanguage: EN-gb\n---\n"), "en-GB");
    }

    #[test]
    fn what_is_no_language_is_told_and_passed_over() {
        let site = site("");
        let text = "---\ntitle: T\nlanguage: en_GB\n---\n";
        let doc = site.read("content/x.md", text);
        assert_eq!(&*doc.lang.0, "en");
        assert_eq!(found(&doc, text), [(Code::InvalidValue, "`en_GB` is not a language tag", "en_GB")]);
        assert_eq!(doc.diagnostics[0].help.as_deref(), Some("did you mean `en-GB`?"));
    }
}
