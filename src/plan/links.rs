//! Links to pages that are no entries (`/tags/trust/`, `/feed.xml`): checked once all URLs are known.

use super::Plan;
use crate::content::Link;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::weaver::{Resolved, Weave};

pub fn check(plan: &Plan, weave: &Weave) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in weave.all() {
        for (link, resolved) in weave.doc(entry).facts.links.iter().zip(weave.links(entry)) {
            if let Resolved::Path { path, .. } = resolved
                && plan.find(path).is_none()
            {
                diagnostics.push(broken(link, path, plan));
            }
        }
    }
    diagnostics
}

fn broken(link: &Link, path: &str, plan: &Plan) -> Diagnostic {
    let problem = Diagnostic::new(Code::BrokenLink, format!("the site has no page `/{path}`")).at(link.span.clone());
    let all = plan.pages().iter().map(|planned| planned.route.path()).filter(|path| path.ends_with('/'));
    match did_you_mean(path, all) {
        Some(near) => problem.help(format!("did you mean `/{near}`?")),
        None => problem.help("paths with a `/` at the start begin at the site's home"),
    }
}
