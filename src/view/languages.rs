//! The same page in several languages, and where a reader of one of them is led.

use super::Snapshot;
use super::contract::Translation;
use crate::content::{EntryId, Lang, PAGE};
use crate::plan::{Job, PageJob, Route, encode};
use crate::weaver::EntryIx;

/// Where what copsite makes at `path` stands for readers of a language, percent-encoded: in theirs where that has it, else
/// in the site's; nothing where neither has.
pub fn place(snapshot: &Snapshot, lang: &Lang, path: &str) -> Option<String> {
    let own = format!("{}{path}", snapshot.config.language_folder(&lang.0));
    [&*own, path].into_iter().find(|path| snapshot.plan.at(path).is_some()).map(encode)
}

/// The home page in a language, which is the site's own where nobody has written one.
pub fn home_url(snapshot: &Snapshot, lang: &Lang) -> String {
    let own = snapshot.weave.in_language(&EntryId::own(PAGE, "index"), lang);
    own.map_or_else(String::new, |home| encode(snapshot.weave.address(home)))
}

/// The page of a route in other languages; `entry` is the one whose text it shows.
pub fn translations(snapshot: &Snapshot, route: &Route, entry: Option<EntryIx>) -> Vec<Translation> {
    let mut all: Vec<Translation> = entry.into_iter().flat_map(|entry| of_entry(snapshot, entry)).collect();
    for (lang, path) in of_list(snapshot, route) {
        if !all.iter().any(|translation| *translation.lang == *lang.0) {
            all.push(translation(snapshot, &lang, &path));
        }
    }
    all.sort_by(|a, b| a.lang.cmp(&b.lang));
    all
}

fn of_entry(snapshot: &Snapshot, entry: EntryIx) -> impl Iterator<Item = Translation> {
    let weave = &snapshot.weave;
    let others = weave.versions(entry).filter(move |version| *version != entry);
    others.map(|version| translation(snapshot, &weave.doc(version).lang, weave.address(version)))
}

/// The languages in which there are a list, an index or the like at the same place, with their paths.
pub fn of_list(snapshot: &Snapshot, route: &Route) -> Vec<(Lang, String)> {
    let Some(Job::Page(page)) = snapshot.plan.at(route.path()) else { return Vec::new() };
    let Some(lang) = language_of(page) else { return Vec::new() };
    let folder = |lang: &Lang| snapshot.config.language_folder(&lang.0);
    let path = route.path().strip_prefix(&*folder(lang)).unwrap_or(route.path());
    let site = snapshot.lang();
    let others = snapshot.plan.lists().languages().chain([&site]).filter(|other| *other != lang);
    others
        .map(|other| (other.clone(), format!("{}{path}", folder(other))))
        .filter(|(_, path)| snapshot.plan.at(path).is_some())
        .collect()
}

/// The language of a page that copsite makes in each language of entries; none for all others.
pub fn language_of(page: &PageJob) -> Option<&Lang> {
    match page {
        PageJob::KindIndex { lang, .. }
        | PageJob::Practice { lang, .. }
        | PageJob::Journal { lang, .. }
        | PageJob::Terms { lang, .. } => Some(lang),
        _ => None,
    }
}

/// The home pages in languages in which a page is not.
pub fn homes(snapshot: &Snapshot, lang: &Lang, translations: &[Translation]) -> Vec<Translation> {
    let Some(home) = snapshot.plan.introduction("") else { return Vec::new() };
    let weave = &snapshot.weave;
    let others =
        weave.versions(home).map(|version| translation(snapshot, &weave.doc(version).lang, weave.address(version)));
    let is_there = |of: &str| *lang.0 == *of || translations.iter().any(|translation| translation.lang == of);
    others.filter(|other| !is_there(&other.lang)).collect()
}

fn translation(snapshot: &Snapshot, lang: &Lang, path: &str) -> Translation {
    let url = encode(path);
    let canonical = snapshot.config.base_url.absolute(&url);
    Translation { lang: lang.to_string(), name: snapshot.theme.language_name(&lang.0), url, canonical }
}
