//! What is wrong with a target that leads nowhere, or to several things, and what could have been meant.

use std::sync::Arc;

use crate::content::{EntryId, Target, is_private};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::weaver::entries::Names;

/// What a target is called in a message.
pub fn name_of(target: &Target) -> Arc<str> {
    match target {
        Target::Name { name, .. } | Target::Called { name, .. } => name.clone(),
        Target::File { path, .. } | Target::Path { path, .. } | Target::Escaping(path) => path.clone(),
        Target::Anchor(anchor) | Target::Tag(anchor) => anchor.clone(),
        Target::Outside(url) => url.clone(),
        Target::Unsafe => "".into(),
    }
}

pub fn ambiguous(name: &str, ids: &[EntryId], span: &Span) -> Diagnostic {
    let all = ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" and ");
    Diagnostic::new(Code::AmbiguousLink, format!("`{name}` fits {all}"))
        .at(span.clone())
        .help(format!("write the whole id, for example `{}`", ids[0]))
}

pub fn broken(target: &Target, span: &Span, names: &Names) -> Diagnostic {
    let path = name_of(target);
    let problem = match target {
        Target::Escaping(_) => Diagnostic::new(Code::BrokenLink, format!("the link `{path}` leads out of the site"))
            .help("link to a file inside the site's folder"),
        _ => Diagnostic::new(Code::BrokenLink, format!("there is no file or page `{path}`")),
    };
    suggest_file(problem, target, names).at(span.clone())
}

pub fn missing_image(target: &Target, span: &Span, names: &Names) -> Diagnostic {
    let problem = Diagnostic::new(Code::MissingImage, format!("there is no file `{}`", name_of(target)));
    suggest_file(problem, target, names).at(span.clone())
}

/// How many of the files that a name fits are named.
const MOST_NAMED: usize = 3;

/// A name that several files have, where only one could be meant.
pub fn ambiguous_file(target: &Target, span: &Span, names: &Names) -> Option<Diagnostic> {
    let Target::Called { name, .. } = target else { return None };
    let files = names.meant(name);
    let [first, _, ..] = *files else { return None };
    let mut all: Vec<String> = files.iter().take(MOST_NAMED).map(|file| format!("`{file}`")).collect();
    if files.len() > MOST_NAMED {
        all.push(format!("{} others", files.len() - MOST_NAMED));
    }
    let all = all.join(" and ");
    let whole = first.split_once('/').map_or(&**first, |(_, inside)| inside);
    let problem = Diagnostic::new(Code::AmbiguousLink, format!("`{name}` fits {all}")).at(span.clone());
    Some(problem.help(format!("write more of the path, for example `[[{whole}]]`")))
}

/// Looks for a file of the same name elsewhere, the usual mistake after a move.
fn suggest_file(problem: Diagnostic, target: &Target, names: &Names) -> Diagnostic {
    let path = name_of(target);
    let path = path.trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or(path);
    if problem.help.is_some() || name.is_empty() {
        return problem;
    }
    if path.contains('\\') {
        return problem
            .help("write `/` between folders; `\\` is for Windows, and an address on its disks leads nobody there");
    }
    let file = names.file_names().ending_in(name).next();
    if let (None, Some(help)) = (file, target.help_with_scheme()) {
        return problem.help(help);
    }
    match file {
        _ if name.eq_ignore_ascii_case("readme.md") => {
            problem.help("a `README.md` is for those who see the files, and is no page: call it `index.md`")
        }
        Some(file) if is_private(file) && !file.ends_with(".md") => {
            problem.help(format!("there is a `{file}`, which is not published: what begins with `_` is for writers"))
        }
        Some(file) => problem.help(format!("there is a `{file}`")),
        None if matches!(target, Target::Called { .. }) => problem.help("check the spelling; no file is called so"),
        None => problem.help("check the spelling; paths start at the folder of the file they stand in"),
    }
}
