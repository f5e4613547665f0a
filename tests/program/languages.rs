//! Lists in a language that is not the site's: long ones, and those of a site without a home page in it.

use super::site::Site;

const CONFIG: &str = "title = \"A network\"\nbase_url = \"https://example.org/network/\"\n";

const AUDIENCES: &str = "title = \"A network\"\n[audiences]\norder = [\"public\", \"members\"]\n";

/// The links within a part of a page, as they are written.
fn links(html: &str) -> Vec<&str> {
    html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn story(number: usize) -> (String, String) {
    let text = format!("+++\ntitle = \"Stori {number}\"\ndate = 2026-01-{number:02}\n+++\n");
    (format!("content/stories/s{number:02}.cy.md"), text)
}

#[test]
fn a_long_list_in_a_language_has_pages_and_the_home_page_of_the_language_leads_to_it() {
    let mut files: Vec<(String, String)> = (1..=31).map(story).collect();
    files.push(("copsite.toml".into(), CONFIG.into()));
    files.push(("content/index.md".into(), "# Home\n".into()));
    files.push(("content/index.cy.md".into(), "# Hafan\n".into()));
    files.push(("content/stories/english.md".into(), "# Only in English\n".into()));
    let site = Site::of(files);
    assert_eq!(site.build().code, 0);
    let second = site.page("cy/stories/page/2/index.html");
    assert!(second.contains("Stori 1<") && !second.contains("Stori 2<"), "{second}");
    assert!(links(&second).contains(&"../../../../cy/stories/"));
    let home = site.page("cy/index.html");
    assert!(home.contains("Stori 20<") && !home.contains("Stori 19<"), "the newest twelve alone");
    assert!(links(&home).contains(&"../cy/stories/"));
    for page in ["cy/stories/index.html", "cy/stories/page/2/index.html"] {
        assert!(site.page(page).contains("stories/\">1 arall mewn iaith arall</a>"), "{page}");
    }
    let whole = site.page("stories/index.html");
    assert!(!whole.contains("elsewhere") && whole.contains("32 pieces"), "{whole}");
    let hreflang = "hreflang=\"cy\" href=\"https://example.org/network/cy/stories/";
    assert!(whole.contains(hreflang));
    // What stands on its second page has nothing to do with that of the other.
    assert!(!site.page("stories/page/2/index.html").contains(hreflang));
}

#[test]
fn a_language_without_a_home_page_has_lists_and_its_feed_leads_to_the_home_page_of_the_site() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/told.md", "# Told\n"),
        ("content/stories/told.cy.md", "+++\ntitle = \"Dweud\"\ndate = 2026-01-01\n+++\n"),
        ("content/methods/listen.cy.md", "# Gwrando\n"),
    ]);
    assert_eq!(site.build().code, 0);
    let output = site.built();
    let is_there = |path: &str| output.contains_key(path);
    assert!(is_there("cy/stories/index.html") && is_there("cy/stories/feed.xml"));
    // Nothing would ever stand in a feed of what has no dates.
    assert!(is_there("cy/methods/index.html") && !is_there("cy/methods/feed.xml"));
    assert!(!is_there("cy/index.html") && !is_there("cy/journal/index.html") && !is_there("cy/domains/index.html"));
    let feed = site.page("cy/feed.xml");
    assert!(
        feed.contains("<link rel=\"alternate\" type=\"text/html\" href=\"https://example.org/network/\"/>"),
        "{feed}"
    );
    let method = site.page("cy/methods/listen/index.html");
    assert!(links(&method).contains(&"../../../methods/feed.xml"), "{method}");
    assert!(links(&method).contains(&"../../../cy/methods/"));
}

#[test]
fn what_some_readers_may_not_see_leaves_no_list_in_its_language() {
    let site = Site::of([
        ("copsite.toml", AUDIENCES),
        ("content/stories/told.md", "# Told\n"),
        ("content/stories/told.cy.md", "+++\ntitle = \"Dweud\"\naudience = \"members\"\n+++\n"),
        ("content/methods/listen.cy.md", "+++\ntitle = \"Gwrando\"\ndraft = true\n+++\n"),
    ]);
    assert_eq!(site.build().code, 0);
    assert!(site.built().keys().all(|path| !path.starts_with("cy/")));
    assert!(!site.page("stories/index.html").contains("cy/"));
    assert_eq!(site.build_with(&["--audience", "members", "--force"]).code, 0);
    assert!(site.page("cy/stories/index.html").contains("Dweud"));
}

#[test]
fn a_home_page_in_a_second_language_alone_and_that_of_the_site_lead_to_each_other() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/index.cy.md", "# Hafan\n"),
        ("content/stories/x.cy.md", "# Stori\n"),
        ("content/stories/y.md", "# Story\n"),
    ]);
    assert_eq!(site.build().code, 0);
    let to = |lang: &str, url: &str| format!("hreflang=\"{lang}\" href=\"https://example.org/network/{url}\"");
    assert!(site.page("index.html").contains(&to("cy", "cy/")));
    assert!(site.page("cy/index.html").contains(&to("en", "")));
    assert!(links(&site.page("cy/stories/x/index.html")).contains(&"../../../"));
    assert_eq!(site.page("sitemap.xml").matches("hreflang=\"cy\" href=\"https://example.org/network/cy/\"").count(), 2);
}

#[test]
fn the_page_of_a_domain_or_person_is_in_its_language_and_so_are_those_it_names() {
    let site = Site::of([
        ("copsite.toml", &*format!("{CONFIG}[kinds.domain]\nfolder = \"fields\"\n")),
        ("content/fields/housing.md", "+++\ntitle = \"Housing\"\nstatement = \"Homes for all\"\n+++\n"),
        ("content/fields/housing.cy.md", "+++\ntitle = \"Tai\"\nstatement = \"Cartrefi i bawb\"\n+++\n"),
        ("content/people/pat.md", "# Pat\n"),
        ("content/people/pat.cy.md", "# Padrig\n"),
        (
            "content/stories/told.md",
            "+++\ntitle = \"Told\"\ndate = 2026-01-05\npeople = [\"pat\"]\ndomains = [\"housing\"]\n+++\n",
        ),
        ("content/stories/told.cy.md", "+++\ntitle = \"Dweud\"\npeople = [\"pat\"]\ndomains = [\"housing\"]\n+++\n"),
    ]);
    assert_eq!(site.build().code, 0);
    let domain = site.page("cy/fields/housing/index.html");
    assert!(domain.contains("<h1>Tai</h1>") && domain.contains("Cartrefi i bawb") && !domain.contains("Homes for all"));
    assert!(links(&domain).contains(&"../../../cy/fields/"), "the header leads to the folder of the site's own");
    assert!(site.page("cy/people/pat/index.html").contains("<h1>Padrig</h1>"));
    let story = site.page("cy/stories/told/index.html");
    assert!(story.contains("<a href=\"../../../cy/people/pat/\">Padrig</a>"), "{story}");
    assert!(story.contains("\"datePublished\":\"2026-01-05\""), "{story}");
}

#[test]
fn a_folder_of_a_kind_that_is_called_like_a_language_is_no_home_page_of_it() {
    let site = Site::of([
        ("copsite.toml", &*format!("{CONFIG}[kinds.cymru]\ntitle = \"Cymru\"\nfolder = \"cy\"\n")),
        ("content/cy/one.md", "# One\n"),
        ("content/index.cy.md", "# Hafan\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("[duplicate-url]"), "{}", run.stderr);
}

#[test]
fn a_translation_for_everybody_of_what_is_for_some_has_to_say_so() {
    let translation = |said: &str| format!("+++\ntitle = \"Cyfrinach\"\n{said}+++\n");
    let site = Site::of([
        ("copsite.toml", AUDIENCES),
        ("content/stories/secret.md", "+++\ntitle = \"Secret\"\naudience = \"members\"\n+++\n"),
        ("content/stories/secret.cy.md", &*translation("")),
        ("content/stories/told.md", "+++\ntitle = \"Told\"\ndraft = true\n+++\n"),
        ("content/stories/told.cy.md", "# Dweud\n"),
    ]);
    for arguments in [&[][..], &["--audience", "members"]] {
        let run = site.build_with(arguments);
        assert_eq!(run.code, 1);
        assert_eq!(run.stderr.matches("[almost-withheld]").count(), 1, "{}", run.stderr);
        assert!(run.stderr.contains("what it is a translation of is for `members`"), "{}", run.stderr);
        assert!(run.stderr.contains("content/stories/secret.cy.md"), "{}", run.stderr);
    }
    for said in ["audience = \"members\"\n", "audience = \"public\"\n", "draft = true\n"] {
        site.put("content/stories/secret.cy.md", translation(said));
        assert_eq!(site.build().code, 0, "{said}");
    }
}

#[test]
fn a_translation_of_what_is_held_until_a_day_or_has_expired_has_to_say_when_it_is_published() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/ahead.md", "+++\ntitle = \"Ahead\"\npublish = 2999-01-01\n+++\n"),
        ("content/stories/gone.md", "---\ntitle: Gone\nexpires: 2020-01-01\n---\n"),
        ("content/stories/gone.cy.md", "---\ntitle: Wedi mynd\n---\n"),
        ("content/cy/stories/ahead.md", "# Not of it\n"),
        ("content/stories/ahead.cy.md", "+++\ntitle = \"O'n blaen\"\n+++\n"),
    ]);
    let told = site.build().stderr;
    assert_eq!(told.matches("error[almost-withheld]").count(), 2, "{told}");
    assert!(told.contains("what it is a translation of is held until 2999-01-01"), "{told}");
    assert!(told.contains("`publish = 2999-01-01` in the front matter holds it back as well"), "{told}");
    assert!(told.contains("what it is a translation of expired on 2020-01-01"), "{told}");
    assert!(told.contains("`expires: 2020-01-01` in the front matter"), "{told}");
    // It is told while there is time, and not on the day on which a build that fails leaves all that is there.
    site.put("content/stories/gone.md", "---\ntitle: Gone\nexpires: 2027-01-01\n---\n");
    assert!(site.build().stderr.contains("what it is a translation of expires on 2027-01-01"));
    site.put("content/stories/gone.md", "---\ntitle: Gone\nconsent: { until: 2027-01-01 }\n---\n");
    assert!(site.build().stderr.contains("what it is a translation of is held back when a consent ends"));
    site.put("content/stories/gone.md", "---\ntitle: Gone\nexpires: 2020-01-01\n---\n");
    site.put("content/stories/ahead.cy.md", "+++\ntitle = \"O'n blaen\"\npublish = 2026-01-01\n+++\n");
    site.put("content/stories/gone.cy.md", "---\ntitle: Wedi mynd\nexpires: 2999-01-01\n---\n");
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_translation_with_a_slug_or_of_another_kind_has_to_say_whom_it_is_for_as_all_others() {
    let site = Site::of([
        ("copsite.toml", AUDIENCES),
        ("content/stories/secret.md", "+++\ntitle = \"Secret\"\naudience = \"members\"\ndraft = true\n+++\n"),
        ("content/stories/secret.cy.md", "+++\ntitle = \"Cyfrinach\"\nslug = \"cyfrinach\"\n+++\n"),
        ("content/stories/secret.fr.md", "+++\ntitle = \"Secret\"\nkind = \"case\"\n+++\n"),
        ("content/stories/named.md", "+++\ntitle = \"Named\"\nslug = \"other\"\naudience = \"members\"\n+++\n"),
        ("content/stories/named.cy.md", "+++\ntitle = \"Enw\"\n+++\n"),
    ]);
    let told = site.build().stderr;
    assert_eq!(told.matches("what it is a translation of is for `members`").count(), 3, "{told}");
}

#[test]
fn a_translation_with_a_slug_of_its_own_is_a_version_of_its_original() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/communities/yard.md", "# Yard\n"),
        ("content/communities/yard.cy.md", "+++\ntitle = \"Iard\"\nslug = \"iard\"\n+++\n"),
        ("content/stories/told.md", "+++\ntitle = \"Told\"\ncommunities = [\"yard\"]\n+++\n"),
        ("content/stories/told.cy.md", "+++\ntitle = \"Dweud\"\nslug = \"dweud\"\ncommunities = [\"iard\"]\n+++\n"),
        ("content/methods/listen.cy.md", "# Gwrando\n\n[[told]] [[dweud]] [[story/dweud]] [[Told]]\n"),
        ("content/methods/read.md", "# Read\n\n[[story/dweud]] [[communities/iard]]\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let original = site.page("stories/told/index.html");
    assert!(original.contains("hreflang=\"cy\" href=\"https://example.org/network/cy/stories/dweud/\""), "{original}");
    let translation = site.page("cy/stories/dweud/index.html");
    assert!(translation.contains("hreflang=\"en\" href=\"https://example.org/network/stories/told/\""));
    assert!(links(&translation).contains(&"../../../cy/communities/iard/"), "{translation}");
    assert_eq!(
        links(&site.page("cy/methods/listen/index.html")).iter().filter(|url| url.ends_with("dweud/")).count(),
        4
    );
    let read = site.page("methods/read/index.html");
    assert!(
        read.contains("href=\"../../stories/told/\"") && read.contains("href=\"../../communities/yard/\""),
        "{read}"
    );
    assert_eq!(site.page("communities/index.html").matches("communities/yard/\"").count(), 1);
    assert!(!site.built().contains_key("communities/iard/index.html"));
}

#[test]
fn a_path_from_a_translation_to_a_list_leads_to_that_of_its_language_where_it_has_one() {
    let text = "# Dweud\n\n[i fyny](../) [dulliau](../../methods/) [achosion](../../cases/) [pawb](/stories/)\n";
    let site = Site::of([
        ("copsite.toml", &*format!("{CONFIG}languages = [\"cy\"]\n")),
        ("content/stories/told.md", "# Told\n"),
        ("content/cy/stories/told.md", text),
        ("content/cy/methods/listen.md", "# Gwrando\n"),
        ("content/cases/one.md", "# One\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = site.page("cy/stories/told/index.html");
    let paragraph = "<p><a href=\"../../../cy/stories/\">i fyny</a> <a href=\"../../../cy/methods/\">dulliau</a> \
                     <a href=\"../../../cases/\">achosion</a> <a href=\"../../../stories/\">pawb</a></p>";
    assert!(page.contains(paragraph), "{page}");
}

#[test]
fn a_language_of_entries_for_which_there_are_no_words_is_told_once() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/a.md", "# A\n"),
        ("content/stories/a.it.md", "# A\n"),
        ("content/stories/b.it.md", "# B\n"),
        ("content/stories/a.cy.md", "# A\n"),
        ("content/stories/a.nl.md", "+++\ntitle = \"A\"\ndraft = true\n+++\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let told: Vec<&str> = run.stderr.lines().filter(|line| line.contains("has no words")).collect();
    let [told] = told[..] else { panic!("{}", run.stderr) };
    assert!(told.starts_with("warning[missing-string]: the theme has no words in the language `it`"), "{told}");
    assert!(run.stderr.contains("--> content/stories/a.it.md"), "{}", run.stderr);
    site.put("i18n/it.toml", "skip = \"Salta\"\n");
    assert!(!site.build().stderr.contains("has no words"));
}

#[test]
fn values_that_a_schema_lists_are_said_in_the_language_of_the_page() {
    let site = Site::of([
        (
            "copsite.toml",
            "title = \"Netz\"\nlanguage = \"de\"\nbase_url = \"https://example.org/\"\n[kinds.question.fields.state]\nlabels = { parked = \"Ruht\" }\n",
        ),
        ("content/questions/a.md", "---\ntitle: Erste Frage\nstate: being-worked\n---\n"),
        ("content/questions/b.md", "---\ntitle: Zweite Frage\nstate: parked\n---\n"),
        (
            "content/events/c.md",
            "---\ntitle: Abend\nstart: 2026-12-12\ntype: meeting\nmode: hybrid\nstatus: confirmed\n---\n",
        ),
        (
            "content/methods/d.md",
            "---\ntitle: Kreis\nsummary: Ein Kreis.\nstage: maturing\ndifficulty: some-practice\n---\n",
        ),
    ]);
    let published = site.built();
    for (page, said) in [
        ("questions/a/index.html", "In Arbeit"),
        ("questions/b/index.html", "Ruht"),
        ("events/c/index.html", "Bestätigt"),
        ("events/c/index.html", "or Ort und online"),
        ("methods/d/index.html", "Braucht etwas Übung"),
    ] {
        assert!(site.page(page).contains(said), "{page}: {said}");
    }
    for (path, bytes) in published.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        let text = page.split("<main").nth(1).unwrap_or_default();
        for english in [">Being worked", ">Parked", ">Meeting", ">Confirmed", ">Some practice", ">Hybrid", ">Maturing"]
        {
            assert!(!text.contains(english) || path == "contribute/index.html", "{path}: {english}");
        }
    }
    site.put("copsite.toml", "title = \"Netz\"\n[kinds.question.fields.state]\nlabels = { parkd = \"Ruht\" }\n");
    let told = site.run(&["check"]).stderr;
    assert!(told.contains("`state` cannot be `parkd`") && told.contains("did you mean `parked`?"), "{told}");
}

/// Writers put it in English or as a rule of iCalendar, and readers of neither are told.
#[test]
fn how_an_event_comes_again_is_said_in_the_language_of_its_page() {
    let said = |lang: &str, repeat: &str| {
        let site = Site::of([
            ("copsite.toml", format!("title = \"T\"\nlanguage = \"{lang}\"\nbase_url = \"https://example.org/\"\n")),
            (
                "content/events/a.md",
                format!("+++\ntitle = \"A\"\nstart = 2026-12-03T10:00\nrepeat = \"{repeat}\"\n+++\n"),
            ),
        ]);
        site.built();
        let page = site.page("events/a/index.html");
        let facts = page.split("<dd>").skip(1).filter_map(|part| part.split("</dd>").next());
        facts.map(str::to_owned).collect::<Vec<_>>()
    };
    for (lang, repeat, wanted) in [
        ("en", "first Thursday monthly 10:00-12:00", "the first Thursday of each month, 10:00–12:00"),
        ("en", "FREQ=WEEKLY;BYDAY=TH,MO", "every Monday and Thursday"),
        ("en", "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1;COUNT=4", "the first Thursday of each month, 4 times"),
        ("en", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("en", "FREQ=YEARLY;BYMONTH=12;BYDAY=1TH", "FREQ=YEARLY;BYMONTH=12;BYDAY=1TH"),
        ("de", "first Thursday monthly 10:00-12:00", "am ersten Donnerstag jedes Monats, 10:00–12:00"),
        ("de", "every second Thursday until 2027-06-30", "alle 2 Wochen am Donnerstag, bis 30. Juni 2027"),
        ("fr", "every Thursday", "chaque jeudi"),
        ("fr", "FREQ=MONTHLY;BYMONTHDAY=1,15", "le 1er et le 15 de chaque mois"),
        ("es", "FREQ=MONTHLY;BYMONTHDAY=3,-1", "el día 3 y el último día de cada mes"),
        ("cy", "first Thursday monthly", "dydd Iau cyntaf o bob mis"),
        ("ar", "FREQ=WEEKLY;INTERVAL=2", "كل أسبوعين"),
        ("ar", "first Thursday monthly", "يوم الخميس الأول من كل شهر"),
        ("ar", "every Thursday 10:00-11:30", "أيام الخميس من كل أسبوع، 10:00–11:30"),
    ] {
        let facts = said(lang, repeat);
        assert!(facts.iter().any(|fact| fact == wanted), "{lang}: {repeat}: {facts:?}");
    }
}
