//! What a weaver accepts, written into the site's files.
//!
//! A file is changed in one step, only while it is as it was read, and only where reading the new text
//! shows exactly what was accepted; else it stays, and a diagnostic shows what to write by hand.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Tree, new_entry, stored_as};
use crate::content::identity::title_of;
use crate::content::{self, Doc, Rules, Target, edit};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::disk::Disk;
use crate::kinds::Kind;
use crate::view::Snapshot;
use crate::weaver::suggestions::{Found, Suggestion};
use crate::weaver::{EntryIx, Resolved};

/// The site that the suggestions were made from.
pub struct Desk<'a> {
    pub disk: &'a dyn Disk,
    pub snapshot: &'a Snapshot,
    pub tree: &'a Tree,
    pub today: Date,
    /// What a new entry is to be, where its suggestion cannot tell.
    pub kind: Option<&'a Kind>,
}

/// A suggestion that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub id: String,
    /// The file that was changed or made, relative to the root.
    pub file: Arc<str>,
    /// The kind of the file that was made, if one was.
    pub made: Option<Arc<str>>,
}

impl Desk<'_> {
    /// Writes suggestions, in the order of their files; what cannot be written is a diagnostic each.
    pub fn accept(&self, suggestions: &[&Suggestion]) -> (Vec<Accepted>, Vec<Diagnostic>) {
        let mut by_file: BTreeMap<EntryIx, Vec<&Suggestion>> = BTreeMap::new();
        let mut new: Vec<&Suggestion> = Vec::new();
        for suggestion in suggestions {
            match changed_entry(suggestion) {
                Some(entry) => by_file.entry(entry).or_default().push(suggestion),
                None => new.push(suggestion),
            }
        }
        let mut accepted = Vec::new();
        let mut problems = Vec::new();
        for (entry, suggestions) in by_file {
            match self.change(entry, &suggestions, &mut problems) {
                Ok(written) => accepted.extend(written),
                Err(problem) => problems.push(*problem),
            }
        }
        for suggestion in new {
            match self.make(suggestion) {
                Ok(made) => accepted.push(made),
                Err(problem) => problems.push(*problem),
            }
        }
        (accepted, problems)
    }

    /// Writes all changes of one file at once. Those of its text come from the end, so that the places
    /// of the others stay true, and those of its front matter last.
    fn change(
        &self,
        entry: EntryIx,
        suggestions: &[&Suggestion],
        problems: &mut Vec<Diagnostic>,
    ) -> Result<Vec<Accepted>, Box<Diagnostic>> {
        let doc = self.snapshot.weave.doc(entry);
        let stored = stored_as(&self.tree.stored, &doc.file);
        let bytes = self.disk.read(stored).map_err(|error| super::read::unreadable(&doc.file, &error))?;
        if content::print(&doc.file, &bytes) != doc.print {
            return Err(changed_since(&doc.file).into());
        }
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        let mut ordered = suggestions.to_vec();
        ordered.sort_by_key(|suggestion| std::cmp::Reverse(place_of(suggestion)));
        let mut accepted = Vec::new();
        for suggestion in ordered {
            match self.changed(doc, &text, suggestion) {
                Ok(changed) => {
                    text = changed;
                    accepted.push(Accepted { id: suggestion.id.clone(), file: doc.file.clone(), made: None });
                }
                Err(problem) => problems.push(*problem),
            }
        }
        if !accepted.is_empty() {
            let written = self.disk.replace(stored, &bytes, text.as_bytes());
            written.map_err(|error| write_failed(&doc.file, &error))?;
        }
        Ok(accepted)
    }

    /// The text of a file with one suggestion in it.
    fn changed(&self, doc: &Doc, text: &str, suggestion: &Suggestion) -> Result<String, Box<Diagnostic>> {
        match &suggestion.found {
            Found::Mention { to, span, in_table, .. } => self.linked(doc, text, *to, span, *in_table),
            Found::Relation { to, relation, .. } => self.related(doc, text, relation, *to),
            Found::Answer { question, .. } => self.related(doc, text, "answers", *question),
            Found::Wanted { .. } | Found::Term { .. } => Err(refused(doc, "it has no file").into()),
        }
    }

    fn linked(
        &self,
        doc: &Doc,
        text: &str,
        to: EntryIx,
        span: &Span,
        in_table: bool,
    ) -> Result<String, Box<Diagnostic>> {
        let range = span.start as usize..span.end as usize;
        let id = self.snapshot.weave.doc(to).id.to_string();
        let changed = edit::with_link(text, range, &id, in_table);
        changed.filter(|changed| self.has_one_link_more(doc, text, changed, to)).ok_or_else(|| {
            let problem = refused(doc, "a link at this place would change more than these words").at(span.clone());
            problem.help(format!("write `[[{id}]]` where it fits in the sentence")).into()
        })
    }

    /// Whether the entry reads as before but for one link to `to`.
    fn has_one_link_more(&self, doc: &Doc, text: &str, changed: &str, to: EntryIx) -> bool {
        let config = &self.snapshot.config;
        let narrowest = config.audiences.last().map(|name| &**name);
        let rules = Rules::new(config, &self.snapshot.kinds).seen_by(narrowest);
        let read = |text: &str| content::read(&doc.file, text.as_bytes(), rules);
        let (Ok(before), Ok(after)) = (read(text), read(changed)) else { return false };
        let mut targets: Vec<&Target> = after.facts.links.iter().map(|link| &link.target).collect();
        for link in &before.facts.links {
            let Some(at) = targets.iter().position(|target| **target == link.target) else { return false };
            targets.remove(at);
        }
        let id = &self.snapshot.weave.doc(to).id;
        let leads_there = |target: &Target| match self.snapshot.weave.lookup_in(doc, target) {
            Resolved::Entry { entry, .. } => self.snapshot.weave.doc(entry).id == *id,
            _ => false,
        };
        matches!(targets.as_slice(), [target] if leads_there(target))
            && before.diagnostics.len() == after.diagnostics.len()
            && before.facts.words == after.facts.words
    }

    fn related(&self, doc: &Doc, text: &str, relation: &str, to: EntryIx) -> Result<String, Box<Diagnostic>> {
        let id = self.snapshot.weave.doc(to).id.to_string();
        edit::with_relation(&doc.file, text, relation, &id).ok_or_else(|| {
            let lines = edit::relation_lines(&doc.file, text, relation, &id);
            let problem = refused(doc, "its front matter is written in a way that copsite does not change");
            problem.at(Span::file(&doc.file)).help(format!("state this in it by hand:\n{}", lines.trim_end())).into()
        })
    }

    /// Makes the file of an entry that is wanted.
    fn make(&self, suggestion: &Suggestion) -> Result<Accepted, Box<Diagnostic>> {
        let (kind, title) = self.new_entry_of(&suggestion.found);
        let Some(kind) = self.kind.or(kind) else {
            let message = format!("`{}` does not tell what `{title}` is to be", suggestion.id);
            let problem = Diagnostic::new(Code::RefusedEdit, message);
            return Err(problem.help("say it with `--kind`, for example `--kind method`").into());
        };
        let path = new_entry(self.disk, &self.snapshot.kinds, kind, &title, self.today)?;
        Ok(Accepted { id: suggestion.id.clone(), file: path.into(), made: Some(kind.name.clone()) })
    }

    /// What a new entry is, as far as its name tells, and its title.
    fn new_entry_of(&self, found: &Found) -> (Option<&Kind>, String) {
        let kinds = &self.snapshot.kinds;
        let of_folder = |folder: &str| kinds.get(folder).or_else(|| kinds.of_folder(folder));
        match found {
            Found::Term { name, .. } => (kinds.get("term"), title_of(name)),
            Found::Wanted { name, .. } => match name.split_once('/') {
                Some((kind, slug)) if of_folder(kind).is_some() => (of_folder(kind), title_of(slug)),
                _ => (None, title_of(name)),
            },
            _ => (None, String::new()),
        }
    }
}

/// The entry whose file a suggestion changes.
fn changed_entry(suggestion: &Suggestion) -> Option<EntryIx> {
    match suggestion.found {
        Found::Mention { from, .. } | Found::Relation { from, .. } => Some(from),
        Found::Answer { by, .. } => Some(by),
        Found::Wanted { .. } | Found::Term { .. } => None,
    }
}

fn place_of(suggestion: &Suggestion) -> u32 {
    match &suggestion.found {
        Found::Mention { span, .. } => span.start,
        _ => 0,
    }
}

/// The suggestions that ids name, each once, and a diagnostic for each id that names none.
pub fn named<'a>(suggestions: &'a [Suggestion], ids: &[String]) -> (Vec<&'a Suggestion>, Vec<Diagnostic>) {
    let mut found: Vec<&Suggestion> = Vec::new();
    let mut problems = Vec::new();
    for id in ids {
        match suggestions.iter().find(|suggestion| suggestion.id == *id) {
            Some(suggestion) if found.contains(&suggestion) => {}
            Some(suggestion) => found.push(suggestion),
            None => problems.push(unknown(suggestions, id)),
        }
    }
    (found, problems)
}

fn unknown(suggestions: &[Suggestion], id: &str) -> Diagnostic {
    let problem = Diagnostic::new(Code::UnknownSuggestion, format!("there is no suggestion `{id}`"));
    match did_you_mean(id, suggestions.iter().map(|suggestion| &*suggestion.id)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("`copsite weave` lists them; it may have been accepted already"),
    }
}

fn refused(doc: &Doc, why: &str) -> Diagnostic {
    Diagnostic::new(Code::RefusedEdit, format!("`{}` is left as it is: {why}", doc.file))
}

fn changed_since(file: &Arc<str>) -> Diagnostic {
    Diagnostic::new(Code::RefusedEdit, format!("`{file}` has changed since it was read"))
        .at(Span::file(file))
        .help("run the command again")
}

fn write_failed(file: &Arc<str>, error: &std::io::Error) -> Box<Diagnostic> {
    if error.kind() == ErrorKind::ResourceBusy {
        return changed_since(file).into();
    }
    let problem = Diagnostic::new(Code::WriteFailed, format!("`{file}` cannot be written: {error}"));
    problem.at(Span::file(file)).help("check its permissions").into()
}

#[cfg(test)]
mod tests;
