//! What pages in another language than the site's say of others: dates, names, words and addresses as their readers have
//! them, and one time for all versions of an event.

use super::html::Page;
use super::site::Site;

const CONFIG: &str = "title = \"Ein Netz\"\nlanguage = \"de\"\nbase_url = \"https://example.org/netz/\"\n";

/// A community in two languages, and what belongs to it.
fn yard() -> Site {
    Site::of([
        ("copsite.toml", CONFIG),
        ("content/communities/hof.md", "+++\ntitle = \"Hof\"\ndomains = [\"raum\"]\n+++\n"),
        ("content/communities/hof.en.md", "+++\ntitle = \"Yard\"\ndomains = [\"raum\"]\n+++\n"),
        ("content/communities/dach.md", "# Dach\n"),
        ("content/communities/dach.en.md", "# Roof\n"),
        ("content/domains/raum.md", "# Raum\n"),
        ("content/domains/raum.en.md", "# Space\n"),
        ("content/people/ida.md", "# Ida aus Köln\n"),
        ("content/people/ida.en.md", "# Ida of Cologne\n"),
        (
            "content/events/treffen.md",
            "+++\ntitle = \"Treffen\"\nstart = 2026-12-03T18:00\ntimezone = \"Europe/Berlin\"\nrepeat = \"first Thursday monthly\"\n\
             place = \"Hamburg\"\nmode = \"in-person\"\ncommunities = [\"hof\"]\n\
             changes = [{ on = 2027-01-07, note = \"Neujahr\" }, { on = 2027-02-04, to = 2027-02-05, place = \"Köln\" }]\n+++\n",
        ),
        (
            "content/events/treffen.en.md",
            "+++\ntitle = \"Gathering\"\nplace = \"Hamburg, Germany\"\ncommunities = [\"hof\"]\n\
             changes = [{ on = 2027-01-07, note = \"New Year\" }, { on = 2027-02-04, place = \"Cologne\" }]\n+++\n",
        ),
        (
            "content/stories/eins.md",
            "+++\ntitle = \"Eins\"\ndate = 2026-09-01\ncommunities = [\"hof\"]\ndomains = [\"raum\"]\npeople = [\"ida\"]\n[relations]\nuses = \"method/zwei\"\n+++\n",
        ),
        (
            "content/stories/eins.en.md",
            "+++\ntitle = \"One\"\ncommunities = [\"hof\"]\ndomains = [\"raum\"]\npeople = [\"ida\"]\n+++\n",
        ),
        (
            "content/methods/zwei.md",
            "+++\ntitle = \"Zwei\"\ndate = 2026-08-01\ncommunities = [\"dach\"]\ndomains = [\"raum\"]\n+++\n",
        ),
        ("content/methods/zwei.en.md", "+++\ntitle = \"Two\"\ncommunities = [\"dach\"]\n+++\n"),
    ])
}

#[test]
fn a_translated_event_takes_place_when_its_original_does_and_is_told_in_its_own_words() {
    let site = yard();
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("missing-field") && !run.stderr.contains("unmatched-date"), "{}", run.stderr);
    let page = site.page("en/events/treffen/index.html");
    for said in ["Cancelled", "New Year", "Cologne", "Hamburg, Germany", "in the room", "Europe/Berlin"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for other in ["Abgesagt", "Neujahr", "Köln<", "Treffen<"] {
        assert!(!page.contains(other), "{other}: {page}");
    }
    assert!(page.contains("\"startDate\":\"2026-12-03T18:00:00+01:00\""), "{page}");
    let original = site.page("events/treffen/index.html");
    assert!(original.contains("Abgesagt") && original.contains("Neujahr") && original.contains("Köln"), "{original}");
}

#[test]
fn a_translation_that_says_another_time_than_its_original_is_told_and_the_originals_is_shown() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        (
            "content/events/a.md",
            "+++\ntitle = \"A\"\nstart = 2026-12-12T18:00\nplace = \"Halle\"\nstatus = \"cancelled\"\n+++\n",
        ),
        ("content/events/a.en.md", "+++\ntitle = \"A\"\nstart = 2026-12-13T18:00\nend = 2026-12-13T20:00\n+++\n"),
        ("content/events/b.md", "+++\ntitle = \"B\"\nstart = 2026-12-12T18:00\ntimezone = \"Europe/Lisbon\"\n+++\n"),
        ("content/events/b.en.md", "+++\ntitle = \"B\"\nstart = 2026-12-12T18:00\n+++\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stderr.matches("[time-mismatch]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("this says another `start`, `end` than what it is a translation of"), "{}", run.stderr);
    let page = site.page("en/events/a/index.html");
    assert!(page.contains("\"location\":[{\"@type\":\"Place\",\"name\":\"Halle\""), "{page}");
    assert!(page.contains("2026-12-12T18:00") && !page.contains("2026-12-13"), "{page}");
    assert!(page.contains("https://schema.org/EventCancelled"), "{page}");
}

#[test]
fn an_event_that_leaves_its_time_to_an_original_that_is_not_there_has_none() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/events/a.en.md", "# A\n"),
        ("content/events/b.md", "+++\ntitle = \"B\"\nstart = 2026-12-12\n+++\n"),
        ("content/events/b.en.md", "# B\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 1);
    assert_eq!(run.stderr.matches("error[missing-field]: `start` is missing").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("--> content/events/a.en.md"), "{}", run.stderr);

    site.put("content/events/a.md", "+++\ntitle = \"A\"\nstart = 2026-12-12\ndraft = true\n+++\n");
    let told = site.build().stderr;
    assert!(told.contains("the original, which is not published") && told.contains("hold this back as well"), "{told}");
    site.put("content/events/a.en.md", "+++\ntitle = \"A\"\nstart = \"soon\"\n+++\n");
    let told = site.build().stderr;
    assert!(told.contains("invalid-date") && !told.contains("missing-field"), "{told}");
    site.put("copsite.toml", format!("{CONFIG}[kinds.event.fields.start]\nrequired = false\n"));
    site.put("content/events/a.en.md", "# A\n");
    assert_eq!(site.build().code, 0);
}

#[test]
fn the_page_of_a_community_in_another_language_names_all_as_its_readers_do() {
    let site = yard();
    site.built();
    let community = site.page("en/communities/hof/index.html");
    let main = community.split("<main").nth(1).unwrap();
    for said in
        ["Gathering", "Cancelled", "New Year", "Cologne", "Yard", "Roof", "One", "Two", "Ida of Cologne", "Space"]
    {
        assert!(main.contains(said), "{said}: {main}");
    }
    for other in ["Treffen", "Neujahr", "Köln", "Dach", "Hof<", "Hof\"", "Zwei", "Raum<"] {
        assert!(!main.contains(other), "{other}: {main}");
    }
    let all = site.page("en/communities/index.html");
    assert!(all.contains("Next</dt><dd>Meeting, ") && !all.contains("Treffen"), "{all}");
    let domain = site.page("en/domains/raum/index.html");
    assert!(domain.contains("Roof has no story on Space") && !domain.contains("Raum"), "{domain}");
}

#[test]
fn why_pages_are_related_is_told_in_the_words_of_the_page() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/domains/raum.md", "# Raum\n"),
        ("content/domains/raum.en.md", "# Space\n"),
        ("content/stories/eins.md", "---\ntitle: Eins\ndomains: [raum]\ntags: [brief]\n---\nEins.\n"),
        ("content/stories/eins.en.md", "---\ntitle: One\ndomains: [raum]\ntags: [brief]\n---\nOne.\n"),
        ("content/stories/zwei.md", "---\ntitle: Zwei\ndomains: [raum]\ntags: [brief]\n---\nZwei.\n"),
    ]);
    site.built();
    for (page, domain, other) in
        [("en/stories/eins/index.html", "Space", "Raum"), ("stories/eins/index.html", "Raum", "Space")]
    {
        let page = site.page(page);
        let weave = page.split("<section class=\"weave\"").nth(1).unwrap().split("<footer").next().unwrap();
        assert!(weave.contains(domain) && !weave.contains(other), "{weave}");
    }
}

#[test]
fn the_loom_on_a_page_in_another_language_is_drawn_for_its_readers() {
    let site = yard();
    site.put("content/domains/raum.ar.md", "# فضاء\n");
    site.built();
    let domain = site.page("en/domains/raum/index.html");
    let loom = domain.split("<figure class=\"loom\"").nth(1).unwrap().split("</figure>").next().unwrap();
    for said in [">Yard<", ">Roof<", ">Sep<", "en/stories/eins/", "en/methods/zwei/", "Stor"] {
        assert!(loom.contains(said), "{said}: {loom}");
    }
    assert!(!loom.contains("Hof") && !loom.contains("Geschichte"), "{loom}");
    let arabic = site.page("ar/domains/raum/index.html");
    let mark = |page: &str| {
        let svg = page.split("<figure class=\"loom\"").nth(1).unwrap();
        svg.split("<text").nth(1).unwrap().split('>').next().unwrap().to_owned()
    };
    assert_ne!(mark(&arabic), mark(&domain), "time runs as the page is written");
}

#[test]
fn people_whom_a_field_names_are_called_as_readers_of_the_page_call_them() {
    let site = yard();
    site.put(
        "content/methods/zwei.md",
        "+++\ntitle = \"Zwei\"\ncommunities = [\"dach\"]\nask = [\"ida\"]\npeople = [\"ida\"]\n+++\n",
    );
    site.put("content/methods/zwei.en.md", "+++\ntitle = \"Two\"\nask = [\"ida\"]\npeople = [\"ida\"]\n+++\n");
    site.put("content/stories/eins.en.md", "+++\ntitle = \"One\"\npeople = [\"ida\"]\n+++\n");
    site.put(
        "content/expeditions/reise.md",
        "+++\ntitle = \"Reise\"\nquestion = \"Wie?\"\n[[parties]]\nname = \"A\"\npeople = [\"ida\"]\n+++\n",
    );
    site.put(
        "content/expeditions/reise.en.md",
        "+++\ntitle = \"Journey\"\nquestion = \"How?\"\n[[parties]]\nname = \"A\"\npeople = [\"ida\"]\n+++\n",
    );
    site.put("content/logs/tag.md", "+++\ntitle = \"Tag\"\ndate = 2026-09-01\nexpedition = \"reise\"\n+++\nErster.\n");
    site.put("content/logs/tag.en.md", "+++\ntitle = \"Day\"\nexpedition = \"reise\"\n+++\nFirst.\n");
    site.built();
    for page in ["en/methods/zwei/index.html", "en/expeditions/reise/index.html", "en/stories/eins/index.html"] {
        let text = site.page(page);
        assert!(text.contains("Ida of Cologne") && !text.contains("Ida aus"), "{page}: {text}");
    }
    let story = site.page("en/stories/eins/index.html");
    assert!(
        story.contains("\"name\":\"Ida of Cologne\",\"url\":\"https://example.org/netz/en/people/ida/\""),
        "{story}"
    );
    let journey = site.page("en/expeditions/reise/index.html");
    assert!(journey.contains("en/logs/tag/") && !journey.contains("Erster"), "{journey}");
}

#[test]
fn a_query_lists_entries_in_the_version_for_readers_of_its_page() {
    let site = yard();
    let query = "{{ query(kind=\"story\") }}\n";
    site.put("content/about.md", format!("# Wir\n\n{query}"));
    site.put("content/about.en.md", format!("# We\n\n{query}"));
    site.put("content/stories/nur.md", "# Nur deutsch\n");
    site.built();
    let titles = |page: &str| {
        let page = site.page(page);
        let page = Page::parse(&page);
        page.all(".query .klink > span")
            .iter()
            .filter_map(|title| title.text().next())
            .map(|title| title.trim_matches('\u{2060}').to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles("about/index.html"), ["Eins", "Nur deutsch"]);
    assert_eq!(titles("en/about/index.html"), ["One", "Nur deutsch"]);
}

#[test]
fn what_only_a_translation_names_stands_on_the_page_of_the_term_and_what_both_name_once() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/people/maria.md", "# Maria\n"),
        (
            "content/stories/a.md",
            "+++\ntitle = \"Übung eins\"\ndate = 2026-09-01\ntags = [\"Übung\", \"beide\"]\npeople = [\"Anna\"]\n+++\n",
        ),
        (
            "content/stories/a.en.md",
            "+++\ntitle = \"Exercise one\"\ntags = [\"exercise\", \"beide\"]\npeople = [\"Anna\", { id = \"maria\", role = \"translator\" }]\n+++\n",
        ),
        ("content/stories/b.en.md", "+++\ntitle = \"Alone\"\ndate = 2026-08-01\ntags = [\"exercise\"]\n+++\n"),
        ("content/about.md", "# Wir\n\n{{ query(tag=\"exercise\") }}\n"),
    ]);
    site.built();
    let titles = |page: &str| {
        let page = site.page(page);
        let page = Page::parse(&page);
        page.all("main .t, main .entry h3").iter().map(|title| title.text().collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(titles("tags/exercise/index.html"), ["Exercise one", "Alone"]);
    assert_eq!(titles("tags/beide/index.html"), ["Übung eins"]);
    let about = site.page("about/index.html");
    assert!(about.contains("Übung eins") && about.contains("Alone"), "{about}");
    assert_eq!(titles("people/maria/index.html"), ["Exercise one"]);
    assert!(site.page("tags/exercise/feed.xml").contains("Exercise one"));
    assert!(!site.page("tags/beide/feed.xml").contains("Exercise one"));
    let tags = site.page("tags/index.html");
    assert!(tags.contains(">2<") || tags.contains("2 "), "{tags}");
}

#[test]
fn what_has_no_date_stands_in_the_order_of_titles_in_lists_of_another_language() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/methods/a.md", "# Zuhören\n"),
        ("content/methods/a.en.md", "# Listening\n"),
        ("content/methods/b.md", "# Ärger\n"),
        ("content/methods/b.en.md", "# Trouble\n"),
        ("content/methods/c.md", "# Bauen\n"),
        ("content/methods/c.en.md", "# Building\n"),
        ("content/methods/d.md", "+++\ntitle = \"Neu\"\ndate = 2026-01-01\n+++\n"),
    ]);
    site.built();
    let titles = |page: &str| {
        let page = site.page(page);
        let page = Page::parse(&page);
        page.all("[data-list] .entry h3").iter().map(|title| title.text().collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(titles("en/methods/index.html"), ["Building", "Listening", "Trouble"]);
}

#[test]
fn the_text_for_what_is_not_there_is_for_no_search_engine_in_any_language() {
    let site =
        Site::of([("copsite.toml", CONFIG), ("content/404.md", "# Nichts\n"), ("content/404.en.md", "# Nothing\n")]);
    site.built();
    assert!(!site.page("sitemap.xml").contains("404"));
    assert!(site.page("en/404/index.html").contains("noindex"));
}

#[test]
fn no_page_names_a_version_that_search_engines_are_to_leave() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/a.md", "+++\ntitle = \"A\"\nnoindex = true\n+++\n"),
        ("content/stories/a.en.md", "# A in English\n"),
        ("content/stories/a.cy.md", "# A yn Gymraeg\n"),
    ]);
    site.built();
    let page = site.page("en/stories/a/index.html");
    let head = page.split("</head>").next().unwrap();
    assert!(
        head.contains("hreflang=\"cy\"") && !head.contains("hreflang=\"de\"") && !head.contains("x-default"),
        "{head}"
    );
    assert!(page.contains("hreflang=\"de\">Deutsch</a>"), "readers get there all the same: {page}");
}

#[test]
fn the_old_address_of_a_translation_is_a_page_in_its_language() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/a.md", "# A\n"),
        ("content/stories/a.ar.md", "+++\ntitle = \"الاستماع\"\naliases = [\"/ar/old/\"]\n+++\n"),
    ]);
    site.built();
    let old = site.page("ar/old/index.html");
    assert!(old.contains("<html lang=\"ar\" dir=\"rtl\">"), "{old}");
    assert!(!old.contains("umgezogen") && old.contains("الاستماع"), "{old}");
}

#[test]
fn the_community_of_an_entry_in_another_language_says_in_which_it_is_called_so() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/communities/kueche.md", "# Küche für alle\n"),
        ("content/communities/kueche.en.md", "# Kitchen for all\n"),
        ("content/stories/a.en.md", "+++\ntitle = \"A\"\ndate = 2026-09-01\ncommunities = [\"kueche\"]\n+++\n"),
        ("content/stories/b.md", "+++\ntitle = \"B\"\ndate = 2026-08-01\ncommunities = [\"kueche\"]\n+++\n"),
    ]);
    site.built();
    let list = site.page("stories/index.html");
    assert!(list.contains("<span lang=\"en\" dir=\"auto\">Kitchen for all</span>"), "{list}");
    assert!(list.contains("<span>Küche für alle</span>"), "{list}");
    assert!(site.page("en/stories/index.html").contains("<span>Kitchen for all</span>"));
}

#[test]
fn explain_tells_of_the_version_that_a_title_is_that_of() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/methods/a.md", "# Zuhören\n"),
        ("content/methods/a.fr.md", "+++\ntitle = \"Écouter\"\nslug = \"ecouter\"\n+++\n"),
    ]);
    let url = |name: &str| {
        let told = site.run(&["explain", name]).stdout;
        told.lines()
            .find(|line| line.starts_with("url"))
            .unwrap_or_default()
            .trim_start_matches("url")
            .trim()
            .to_owned()
    };
    assert_eq!(url("Écouter"), "https://example.org/netz/fr/methods/ecouter/");
    assert_eq!(url("ecouter"), "https://example.org/netz/fr/methods/ecouter/");
    assert_eq!(url("Zuhören"), "https://example.org/netz/methods/a/");
    assert_eq!(url("method/a"), "https://example.org/netz/methods/a/");
}

#[test]
fn a_citation_keeps_names_of_the_other_direction_apart_from_the_date() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/methods/a.md", "+++\ntitle = \"Zuhören\"\ndate = 2026-03-01\n+++\n"),
        ("content/methods/a.ar.md", "# الاستماع\n"),
    ]);
    site.built();
    let page = site.page("ar/methods/a/index.html");
    assert!(page.contains("الاستماع. \u{2068}Ein Netz\u{2069}، "), "{page}");
    assert!(!site.page("methods/a/index.html").contains('\u{2068}'));
}
