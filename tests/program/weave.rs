//! `copsite weave`: what the desk shows, and what becomes of the files when suggestions are accepted.

use serde_json::{Value, json};

use super::site::{Run, Site, crate_folder};

/// Two communities with one of each sort of suggestion.
fn site() -> Site {
    let tagged = |number: usize, community: &str| {
        let text =
            format!("---\ntitle: Note {number}\ncommunities: [{community}]\ntags: [tacit knowledge]\n---\nNoted.\n");
        (format!("content/logs/note-{number}.md"), text)
    };
    let fixed = [
        ("copsite.toml", "title = \"A site\"\n"),
        ("content/communities/one.md", "---\ntitle: Night Line\nstatement: We ask.\n---\n"),
        ("content/communities/two.md", "---\ntitle: Open Shelf\nstatement: We ask.\n---\n"),
        ("content/glossary/harvest.md", "---\ntitle: Harvest\ndefinition: What was produced.\n---\n"),
        (
            "content/methods/kitchen-table-meetings.md",
            "---\ntitle: Kitchen-table meetings\nsummary: Hearing from people who avoid halls\n\
             communities: [two]\ntags: [listening]\n---\nHow to sit down and meet where people live.\n",
        ),
        (
            "content/questions/halls.md",
            "---\ntitle: Where to meet people who avoid halls\nsummary: Listening starts with a table\n\
             communities: [one]\ntags: [listening]\nstate: open\n---\nNobody comes to our meetings.\n",
        ),
        (
            "content/stories/porch.md",
            "---\r\ntitle: The porch\r\ncommunities: [one]\r\n---\r\nWe held kitchen-table\r\nmeetings in a porch.\r\n",
        ),
        (
            "content/stories/landing.md",
            "---\ntitle: The landing\ncommunities: [one]\nrelations:\n  uses: kitchen-table-meetings\n---\nA chair each.\n",
        ),
        (
            "content/stories/stairs.md",
            "+++\ntitle = \"The stairs\" # two flights\ncommunities = [\"one\"]\n+++\n\
             Then [[kitchen-table-meetings]] on the stairs, and a [[tool/quiet-bag]].\n",
        ),
    ];
    let notes = [(1, "one"), (2, "two"), (3, "one"), (4, "two")].map(|(number, community)| tagged(number, community));
    Site::of(fixed.map(|(path, text)| (path.to_owned(), text.to_owned())).into_iter().chain(notes))
}

fn weave(site: &Site, arguments: &[&str]) -> Run {
    let run = site.run(&[&["weave"], arguments].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    run
}

fn document(site: &Site, arguments: &[&str]) -> Value {
    serde_json::from_str(&weave(site, &[arguments, &["--format", "json"]].concat()).stdout).unwrap()
}

/// The ids of all suggestions of a sort.
fn ids(site: &Site, sort: &str) -> Vec<String> {
    let document = document(site, &[]);
    let of_sort = document["suggestions"].as_array().unwrap().iter().filter(|suggestion| suggestion["sort"] == sort);
    of_sort.map(|suggestion| suggestion["id"].as_str().unwrap().to_owned()).collect()
}

fn act(site: &Site, action: &str, ids: &[String]) -> Run {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    site.run(&[&["weave", action], ids.as_slice()].concat())
}

#[test]
fn the_desk_shows_each_suggestion_with_its_place_and_its_reason() {
    let desk = weave(&site(), &[]).stdout;
    let file = crate_folder().join("tests/program/desk.txt");
    if std::env::var_os("COPSITE_BLESS").is_some() {
        std::fs::write(&file, &desk).unwrap();
    }
    assert_eq!(desk, std::fs::read_to_string(&file).unwrap(), "COPSITE_BLESS=1 rewrites it");
}

#[test]
fn an_empty_site_has_an_empty_desk() {
    assert_eq!(weave(&Site::empty(), &[]).stdout, "Nothing to suggest.\n");
}

#[test]
fn every_sort_of_suggestion_can_be_accepted_and_is_gone_then() {
    let site = site();
    for sort in ["mention", "relation", "answer", "wanted", "term"] {
        let found = ids(&site, sort);
        assert!(!found.is_empty(), "{sort}");
        let run = act(&site, "accept", &found);
        assert_eq!(run.code, 0, "{sort}: {}", run.stderr);
        assert!(!ids(&site, sort).iter().any(|id| found.contains(id)), "{sort}");
    }
    let text = |path: &str| std::fs::read_to_string(site.root().join("content").join(path)).unwrap();
    assert_eq!(
        text("stories/porch.md"),
        "---\r\ntitle: The porch\r\ncommunities: [one]\r\nrelations:\r\n  uses: [method/kitchen-table-meetings]\r\n---\r\n\
         We held [[method/kitchen-table-meetings|kitchen-table\r\nmeetings]] in a porch.\r\n"
    );
    assert_eq!(
        text("stories/stairs.md"),
        "+++\ntitle = \"The stairs\" # two flights\ncommunities = [\"one\"]\n\n[relations]\n\
         uses = [\"method/kitchen-table-meetings\"]\n+++\n\
         Then [[kitchen-table-meetings]] on the stairs, and a [[tool/quiet-bag]].\n"
    );
    assert!(text("methods/kitchen-table-meetings.md").contains("relations:\n  answers: [question/halls]\n---\n"));
    assert!(text("tools/quiet-bag.md").contains("title = \"Quiet bag\""));
    assert!(text("glossary/tacit-knowledge.md").contains("title = \"Tacit knowledge\""));
}

#[test]
fn a_dismissed_suggestion_is_not_shown_again_and_a_line_taken_out_brings_it_back() {
    let site = site();
    let found = ids(&site, "mention");
    assert_eq!(act(&site, "dismiss", &found).code, 0);
    assert_eq!(ids(&site, "mention"), [""; 0]);
    let file = site.root().join("weave-dismissed.txt");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# Suggestions that this site does not want; `copsite weave dismiss`"), "{text}");
    let words = "story/porch names method/kitchen-table-meetings";
    assert!(text.contains(&format!("\n{}  # {words}", found[0])), "{text}");
    std::fs::remove_file(file).unwrap();
    assert_eq!(ids(&site, "mention"), found);
}

#[test]
fn an_id_that_is_no_suggestion_changes_nothing() {
    let site = site();
    let before = site.sources();
    let mut wrong = ids(&site, "mention");
    wrong.push("mention-000000".into());
    for action in ["accept", "dismiss"] {
        let run = act(&site, action, &wrong);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("unknown-suggestion"), "{}", run.stderr);
    }
    assert_eq!(site.sources(), before);
}

#[test]
fn the_document_for_programs_is_the_index_with_the_suggestions_in_it() {
    let site = site();
    site.built();
    let mut document = document(&site, &[]);
    let suggestions = document.as_object_mut().unwrap().remove("suggestions").unwrap();
    let index: Value = serde_json::from_str(&site.page("weaver.json")).unwrap();
    assert_eq!(document, index);
    let mention = &suggestions[0];
    assert_eq!(
        [&mention["sort"], &mention["from"], &mention["to"], &mention["file"], &mention["line"], &mention["column"]],
        [
            &json!("mention"),
            &json!("story/porch"),
            &json!("method/kitchen-table-meetings"),
            &json!("content/stories/porch.md"),
            &json!(5),
            &json!(9)
        ]
    );
}

/// By a validator that is not ours, against the schema that `copsite schema weaver` prints.
#[test]
fn the_index_and_the_desk_fit_their_schema_and_a_wrong_one_does_not() {
    let site = site();
    let schema: Value = serde_json::from_str(&site.run(&["schema", "weaver"]).stdout).unwrap();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("weaver.json", schema).unwrap();
    let mut schemas = boon::Schemas::new();
    let schema = compiler.compile("weaver.json", &mut schemas).unwrap();
    let example = Site::copy_of(&crate_folder().join("example-site"));
    let weaving = Site::copy_of(&crate_folder().join("tests/weaving/site"));
    for site in [&site, &example, &weaving, &Site::empty()] {
        let document = document(site, &[]);
        schemas.validate(&document, schema).unwrap_or_else(|error| panic!("{error:#}"));
    }
    example.built();
    let index: Value = serde_json::from_str(&example.page("weaver.json")).unwrap();
    assert!(schemas.validate(&index, schema).is_ok());
    for wrong in [json!({ "score": 1 }), json!({ "entries": [{ "id": "story/a" }] }), json!({ "version": 2 })] {
        let mut index = index.clone();
        index.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        assert!(schemas.validate(&index, schema).is_err(), "{wrong}");
    }
}

#[test]
fn a_limit_leaves_what_concerns_a_community_or_a_domain() {
    let site = site();
    let of = |arguments: &[&str]| document(&site, arguments)["entries"].as_array().unwrap().len();
    assert!(of(&["--community", "one"]) < of(&[]));
    let wrong = site.run(&["weave", "--community", "thre"]);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (2, ""));
    assert!(wrong.stderr.contains("there is no community `thre`"), "{}", wrong.stderr);
}

#[test]
fn the_graph_has_every_entry_and_every_link_in_each_format() {
    let site = site();
    let document = document(&site, &[]);
    let entries = document["entries"].as_array().unwrap().len();
    let mut links: Vec<String> = document["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| format!("{} {} {}", edge["from"], edge["relation"], edge["to"]).replace('"', ""))
        .collect();
    links.dedup();
    let graphml = weave(&site, &["--format", "graphml"]).stdout;
    let graph = roxmltree::Document::parse(&graphml).unwrap();
    let count = |name: &str| graph.descendants().filter(|node| node.has_tag_name(name)).count();
    assert_eq!((count("node"), count("edge")), (entries, links.len()));
    let table = weave(&site, &["--format", "csv"]).stdout;
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).collect();
    let linked: Vec<String> = rows
        .iter()
        .filter(|row| !row[6].is_empty())
        .map(|row| format!("{} {} {}", &row[0], &row[4], &row[6]))
        .collect();
    assert_eq!(linked.len(), links.len());
    assert!(links.iter().all(|link| linked.contains(link)), "{links:?}");
    let dot = weave(&site, &["--format", "dot"]).stdout;
    assert_eq!(dot.lines().filter(|line| line.contains(" -> ")).count(), links.len());
}

/// The law of the desk: accepting every mention of a whole site puts links around words, changes no other
/// byte, and gives the site no new problem.
#[test]
fn accepting_every_mention_of_a_site_adds_links_and_nothing_else() {
    for folder in ["example-site", "tests/weaving/site"] {
        let site = Site::copy_of(&crate_folder().join(folder));
        let before = site.sources();
        let problems = |site: &Site| site.run(&["check", "--format", "json"]).stdout.lines().count();
        let known = problems(&site);
        let found = ids(&site, "mention");
        assert!(found.len() > 10, "{folder}");
        let run = act(&site, "accept", &found);
        assert_eq!(run.code, 0, "{}", run.stderr);
        for (path, bytes) in site.sources() {
            let old = before.get(&path).unwrap_or_else(|| panic!("{path} is new"));
            let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(&bytes));
            assert!(new == old || without_links(&old, &new), "{path}");
        }
        assert_eq!(problems(&site), known, "{folder}");
        let left = ids(&site, "mention");
        assert!(!left.iter().any(|id| found.contains(id)), "{folder}");
    }
}

/// Whether `new` is `old` with some words put between `[[kind/slug|` and `]]`.
fn without_links(old: &str, new: &str) -> bool {
    let (mut old, mut new) = (old, new);
    while !new.is_empty() {
        let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let same = new.floor_char_boundary(same);
        (old, new) = (&old[same..], &new[same..]);
        if old.is_empty() && new.is_empty() {
            return true;
        }
        // What both begin with may be a part of the inserted link: `[[` before `[text]`.
        let Some((link, rest)) = new.split_once('|').filter(|(link, _)| link.starts_with("[[")) else { return false };
        let Some((words, rest)) = rest.split_once("]]").filter(|_| !link.contains('\n')) else { return false };
        let Some(left) = old.strip_prefix(words) else { return false };
        (old, new) = (left, rest);
    }
    old.is_empty()
}

/// Where hardly anything is linked, each of these is a link that somebody should write.
#[test]
fn a_name_of_several_words_is_suggested_in_every_text_of_a_small_site_that_holds_it() {
    let mut files = vec![
        ("copsite.toml".to_owned(), "title = \"T\"\n".to_owned()),
        (
            "content/methods/asset-mapping.md".to_owned(),
            "---\ntitle: Asset mapping\nsummary: S.\n---\nText.\n".to_owned(),
        ),
    ];
    for n in 0..9 {
        let text =
            format!("---\ntitle: Story number {n}\n---\nIn the {n}th week we tried asset mapping with the street.\n");
        files.push((format!("content/stories/s{n}.md"), text));
    }
    assert_eq!(ids(&Site::of(files), "mention").len(), 9);
}
