//! `copsite newsletter`: the next issue collected for its editor, and an issue's e-mail files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use super::Exit;
use super::arguments::{Global, Newsletter, NewsletterAction, ReportFormat, WriteIssue};
use super::report;
use crate::content::Doc;
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::disk::RealDisk;
use crate::plan::EmailFormat;
use crate::practice::newsletter::{ISSUE, issues};
use crate::render::{Memo, Rendered, render};
use crate::site::newsletter::collect;
use crate::site::{self, Loaded, Options, Silent};
use crate::view::Snapshot;
use crate::weaver::{Drafts, EntryIx};

pub fn run(global: &Global, arguments: &Newsletter) -> Exit {
    let done = match &arguments.action {
        NewsletterAction::Collect => collect_next(global),
        NewsletterAction::Write(write) => write_issue(global, write),
    };
    done.unwrap_or_else(|exit| exit)
}

fn collect_next(global: &Global) -> Result<Exit, Exit> {
    let disk = RealDisk::new(global.root());
    // Only what readers see goes into one.
    let options = Options { drafts: Drafts::Withheld, future: false, ..global.options(None, None) };
    let (loaded, snapshot) = sound_site(global, &disk, &options)?;
    Ok(collected(global, &disk, &loaded, &snapshot))
}

/// An issue is written while it is a draft. All else in it is as its readers see it.
fn write_issue(global: &Global, arguments: &WriteIssue) -> Result<Exit, Exit> {
    let disk = RealDisk::new(global.root());
    let options = Options { drafts: Drafts::Shown, ..global.options(arguments.audience.as_ref(), None) };
    let (loaded, snapshot) = sound_site(global, &disk, &options)?;
    let issue = issue_named(&loaded, &snapshot, arguments.issue.as_deref()).map_err(|problem| {
        report::problems(&[*problem], &disk, ReportFormat::Human, global);
        Exit::Usage
    })?;
    let file = snapshot.weave.doc(issue).file.clone();
    let options = Options { drafts: Drafts::Only(file.clone()), ..options };
    let (loaded, snapshot) = sound_site(global, &disk, &options)?;
    // Somebody may have removed it in this moment.
    let issue = snapshot.weave.all().find(|entry| snapshot.weave.doc(*entry).file == file).ok_or(Exit::Content)?;
    Ok(written(global, &disk, (&loaded, &snapshot), issue, arguments.output.as_ref()))
}

/// The site, where nothing in it is an error.
fn sound_site(global: &Global, disk: &RealDisk, options: &Options) -> Result<(Loaded, Snapshot), Exit> {
    let mut loaded = site::load(disk, options, &Silent);
    let errors: Vec<Diagnostic> = loaded.diagnostics.iter().filter(|found| found.is_error()).cloned().collect();
    match loaded.snapshot.take().filter(|_| errors.is_empty()) {
        Some(snapshot) => Ok((loaded, snapshot)),
        None => {
            report::problems(&errors, disk, ReportFormat::Human, global);
            Err(if loaded.misconfigured { Exit::Usage } else { Exit::Content })
        }
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

fn written(
    global: &Global,
    disk: &RealDisk,
    (loaded, snapshot): (&Loaded, &Snapshot),
    issue: EntryIx,
    output: Option<&PathBuf>,
) -> Exit {
    let fail = |problem: Diagnostic, exit| {
        report::problems(&[problem], disk, ReportFormat::Human, global);
        exit
    };
    report::problems(&about(loaded, snapshot, issue), disk, ReportFormat::Human, global);
    let slug = snapshot.weave.doc(issue).id.slug.replace('/', "-");
    let folder = output.cloned().unwrap_or_else(|| global.root().join(format!("newsletter-{slug}")));
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
fn issue_named(loaded: &Loaded, snapshot: &Snapshot, slug: Option<&str>) -> Result<EntryIx, Box<Diagnostic>> {
    let all = issues(&snapshot.weave);
    let slug_of = |issue: &EntryIx| snapshot.weave.doc(*issue).id.slug.to_string();
    let found = match slug {
        Some(slug) => all.iter().find(|issue| slug_of(issue) == slug.trim_start_matches("newsletter/")),
        None => all.first(),
    };
    found.copied().ok_or_else(|| {
        if let Some(problem) = for_others(loaded, snapshot, slug) {
            return Box::new(problem);
        }
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

/// What to do about an issue that is there and not for these readers.
fn for_others(loaded: &Loaded, snapshot: &Snapshot, slug: Option<&str>) -> Option<Diagnostic> {
    let docs = &loaded.tree.as_ref()?.docs;
    let is_meant = |doc: &&Arc<Doc>| slug.is_none_or(|slug| *doc.id.slug == *slug.trim_start_matches("newsletter/"));
    let is_closed = |doc: &&Arc<Doc>| {
        let audience = doc.facts.audience.as_ref().map(|audience| &*audience.value);
        !snapshot.config.may_see(audience, loaded.viewer.as_ref().map_or("", |viewer| viewer.reader(&snapshot.config)))
    };
    let mut issues = docs.iter().filter(|doc| *doc.id.kind == *ISSUE).filter(is_meant).filter(is_closed);
    let issue = issues.next_back()?;
    let (slug, audience) = (&issue.id.slug, &issue.facts.audience.as_ref()?.value);
    let problem = Diagnostic::new(Code::UnknownAudience, format!("the issue `{slug}` is for `{audience}`"));
    let help = format!("write it for them: `copsite newsletter write {slug} --audience {audience}`");
    Some(problem.at(Span::file(&issue.file)).help(help))
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join(name);
    fs::write(&path, bytes)?;
    Ok(path)
}
