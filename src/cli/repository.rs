//! Places as the host of a repository names them: from the folder that `.git` lies in, which may be above the site's.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Fix, Related, Sources, Span};

/// The folder of the site as seen from its repository, with `/` behind it; empty where they are one, and where there is none.
pub fn folder(root: &Path) -> String {
    let Ok(root) = root.canonicalize() else { return String::new() };
    // Of a submodule or a second working tree it is a file.
    let repository = root.ancestors().find(|folder| folder.join(".git").exists());
    let inside = repository.and_then(|repository| root.strip_prefix(repository).ok());
    inside.into_iter().flatten().map(|step| format!("{}/", step.to_string_lossy())).collect()
}

/// The same problems, at their places in the repository.
pub fn placed(diagnostics: &[Diagnostic], folder: &str) -> Vec<Diagnostic> {
    let moved = |span: &Span| Span { file: Arc::from(format!("{folder}{}", span.file)), ..*span };
    let related = |related: &Related| Related { span: moved(&related.span), label: related.label.clone() };
    let fix = |fix: &Fix| Fix { span: moved(&fix.span), replacement: fix.replacement.clone() };
    let of = |problem: &Diagnostic| Diagnostic {
        span: problem.span.as_ref().map(moved),
        related: problem.related.iter().map(related).collect(),
        fix: problem.fix.as_ref().map(fix),
        ..problem.clone()
    };
    diagnostics.iter().map(of).collect()
}

/// The texts of the site by their places in the repository.
pub struct InRepository<'a> {
    pub site: &'a dyn Sources,
    pub folder: &'a str,
}

impl Sources for InRepository<'_> {
    fn text(&self, file: &str) -> Option<String> {
        self.site.text(file.strip_prefix(self.folder)?)
    }
}
