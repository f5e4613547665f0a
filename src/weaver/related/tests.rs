//! Related entries of small sites, one for each sort of evidence, and laws that hold for any site.

use std::sync::Arc;

use proptest::prelude::*;

use crate::config::{self, Config, Overrides};
use crate::content::{Doc, Rules, read};
use crate::kinds::{self, Kinds};
use crate::weaver::{EntryIx, Reason, Related, Sources, Taxonomy, Viewer, Weave, weave};

/// Files of a site by path, under `content/`.
type Files = Vec<(String, String)>;

fn settings() -> (Config, Kinds) {
    let text = "title = \"Test\"\ntimezone = \"UTC\"\n[vocabulary]\ndomains = \"open\"\ncommunities = \"open\"\n";
    let (config, problems) = config::resolve(&Arc::from("copsite.toml"), text, &Overrides::default());
    assert_eq!(problems, []);
    let config = config.unwrap();
    let (kinds, _) = kinds::resolve(&config);
    (config, kinds)
}

fn woven(files: &[(String, String)]) -> Weave {
    let (config, kinds) = settings();
    let read = |(path, text): &(String, String)| {
        let path = Arc::from(format!("content/{path}"));
        Arc::new(read(&path, text.as_bytes(), Rules { config: &config, kinds: &kinds }).unwrap())
    };
    let docs: Vec<Arc<Doc>> = files.iter().map(read).collect();
    let now = "2026-11-24T12:00:00Z".parse().unwrap();
    let viewer = Viewer { now, drafts: false, future: false, audience: None };
    weave(Sources { config: &config, kinds: &kinds, docs: &docs, files: &[], viewer: &viewer }).0
}

fn files<const N: usize>(files: [(&str, &str); N]) -> Files {
    let owned = |(path, text): (&str, &str)| (format!("{path}.md"), text.to_owned());
    // Enough others that what two have in common is rare.
    let others = (0..12).map(|n| (format!("resources/other-{n}.md"), format!("---\ntitle: Nº {n}\n---\n")));
    files.into_iter().map(owned).chain(others).collect()
}

fn find(weave: &Weave, id: &str) -> EntryIx {
    weave.all().find(|entry| weave.doc(*entry).id.to_string() == id).unwrap()
}

/// Related entries as one text each: `method/b: both link to tool/x`.
fn related(files: &Files, id: &str) -> Vec<String> {
    let weave = woven(files);
    let entry = find(&weave, id);
    weave.related(entry).iter().map(|related| told(&weave, related)).collect()
}

fn told(weave: &Weave, related: &Related) -> String {
    let reasons: Vec<String> = related.reasons.iter().map(|reason| words(weave, reason)).collect();
    format!("{}: {}", weave.doc(related.entry).id, reasons.join("; "))
}

fn words(weave: &Weave, reason: &Reason) -> String {
    let ids = |entries: &[EntryIx]| entries.iter().map(|entry| weave.doc(*entry).id.to_string()).collect::<Vec<_>>();
    let titles = |taxonomy, terms: &[crate::weaver::TermIx]| {
        terms.iter().map(|term| weave.terms().get(taxonomy, *term).title.to_string()).collect::<Vec<_>>()
    };
    let (what, things) = match reason {
        Reason::SharedUse(entries) => ("both use", ids(entries)),
        Reason::SharedLinks(entries) => ("both link to", ids(entries)),
        Reason::CitedTogether(entries) => ("cited by", ids(entries)),
        Reason::SameOutsidePage(pages) => ("both link to", pages.iter().map(|page| page.to_string()).collect()),
        Reason::SharedPeople(people) => ("people", titles(Taxonomy::People, people)),
        Reason::SharedTags(tags) => ("tags", titles(Taxonomy::Tags, tags)),
        Reason::SharedWords(words) => ("words", words.iter().map(|word| word.to_string()).collect()),
        Reason::SharedDomains(domains) => ("domains", titles(Taxonomy::Domains, domains)),
        Reason::SameCommunity(community) => ("community", titles(Taxonomy::Communities, &[*community])),
    };
    format!("{what} {}", things.join(", "))
}

#[test]
fn cases_that_use_the_same_method_are_related_to_each_other_and_not_to_the_method() {
    let files = files([
        ("cases/a", "---\ntitle: A\nrelations: { uses: method/m }\n---\n"),
        ("cases/b", "---\ntitle: B\nrelations: { uses: [method/m] }\n---\n"),
        ("stories/c", "---\ntitle: C\n---\nWe tried [[method/m]]."),
        ("methods/m", "---\ntitle: M\n---\n"),
    ]);
    assert_eq!(related(&files, "case/a"), ["case/b: both use method/m", "story/c: both link to method/m"]);
    assert_eq!(related(&files, "method/m"), [""; 0]);
}

#[test]
fn what_the_same_entries_cite_is_related() {
    let files = files([
        ("cases/a", "---\ntitle: A\n---\n[[method/m]] with [[tool/t]]"),
        ("cases/b", "---\ntitle: B\n---\n[[tool/t]], then [[method/m]]"),
        ("methods/m", "---\ntitle: M\n---\n"),
        ("tools/t", "---\ntitle: T\n---\n"),
    ]);
    assert_eq!(related(&files, "tool/t"), ["method/m: cited by case/a, case/b"]);
}
