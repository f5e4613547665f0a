//! `copsite explain <file|url|id>`: what it is, its URL, why it is or is not published, who links to it,
//! what is related to it and why.

use std::sync::Arc;

use serde::Serialize;

use super::Exit;
use super::arguments::{Explain, ExplainFormat, Global, ReportFormat};
use super::report;
use crate::content::identity::fold;
use crate::content::{Doc, Lang, Target};
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::disk::RealDisk;
use crate::plan::{FileJob, Job, PageJob};
use crate::practice::people::appearances;
use crate::site::{self, Loaded, Silent};
use crate::view::{Snapshot, related};
use crate::weaver::{Edge, EntryIx, Origin, Related, Resolved, Taxonomy, TermIx, Withheld, address};

#[derive(Debug, Serialize)]
struct Explanation {
    id: Option<String>,
    kind: Option<String>,
    title: Option<String>,
    file: Option<String>,
    /// Absolute; none for what is not published.
    url: Option<String>,
    published: bool,
    why: String,
    links_to: Vec<Line>,
    linked_from: Vec<Line>,
    /// The entries that belong to this domain or community, or that this person made.
    named_by: Vec<Line>,
    /// In the order of the page.
    related: Vec<RelatedTo>,
}

/// What joins this entry to another one, in the words of `weaver.json`.
#[derive(Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    id: String,
    /// A relation, `mentions`, or the key of the front matter.
    relation: String,
    /// `front-matter` or `text`.
    origin: &'static str,
}

#[derive(Debug, Serialize)]
struct RelatedTo {
    id: String,
    /// One or two sentences, as the page says them.
    reasons: Vec<String>,
}

pub fn run(global: &Global, arguments: &Explain) -> Exit {
    let disk = RealDisk::new(global.root());
    let loaded = site::load(&disk, &global.options(None, None), &Silent);
    let Some(snapshot) = &loaded.snapshot else {
        report::problems(&loaded.diagnostics, &disk, ReportFormat::Human, global);
        return if loaded.misconfigured { Exit::Usage } else { Exit::Content };
    };
    let Some(explanation) = explain(snapshot, &loaded, &arguments.what) else {
        report::problems(&[not_found(&arguments.what, snapshot)], &disk, ReportFormat::Human, global);
        return Exit::Usage;
    };
    let text = match arguments.format {
        ExplainFormat::Human => human(&explanation),
        ExplainFormat::Json => serde_json::to_string_pretty(&explanation).unwrap_or_default() + "\n",
    };
    report::output(text.as_bytes())
}

fn explain(snapshot: &Snapshot, loaded: &Loaded, what: &str) -> Option<Explanation> {
    let path = site_path(snapshot, what);
    let published = find_entry(snapshot, what, &path);
    published
        .map(|entry| of_entry(snapshot, entry))
        .or_else(|| of_page(snapshot, &path))
        .or_else(|| of_page(snapshot, &term_named(snapshot, what)?))
        .or_else(|| of_withheld(snapshot, loaded, what, &path))
}

/// The path of a term that is named as if it had an entry: `person/x`.
fn term_named(snapshot: &Snapshot, what: &str) -> Option<String> {
    let (kind, slug) = what.split_once('/')?;
    let taxonomy = Taxonomy::ALL.into_iter().find(|taxonomy| taxonomy.singular() == kind)?;
    let term = snapshot.weave.terms().find(taxonomy, slug)?;
    Some(crate::plan::term_path(taxonomy, term, &snapshot.weave, &snapshot.kinds))
}

/// An address as the plan spells it: without origin, prefix and first slash.
fn site_path(snapshot: &Snapshot, what: &str) -> String {
    let base = &snapshot.config.base_url;
    let path = what.strip_prefix(&base.origin).filter(|_| !base.origin.is_empty()).unwrap_or(what);
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let decoded = decoded.strip_prefix(&*base.written_prefix()).unwrap_or(&decoded);
    decoded.trim_start_matches("./").trim_start_matches('/').to_owned()
}

fn find_entry(snapshot: &Snapshot, what: &str, path: &str) -> Option<EntryIx> {
    let weave = &snapshot.weave;
    let of_file = weave.all().find(|entry| is_file(weave.doc(*entry), what));
    let of_url = || match snapshot.plan.find(path).and_then(|route| snapshot.plan.at(route.path()))? {
        Job::Page(PageJob::Entry(entry)) | Job::File(FileJob::Source(entry)) => Some(*entry),
        _ => snapshot.plan.introduction(path),
    };
    let of_name = || {
        let target = Target::Name { name: what.into(), anchor: None };
        let lang: Lang = snapshot.lang();
        match weave.lookup(&target, &lang) {
            Resolved::Entry { entry, .. } => Some(called(snapshot, entry, what)),
            _ => None,
        }
    };
    of_file.or_else(of_url).or_else(of_name)
}

/// The version of an entry that a title or slug is that of; the entry for readers of the site where all have it, or none.
fn called(snapshot: &Snapshot, entry: EntryIx, name: &str) -> EntryIx {
    let weave = &snapshot.weave;
    let folded = fold(name.trim());
    let is_it = |version: &EntryIx| {
        let doc = weave.doc(*version);
        [&doc.facts.title, &doc.slug].into_iter().any(|name| fold(name) == folded)
    };
    if is_it(&entry) { entry } else { weave.versions(entry).find(is_it).unwrap_or(entry) }
}

/// A file may be named from the site's folder, from its content folder, or from above.
fn is_file(doc: &Doc, what: &str) -> bool {
    let what = what.trim_start_matches("./");
    *doc.file == *what || doc.file.strip_prefix("content/") == Some(what) || what.ends_with(&format!("/{}", doc.file))
}

fn of_entry(snapshot: &Snapshot, entry: EntryIx) -> Explanation {
    let weave = &snapshot.weave;
    let doc = weave.doc(entry);
    let why = match weave.status(entry) {
        None => "published".to_owned(),
        Some(status) => format!("shown in this build only: {}", reason(status, doc)),
    };
    Explanation {
        published: weave.status(entry).is_none(),
        url: Some(snapshot.config.base_url.absolute(&crate::plan::encode(weave.address(entry)))),
        why,
        links_to: in_order(weave.outgoing(entry).iter().map(|edge| line(snapshot, edge, edge.to))),
        linked_from: in_order(weave.incoming(entry).map(|edge| line(snapshot, edge, edge.from))),
        named_by: in_order(named_by(snapshot, entry).into_iter()),
        related: related_to(snapshot, entry),
        ..described(doc)
    }
}

fn line(snapshot: &Snapshot, edge: &Edge, other: EntryIx) -> Line {
    let id = snapshot.weave.doc(other).id.to_string();
    let relation = edge.relation.as_deref().or(edge.field.as_deref()).unwrap_or("mentions");
    Line { id, relation: relation.to_owned(), origin: edge.origin.name() }
}

/// What names the term that an entry stands for, if it does.
fn named_by(snapshot: &Snapshot, entry: EntryIx) -> Vec<Line> {
    let weave = &snapshot.weave;
    let terms = Taxonomy::ALL.into_iter().filter_map(|taxonomy| Some((taxonomy, weave.as_term(taxonomy, entry)?)));
    terms.flat_map(|(taxonomy, term)| naming(snapshot, taxonomy, term)).collect()
}

/// The members of a term; of a person, every place in which an entry names it.
fn naming(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx) -> Vec<Line> {
    let weave = &snapshot.weave;
    let line = |entry: EntryIx, relation: String| Line {
        id: weave.doc(entry).id.to_string(),
        relation,
        origin: Origin::FrontMatter.name(),
    };
    match taxonomy {
        Taxonomy::People => appearances(weave, term).into_iter().map(|found| line(found.entry, found.field)).collect(),
        _ => {
            let members = &weave.terms().get(taxonomy, term).members;
            members.iter().map(|member| line(*member, taxonomy.key().to_owned())).collect()
        }
    }
}

fn in_order(lines: impl Iterator<Item = Line>) -> Vec<Line> {
    let mut lines: Vec<Line> = lines.collect();
    lines.sort();
    lines.dedup();
    lines
}

fn related_to(snapshot: &Snapshot, entry: EntryIx) -> Vec<RelatedTo> {
    let told = |related: Related| RelatedTo {
        id: snapshot.weave.doc(related.entry).id.to_string(),
        reasons: related.reasons.iter().map(|reason| related::sentence(snapshot, entry, reason)).collect(),
    };
    snapshot.weave.related(entry).into_iter().map(told).collect()
}

fn described(doc: &Doc) -> Explanation {
    Explanation {
        id: Some(doc.id.to_string()),
        kind: Some(doc.id.kind.to_string()),
        title: Some(doc.facts.title.to_string()),
        file: Some(doc.file.to_string()),
        url: None,
        published: false,
        why: String::new(),
        links_to: Vec::new(),
        linked_from: Vec::new(),
        named_by: Vec::new(),
        related: Vec::new(),
    }
}

/// A page that is no entry.
fn of_page(snapshot: &Snapshot, path: &str) -> Option<Explanation> {
    let route = snapshot.plan.find(path)?;
    let why = match snapshot.plan.at(route.path())? {
        Job::Page(PageJob::Redirect { to, .. }) => format!("an alias: it leads to `/{}`", to.path()),
        Job::File(FileJob::Copy(file)) => format!("a copy of `{file}`"),
        Job::File(FileJob::Theme(_)) => "a file of the theme".to_owned(),
        Job::File(FileJob::Feed { .. }) => "a feed".to_owned(),
        Job::Page(PageJob::Value { .. }) => "what is told of a community's value".to_owned(),
        Job::Page(PageJob::Toolkit(_)) => "the toolkit of an expedition".to_owned(),
        Job::File(FileJob::Toolkit(_)) => "the toolkit of an expedition, in one file".to_owned(),
        Job::File(FileJob::Email { .. }) => "an issue of the newsletter for mail programs".to_owned(),
        Job::Page(PageJob::Term { taxonomy, .. }) => {
            format!("the page of a {}, which entries name", taxonomy.singular())
        }
        _ => "a page that copsite makes from all entries".to_owned(),
    };
    let url = Some(snapshot.config.base_url.absolute(&route.href()));
    let named_by = match snapshot.plan.at(route.path()) {
        Some(Job::Page(PageJob::Term { taxonomy, term })) => naming(snapshot, *taxonomy, *term),
        _ => Vec::new(),
    };
    Some(Explanation {
        id: None,
        kind: None,
        title: None,
        file: None,
        url,
        published: true,
        why,
        links_to: Vec::new(),
        linked_from: Vec::new(),
        named_by: in_order(named_by.into_iter()),
        related: Vec::new(),
    })
}

fn of_withheld(snapshot: &Snapshot, loaded: &Loaded, what: &str, path: &str) -> Option<Explanation> {
    let folded = fold(what);
    let path = path.strip_suffix("/index.html").unwrap_or(path).trim_end_matches('/');
    let is_address = |doc: &Doc| *path == *address(doc, &snapshot.kinds, &snapshot.config).trim_end_matches('/');
    let is_meant = |doc: &&Arc<Doc>| {
        is_file(doc, what)
            || is_address(doc)
            || fold(&doc.id.to_string()) == folded
            || fold(&doc.id.slug) == folded
            || fold(&doc.slug) == folded
            || fold(&doc.facts.title) == folded
    };
    let doc = loaded.tree.as_ref()?.docs.iter().find(is_meant)?;
    let status = loaded.viewer.as_ref()?.reason(&doc.facts, &snapshot.config)?;
    let why = format!("not published: {}", reason(status, doc));
    Some(Explanation { why, ..described(doc) })
}

fn reason(status: Withheld, doc: &Doc) -> String {
    let day = |moment: Option<crate::content::Moment>| moment.map_or_else(String::new, |moment| moment.iso());
    match status {
        Withheld::Draft => "it is a draft; `--drafts` shows it".to_owned(),
        Withheld::Unreadable => "its front matter has an error, which `copsite check` shows".to_owned(),
        Withheld::Held => format!("it is held until {}; `--future` shows it", day(doc.facts.publish)),
        Withheld::Expired => format!("it expired on {}", day(doc.facts.expires)),
        Withheld::Consent => "the consent of the people in it has ended".to_owned(),
        Withheld::Audience => {
            let audience = doc.facts.audience.as_ref().map_or("", |audience| &*audience.value);
            format!("it is for `{audience}`; `--audience {audience}` shows it")
        }
    }
}

fn human(explanation: &Explanation) -> String {
    let mut text = String::new();
    let mut row = |label: &str, value: &str| text.push_str(&format!("{label:12} {value}\n"));
    let optional = [
        ("id", &explanation.id),
        ("kind", &explanation.kind),
        ("title", &explanation.title),
        ("file", &explanation.file),
        ("url", &explanation.url),
    ];
    for (label, value) in optional {
        if let Some(value) = value {
            row(label, value);
        }
    }
    row("state", &explanation.why);
    let lists = [
        ("links to", &explanation.links_to),
        ("linked from", &explanation.linked_from),
        ("named by", &explanation.named_by),
    ];
    for (label, lines) in lists {
        let longest = lines.iter().map(|line| line.id.chars().count()).max().unwrap_or_default();
        for (number, Line { id, relation, origin }) in lines.iter().enumerate() {
            row(if number == 0 { label } else { "" }, &format!("{id:longest$}  {relation}, {origin}"));
        }
    }
    for (number, related) in explanation.related.iter().enumerate() {
        let why = format!("{}: {}", related.id, related.reasons.join(" "));
        row(if number == 0 { "related" } else { "" }, &why);
    }
    text
}

fn not_found(what: &str, snapshot: &Snapshot) -> Diagnostic {
    let problem = Diagnostic::new(Code::BrokenLink, format!("there is no file, address, id or title `{what}`"));
    let ids: Vec<String> = snapshot.weave.all().map(|entry| snapshot.weave.doc(entry).id.to_string()).collect();
    match did_you_mean(what, ids.iter().map(String::as_str)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("name a file, an address, or an id such as `method/asset-mapping`"),
    }
}
