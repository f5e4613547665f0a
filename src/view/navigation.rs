//! What the header and the foot of every page lead to.

use super::Snapshot;
use super::contract::{NavGroup, NavItem};
use super::languages::place;
use super::section::{address_of, key_of, section_of_list};
use crate::config::At;
use crate::content::{Lang, PAGE};
use crate::plan::{CALENDAR_FILE, FeedFormat, Job, PageJob, encode, folder_of};
use crate::weaver::{ChosenPage, EntryIx, Taxonomy, chosen_page, usual_page};

/// The pages of `header_pages`, else the usual sections, those of them that the site has.
pub fn header(snapshot: &Snapshot, lang: &Lang) -> Vec<NavItem> {
    match &snapshot.config.header_pages {
        Some(chosen) => self::chosen(snapshot, chosen, lang),
        None => existing(snapshot, lang, &["practice", "communities", "domains", "calendar", "journal", "weave"]),
    }
}

pub fn footer(snapshot: &Snapshot, lang: &Lang) -> Vec<NavGroup> {
    let listed = snapshot.kinds_in(lang).kinds.iter().filter(|kind| kind.is_practice() && !kind.folder.is_empty());
    let practice = listed.filter_map(|kind| {
        let url = place(snapshot, lang, &format!("{}/", kind.folder))?;
        Some(NavItem { section: "practice".into(), label: kind.plural.clone(), lang: None, url })
    });
    let groups = [
        ("practice", practice.take(6).collect()),
        ("the-index", existing(snapshot, lang, &["weave", "harvest", "people", "tags", "changes", "search"])),
        ("follow", existing(snapshot, lang, &["contribute", "feed-atom", "feed-json", "calendar-ics"])),
    ];
    let full = groups.into_iter().filter(|(_, items): &(&str, Vec<NavItem>)| !items.is_empty());
    full.map(|(label, items)| NavGroup { label: snapshot.say(lang, label), items }).collect()
}

/// Those of the pages called so that the site has, in this language where it has them in it, under the interface strings of
/// their names.
fn existing(snapshot: &Snapshot, lang: &Lang, names: &[&'static str]) -> Vec<NavItem> {
    let item = |name: &&'static str| {
        let url = place(snapshot, lang, &path_of(snapshot, name))?;
        Some(NavItem { section: (*name).into(), label: snapshot.say(lang, name), lang: None, url })
    };
    names.iter().filter_map(item).collect()
}

/// Pages of the foot that go by an interface string, whatever their titles are.
const CALLED: [&str; 3] = ["about", "accessibility", "privacy"];

/// What laws ask for in one country or another stands beside them.
const USUAL: [&str; 7] = ["about", "imprint", "impressum", "legal", "accessibility", "privacy", "terms"];

/// The pages of `footer_pages`, else the usual ones.
pub fn legal(snapshot: &Snapshot, lang: &Lang) -> Vec<NavItem> {
    let weave = &snapshot.weave;
    match &snapshot.config.footer_pages {
        Some(chosen) => self::chosen(snapshot, chosen, lang),
        None => {
            let there = USUAL.iter().filter_map(|name| Some(weave.version(usual_page(weave, name)?, lang)));
            there.map(|entry| entry_item(snapshot, entry, lang)).collect()
        }
    }
}

fn chosen(snapshot: &Snapshot, names: &[At<String>], lang: &Lang) -> Vec<NavItem> {
    let item = |name: &At<String>| match chosen_page(&snapshot.weave, &snapshot.kinds, name.value(), lang)? {
        ChosenPage::Made(path) => match snapshot.plan.at(&format!("{path}/")) {
            // Somebody has written it, and there is nothing that copsite could list there.
            Some(Job::Page(PageJob::Entry(entry))) => {
                Some(entry_item(snapshot, snapshot.weave.version(*entry, lang), lang))
            }
            _ => made_item(snapshot, path, lang),
        },
        ChosenPage::Entry(entry) => Some(entry_item(snapshot, entry, lang)),
    };
    names.iter().filter_map(item).collect()
}

/// A page that copsite makes, where the site has it, under the title that somebody has written for it.
fn made_item(snapshot: &Snapshot, path: &str, lang: &Lang) -> Option<NavItem> {
    let url = place(snapshot, lang, &format!("{path}/"))?;
    let usual = usual_item(snapshot, path, lang, url);
    let introduction = snapshot.plan.introduction(&snapshot.config.path_in(&lang.0, &format!("{path}/")));
    Some(match introduction {
        Some(entry) => NavItem { label: snapshot.weave.doc(entry).facts.title.to_string(), ..usual },
        None => usual,
    })
}

fn usual_item(snapshot: &Snapshot, path: &str, lang: &Lang, url: String) -> NavItem {
    match snapshot.kinds_in(lang).of_folder(path) {
        Some(kind) => NavItem { section: section_of_list(kind), label: kind.plural.clone(), lang: None, url },
        None => {
            let name = key_of(path);
            NavItem { section: name.into(), label: snapshot.say(lang, name), lang: None, url }
        }
    }
}

fn entry_item(snapshot: &Snapshot, entry: EntryIx, lang: &Lang) -> NavItem {
    let doc = snapshot.weave.doc(entry);
    let url = encode(snapshot.weave.address(entry));
    let called = CALLED.into_iter().find(|called| *doc.id.kind == *PAGE && *doc.id.slug == **called);
    match called {
        Some(name) => NavItem { section: name.into(), label: snapshot.say(lang, name), lang: None, url },
        None => {
            let other = (doc.lang != *lang).then(|| doc.lang.0.clone());
            NavItem { section: "page".into(), label: doc.facts.title.to_string(), lang: other, url }
        }
    }
}

/// Where what goes by a name stands in the site's language, if it is there.
pub fn path_of(snapshot: &Snapshot, name: &str) -> String {
    match name {
        "feed-atom" => FeedFormat::Atom.file().to_owned(),
        "feed-json" => FeedFormat::Json.file().to_owned(),
        "calendar-ics" => CALENDAR_FILE.to_owned(),
        name => match Taxonomy::ALL.into_iter().find(|taxonomy| taxonomy.key() == name) {
            Some(taxonomy) => format!("{}/", folder_of(taxonomy, &snapshot.kinds)),
            None => format!("{}/", address_of(name)),
        },
    }
}
