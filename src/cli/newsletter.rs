//! `copsite newsletter`: the next issue collected for its editor, and an issue's e-mail files.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::Exit;
use super::arguments::{Global, Newsletter, NewsletterAction, ReportFormat, WriteIssue};
use super::report;
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::disk::RealDisk;
use crate::plan::EmailFormat;
use crate::practice::newsletter::issues;
use crate::render::{Memo, Rendered, render};
use crate::site::newsletter::collect;
use crate::site::{self, Loaded, Options, Silent};
use crate::view::Snapshot;
use crate::weaver::EntryIx;

pub fn run(global: &Global, arguments: &Newsletter) -> Exit {
    let disk = RealDisk::new(global.root());
    let options = global.options(None, None);
    // An issue is written while it is a draft; only what readers see goes into one.
    let options = match arguments.action {
        NewsletterAction::Collect => Options { drafts: false, future: false, ..options },
        NewsletterAction::Write(_) => Options { drafts: true, ..options },
    };
    let loaded = site::load(&disk, &options, &Silent);
    let errors: Vec<Diagnostic> = loaded.diagnostics.iter().filter(|found| found.is_error()).cloned().collect();
    let Some(snapshot) = loaded.snapshot.as_ref().filter(|_| errors.is_empty()) else {
        report::problems(&errors, &disk, ReportFormat::Human, global);
        return if loaded.misconfigured { Exit::Usage } else { Exit::Content };
    };
    match &arguments.action {
        NewsletterAction::Collect => collected(global, &disk, &loaded, snapshot),
        NewsletterAction::Write(write) => written(global, &disk, &loaded, snapshot, write),
    }
}

fn collected(global: &Global, disk: &RealDisk, loaded: &Loaded, snapshot: &Snapshot) -> Exit {
    match collect(disk, loaded, snapshot) {
        Ok(Some(collected)) => {
            report::say(global, &format!("wrote {}", collected.issue));
            collected.articles.iter().for_each(|file| report::say(global, &format!("changed {file}")));
            report::say(global, "rearrange it as you like; take out `draft = true` to publish it");
            Exit::Done
        }
        Ok(None) => {
            report::say(global, "nothing to collect: no article waits, and nothing is new since the last issue");
            Exit::Done
        }
        Err(problems) => {
            report::problems(&problems, disk, ReportFormat::Human, global);
            let is_machine = problems.iter().any(|problem| problem.code == Code::WriteFailed);
            if is_machine { Exit::Machine } else { Exit::Content }
        }
    }
}

fn written(global: &Global, disk: &RealDisk, loaded: &Loaded, snapshot: &Snapshot, arguments: &WriteIssue) -> Exit {
    let fail = |problem: Diagnostic, exit| {
        report::problems(&[problem], disk, ReportFormat::Human, global);
        exit
    };
    let issue = match issue_named(snapshot, arguments.issue.as_deref()) {
        Ok(issue) => issue,
        Err(problem) => return fail(*problem, Exit::Usage),
    };
    report::problems(&about(loaded, snapshot, issue), disk, ReportFormat::Human, global);
    let slug = snapshot.weave.doc(issue).id.slug.replace('/', "-");
    let folder = arguments.output.clone().unwrap_or_else(|| global.root().join(format!("newsletter-{slug}")));
    for format in EmailFormat::ALL {
        let path = format!("{}{}", snapshot.weave.address(issue), format.file());
        let Some(planned) = snapshot.plan.page(&path) else { continue };
        let bytes = match render(snapshot, &Memo::default(), planned) {
            Ok(Rendered::Bytes(bytes)) => bytes,
            Ok(_) => continue,
            Err(problem) => return fail(*problem, Exit::Content),
        };
        match put(&folder, format.file(), &bytes) {
            Ok(path) => report::say(global, &format!("wrote {}", path.display())),
            Err(error) => {
                let problem = Diagnostic::new(Code::WriteFailed, format!("`{}`: {error}", folder.display()));
                return fail(problem.help("check the folder's permissions"), Exit::Machine);
            }
        }
    }
    Exit::Done
}

/// What its readers would meet: everything that is told of the issue, and how they leave.
fn about(loaded: &Loaded, snapshot: &Snapshot, issue: EntryIx) -> Vec<Diagnostic> {
    let file = &snapshot.weave.doc(issue).file;
    let is_of_issue = |found: &&Diagnostic| found.span.as_ref().is_some_and(|span| span.file == *file);
    let mut found: Vec<Diagnostic> = loaded.diagnostics.iter().filter(is_of_issue).cloned().collect();
    if snapshot.config.newsletter.unsubscribe.is_none() {
        let problem = Diagnostic::new(Code::EmailAddresses, "this issue's e-mail does not say how readers leave");
        let help = "write a mail address or link as `unsubscribe` under `[newsletter]` in `copsite.toml`";
        found.extend(snapshot.config.checks.settle(vec![problem.at(Span::file(file)).help(help)]));
    }
    found
}

/// The issue of that slug; the newest one where none is named.
fn issue_named(snapshot: &Snapshot, slug: Option<&str>) -> Result<EntryIx, Box<Diagnostic>> {
    let all = issues(&snapshot.weave);
    let slug_of = |issue: &EntryIx| snapshot.weave.doc(*issue).id.slug.to_string();
    let found = match slug {
        Some(slug) => all.iter().find(|issue| slug_of(issue) == slug.trim_start_matches("newsletter/")),
        None => all.first(),
    };
    found.copied().ok_or_else(|| {
        let slugs: Vec<String> = all.iter().map(slug_of).collect();
        let message = slug.map_or("there is no issue yet".to_owned(), |slug| format!("there is no issue `{slug}`"));
        let near = slug.and_then(|slug| did_you_mean(slug, slugs.iter().map(String::as_str)));
        let help = match (near, slugs.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "write the first one with `copsite newsletter collect`".to_owned(),
            (None, slugs) => format!("the issues are {}", slugs.join(", ")),
        };
        Box::new(Diagnostic::new(Code::BrokenLink, message).help(help))
    })
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join(name);
    fs::write(&path, bytes)?;
    Ok(path)
}
