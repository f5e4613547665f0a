//! Keys that belong to another kind than the entry is of: mostly its file lies in the wrong folder.

use std::cmp::Reverse;
use std::sync::Arc;

use super::Placed;
use super::keys::{Keys, Start};
use super::naming::PAGE;
use super::tree::Tree;
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::{Kind, Kinds};

/// The kinds that know keys which the entry's own does not, those that know most of them first.
pub struct OtherKinds<'k>(Vec<&'k Kind>);

impl<'k> OtherKinds<'k> {
    /// Those for the keys that are left in `tree`.
    pub fn of(tree: &Tree, kinds: &'k Kinds) -> OtherKinds<'k> {
        let known = |kind: &Kind| tree.entries.iter().filter(|(key, _)| kind.field(&key.value).is_some()).count();
        let mut others: Vec<&Kind> = kinds.kinds.iter().filter(|kind| known(kind) > 0).collect();
        others.sort_by_key(|kind| Reverse(known(kind)));
        OtherKinds(others)
    }

    /// The problem of a key that only some of them have.
    pub fn problem(&self, key: &Placed<Arc<str>>, elsewhere: &str, keys: &Keys, start: &Start) -> Option<Diagnostic> {
        let own = start.kind?;
        let kinds: Vec<&Kind> = self.0.iter().copied().filter(|kind| kind.field(&key.value).is_some()).collect();
        let first = kinds.first()?;
        let names: Vec<String> = kinds.iter().map(|kind| format!("`{}`", kind.name)).collect();
        let what = if kinds.len() == 1 { "kind" } else { "kinds" };
        let message = format!(
            "the key `{}` belongs to the {what} {}, and this is of the kind `{}`",
            key.value,
            list(&names),
            own.name
        );
        let line = keys.checker.format_at(&key.span).pair("kind", &format!("\"{}\"", first.name));
        let help = match folder_of_no_kind(keys, start, own) {
            Some(folder) => format!(
                "its kind is `{}` because `{folder}/` is no kind's folder: write `{line}`, or put the file under `content/{}/`",
                own.name, first.folder
            ),
            None => format!("write `{line}` if this is one; {elsewhere}"),
        };
        Some(Diagnostic::new(Code::UnknownKey, message).at(key.span.clone()).help(help))
    }
}

/// `a`, `a` and `b`, `a`, `b` and `c`, `a`, `b` and 3 others
fn list(names: &[String]) -> String {
    match names {
        [first, second, _, rest @ ..] if !rest.is_empty() => format!("{first}, {second} and {} others", rest.len() + 1),
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        names => names.concat(),
    }
}

/// The folder for which an entry is a page, where no kind has it.
fn folder_of_no_kind<'k>(keys: &'k Keys, start: &Start, own: &Kind) -> Option<&'k str> {
    let (_, inside) = start.kinds.languages.split(keys.checker.file.strip_prefix("content/")?);
    let (folder, _) = inside.split_once('/')?;
    (*own.name == *PAGE && start.kinds.of_folder(folder).is_none()).then_some(folder)
}
