//! `_defaults.toml` in a folder of the content: front matter for what lies in the folder and under it.
//!
//! A nearer one wins over a farther one, and what an entry says itself wins over both; a translation in the folder of its
//! language has what the folders around its original say as well. `[extra]` and `[relations]`
//! are joined key by key. A key that an entry's kind does not have is passed over. Never a page, never published.

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::sync::{Arc, LazyLock};

use twox_hash::XxHash3_64;

use super::decode::decode;
use super::fingerprint::print;
use super::front_matter::Format;
use super::nested_keys::nested_keys;
use super::renamed::renamed;
use super::tree::{Node, NodeValue, Tree};
use super::unknown_key::unknown_key;
use super::{Placed, toml_table};
use crate::config::{Config, LanguageFolders};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::kinds::{FREE_TABLES, Kind, Kinds, common_names};

/// The name of such a file.
const NAME: &str = "_defaults.toml";

/// Keys that say which entry it is: many entries cannot share them.
const OWN: [&str; 3] = ["title", "slug", "aliases"];

/// Keys by which an entry is kept from some readers, or for some time.
const KEEPING: [&str; 4] = ["audience", "draft", "expires", "publish"];

/// For folders, and keys that keep entries from some readers: whether what the folder says keeps them from the reader.
#[derive(Clone, Debug, Default)]
pub struct Closed(BTreeMap<(Arc<str>, &'static str), bool>);

impl Closed {
    /// Whether a file is kept from the reader: the nearest folder that says a key says it for the file.
    pub fn holds(&self, file: &str) -> bool {
        let nearest = |key: &'static str| {
            let mut folders = file.rmatch_indices('/').map(|(end, _)| &file[..end]);
            folders.find_map(|folder| self.0.get(&(folder.into(), key)).copied())
        };
        !self.0.is_empty() && KEEPING.into_iter().any(|key| nearest(key).unwrap_or_default())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What all folders say.
#[derive(Debug, Default)]
pub struct Defaults {
    folders: BTreeMap<Arc<str>, Folder>,
    languages: LanguageFolders,
}

#[derive(Debug)]
struct Folder {
    tree: Tree,
    /// False where some of it could not be read: it may be the key that hides.
    complete: bool,
    print: u64,
}

/// What a site without such files has.
pub static NO_DEFAULTS: LazyLock<Defaults> = LazyLock::new(Defaults::default);

pub fn is_defaults(path: &str) -> bool {
    path.starts_with("content/") && path.rsplit('/').next() == Some(NAME)
}

/// A file beside the texts whose name is almost that of such a file: what it says of them would hold for none.
pub fn misnamed(path: &Arc<str>) -> Option<Diagnostic> {
    let name = path.strip_prefix("content/")?.rsplit('/').next()?.to_lowercase();
    let (stem, ending) = name.split_once('.').unwrap_or((&*name, ""));
    let is_stem = matches!(stem, "_default" | "_defaults" | "defaults");
    let is_ending = matches!(ending, "" | "toml" | "yaml" | "yml" | "json" | "toml.txt");
    let is_near = is_stem && is_ending && !is_defaults(path);
    is_near.then(|| {
        let message = format!("nothing is read from this file: it is not called `{NAME}`");
        Diagnostic::new(Code::AlmostWithheld, message)
            .at(Span::file(path))
            .help("rename it, or begin its name with `.`")
    })
}

/// A file of this name: its path, and its bytes or why there are none.
pub type Found = (Arc<str>, Result<Vec<u8>, Diagnostic>);

impl Defaults {
    pub fn new(files: Vec<Found>, config: &Config, kinds: &Kinds) -> (Defaults, Vec<Diagnostic>) {
        let mut defaults = Defaults { languages: kinds.languages.clone(), ..Defaults::default() };
        let mut problems = Vec::new();
        for (file, bytes) in files {
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            let read = bytes.map_err(|problem| vec![problem]).and_then(|bytes| {
                let (tree, found) = toml_table::parse(&file, decode(&file, &bytes)?, 0..bytes.len());
                Ok((tree, found, print(&file, &bytes)))
            });
            let (tree, found, print) = read.unwrap_or_else(|found| (Tree::default(), found, 0));
            let complete = found.iter().all(|found| found.code == Code::DuplicateKey);
            problems.extend(found);
            problems.extend(tree.entries.iter().filter_map(|(key, node)| refused(key, node, config, kinds)));
            problems.extend(nested_keys(&tree, &kinds.kinds, (config, Format::Toml)));
            defaults.folders.insert(folder.into(), Folder { tree, complete, print });
        }
        (defaults, problems)
    }

    /// What the folders around a file say, the nearest first; of a translation then those around its original.
    fn around(&self, file: &str) -> Vec<&Folder> {
        if self.folders.is_empty() {
            return Vec::new();
        }
        let files = std::iter::once(file.to_owned()).chain(self.languages.originals(file));
        let of_file = |file: String| -> Vec<&Folder> {
            file.rmatch_indices('/').filter_map(|(end, _)| self.folders.get(&file[..end])).collect()
        };
        files.flat_map(of_file).collect()
    }

    /// Changes whenever what the folders around a file say does.
    pub fn print(&self, file: &str) -> u64 {
        let mut hasher = XxHash3_64::new();
        self.around(file).into_iter().for_each(|folder| hasher.write_u64(folder.print));
        hasher.finish()
    }

    /// The kind of the entries around a file, as the nearest folder says it.
    pub fn kind(&self, file: &str, config: &Config) -> Option<Node> {
        let is_kind =
            |name: &str| name == "kind" || config.fields.key_everywhere(name).is_some_and(|key| key == "kind");
        self.around(file).into_iter().find_map(|folder| {
            let (_, node) = folder.tree.entries.iter().find(|(key, node)| is_kind(&key.value) && !node.is_blank())?;
            Some(node.clone())
        })
    }

    /// What the folders say that keeps entries from some readers, each key by itself, and whether it keeps them from the
    /// reader: `holds` is asked of each key with its value.
    pub fn closed(&self, config: &Config, kinds: &Kinds, holds: impl Fn(&str, &Node) -> bool) -> Closed {
        // A key may be called so in entries of one kind alone. Too much is better withheld than too little.
        let is_it = |key: &str, name: &str| {
            name == key || kinds.kinds.iter().any(|kind| config.fields.key(&kind.name, name) == Some(key))
        };
        let mut closed = Closed::default();
        for (folder, said) in &self.folders {
            for key in KEEPING {
                let written = said.tree.entries.iter().find(|(name, node)| is_it(key, &name.value) && !node.is_blank());
                match written {
                    Some((_, node)) => drop(closed.0.insert((folder.clone(), key), holds(key, node))),
                    None if !said.complete => drop(closed.0.insert((folder.clone(), key), true)),
                    None => {}
                }
            }
        }
        closed
    }

    /// Puts into an entry's front matter what it does not say itself. True if all of it could be read.
    pub fn fill(&self, file: &str, tree: &mut Tree, kind: &str, schema: Option<&Kind>, config: &Config) -> bool {
        let mut complete = true;
        for folder in self.around(file) {
            complete &= folder.complete;
            let (defaults, _) = renamed(folder.tree.clone(), kind, config);
            let is_known = |name: &str| {
                common_names().any(|common| common == name) || schema.is_some_and(|kind| kind.field(name).is_some())
            };
            for (key, node) in defaults.entries {
                if is_known(&key.value) && key.value.as_ref() != "kind" && !OWN.contains(&&*key.value) {
                    put(tree, (key, node));
                }
            }
        }
        complete
    }
}

/// Many entries keep the blank keys of a template: those say nothing.
fn put(tree: &mut Tree, (key, node): (Placed<Arc<str>>, Node)) {
    let Some((_, own)) = tree.entries.iter_mut().find(|(known, _)| known.value == key.value) else {
        return tree.entries.push((key, node));
    };
    if own.is_blank() {
        *own = node;
    } else if let (NodeValue::Table(own), NodeValue::Table(more)) = (&mut own.value, node.value)
        && FREE_TABLES.contains(&&*key.value)
    {
        more.entries.into_iter().for_each(|entry| put(own, entry));
    }
}

/// Why a key cannot stand for all entries of a folder.
fn refused(key: &Placed<Arc<str>>, node: &Node, config: &Config, kinds: &Kinds) -> Option<Diagnostic> {
    let name = &*key.value;
    if OWN.contains(&name) {
        let message = format!("`{name}` is one entry's own: it is passed over here");
        return Some(Diagnostic::new(Code::InvalidValue, message).at(key.span.clone()).help("write it in the entry"));
    }
    let mut known: Vec<&str> = common_names().collect();
    known.extend(kinds.kinds.iter().flat_map(|kind| &kind.fields).map(|field| &*field.name));
    let is_renamed = kinds.kinds.iter().any(|kind| config.fields.key(&kind.name, name).is_some());
    if is_renamed || known.contains(&name) {
        return None;
    }
    let elsewhere = "the keys of `_defaults.toml` are those of front matter; keys of your own belong under `extra`";
    Some(unknown_key(key, &node.value, known, elsewhere))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::{Site, site};
    use crate::content::{Doc, Rules, read};

    const AUDIENCES: &str =
        "[audiences]\norder = [\"public\", \"members\", \"core\"]\n[fields]\nreaders = \"audience\"\n";

    fn defaults(site: &Site, files: &[(&str, &str)]) -> (Defaults, Vec<(Code, String)>) {
        let found = files.iter().map(|(file, text)| (Arc::from(*file), Ok(text.as_bytes().to_vec()))).collect();
        let (defaults, problems) = Defaults::new(found, &site.config, &site.kinds);
        (defaults, problems.into_iter().map(|problem| (problem.code, problem.message)).collect())
    }

    fn entry(files: &[(&str, &str)], file: &str, text: &str) -> Doc {
        let site = site(AUDIENCES);
        let (defaults, problems) = defaults(&site, files);
        assert_eq!(problems, []);
        let rules = Rules::new(&site.config, &site.kinds).under(&defaults);
        read(&Arc::from(file), text.as_bytes(), rules).unwrap()
    }

    fn audience(doc: &Doc) -> Option<&str> {
        doc.facts.audience.as_ref().map(|audience| &*audience.value)
    }

    const FAR: (&str, &str) =
        ("content/stories/_defaults.toml", "audience = \"members\"\ntags = [\"far\"]\n[extra]\na = 1\nb = 1\n");
    const NEAR: (&str, &str) = ("content/stories/in/_defaults.toml", "readers = \"core\"\n[extra]\nb = 2\n");

    #[test]
    fn a_nearer_folder_wins_and_the_entry_wins_over_both() {
        let doc = entry(&[FAR, NEAR], "content/stories/in/a.md", "+++\ntitle = \"A\"\n[extra]\nc = 3\n+++\n");
        assert_eq!(audience(&doc), Some("core"));
        assert_eq!(&*doc.facts.tags[0].value, "far");
        assert_eq!(format!("{:?}", doc.facts.extra), r#"{"a": Integer(1), "b": Integer(2), "c": Integer(3)}"#);
        let doc = entry(&[FAR, NEAR], "content/stories/in/a.md", "---\ntitle: A\nreaders: public\ntags: []\n---\n");
        assert_eq!((audience(&doc), doc.facts.tags.len()), (Some("public"), 0));
        assert_eq!(audience(&entry(&[FAR, NEAR], "content/stories/a.md", "# A\n")), Some("members"));
        assert_eq!(audience(&entry(&[FAR, NEAR], "content/storiesb/a.md", "# A\n")), None);
    }

    #[test]
    fn a_key_left_blank_does_not_make_an_entry_public() {
        assert_eq!(
            audience(&entry(&[FAR], "content/stories/a.md", "---\ntitle: A\naudience:\n---\n")),
            Some("members")
        );
    }

    #[test]
    fn a_folder_may_say_the_kind_and_fields_that_only_some_kinds_have() {
        let files = [("content/diary/_defaults.toml", "kind = \"post\"\ncycle = \"potential\"\n")];
        let doc = entry(&files, "content/diary/a.md", "# A\n");
        assert_eq!((doc.id.to_string().as_str(), doc.diagnostics), ("post/a", vec![]));
    }

    #[test]
    fn a_translation_has_what_the_folders_around_its_original_say() {
        let files = [FAR, ("content/cy/stories/_defaults.toml", "tags = [\"agos\"]\n")];
        let site = site(&format!("languages = [\"cy\"]\n{AUDIENCES}"));
        let (defaults, _) = defaults(&site, &files);
        let rules = Rules::new(&site.config, &site.kinds).under(&defaults);
        let doc = read(&Arc::from("content/cy/stories/a.md"), b"# A\n", rules).unwrap();
        assert_eq!((audience(&doc), &*doc.facts.tags[0].value), (Some("members"), "agos"));
        let other = read(&Arc::from("content/de/stories/a.md"), b"# A\n", rules).unwrap();
        assert_eq!(audience(&other), None);
    }

    #[test]
    fn a_file_that_breaks_off_hides_all_under_it() {
        let site = site(AUDIENCES);
        let (defaults, problems) = defaults(&site, &[("content/_defaults.toml", "audience = membrs\n")]);
        assert_eq!(problems[0].0, Code::InvalidFrontMatter);
        let rules = Rules::new(&site.config, &site.kinds).under(&defaults);
        assert!(read(&Arc::from("content/stories/a.md"), b"# A\n", rules).unwrap().facts.draft);
    }

    #[test]
    fn keys_that_keep_entries_from_readers_are_told_where_they_stand_in_a_table() {
        let file = ("content/_defaults.toml", "[defaults]\naudience = \"members\"\n[extra]\ndraft = true\n");
        let (_, problems) = defaults(&site(AUDIENCES), &[file]);
        let told = |name: &str, table: &str| {
            (Code::AlmostWithheld, format!("`{name}` stands inside of `{table}`, where it holds nothing back"))
        };
        assert_eq!(problems[1..], [told("audience", "defaults"), told("draft", "extra")]);
    }

    #[test]
    fn keys_that_no_kind_has_and_those_of_one_entry_are_named_once() {
        let (_, problems) =
            defaults(&site(AUDIENCES), &[("content/_defaults.toml", "audiense = \"core\"\nslug = \"a\"\n")]);
        let expected = ["no schema knows the key `audiense`", "`slug` is one entry's own: it is passed over here"];
        assert_eq!(problems.into_iter().map(|(_, message)| message).collect::<Vec<_>>(), expected);
    }
}
