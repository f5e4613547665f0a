//! What is said of a link to an entry that nobody has written: how to write it, so that the link leads there.

use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use crate::content::identity::{slugify, title_of};
use crate::content::{Placed, Target, is_private};
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::{Kind, Kinds};
use crate::weaver::Resolved;
use crate::weaver::entries::Names;

/// A name that leads to nothing, and the words that a link shows in its place.
pub struct Asked {
    pub name: Placed<Arc<str>>,
    pub words: Arc<str>,
}

/// What may have been meant by each name that leads to nothing. A page of an old site is often linked from many places: what
/// it was is asked once, by the small letters that all spellings of it share.
pub struct Nearest<'n> {
    names: &'n Names,
    answers: HashMap<String, OnceLock<Option<&'n str>>>,
}

impl<'n> Nearest<'n> {
    pub fn new<'a>(names: &'n Names, asked: impl IntoIterator<Item = &'a Asked>) -> Nearest<'n> {
        let unanswered = |asked: &Asked| (asked.name.value.to_lowercase(), OnceLock::new());
        Nearest { names, answers: asked.into_iter().map(unanswered).collect() }
    }

    fn to(&self, name: &str) -> Option<&'n str> {
        match self.answers.get(&name.to_lowercase()) {
            Some(answer) => *answer.get_or_init(|| self.names.near(name)),
            None => self.names.near(name),
        }
    }
}

pub fn wanted(asked: &Asked, nearest: &Nearest, kinds: &Kinds) -> Diagnostic {
    let names = nearest.names;
    let Asked { name: Placed { value: name, span }, words } = asked;
    let problem = Diagnostic::new(Code::WantedEntry, format!("there is no entry `{name}` yet")).at(span.clone());
    if let Some(file) = unpublished(name, names) {
        return problem
            .help(format!("there is a `{file}`, which is not published: what begins with `_` is for writers"));
    }
    if is_private(&format!("content/{name}")) {
        return problem
            .help("what begins with `_` is for writers and is not published: rename it, or take the link out");
    }
    if is_turned_round(name, words, names) {
        return problem.help(format!("the page goes first, and the words that show it behind: `[[{words}|{name}]]`"));
    }
    let advice = advice(name, kinds);
    match nearest.to(name) {
        Some(near) => problem.help(format!("did you mean `{near}`? otherwise {advice}")),
        None => problem.help(format!("{advice}, or leave it as an invitation")),
    }
}

/// Whether the words are the name of an entry: the wikis of GitHub and MediaWiki do not agree on what goes first.
fn is_turned_round(name: &str, words: &Arc<str>, names: &Names) -> bool {
    let target = Target::Name { name: words.clone(), anchor: None };
    !words.is_empty()
        && **words != *name
        && matches!(names.resolve(&target, names.site_language()), Resolved::Entry { .. })
}

/// A file of that name that is there, and no page because of its name or that of a folder around it.
fn unpublished<'n>(name: &str, names: &'n Names) -> Option<&'n Arc<str>> {
    let files = names.file_names();
    let page = format!("{name}.md");
    let mut found = files.ending_in(&page).chain(files.ending_in(name));
    found.find(|file| file.starts_with("content/") && is_private(file))
}

/// What makes an entry to which a link by this name leads.
fn advice(name: &str, kinds: &Kinds) -> String {
    let Some((first, rest)) = name.split_once('/') else { return command("<kind>", name) };
    match kind_of(first, kinds) {
        Some(kind) if !rest.contains('/') && !slugify(rest).is_empty() => of_kind(kind, rest),
        Some(kind) if kind.keep_folders => format!("write it as `content/{}/{rest}.md`", kind.folder),
        // No kind of entry has such an id, and so it is the path of a file.
        _ => format!("write it as `content/{name}.md`"),
    }
}

/// The kind of that name, or that whose entries lie in the folder of that name.
fn kind_of<'k>(name: &str, kinds: &'k Kinds) -> Option<&'k Kind> {
    kinds.get(name).or_else(|| kinds.of_folder(name).filter(|_| !name.is_empty()))
}

/// An id holds the slug of a title, and not the title.
fn of_kind(kind: &Kind, written: &str) -> String {
    let slug = slugify(written);
    let command = command(&kind.name, &title_of(written));
    if slug == written { command } else { format!("{command}, and link to it as `{}/{slug}`", kind.name) }
}

fn command(kind: &str, title: &str) -> String {
    format!("write it with `copsite new {kind} \"{}\"`", title.replace('"', "\\\""))
}
