//! What is for narrower readers leaves no trace, wherever it stands: canaries in every such place, and every byte
//! of a build searched for them; and the leak scan, which finds what templates and other files would tell.

use super::site::{Run, Site, Tree, crate_folder};

const CONFIG: &str = "title = \"A network\"\nbase_url = \"https://example.org/net/\"\n\
    [audiences]\norder = [\"public\", \"members\", \"core\"]\n[vocabulary]\ndomains = \"open\"\ncommunities = \"open\"\n";
const PICTURE: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><title>NAMEpicture</title></svg>"#;

/// The files of everything that is only for one audience. NAME begins every word that must not be found elsewhere.
const NARROW: [(&str, &str); 13] = [
    (
        "content/stories/NAMEslug/index.md",
        "+++\ntitle = \"NAMEtitle of a story\"\nsummary = \"NAMEsummary\"\naudience = \"AUDIENCE\"\ndate = 2026-03-01\n\
         updated = 2026-03-02\nrevision = \"NAMErevision\"\n\
         tags = [\"NAMEtag\", \"shared\"]\npeople = [\"NAMEwriter\", \"person/NAMEperson\"]\ndomains = [\"NAMEdomain\"]\n\
         communities = [\"NAMEcommunity\"]\naliases = [\"/NAMEold/place/\", \"NAMEalias\"]\nplace = \"NAMEplace\"\n\
         image = { src = \"NAMEfront.svg\", alt = \"NAMEalt\" }\n[relations]\nuses = [\"method/open\"]\n[extra]\nown = \"NAMEextra\"\n+++\n\
         NAMEtext that links to [[method/open]] and [[NAMEwanted]].\n\n## NAMEheading\n\n> NAMEquote\n\n![NAMEcaption](NAMEinline.svg)\n\n\
         [NAMEpaper](NAMEpaper.txt) `NAMEcode`\n\n```rust\nlet NAMEblock = 1;\n```\n",
    ),
    (
        "content/stories/NAMEslug/index.cy.md",
        "+++\ntitle = \"NAMEtranslation\"\nslug = \"NAMEtranslated\"\naudience = \"AUDIENCE\"\n+++\nNAMEwelsh\n",
    ),
    ("content/stories/NAMEslug/NAMEfront.svg", PICTURE),
    ("content/stories/NAMEslug/NAMEinline.svg", PICTURE),
    ("content/stories/NAMEslug/NAMEpaper.txt", "NAMEpapertext"),
    ("content/stories/NAMEslug/NAMEunused.txt", "NAMEunused"),
    ("content/people/NAMEperson.md", "---\ntitle: NAMEname\naudience: AUDIENCE\n---\nNAMElife\n"),
    (
        "content/communities/NAMEcommunity.md",
        "---\ntitle: NAMEhome\naudience: AUDIENCE\nstatement: NAMEstatement\n---\n",
    ),
    (
        "content/events/NAMEevent.md",
        "---\ntitle: NAMEmeeting\naudience: AUDIENCE\nstart: 2026-12-05T10:00\nrepeat: every month on the first Saturday\nplace: NAMEroom\nhosts: [community/open]\n---\nNAMEagenda\n",
    ),
    (
        "content/newsletter/NAMEissue.md",
        "---\ntitle: NAMEissuetitle\naudience: AUDIENCE\ndate: 2026-11-01\nnumber: 7\nsince: 2026-10-01\nuntil: 2026-10-31\n---\nNAMEgreeting [[method/open]]\n",
    ),
    (
        "content/articles/NAMEarticle.md",
        "---\ntitle: NAMEarticletitle\naudience: AUDIENCE\ndate: 2026-10-02\nissue: wide\nshort: NAMEshort\n---\nNAMEpiece\n",
    ),
    ("content/NAMEfolder/_defaults.toml", "audience = \"AUDIENCE\"\ntags = [\"NAMEdefaulttag\"]\n"),
    ("content/NAMEfolder/deep/NAMEunder.md", "# NAMEunder by default\n\nNAMEundertext\n"),
];

/// Entries that everybody may read, with a passage, and with every kind of link to what is narrower.
const WIDE: [(&str, &str); 6] = [
    (
        "content/methods/open/index.md",
        "+++\ntitle = \"Open\"\ndate = 2026-02-01\ntags = [\"shared\"]\npeople = [\"person/MEMperson\", \"person/CORperson\", \"person/anybody\"]\n\
         communities = [\"open\", \"MEMcommunity\"]\nask = [\"person/CORperson\"]\n[relations]\ncomplements = [\"story/MEMslug\", \"story/CORslug\"]\n+++\n\
         Before [[MEMslug]], [[story/CORslug]], [[MEMtitle of a story]], [[CORalias]], [words](../../stories/MEMslug/index.md), ![[story/CORslug]], [[MEMtranslated]], [[story/CORtranslated]], [old](/MEMold/place/), [paper](../../stories/CORslug/CORpaper.txt).\n\n\
         ::: members\n\n## MEMpassage\n\nMEMinner tells [[MEMpassagewanted]] and [MEMlabel](MEMpassage.txt) with ![MEMpassagealt](MEMpassage.svg)[^mem] and #MEMhash.\n\n\
         ::: core\nCORinner of the inner\n:::\n\n| MEMcell |\n|---|\n| MEMrow |\n\n[^mem]: MEMnote\n\n:::\n\nAfter.\n\n- one\n\n  :::core\n  CORitem\n  :::\n\n> Said.\n> ::: core\n> CORquoted\n> :::\n",
    ),
    (
        "content/methods/open/MEMpassage.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>MEMdrawing</title></svg>",
    ),
    ("content/methods/open/MEMpassage.txt", "MEMattached"),
    ("content/people/anybody.md", "---\ntitle: Anybody\n---\n\n::: members\nMEMtelephone\n:::\n"),
    (
        "content/communities/open.md",
        "---\ntitle: Open community\nroles:\n  - role: convenor\n    held_by: person/MEMperson\n---\n::: members\nMEMcharter\n:::\n",
    ),
    (
        "content/newsletter/wide.md",
        "---\ntitle: Issue\ndate: 2026-11-02\nnumber: 8\nsince: 2026-02-01\nuntil: 2026-10-31\n---\nHello.\n\n::: members\nMEMletter\n:::\n",
    ),
];

fn site() -> Site {
    let site = Site::of([("copsite.toml", CONFIG)]);
    for (name, audience) in [("MEM", "members"), ("COR", "core")] {
        for (path, text) in NARROW {
            let fill = |text: &str| text.replace("NAME", canary(name)).replace("AUDIENCE", audience);
            site.put(fill(path), fill(text));
        }
    }
    for (path, text) in WIDE {
        let fill = |text: &str| text.replace("MEM", canary("MEM")).replace("COR", canary("COR"));
        site.put(fill(path), fill(text));
    }
    site
}

/// What begins all words of one audience. Slugs are lower-case.
fn canary(name: &str) -> &'static str {
    if name == "MEM" { "qzmem" } else { "qzcor" }
}

fn built(site: &Site, audience: &str) -> Tree {
    let run = site.build_with(&["--audience", audience, "--force"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    site.published()
}

/// Every word of the canary in any path or any byte, with where it stands first.
fn sung(tree: &Tree, canary: &str) -> std::collections::BTreeMap<String, String> {
    let mut words = std::collections::BTreeMap::new();
    for (path, bytes) in tree {
        let text = format!("{path}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
        for (at, _) in text.match_indices(canary) {
            let word = text[at..].chars().take_while(char::is_ascii_alphanumeric).collect();
            words.entry(word).or_insert_with(|| path.clone());
        }
    }
    words
}

#[test]
fn every_byte_of_a_build_is_free_of_what_is_for_narrower_readers() {
    let site = site();
    let (public, members) = (built(&site, "public"), built(&site, "members"));
    assert_eq!((sung(&public, "qzmem"), sung(&public, "qzcor")), Default::default());
    assert_eq!(sung(&members, "qzcor"), Default::default());
    let words: usize = ["qzmem", "qzcor"].iter().map(|canary| sung(&site.sources(), canary).len()).sum();
    let bytes: usize = public.values().chain(members.values()).map(Vec::len).sum();
    println!("{words} canaries searched in {bytes} bytes of {} files, none found", public.len() + members.len());
}

/// The search could find them: they are there for those who may read them.
#[test]
fn who_may_read_them_finds_the_canaries() {
    let core = built(&site(), "core");
    for (name, audience) in [("qzmem", "members"), ("qzcor", "core")] {
        let words = sung(&core, name);
        for part in [
            "slug",
            "title",
            "summary",
            "revision",
            "tag",
            "writer",
            "person",
            "domain",
            "community",
            "old",
            "place",
            "front",
            "alt",
            "extra",
            "text",
            "heading",
            "quote",
            "caption",
            "inline",
            "paper",
            "papertext",
            "unused",
            "block",
            "name",
            "life",
            "home",
            "statement",
            "event",
            "meeting",
            "room",
            "agenda",
            "issue",
            "issuetitle",
            "greeting",
            "article",
            "articletitle",
            "piece",
            "under",
            "undertext",
            "defaulttag",
            "inner",
        ] {
            // No template of the theme shows `[extra]`.
            let is_shown = part != "extra";
            assert_eq!(words.contains_key(&format!("{name}{part}")), is_shown, "{name}{part} for {audience}");
        }
    }
    assert!(sung(&core, "qzmem").contains_key("qzmempassage") && sung(&core, "qzcor").contains_key("qzcorquoted"));
}

/// A site with one narrower entry and whatever `files` add.
fn leaking(files: &[(&str, &str)]) -> Run {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        (
            "content/stories/budget.md",
            "---\ntitle: The closing plan\naudience: members\n---\nWe will close the northern office in May.\n",
        ),
        (
            "content/stories/open.md",
            "---\ntitle: Open\n---\nThe notes of everybody.\n\n::: core\nThe chair will leave us in autumn.\n:::\n",
        ),
    ]);
    files.iter().for_each(|(path, text)| site.put(path, text));
    let run = site.build();
    assert_eq!(site.published().is_empty(), run.code != 0, "{}", run.stderr);
    run
}

#[test]
fn a_template_that_prints_a_data_file_is_found_and_nothing_is_published() {
    let run = leaking(&[
        (
            "data/minutes.toml",
            "text = \"Decided: we will.\\nWe will close the northern\\n office in May (all agreed).\"\n",
        ),
        ("templates/parts/facts.html", "<p>{{ site.data.minutes.text }}</p>\n"),
    ]);
    assert_eq!(run.code, 1);
    let expected = "error[leak]: `stories/open/index.html` would tell a sentence of `content/stories/budget.md`, \
                    which is not for this audience: `We will close the northern office in May.`\n--> content/stories/budget.md\n";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
}

#[test]
fn names_and_passages_are_found_in_static_files_and_their_names() {
    for (path, text, what) in [
        ("static/a.txt", "THE CLOSING PLAN, or: The closing  plan", "the title"),
        ("static/a.json", "[\"story/budget\"]", "the id"),
        ("static/a.html", "<a href=x/budget.md>", "the file name"),
        ("static/a.txt", "The chair will leave us&nbsp;in autumn", "a sentence"),
        ("static/budget.md", "", "the file name"),
    ] {
        let run = leaking(&[(path, text)]);
        assert_eq!(run.code, 1, "{path}: {text}");
        assert!(run.stderr.contains(&format!("would tell {what} of")), "{}", run.stderr);
    }
}

#[test]
fn what_an_entry_for_everybody_says_itself_is_no_leak() {
    let wide = "---\ntitle: Minutes\n---\nOn *the closing plan*: We will close the northern office in May. The closing plan.\n";
    for files in [
        &[("content/stories/minutes.md", wide)][..],
        &[("content/stories/minutes.md", wide), ("static/a.txt", "The closing plan")],
        // One word of a style sheet, of a theme or of the text of others.
        &[
            ("content/posts/notes.md", "---\ntitle: Notes\naudience: members\n---\n"),
            ("static/a.txt", "everybody notes"),
        ],
        &[("content/stories/search.md", "---\ntitle: Search\naudience: members\n---\n")],
        &[("content/stories/context.md", "---\ntitle: context\naudience: members\n---\n")],
        // What every site has, and a name as short as others in a row.
        &[("content/index.md", "---\ntitle: Welcome inside\naudience: members\n---\nFor us.\n")],
        &[
            ("content/stories/k.md", "---\ntitle: K\naudience: members\n---\n"),
            ("static/a.css", ".story,.k{color:red}"),
        ],
    ] {
        let run = leaking(files);
        assert_eq!(run.code, 0, "{files:?}: {}", run.stderr);
    }
}

#[test]
fn what_copsite_itself_says_and_makes_is_no_leak() {
    let community = |name: &str| format!("---\ntitle: {name}\n---\n");
    let story =
        |of: &str| format!("---\ntitle: Of {of}\ndate: 2026-10-01\ncommunities: [{of}]\ndomains: [letters]\n---\n");
    let inner = |title: &str, text: &str| format!("---\ntitle: {title}\naudience: members\n---\n{text}\n");
    let site = Site::of([
        ("copsite.toml", CONFIG.to_owned()),
        ("content/communities/alpha.md", community("Alpha")),
        ("content/communities/beta.md", community("Beta")),
        ("content/stories/a.md", story("alpha")),
        ("content/stories/b.md", story("beta")),
        ("content/events/e.md", "---\ntitle: An event\nstart: 2026-12-01T10:00\n---\n".to_owned()),
        ("content/links.md", inner("Our links", "[Dates](/calendar.ics), [news](/feed.xml), [map](/sitemap.xml).")),
        ("content/minutes/a.md", inner("October 2026", "We met.")),
        ("content/minutes/b.md", inner("1 October 2026", "We met.")),
        ("content/newsletter/1.md", inner("For us", "**Alpha and Beta have no link.** Both work in letters.")),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let public = |text: &str| site.published().values().any(|bytes| String::from_utf8_lossy(bytes).contains(text));
    for told in ["October 2026", "Alpha and Beta have no link", "/calendar.ics"] {
        assert!(public(told), "{told}");
    }
    assert!(!public("We met.") && !public("Our links"));
}

/// They lie in one folder, which is called as the page of the version for everybody is.
#[test]
fn a_translation_for_everybody_of_what_is_for_some_readers_is_no_leak() {
    let config = CONFIG.replace("[audiences]", "language = \"de\"\nlanguages = [\"en\"]\n[audiences]");
    for [own, other] in [["unser-weg/index.md", "unser-weg/index.en.md"], ["unser-weg.md", "unser-weg.en.md"]] {
        let site = Site::of([
            ("copsite.toml".to_owned(), config.clone()),
            (
                format!("content/methods/{own}"),
                "---\ntitle: Unser stiller Weg\naudience: members\n---\nStill.\n".into(),
            ),
            (format!("content/methods/{other}"), "---\ntitle: Our way\naudience: public\n---\nAloud.\n".into()),
        ]);
        let tree = site.built();
        assert!(tree.keys().any(|path| path.ends_with("methods/unser-weg/index.md")), "{own}");
        assert!(!tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("stiller")), "{own}");
    }
}

#[test]
fn check_tells_a_leak_at_the_file_that_tells_it() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/budget.md", "---\ntitle: The closing plan\naudience: members\n---\nText.\n"),
        ("static/minutes.txt", "On: The closing plan."),
    ]);
    let check = site.run(&["check"]);
    assert_eq!(check.code, 1, "{}", check.stderr);
    for run in [check, site.build()] {
        assert_eq!(run.code, 1);
        let told = run.stderr.split("error[leak]").nth(1).unwrap();
        assert!(
            told.contains("--> static/minutes.txt") && told.contains("content/stories/budget.md"),
            "{}",
            run.stderr
        );
    }
    site.put("static/minutes.txt", "On nothing.");
    assert_eq!(site.run(&["check"]).code, 0);
}

#[test]
fn what_a_file_under_static_is_called_is_no_leak() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/inner.md", "---\ntitle: Inner talk\naudience: members\n---\n![Us](/images/Team-2026.png)\n"),
        ("content/stories/open.md", "---\ntitle: Open\n---\n![Us](/images/Team-2026.png)\n"),
    ]);
    let bytes = std::fs::read(crate_folder().join("tests/cases/path-prefix/site/static/tree.png")).unwrap();
    site.put("static/images/Team-2026.png", bytes);
    assert!(site.built().contains_key("images/Team-2026.png"));
}

#[test]
fn a_folder_that_holds_the_site_for_other_readers_is_refused() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/inner.md", "---\ntitle: Inner talk\naudience: members\n---\n"),
    ]);
    let robots = |site: &Site| site.page("robots.txt");
    let public = site.built();
    assert!(robots(&site).contains("Allow: /"));
    assert_eq!(site.build_with(&["--audience", "public"]).code, 0);
    let run = site.build_with(&["--audience", "members"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("holds the site for `public`, and this build is for `members`"), "{}", run.stderr);
    assert_eq!(site.published(), public);
    let run = site.build_with(&["--audience", "members", "--force"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.last_line().starts_with("for `members`: "), "{}", run.stderr);
    assert_eq!(robots(&site), "User-agent: *\nDisallow: /\n");
    assert_eq!(site.build_with(&["--audience", "members"]).code, 0);
    let run = site.build();
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("holds the site for `members`, and this build is for `public`"), "{}", run.stderr);
    // An older copsite did not say whose it is.
    let manifest = site.output().join(".copsite-manifest.json");
    let older = std::fs::read_to_string(&manifest).unwrap().replace("\"audience\":\"members\",", "");
    std::fs::write(&manifest, older).unwrap();
    assert_eq!(site.build_with(&["--audience", "members"]).code, 0);
    assert_eq!(site.build().code, 2);
}

/// Whoever publishes the outer folder publishes what is inside of it.
#[test]
fn a_folder_inside_or_around_one_for_other_readers_is_refused() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/stories/inner.md", "---\ntitle: Inner talk\naudience: members\n---\n"),
    ]);
    let inside = site.output().join("deep/members");
    let build_inside =
        |arguments: &[&str]| site.run(&[&["build", "--output", "public/deep/members"], arguments].concat());
    assert_eq!(site.build().code, 0);
    for readers in [&["--audience", "members"][..], &["--drafts"]] {
        let run = build_inside(readers);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("refused-output") && run.stderr.contains("are in one another"), "{}", run.stderr);
        assert!(!inside.exists());
    }
    assert_eq!(build_inside(&["--audience", "members", "--force"]).code, 0);
    let run = site.build();
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("which holds the site for `members`, are in one another"), "{}", run.stderr);
    std::fs::remove_dir_all(site.output().join("deep")).unwrap();
    assert_eq!(site.build().code, 0);
    // Sites for the same readers may lie in one another.
    assert_eq!(build_inside(&[]).code, 0);
    assert_eq!(site.build().code, 0);
}

#[test]
fn the_last_line_of_a_build_says_that_drafts_are_in_it() {
    let site = Site::of([("copsite.toml", CONFIG), ("content/stories/a.md", "---\ntitle: A\ndraft: true\n---\n")]);
    assert!(site.build_with(&["--drafts"]).last_line().starts_with("with what is not published yet: 1 entry"));
    let run = site.build_with(&["--drafts", "--audience", "members", "--force"]);
    assert!(run.last_line().starts_with("for `members`, with what is not published yet: "), "{}", run.stderr);
}

/// The folder belongs to the entry for everybody, and with it what lies there, but for what only the other one uses.
#[test]
fn what_the_front_matter_of_a_withheld_entry_names_is_not_published_with_its_neighbour() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/tools/open/index.md", "---\ntitle: Open\nimage: shared.svg\n---\n"),
        (
            "content/tools/open/inner.md",
            "---\ntitle: Inner\naudience: members\nimage: inner.svg\nfile: sheet.csv\n---\n![Both](shared.svg)\n",
        ),
        ("content/tools/open/inner.svg", PICTURE),
        ("content/tools/open/shared.svg", PICTURE),
        ("content/tools/open/sheet.csv", "a,b\n"),
        ("content/tools/open/other.csv", "a,b\n"),
    ]);
    let beside = |audience| {
        let names =
            built(&site, audience).into_keys().filter_map(|path| Some(path.strip_prefix("tools/open/")?.to_owned()));
        names.filter(|name| name.ends_with(".svg") || name.ends_with(".csv")).collect::<Vec<_>>()
    };
    assert_eq!(beside("public"), ["other.csv", "shared.svg"]);
    assert_eq!(beside("members"), ["inner.svg", "other.csv", "shared.svg", "sheet.csv"]);
}

#[test]
fn a_note_to_which_only_a_passage_for_others_refers_is_no_mistake() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\n[audiences]\norder = [\"public\", \"members\"]\n"),
        ("content/stories/a.md", "# T\n\n::: members\nText[^1].\n:::\n\n[^1]: Noted.\n\n[^2]: Unread.\n"),
    ]);
    for arguments in [&[][..], &["--audience", "members", "--force"]] {
        let run = site.build_with(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(run.stderr.matches("[unread-footnote]").count(), 1, "{}", run.stderr);
        assert!(run.stderr.contains("nothing refers to the footnote `[^2]`"), "{}", run.stderr);
    }
    assert!(!site.page("stories/a/index.html").contains("Unread"));
}
