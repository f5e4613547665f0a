//! The commands beside `build`: what they write, print and return.

use std::collections::BTreeMap;

use super::site::{Site, Tree, crate_folder};

/// All built-in kinds, as `copsite new` takes them.
pub fn kinds() -> Vec<String> {
    let folder = crate_folder().join("src/kinds/builtin");
    let mut names: Vec<String> = super::site::read_tree(&folder)
        .into_keys()
        .filter_map(|file| Some(file.strip_suffix(".toml")?.to_owned()))
        .filter(|name| name != "common" && name != "relations")
        .collect();
    names.sort();
    names
}

pub fn content_of(site: &Site) -> Tree {
    super::site::read_tree(&site.root().join("content"))
}

#[test]
fn init_makes_a_site_that_builds_without_a_warning() {
    let site = Site::of::<&str, &str>([]);
    let init = site.run(&["init"]);
    assert_eq!((init.code, init.stdout.as_str()), (0, ""), "{}", init.stderr);
    let build = site.build();
    assert_eq!(build.code, 0, "{}", build.stderr);
    assert!(build.stderr.lines().count() == 1 && build.stderr.contains("; no problems; "), "{}", build.stderr);
}

#[test]
fn init_makes_its_folder_below_the_root_that_it_is_given() {
    let site = Site::of::<&str, &str>([]);
    assert_eq!(site.run(&["init", "new"]).code, 0);
    assert!(site.root().join("new/copsite.toml").exists() && !site.beside("new").exists());
}

#[test]
fn init_never_writes_over_anything() {
    let site = Site::of([("content/index.md", "# Mine\n")]);
    let before = content_of(&site);
    assert_eq!(site.run(&["init"]).code, 2);
    assert_eq!(content_of(&site), before);
    let site = Site::empty();
    assert_eq!(site.run(&["init"]).code, 2);
    assert_eq!(content_of(&site), Tree::new());
}

#[test]
fn a_new_entry_of_any_kind_passes_the_check_or_lacks_only_what_new_says() {
    for kind in kinds() {
        let site = Site::of([("copsite.toml", "title = \"A site\"\nbase_url = \"https://example.org/\"\n")]);
        let new = site.run(&["new", &kind, "A fine title"]);
        assert_eq!((new.code, new.stdout.as_str()), (0, ""), "{kind}: {}", new.stderr);
        let files: Vec<String> = content_of(&site).into_keys().collect();
        let [file] = files.as_slice() else { panic!("{kind}: {files:?}") };
        assert!(new.stderr.contains(&format!("content/{file}")), "{kind}: {}", new.stderr);
        let check = site.run(&["check", "--format", "json"]);
        let problems: Vec<serde_json::Value> =
            check.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let told = new.stderr.split_once("fill in ").map_or("", |(_, fields)| fields);
        for problem in &problems {
            let message = problem["message"].as_str().unwrap();
            let field = message.split('`').nth(1).unwrap_or_default();
            assert!(told.contains(field), "{kind}: {message}\n{}", new.stderr);
        }
        assert_eq!(check.code, i32::from(!problems.is_empty()), "{kind}");
    }
}

#[test]
fn new_never_writes_over_an_entry() {
    let site = Site::empty();
    assert_eq!(site.run(&["new", "story", "A title"]).code, 0);
    let before = content_of(&site);
    assert_eq!(site.run(&["new", "story", "A  title!"]).code, 2);
    assert_eq!(content_of(&site), before);
}

#[test]
fn a_long_title_gives_a_file_name_of_whole_words_that_any_disk_takes() {
    let site = Site::empty();
    let title = "what the envelope knows ".repeat(20);
    assert_eq!(site.run(&["new", "story", &title]).code, 0);
    let name = format!("stories/{}-what-the.md", ["what-the-envelope-knows"; 3].join("-"));
    assert_eq!(content_of(&site).into_keys().collect::<Vec<_>>(), [name]);
}

#[test]
fn every_kind_and_the_configuration_have_a_json_schema() {
    let site = Site::empty();
    for what in kinds().iter().map(String::as_str).chain(["config"]) {
        let run = site.run(&["schema", what]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{what}");
        let schema: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{what}");
        assert!(schema["properties"].as_object().is_some_and(|keys| keys.contains_key("title")), "{what}");
    }
}

#[test]
fn the_index_for_machines_has_a_json_schema_of_its_version() {
    let run = Site::empty().run(&["schema", "weaver"]);
    let schema: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, &schema["properties"]["version"]["const"]), (0, &serde_json::json!(1)));
}

/// By a validator that is not ours: the schema is one, and a card is what it says.
#[test]
fn what_templates_get_has_a_json_schema() {
    let run = Site::empty().run(&["schema", "template"]);
    let schema: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("template.json", schema.clone()).unwrap();
    let mut schemas = boon::Schemas::new();
    let card = compiler.compile("template.json#/$defs/TermRef", &mut schemas).unwrap();
    assert!(schemas.validate(&serde_json::json!({ "title": "Housing", "lang": null, "url": null }), card).is_ok());
    assert!(schemas.validate(&serde_json::json!({ "title": 1, "url": null }), card).is_err());
    let gets = |template: &str| {
        let names = schema["properties"][template]["properties"].as_object().unwrap();
        names.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(gets("item.html"), ["site", "base", "lang", "page", "item"]);
    assert_eq!(gets("components/query.html"), ["site", "base", "lang", "items"]);
}

fn woven() -> Site {
    Site::of([
        ("copsite.toml", "title = \"A site\"\nbase_url = \"https://example.org/network/\"\n"),
        ("content/stories/a.md", "# The first\n\nSee [[b]] and [[c]].\n"),
        ("content/stories/b.md", "+++\ntitle = \"The second\"\naliases = [\"/old/\"]\n+++\n"),
        ("content/stories/c.md", "+++\ntitle = \"The third\"\ndraft = true\n+++\n"),
    ])
}

fn explained(site: &Site, what: &str) -> BTreeMap<String, serde_json::Value> {
    let run = site.run(&["explain", what, "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{what}");
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn people_see_how_each_entry_is_joined_to_the_one_explained() {
    let site = Site::of([
        ("copsite.toml", "title = \"A site\"\n"),
        ("content/people/weaver.md", "+++\ntitle = \"Weaver\"\norganisation = \"council\"\n+++\nSees [[council]].\n"),
        ("content/organisations/council.md", "# Council\n"),
        (
            "content/stories/a.md",
            "+++\ntitle = \"A\"\npeople = [\"weaver\"]\n[relations]\nuses = [\"person/weaver\"]\n+++\n",
        ),
    ]);
    let run = site.run(&["explain", "person/weaver"]);
    let joined: Vec<&str> = run.stdout.lines().skip_while(|line| !line.starts_with("links to")).collect();
    assert_eq!(
        joined,
        [
            "links to     organisation/council  mentions, text",
            "             organisation/council  organisation, front-matter",
            "linked from  story/a  uses, front-matter",
            "named by     story/a  people, front-matter",
        ]
    );
}

#[test]
fn an_entry_is_explained_by_file_address_id_and_title() {
    let site = woven();
    let by_id = explained(&site, "story/b");
    assert_eq!(by_id["url"], "https://example.org/network/stories/b/");
    assert_eq!(by_id["file"], "content/stories/b.md");
    assert_eq!(by_id["published"], true);
    assert_eq!(
        by_id["linked_from"],
        serde_json::json!([{ "id": "story/a", "relation": "mentions", "origin": "text" }])
    );
    for what in [
        "content/stories/b.md",
        "stories/b.md",
        "./content/stories/b.md",
        "https://example.org/network/stories/b/",
        "/network/stories/b/",
        "/stories/b/",
        "The second",
        "b",
    ] {
        assert_eq!(explained(&site, what), by_id, "{what}");
    }
}

#[test]
fn an_entry_is_explained_with_what_is_related_and_why() {
    let site = Site::of([
        ("copsite.toml", "title = \"A site\"\n"),
        ("content/cases/a.md", "+++\ntitle = \"The first\"\n[relations]\nuses = [\"tool/t\"]\n+++\n"),
        ("content/cases/b.md", "+++\ntitle = \"The second\"\n[relations]\nuses = [\"tool/t\"]\n+++\n"),
        ("content/tools/t.md", "# A tool\n"),
    ]);
    let related = serde_json::json!([{ "id": "case/b", "reasons": ["Both use “A tool”."] }]);
    assert_eq!(explained(&site, "case/a")["related"], related);
    let human = site.run(&["explain", "case/a"]).stdout;
    assert_eq!(human.lines().last(), Some("related      case/b: Both use “A tool”."), "{human}");
}

#[test]
fn a_draft_is_explained_with_the_reason_and_no_address() {
    let draft = explained(&woven(), "story/c");
    assert_eq!((&draft["published"], &draft["url"]), (&false.into(), &serde_json::Value::Null));
    assert!(draft["why"].as_str().unwrap().contains("draft"), "{draft:?}");
    // Why an address leads to nothing is what people ask.
    for address in ["/stories/c/", "https://example.org/network/stories/c/", "stories/c/index.html"] {
        assert_eq!(explained(&woven(), address), draft, "{address}");
    }
    let with_drafts = woven().run(&["explain", "story/c", "--drafts", "--format", "json"]);
    assert!(with_drafts.stdout.contains("https://example.org/network/stories/c/"), "{}", with_drafts.stdout);
}

#[test]
fn pages_that_are_no_entries_are_explained_too() {
    let site = woven();
    for (what, why) in [("/old/", "alias"), ("/feed.xml", "feed"), ("/changes/", "page")] {
        assert!(explained(&site, what)["why"].as_str().unwrap().contains(why), "{what}");
    }
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let site = Site::empty();
    let runs = ["bash", "zsh", "fish", "powershell", "elvish"].map(|shell| site.run(&["completions", shell]));
    for run in runs {
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        for command in ["build", "serve", "check", "explain"] {
            assert!(run.stdout.contains(command), "{command}");
        }
    }
    let man = site.run(&["man"]);
    assert_eq!((man.code, man.stderr.as_str()), (0, ""));
    assert!(man.stdout.contains(".TH copsite 1") && man.stdout.contains("copsite\\-build"), "{}", man.stdout);
}

#[test]
fn who_reads_only_the_beginning_of_an_output_ends_no_command_badly() {
    let site = woven();
    for arguments in [["schema", "story"], ["schema", "weaver"], ["explain", "story/a"], ["completions", "zsh"]] {
        let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_copsite"))
            .args(arguments)
            .current_dir(site.root())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        // Nobody reads what it writes.
        drop(run.stdout.take());
        let ended = run.wait_with_output().unwrap();
        assert_eq!(
            (ended.status.code(), String::from_utf8_lossy(&ended.stderr)),
            (Some(0), "".into()),
            "{arguments:?}"
        );
    }
}

#[test]
fn the_site_is_found_from_any_folder_below_it() {
    let site = woven();
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_copsite"));
    let run = super::site::run(command.current_dir(site.root().join("content/stories")).args(["check"]));
    assert_eq!(run.code, 0, "{}", run.stderr);
}
