//! Kinds and relations as data: one schema file a kind, embedded, extended by the site.
//!
//! Front matter checks, `copsite new`, `copsite schema`, the facts panel and the contribute page
//! are all made from [`Kind`]. This room never looks at an entry.

pub mod addresses;
mod builtin;
mod check;
mod common;
mod embedded;
mod extend;
mod fields;
mod json_schema;
mod languages;
mod names;
mod relations;
mod resolve;
mod scaffold;

pub use common::{EXTRA, FREE_TABLES, common_keys, common_names};
use extend::FALLBACK;
pub use json_schema::json_schema;
pub use languages::has_english_help;
pub use resolve::{resolve, resolve_in};
pub use scaffold::{PLACEHOLDER, scaffold};

use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::config::Group;
use crate::config::{Config, FieldNames, LanguageFolders};

/// All kinds and relations of a site.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    /// In the order of the built-in table, then the site's own by name.
    pub kinds: Vec<Kind>,
    pub relations: BTreeMap<Arc<str>, Relation>,
    /// The site's own names of front matter keys → copsite's.
    pub names: FieldNames,
    /// The folders that hold all kinds once more, each in the language it is called by.
    pub languages: LanguageFolders,
    by_name: BTreeMap<Arc<str>, usize>,
    by_folder: BTreeMap<Arc<str>, usize>,
}

impl Kinds {
    fn new(kinds: Vec<Kind>, relations: BTreeMap<Arc<str>, Relation>, config: &Config) -> Kinds {
        let by_name = kinds.iter().enumerate().map(|(index, kind)| (kind.name.clone(), index)).collect();
        let by_folder = kinds.iter().enumerate().map(|(index, kind)| (kind.folder.clone(), index)).collect();
        let (names, languages) = (config.fields.clone(), config.languages.clone());
        Kinds { kinds, relations, names, languages, by_name, by_folder }
    }

    /// The kinds that `is_shown` says, in their order; those that share a hue, or have none, stand together where the
    /// first of them does.
    pub fn by_hue(&self, is_shown: impl Fn(&Kind) -> bool) -> Vec<(Option<&str>, Vec<&Kind>)> {
        let mut hues: Vec<(Option<&str>, Vec<&Kind>)> = Vec::new();
        for kind in self.kinds.iter().filter(|kind| is_shown(kind)) {
            match hues.iter_mut().find(|(hue, _)| *hue == kind.hue.as_deref()) {
                Some((_, kinds)) => kinds.push(kind),
                None => hues.push((kind.hue.as_deref(), vec![kind])),
            }
        }
        hues
    }

    pub fn get(&self, name: &str) -> Option<&Kind> {
        self.by_name.get(name).map(|index| &self.kinds[*index])
    }

    /// The kind whose entries live in the content folder `folder`. The empty folder is that of
    /// `page`: the top of `content/`.
    pub fn of_folder(&self, folder: &str) -> Option<&Kind> {
        // Many write `People/`, and to most disks that is the same folder.
        let in_small = || self.by_folder.get(&*folder.to_lowercase()).filter(|_| folder.contains(char::is_uppercase));
        self.by_folder.get(folder).or_else(in_small).map(|index| &self.kinds[*index])
    }

    /// Whether a folder belongs to no entry, whatever lies in it: the content folder, those of kinds, and both of them in
    /// another language.
    pub fn is_shared_folder(&self, folder: &str) -> bool {
        let folder = format!("{folder}/");
        let inside = folder.strip_prefix("content/").map(|inside| self.languages.split(inside).1);
        inside.is_some_and(|inside| self.of_folder(inside.trim_end_matches('/')).is_some())
    }

    /// Whether what stands under this name at the top of `content/` is the text of a page that copsite makes: home, a
    /// list, or one that every site has.
    pub fn is_made(&self, name: &str) -> bool {
        name == "index" || addresses::is_reserved(name) || self.of_folder(name).is_some()
    }

    /// Whether copsite makes a page at an address without slashes around it, such as `stories` or `weaver/gaps`, on a site
    /// that has what it shows.
    pub fn has_made_page(&self, address: &str) -> bool {
        addresses::is_page(address) || (!address.is_empty() && self.by_folder.contains_key(address))
    }
}

/// Whether an address belongs to a page that copsite makes, or to one below it.
pub fn is_reserved(path: &str) -> bool {
    addresses::is_reserved(path.split('/').next().unwrap_or(path))
}

/// What an entry can be. The description of a kind is data, to which sites add: code names a kind only where the kind is
/// what it is about, as the calendar is about `event` and the newsletter about `newsletter` and `article`.
#[derive(Clone, Debug)]
pub struct Kind {
    pub name: Arc<str>,
    /// The folder under `content/`, and the first part of its entries' URLs; empty for `page`.
    pub folder: Arc<str>,
    /// "Story".
    pub title: String,
    /// "Stories".
    pub plural: String,
    pub group: Group,
    /// One sentence for the kind's index and tile.
    pub definition: String,
    pub icon: String,
    /// The hue that the theme paints it in; kinds without one are icon and ink only.
    pub hue: Option<String>,
    pub fields: Vec<Field>,
    /// Relations an entry of this kind usually states, for `copsite new` and the contribute page.
    pub relations: Vec<Arc<str>>,
    /// Fields shown first in the facts panel: own ones and common keys.
    pub first: Vec<Arc<str>>,
    /// Whether the slug of an entry begins with the folders between the kind's own and its file.
    pub keep_folders: bool,
    /// Whether entries are listed by date in the journal at `/journal/`, beside the kind's own
    /// index. Entries of other kinds may have a date all the same.
    pub dated: bool,
    /// Whether each community is expected to have some of it in each of its domains.
    pub expected: bool,
    /// Fields whose answer is missed where an entry has none: own ones and common keys.
    pub asks: Vec<Arc<str>>,
    /// Months after which an entry that nobody has revised or reviewed is due for a review.
    pub review_after_months: Option<u16>,
}

impl Kind {
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| *field.name == *name)
    }

    /// Whether its entries are pieces of the practice: what communities know and look after.
    pub fn is_practice(&self) -> bool {
        self.group == Group::Practice
    }

    /// The field or the common key of a name, and behind it the part of a table for `about.practice`; nothing where no
    /// field is called so.
    pub fn field_and_part(&self, name: &str) -> Vec<&Field> {
        let common = || common_keys().iter().find(|field| *field.name == *name);
        if let Some(field) = self.field(name).or_else(common) {
            return vec![field];
        }
        let Some((field, part)) = name.split_once('.').and_then(|(name, part)| Some((self.field(name)?, part))) else {
            return Vec::new();
        };
        let FieldType::Table(parts) = &field.of else { return vec![field] };
        [field].into_iter().chain(parts.iter().find(|known| *known.name == *part)).collect()
    }

    /// Whether the slugs of its entries may have folders. Terms are named by theirs everywhere: in front matter, in
    /// addresses of other pages and in feeds.
    pub fn may_keep_folders(&self) -> bool {
        !TERMS.contains(&&*self.name)
    }
}

/// The kinds that other entries name in their front matter.
const TERMS: [&str; 3] = ["community", "domain", "person"];

#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub name: Arc<str>,
    pub of: FieldType,
    pub required: bool,
    /// The values allowed; empty for any.
    pub one_of: Vec<Arc<str>>,
    /// What readers see of some of these.
    pub labels: BTreeMap<Arc<str>, String>,
    /// Words that may stand where an entry is named: `next`.
    pub or: Vec<Arc<str>>,
    pub default: Option<toml::Value>,
    pub label: String,
    pub help: String,
}

/// The type of a field's value, checked when front matter is read.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    Text,
    /// A day, or a day and a time.
    Date,
    Integer,
    Number,
    Bool,
    /// An address outside the site, or a path inside it.
    Url,
    /// An attachment beside the entry or a file of the site.
    File,
    /// An entry, by slug, id or title; of this kind where one is named.
    Entry(Option<Arc<str>>),
    /// A person by id or name, alone or with a role.
    Person,
    /// An IANA time zone, in which the dates of the entry are meant.
    Zone,
    /// How something comes again: a rule of iCalendar, or in words.
    Repeat,
    /// One value or a list of them.
    List(Box<FieldType>),
    /// A table with these fields.
    Table(Vec<Field>),
}

/// A typed link between entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub name: Arc<str>,
    /// Read from the entry that states it: "uses".
    pub label: String,
    /// Read from the other end: "used in".
    pub inverse: String,
    /// As a verb in a sentence about both: "was used in" read from the other end.
    pub verb: String,
    pub inverse_verb: String,
    /// Both ends say the same.
    pub symmetric: bool,
}

#[cfg(test)]
mod tests;
