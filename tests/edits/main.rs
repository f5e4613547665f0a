//! An edited site equals a clean one: after random edits every URL that the preview answers over HTTP is,
//! byte for byte but for the reload script, what a clean build of the same files writes; and no more was
//! read, woven and rendered than the edit asked for.
//!
//! `COPSITE_LONG=1` makes 200 edits of 1,000 entries.

#![expect(clippy::disallowed_methods, reason = "tests make and look at the files of a site")]

#[path = "../serve/connection.rs"]
mod connection;
mod counted;
mod edit;
mod edited;
mod example;
mod model;
mod nobody;
mod random;

use std::collections::BTreeMap;
use std::sync::Arc;

use copsite::disk::Disk;
use copsite::plan::Planned;
use copsite::site::{Change, Options, Silent, Site, Work};
use counted::Counted;
use edit::Edit;
use edited::{Edited, problems};
use model::Model;
use random::Random;

fn options() -> Options {
    Options { as_of: Some("2026-11-23".parse().unwrap()), ..Options::at(jiff::Timestamp::UNIX_EPOCH) }
}

fn is_long() -> bool {
    std::env::var_os("COPSITE_LONG").is_some_and(|value| !value.is_empty())
}

#[test]
fn after_random_edits_every_page_is_what_a_clean_build_writes() {
    let (entries, edits) = if is_long() { (1_000, 200) } else { (120, 40) };
    let mut random = Random::new(20_261_123);
    let mut model = Model::new(entries, &mut random);
    let mut edited = Edited::open(Counted::new(model.disk()));
    edited.assert_equals_a_clean_build("before the first edit", |_, _| true);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for number in 0..edits {
        let edit = model.edit(&mut random, &edited.disk);
        *seen.entry(edit.name).or_default() += 1;
        edited.disk.reset();
        let rendered = edited.rendered();
        let context = format!("edit {number}, {}", edit.name);
        let (update, work) = edited.apply(&edit.changes);
        assert!(update.is_change || !edit.is_change, "{context} is a change");
        assert_eq!(work.read, edited.disk.texts_read(), "{context}: no text is read but those that are counted");
        assert_work(&edit, work, &context);
        assert_eq!(edited.rendered(), rendered, "{context}: nothing is rendered before it is asked for");
        // A clean build of 1,000 entries takes its time: some edits are looked at together.
        if is_long() && number % 5 != 4 {
            continue;
        }
        let is_whole = number + 1 == edits || is_long() && number % 50 == 49;
        let chosen = random.below(20);
        let made = edited.assert_equals_a_clean_build(&context, |index, planned| {
            is_whole || index % 20 == chosen || shows(planned, &edit)
        });
        let rendered = edited.rendered() - rendered;
        assert!(rendered == made || rendered < made && !update.is_change, "{context}: {rendered} for {made} pages");
    }
    assert!(seen.len() >= 12, "too few sorts of edits: {seen:?}");
}

/// Whether a page is that of the edited entry, or one that is likely to show something of it.
fn shows(planned: &Planned, edit: &Edit) -> bool {
    let path = planned.route.path();
    !edit.slug.is_empty() && path.contains(&edit.slug)
        || path.ends_with("/page/2/")
        || ["", "feed.xml", "llms.txt", "weaver.json", "changes/"].contains(&path)
        || ["stories/", "methods/", "tools/", "cases/", "communities/tenants/"].contains(&path)
}

fn assert_work(edit: &Edit, work: Work, context: &str) {
    if let Some(expected) = edit.read {
        assert_eq!(work.read, expected, "{context}: files read");
    }
    if let Some(expected) = edit.woven {
        assert_eq!(work.woven, expected, "{context}: weaves");
    }
    if let Some(most) = edit.cards {
        assert!(work.cards <= most, "{context}: {} cards", work.cards);
    }
}

#[test]
fn an_edit_of_prose_reads_one_file_and_weaves_nothing() {
    let mut random = Random::new(7);
    let mut model = Model::new(60, &mut random);
    let mut edited = Edited::open(Counted::new(model.disk()));
    assert_eq!(edited.disk.texts_read(), model.len());
    let story = model.slug(3).to_owned();
    let page = edited.shown(&format!("stories/{story}/"));
    assert_eq!(edited.rendered(), 1);
    assert_eq!(edited.shown(&format!("stories/{story}/")), page);
    assert_eq!(edited.rendered(), 1, "the second time it is only remembered");

    let changes = model.append(3, "Nobody had said so before.", &edited.disk);
    let (update, work) = edited.apply(&changes);
    assert_eq!(work, Work { read: 1, woven: 0, cards: 0 });
    assert_eq!(update.edited.len(), 1);
    assert!(edited.shown(&format!("stories/{story}/")).contains("Nobody had said so before."));
    assert_eq!(edited.rendered(), 2);

    let (update, work) = edited.apply(&changes);
    assert_eq!((update.is_change, work), (false, Work { read: 1, ..Work::default() }), "a file that was only touched");
    edited.shown(&format!("stories/{story}/"));
    assert_eq!(edited.rendered(), 2, "nothing is rendered again for it");

    let (update, work) = edited.apply(&[Change::Rescan]);
    assert_eq!((update.is_change, work), (false, Work::default()), "nothing has changed");
    let (update, work) = edited.apply(&[]);
    assert_eq!((update.is_change, work), (false, Work::default()));
}

#[test]
fn a_first_paragraph_makes_one_card_and_a_title_one_weave() {
    let mut random = Random::new(7);
    let mut model = Model::new(60, &mut random);
    let mut edited = Edited::open(Counted::new(model.disk()));
    let changes = model.prepend(3, "It began in another way.", &edited.disk);
    assert_eq!(edited.apply(&changes).1, Work { read: 1, woven: 0, cards: 1 });
    let changes = model.retitle(3, "Quite another title", &edited.disk);
    assert_eq!(edited.apply(&changes).1, Work { read: 1, woven: 1, cards: edited.snapshot().weave.len() });
    assert!(edited.shown("stories/").contains("Quite another title"));
    edited.assert_equals_a_clean_build("a new title", |_, _| true);
}

#[test]
fn a_file_that_a_style_sheet_shows_and_that_comes_later_is_found() {
    let model = Model::new(2, &mut Random::new(7));
    let mut edited = Edited::open(Counted::new(model.disk()));
    edited.disk.put("assets/css/site.css", b"h1 { background: url(../x.png) }").unwrap();
    edited.apply(&[Change::Theme]);
    let is_told =
        |edited: &Edited<_>| edited.diagnostics().iter().any(|problem| problem.code.name() == "missing-image");
    assert!(is_told(&edited));
    edited.disk.put("static/x.png", b"").unwrap();
    edited.apply(&[Change::at("static/x.png")]);
    assert!(!is_told(&edited));
}

#[test]
fn a_template_and_a_style_sheet_read_no_entry_and_weave_nothing() {
    let mut random = Random::new(7);
    let model = Model::new(20, &mut random);
    let mut edited = Edited::open(Counted::new(model.disk()));
    edited.disk.inner().put("templates/404.html", "<p>Nothing here.</p>");
    let (update, work) = edited.apply(&[Change::at("templates/404.html")]);
    assert_eq!((update.is_change, work.read, work.woven), (true, 0, 0));
    assert_eq!(edited.shown("404.html"), "<p>Nothing here.</p>");
    edited.disk.inner().put("assets/css/site.css", "h1 { color: teal; }");
    let before = edited.snapshot().theme.style.url.clone();
    assert_eq!(edited.apply(&[Change::at("assets/css/site.css")]).1.woven, 0);
    assert_ne!(edited.snapshot().theme.style.url, before);
    edited.assert_equals_a_clean_build("a style sheet", |_, _| true);
}

#[test]
fn a_font_that_holds_other_weights_than_before_is_declared_anew() {
    let mut random = Random::new(7);
    let model = Model::new(20, &mut random);
    let mut edited = Edited::open(Counted::new(model.disk()));
    let config = String::from_utf8(edited.disk.read("copsite.toml").unwrap()).unwrap();
    edited.disk.inner().put("static/f.ttf", "");
    edited.disk.inner().put("copsite.toml", format!("{config}\n[theme.fonts]\nvoice = \"f.ttf\"\n"));
    edited.apply(&[Change::Config, Change::at("static/f.ttf")]);
    let before = edited.snapshot().theme.style.url.clone();
    let variable = "\0\u{1}\0\0\0\u{1}\0\0\0\0\0\0fvar\0\0\0\0\0\0\0\0\0\0\0\0";
    edited.disk.inner().put("static/f.ttf", variable);
    assert_eq!(edited.apply(&[Change::at("static/f.ttf")]).1.woven, 0);
    assert_ne!(edited.snapshot().theme.style.url, before);
    edited.assert_equals_a_clean_build("a font", |_, _| true);
}

#[test]
fn what_is_broken_leaves_what_was_there_and_what_is_mended_is_as_new() {
    let mut random = Random::new(7);
    let mut model = Model::new(20, &mut random);
    let mut edited = Edited::open(Counted::new(model.disk()));
    let sound = problems(&edited.diagnostics());
    let config = String::from_utf8(edited.disk.read("copsite.toml").unwrap()).unwrap();
    let story = format!("stories/{}/", model.slug(3));
    let page = edited.shown(&story);

    edited.disk.inner().put("copsite.toml", config.replace("title", "titel"));
    let (update, work) = edited.apply(&[Change::Config]);
    assert_eq!((update.is_change, work), (true, Work::default()));
    assert!(problems(&edited.diagnostics()).iter().any(|problem| problem.contains("titel")));
    assert_eq!(edited.shown(&story), page);
    let changes = model.append(3, "Written while it was broken.", &edited.disk);
    edited.apply(&changes);
    assert!(edited.shown(&story).contains("Written while it was broken."));

    edited.disk.inner().put("templates/item.html", "{% if %}");
    assert_eq!(edited.apply(&[Change::Theme]).1, Work::default());
    assert!(edited.shown(&story).contains("Written while it was broken."));

    edited.disk.inner().put("copsite.toml", config);
    edited.disk.inner().remove("templates");
    let (_, work) = edited.apply(&[Change::Config, Change::Theme]);
    assert_eq!((work.read, work.woven), (0, 0), "the configuration is the one before");
    assert_eq!(problems(&edited.diagnostics()), sound);
    edited.assert_equals_a_clean_build("mended", |_, _| true);
}

#[test]
fn a_site_that_cannot_be_read_at_first_is_read_when_it_can() {
    let mut random = Random::new(7);
    let model = Model::new(5, &mut random);
    let disk = model.disk();
    let config = disk.read("copsite.toml").unwrap();
    disk.put("copsite.toml", "title = ");
    let mut edited = Edited::open(Counted::new(disk));
    assert_eq!(edited.disk.texts_read(), 0);
    edited.disk.inner().put("copsite.toml", config);
    let all = edited.apply(&[Change::Config]).1;
    assert_eq!(all, Work { read: model.len(), woven: 1, cards: edited.snapshot().weave.len() });
    edited.assert_equals_a_clean_build("at last", |_, _| true);
}

/// Else a day of writing would fill the memory with sites that nobody sees any more.
#[test]
fn no_snapshot_is_kept_but_the_one_that_is_shown_and_the_last_good_one() {
    let mut random = Random::new(7);
    let mut model = Model::new(20, &mut random);
    let mut edited = Edited::open(Counted::new(model.disk()));
    let mut snapshots = vec![Arc::downgrade(&edited.snapshot())];
    for number in 0..8 {
        let changes = model.retitle(3, &format!("Another title {number}"), &edited.disk);
        edited.apply(&changes);
        edited.shown("stories/");
        snapshots.push(Arc::downgrade(&edited.snapshot()));
    }
    let kept = snapshots.iter().filter(|snapshot| snapshot.upgrade().is_some()).count();
    assert_eq!(kept, 2);
}

#[test]
fn an_entry_appears_when_its_day_has_come() {
    let mut random = Random::new(7);
    let model = Model::new(5, &mut random);
    let disk = model.disk();
    disk.put("content/stories/later.md", "---\ntitle: Later\npublish: 2026-11-24T12:00:00Z\n---\nNow.\n");
    let at = |moment: &str| Options::at(moment.parse().unwrap());
    let mut site = Site::open(&disk, &at("2026-11-24T11:59:59Z"), &Silent);
    let is_there = |site: &Site| site.snapshot().unwrap().plan.page("stories/later/").is_some();
    assert!(!is_there(&site));
    assert!(!site.apply(&disk, &at("2026-11-24T11:59:59.9Z"), &[]).is_change);
    assert!(site.apply(&disk, &at("2026-11-24T12:00:00Z"), &[]).is_change);
    assert!(is_there(&site));
}

#[test]
fn the_entries_of_a_folder_are_read_again_when_what_it_says_for_them_changes() {
    let model = Model::new(5, &mut Random::new(7));
    let disk = model.disk();
    disk.put("content/stories/bare.md", "# Bare\n");
    let mut edited = Edited::open(Counted::new(disk));
    let file = "content/stories/_defaults.toml";
    for text in ["tags = [\"one\"]\n", "tags = [\"two\"]\n", "audience = nobody\n", "draft = true\n", "toc = false\n"] {
        edited.disk.inner().put(file, text);
        edited.disk.reset();
        let (update, work) = edited.apply(&[Change::at(file)]);
        assert!(update.is_change, "{text}");
        // What is broken is read once more, to be shown at its place.
        let is_broken = text.contains("nobody");
        assert_eq!(work.read + usize::from(is_broken), edited.disk.texts_read(), "{text}");
        edited.assert_equals_a_clean_build(text, |_, _| true);
        assert_eq!(edited.snapshot().plan.page("tags/two/").is_some(), text.contains("two"));
    }
    edited.disk.inner().remove(file);
    assert!(edited.apply(&[Change::at(file)]).0.is_change);
    edited.assert_equals_a_clean_build("without the file", |_, _| true);
}

#[test]
fn what_is_written_for_a_page_that_copsite_makes_and_why_another_was_revised_is_what_a_clean_build_writes() {
    let model = Model::new(5, &mut Random::new(7));
    let mut edited = Edited::open(Counted::new(model.disk()));
    let files = [
        ("content/archive.md", "# Months\n\n[October](#_2026-10)\n"),
        ("content/archive.md", "# All months\n\nOf [stories](stories/why.md).\n"),
        ("content/stories/why.md", "---\ntitle: Why\ndate: 2026-03-01\nupdated: 2026-03-02\nrevision: One\n---\n"),
        ("content/stories/why.md", "---\ntitle: Why\ndate: 2026-03-01\nupdated: 2026-03-02\nrevision: Two\n---\n"),
        ("content/stories/_index.md", "# Told\n\nBy us.\n"),
        ("content/archive.md", "---\ntitle: Months\ndraft: true\n---\nNot yet.\n"),
    ];
    for (file, text) in files {
        edited.disk.inner().put(file, text);
        assert!(edited.apply(&[Change::at(file)]).0.is_change, "{text}");
        edited.assert_equals_a_clean_build(text, |_, _| true);
    }
}

#[test]
fn an_edit_beside_what_has_to_be_looked_for_is_what_a_clean_build_writes() {
    let model = Model::new(5, &mut Random::new(7));
    let mut edited = Edited::open(Counted::new(model.disk()));
    let file = "content/stories/told.md";
    for (number, text) in
        ["# Told\n\nOne.\n", "# Told anew\n\n[[method/asked]]\n", "---\ndraft: true\n---\n# Told\n"].iter().enumerate()
    {
        edited.disk.inner().put(file, *text);
        edited.disk.inner().put("README.md", &*format!("{number}"));
        edited.disk.inner().put("data/counts.toml", &*format!("count = {number}\n"));
        edited.disk.inner().put("static/notes.txt", &*"x".repeat(number));
        let changes = [file, "README.md", "data/counts.toml", "static/notes.txt"].map(Change::at);
        assert!(changes.contains(&Change::Rescan), "what is nowhere in the site may be linked to");
        assert!(edited.apply(&changes).0.is_change, "{text}");
        edited.assert_equals_a_clean_build(text, |_, _| true);
    }
}

#[test]
fn a_translation_with_a_slug_of_its_own_that_changes_is_what_a_clean_build_writes() {
    let model = Model::new(5, &mut Random::new(7));
    let mut edited = Edited::open(Counted::new(model.disk()));
    let (original, translation) = ("content/stories/told.md", "content/stories/told.fr.md");
    let text = |slug: &str, prose: &str| format!("---\ntitle: Told\n{slug}---\n\nFirst.\n\n{prose}\n");
    for (file, slug, prose, woven) in [
        (original, "", "One.", 1),
        (translation, "slug: dit\n", "Un.", 1),
        (translation, "slug: dit\n", "Deux.", 0),
        (translation, "slug: raconte\n", "Deux.", 1),
        (original, "slug: said\n", "One.", 1),
        (translation, "slug: raconte\n", "Trois.", 0),
        (translation, "", "Trois.", 1),
        (original, "draft: true\n", "One.", 1),
    ] {
        edited.disk.inner().put(file, &*text(slug, prose));
        let (_, work) = edited.apply(&[Change::at(file)]);
        assert_eq!(work.woven, woven, "{file} {slug} {prose}");
        edited.assert_equals_a_clean_build(&format!("{file} {slug} {prose}"), |_, _| true);
    }
}

#[test]
fn a_hidden_passage_that_changes_is_what_a_clean_build_writes() {
    let model = Model::new(5, &mut Random::new(7));
    let mut edited = Edited::open(Counted::new(model.disk()));
    let file = "content/stories/told/index.md";
    edited.disk.inner().put("content/stories/told/a.txt", "attached");
    for text in
        ["[a](a.txt)", "::: public\n[a](a.txt)\n:::", "::: core\n[a](a.txt)\n:::", "::: core\nb\n:::", "::: core\nb"]
    {
        edited.disk.inner().put(file, &*format!("---\ntitle: Told\n---\n\n{text}\n"));
        edited.apply(&[Change::at(file)]);
        edited.assert_equals_a_clean_build(text, |_, _| true);
    }
}

#[test]
fn embeds_and_named_blocks_that_move_are_what_a_clean_build_writes() {
    let model = Model::new(5, &mut Random::new(7));
    let mut edited = Edited::open(Counted::new(model.disk()));
    edited.disk.inner().put("content/stories/shows.md", "---\ntitle: Shows\n---\n![[told#^said]]\n");
    let file = "content/stories/told.md";
    for text in [
        "## One\n\nSaid. ^said\n\n## Two\n\n![[#One]]\n",
        "## One\n\nLess.\n\n## Two\n\n![[#One]]\n\nSaid here. ^said\n",
        "## One\n\n![[#One]]\n\n## Two\n\nSaid. ^said\n",
        "![[#One]]\n\n## One\n\n- Said. ^said\n\n## Two\n",
    ] {
        edited.disk.inner().put(file, &*format!("---\ntitle: Told\n---\n\n{text}\n"));
        edited.apply(&[Change::at(file), Change::at("content/stories/shows.md")]);
        edited.assert_equals_a_clean_build(text, |_, _| true);
    }
}
