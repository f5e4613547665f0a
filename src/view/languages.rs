//! The same page in several languages, and where a reader of one of them is led.

use super::Snapshot;
use super::contract::Translation;
use crate::content::{EntryId, Lang, PAGE};
use crate::plan::{Job, PageJob, Route, encode, first_page_path};
use crate::weaver::EntryIx;

/// Where what copsite makes at `path` stands for readers of a language, percent-encoded: in theirs where that has it, else
/// in the site's; nothing where neither has.
pub fn place(snapshot: &Snapshot, lang: &Lang, path: &str) -> Option<String> {
    let own = snapshot.config.path_in(&lang.0, path);
    [&*own, path].into_iter().find(|path| snapshot.plan.at(path).is_some()).map(encode)
}

/// The home page in a language, which is the site's own where nobody has written one.
pub fn home_url(snapshot: &Snapshot, lang: &Lang) -> String {
    home(snapshot, lang).map_or_else(String::new, |home| encode(snapshot.weave.address(home)))
}

/// What somebody has written for the home page in a language.
fn home(snapshot: &Snapshot, lang: &Lang) -> Option<EntryIx> {
    snapshot.weave.in_language(&EntryId::own(PAGE, "index"), lang)
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

/// The other languages that have their own of what stands at a route, with the paths of these. Later pages of a list hold
/// in each language what happens to stand so far behind.
pub fn of_list(snapshot: &Snapshot, route: &Route) -> Vec<(Lang, String)> {
    let path = route.path();
    let Some(Job::Page(page)) = snapshot.plan.at(path).filter(|_| first_page_path(path) == path) else {
        return Vec::new();
    };
    let Some(lang) = language_of(snapshot, page) else { return Vec::new() };
    let whole = path.strip_prefix(&*snapshot.config.path_in(&lang.0, "")).unwrap_or(path);
    languages(snapshot)
        .filter(|other| *other != lang)
        .map(|other| (other.clone(), snapshot.config.path_in(&other.0, whole)))
        .filter(|(_, path)| snapshot.plan.at(path).is_some())
        .collect()
}

/// The language of a page that there is in each language by itself: of lists, indexes of terms, and home; none for all
/// others.
pub fn language_of(snapshot: &Snapshot, page: &PageJob) -> Option<Lang> {
    match page {
        PageJob::Home => Some(snapshot.lang()),
        PageJob::Entry(entry) => {
            let doc = snapshot.weave.doc(*entry);
            doc.id.is_home().then(|| doc.lang.clone())
        }
        page => page.lang().cloned(),
    }
}

/// The site's language, and those of entries.
fn languages(snapshot: &Snapshot) -> impl Iterator<Item = Lang> {
    std::iter::once(snapshot.lang()).chain(snapshot.plan.lists().languages().cloned())
}

/// The home pages in languages in which a page is not; that of the site there always is.
pub fn homes(snapshot: &Snapshot, lang: &Lang, translations: &[Translation]) -> Vec<Translation> {
    let is_there = |of: &Lang| of == lang || translations.iter().any(|translation| *translation.lang == *of.0);
    let has_home = |of: &Lang| *of == snapshot.lang() || home(snapshot, of).is_some();
    let others = languages(snapshot).filter(|of| !is_there(of) && has_home(of));
    others.map(|of| translation(snapshot, &of, &snapshot.config.path_in(&of.0, ""))).collect()
}

fn translation(snapshot: &Snapshot, lang: &Lang, path: &str) -> Translation {
    let url = encode(path);
    let canonical = snapshot.config.base_url.absolute(&url);
    let noindex = is_unlisted(snapshot, path);
    Translation { lang: lang.to_string(), name: snapshot.theme.language_name(&lang.0), url, canonical, noindex }
}

/// Whether search engines are to leave the page at a path.
fn is_unlisted(snapshot: &Snapshot, path: &str) -> bool {
    let entry = match snapshot.plan.at(path) {
        Some(Job::Page(PageJob::Entry(entry))) => Some(*entry),
        _ => snapshot.plan.introduction(path),
    };
    entry.is_some_and(|entry| snapshot.is_unlisted(entry))
}
