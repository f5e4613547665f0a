//! What holds for the weaver index of any site: bridges, coverage, gaps, links both ways, and nothing of
//! what is withheld.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use copsite::config::{self, Overrides};
use copsite::content::{self, Doc, Rules};
use copsite::disk::MemoryDisk;
use copsite::kinds;
use copsite::plan::{Job, PageJob, coverage_list, coverage_rows, first_pages};
use copsite::site::{Options, Output, Silent, load, render_all};
use copsite::view::{Snapshot, coverage, relations};
use copsite::weaver::{self, Across, Drafts, Gap, Taxonomy, Viewer, Weave};
use proptest::prelude::*;

const CONFIG: &str = "title = \"Any\"\nbase_url = \"https://example.org/\"\n[vocabulary]\ndomains = \"open\"\ncommunities = \"open\"\n\
                      [checks]\nwanted-entry = \"off\"\n";

type Files = Vec<(String, String)>;

/// One piece: what it is, where it belongs, whom it links to, and whether anybody may see it.
#[derive(Clone, Debug)]
struct Piece {
    kind: usize,
    domains: Vec<usize>,
    communities: Vec<usize>,
    tags: Vec<usize>,
    people: Vec<usize>,
    links: Vec<(usize, bool)>,
    draft: bool,
}

const KINDS: [(&str, &str); 5] =
    [("story", "stories"), ("case", "cases"), ("tool", "tools"), ("method", "methods"), ("log", "logs")];

fn piece() -> impl Strategy<Value = Piece> {
    let some = |of: usize, most: usize| prop::collection::vec(0..of, 0..=most);
    let links = prop::collection::vec((0usize..14, any::<bool>()), 0..4);
    (0usize..KINDS.len(), some(4, 2), some(5, 2), some(4, 2), some(3, 2), links, prop::bool::weighted(0.15)).prop_map(
        |(kind, domains, communities, tags, people, links, draft)| Piece {
            kind,
            domains,
            communities,
            tags,
            people,
            links,
            draft,
        },
    )
}

/// Person 0 may be named as a bridge; person 1 has a page and no such consent; person 2 has no page.
fn site(pieces: &[Piece]) -> Files {
    let id = |number: usize| format!("{}/p{number}", KINDS[pieces[number].kind].0);
    let list = |prefix: &str, numbers: &[usize]| {
        numbers.iter().map(|number| format!("{prefix}{number}")).collect::<Vec<_>>().join(", ")
    };
    let mut files: Files = pieces
        .iter()
        .enumerate()
        .map(|(number, piece)| {
            let shown = if piece.draft { "Secret" } else { "Piece" };
            let mut text = format!(
                "---\ntitle: {shown} {number}\ndate: 2026-0{}-01\ndraft: {}\ndomains: [{}]\ncommunities: [{}]\ntags: [{}]\npeople: [{}]\n---\n",
                number % 9 + 1,
                piece.draft,
                list("dom", &piece.domains),
                list("com", &piece.communities),
                list(if piece.draft { "secret" } else { "tag" }, &piece.tags),
                list("person", &piece.people),
            );
            for (to, stated) in piece.links.iter().filter(|(to, _)| *to < pieces.len()) {
                let relation = if *stated { "uses::" } else { "" };
                text.push_str(&format!("It stands beside [[{relation}{}|this]] one.\n\n", id(*to)));
            }
            (format!("content/{}/p{number}.md", KINDS[piece.kind].1), text)
        })
        .collect();
    files.push(("content/people/person0.md".into(), "---\ntitle: Zero\nconsent: listed, bridges\n---\n".into()));
    files.push(("content/people/person1.md".into(), "---\ntitle: One\nconsent: listed\n---\n".into()));
    files.push(("content/communities/com0.md".into(), "---\ntitle: Com 0\ndomains: [dom0]\n---\n".into()));
    files
}

fn snapshot(files: &Files) -> (Snapshot, copsite::site::Tree) {
    loaded(&disk(files))
}

fn disk(files: &Files) -> MemoryDisk {
    MemoryDisk::new(files.iter().cloned().chain([("copsite.toml".to_owned(), CONFIG.to_owned())]))
}

fn loaded(disk: &MemoryDisk) -> (Snapshot, copsite::site::Tree) {
    let loaded = load(disk, &Options::at("2026-11-23T12:00:00Z".parse().unwrap()), &Silent);
    (loaded.snapshot.unwrap(), loaded.tree.unwrap())
}

/// The weave of documents in the order given.
fn woven(files: &Files) -> Weave {
    let (config, _) = config::resolve(&Arc::from("copsite.toml"), CONFIG, &Overrides::default());
    let config = config.unwrap();
    let (kinds, _) = kinds::resolve(&config);
    let rules = Rules::new(&config, &kinds);
    let read = |(path, text): &(String, String)| {
        Arc::new(content::read(&Arc::from(path.as_str()), text.as_bytes(), rules).unwrap())
    };
    let docs: Vec<Arc<Doc>> = files.iter().map(read).collect();
    let viewer = Viewer {
        now: "2026-11-23T12:00:00Z".parse().unwrap(),
        drafts: Drafts::Withheld,
        future: false,
        audience: None,
    };
    weaver::weave(weaver::Sources {
        config: &config,
        kinds: &kinds,
        docs: &docs,
        files: &[],
        closed: &Default::default(),
        viewer: &viewer,
    })
    .0
}

fn told(weave: &Weave) -> String {
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        weave.edges(),
        weave.bridges(),
        weave.pairs(),
        weave.missing_bridges(),
        weave.brokers(),
        weave.coverage(),
        weave.gaps(),
        weave.letters(),
    )
}

fn pages(files: &Files) -> BTreeMap<String, String> {
    let disk = disk(files);
    let (snapshot, tree) = loaded(&disk);
    let published = Mutex::new(BTreeMap::new());
    let sink = |index: usize, output: Output| {
        if let Output::Bytes(bytes) = output {
            let path = snapshot.plan.pages()[index].route.file();
            published.lock().unwrap().insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
        Ok(())
    };
    render_all(&disk, &snapshot, &tree, &Silent, &sink).unwrap();
    published.into_inner().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn bridges_join_two_different_communities_and_people_only_with_their_consent(
        pieces in prop::collection::vec(piece(), 0..14),
    ) {
        let weave = woven(&site(&pieces));
        for bridge in weave.bridges() {
            prop_assert_ne!(bridge.communities.0, bridge.communities.1);
            let ends = (weave.seat(bridge.from), weave.seat(bridge.to));
            prop_assert_eq!(ends, (Some(bridge.communities.0), Some(bridge.communities.1)));
            prop_assert!(weave.edges().iter().any(|edge| edge.relation.as_ref() == Some(&bridge.relation)
                && edge.from == bridge.from && edge.to == bridge.to));
        }
        let listed: usize = weave.pairs().iter().map(|pair| pair.relations.len()).sum();
        prop_assert_eq!(listed, weave.bridges().len());
        for pair in weave.pairs() {
            prop_assert!(pair.communities.0 < pair.communities.1);
            for entry in &pair.entries {
                let of = weave.terms().of_entry(Taxonomy::Communities, *entry);
                prop_assert!(of.contains(&pair.communities.0) && of.contains(&pair.communities.1));
            }
            for person in &pair.people {
                prop_assert_eq!(&*weave.terms().get(Taxonomy::People, *person).slug, "person0");
            }
        }
        for missing in weave.missing_bridges() {
            prop_assert!(weave.pair(missing.communities.0, missing.communities.1).is_none());
            prop_assert!(!(missing.domains.is_empty() && missing.entries.is_empty() && missing.tags.is_empty()));
        }
        for broker in weave.brokers() {
            prop_assert!(broker.pairs.iter().all(|(a, b)| weave.pair(*a, *b).is_some_and(|pair| pair.bridges() > 0)));
        }
    }

    #[test]
    fn coverage_totals_are_the_sums_of_cells_that_hold_what_they_say(
        pieces in prop::collection::vec(piece(), 0..14),
    ) {
        let weave = woven(&site(&pieces));
        let table = weave.coverage();
        let sum = |of: &dyn Fn(usize, usize) -> bool| -> usize {
            let cells = (0..table.rows()).flat_map(|row| (0..table.columns()).map(move |column| (row, column)));
            cells.filter(|(row, column)| of(*row, *column)).map(|(row, column)| table.cell(row, column).len()).sum()
        };
        for row in 0..table.rows() {
            prop_assert_eq!(table.row_total(row), sum(&|of, _| of == row));
        }
        for column in 0..table.columns() {
            prop_assert_eq!(table.column_total(column), sum(&|_, of| of == column));
        }
        prop_assert_eq!(table.total(), sum(&|_, _| true));
        for row in 0..table.rows() {
            for column in 0..table.columns() {
                let entries = table.cell(row, column);
                prop_assert_eq!(entries.iter().collect::<BTreeSet<_>>().len(), entries.len());
                for entry in entries {
                    prop_assert!(weave.terms().of_entry(Taxonomy::Domains, *entry).contains(&table.domain(row)));
                    match (table.community(column), table.across()) {
                        (Some(community), _) => {
                            prop_assert!(weave.terms().of_entry(Taxonomy::Communities, *entry).contains(&community))
                        }
                        (None, Across::Kinds(kinds)) => prop_assert_eq!(&kinds[column], &weave.doc(*entry).id.kind),
                        (None, Across::Communities) => prop_assert!(false, "a column without a community"),
                    }
                }
            }
        }
    }

    #[test]
    fn an_empty_cell_is_a_gap_exactly_where_nothing_of_the_kind_is(pieces in prop::collection::vec(piece(), 0..14)) {
        let weave = woven(&site(&pieces));
        let table = weave.coverage();
        let gaps: BTreeSet<String> = weave.gaps().iter().map(|gap| gap.id(&weave)).collect();
        prop_assert_eq!(gaps.len(), weave.gaps().len());
        for row in 0..table.rows() {
            for column in 0..table.columns() {
                let Some(community) = table.community(column) else { continue };
                let entries = table.cell(row, column);
                for kind in ["story", "case", "tool", "method"].map(Arc::from) {
                    let has = entries.iter().any(|entry| weave.doc(*entry).id.kind == kind);
                    let gap = |kind| Gap::EmptyCell { domain: table.domain(row), community: Some(community), kind };
                    let is_gap = gaps.contains(&gap(Some(kind)).id(&weave));
                    prop_assert_eq!(is_gap, !has && !entries.is_empty());
                    prop_assert_eq!(gaps.contains(&gap(None).id(&weave)), entries.is_empty());
                }
            }
        }
    }

    #[test]
    fn every_backlink_has_its_forward_link_and_every_inverse_its_relation(
        pieces in prop::collection::vec(piece(), 0..14),
    ) {
        let (snapshot, _) = snapshot(&site(&pieces));
        let weave = &snapshot.weave;
        let mut stated: BTreeMap<bool, BTreeSet<(String, String, String)>> = BTreeMap::new();
        for entry in weave.all() {
            prop_assert!(weave.incoming(entry).all(|edge| weave.outgoing(edge.from).contains(edge)));
            prop_assert!(weave.outgoing(entry).iter().all(|edge| weave.incoming(edge.to).any(|back| back == edge)));
            let own = weave.doc(entry).id.to_string();
            for group in relations::groups(&snapshot, entry) {
                for item in &group.items {
                    let other = item.get_from_path("id").unwrap().as_str().unwrap().to_owned();
                    let ends = if group.outgoing { (own.clone(), other) } else { (other, own.clone()) };
                    stated.entry(group.outgoing).or_default().insert((group.relation.to_string(), ends.0, ends.1));
                }
            }
        }
        prop_assert_eq!(stated.get(&true), stated.get(&false));
    }

    #[test]
    fn the_order_of_files_changes_nothing(
        pieces in prop::collection::vec(piece(), 0..14), order in any::<prop::sample::Index>(),
    ) {
        let files = site(&pieces);
        let mut shuffled = files.clone();
        shuffled.reverse();
        let turn = order.index(shuffled.len());
        shuffled.rotate_left(turn);
        prop_assert_eq!(told(&woven(&files)), told(&woven(&shuffled)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn nothing_withheld_is_on_any_page(pieces in prop::collection::vec(piece(), 0..14)) {
        for (path, page) in pages(&site(&pieces)) {
            prop_assert!(!page.to_lowercase().contains("secret"), "{path}");
        }
    }

    #[test]
    fn each_cell_of_the_coverage_leads_to_a_list_of_that_many_pieces(
        pieces in prop::collection::vec(piece(), 6..14),
    ) {
        let pages = pages(&site(&pieces));
        let table = &pages["weaver/coverage/index.html"];
        let cells = table.split("<td><a href=\"../../").skip(1);
        for cell in cells {
            let url = cell.split('"').next().unwrap();
            let (path, id) = url.split_once('#').unwrap();
            let link = cell.split("</a>").next().unwrap();
            let counts = link.split("<span class=\"k\"").skip(1);
            let number = |count: &str| count.split("</span>").next()?.rsplit('>').next()?.parse::<usize>().ok();
            let total: usize = counts.map(|count| number(count).unwrap()).sum();
            let list = &pages[&format!("{path}index.html")];
            let section = list.split(&format!("<section id=\"{id}\">")).nth(1).unwrap().split("</section>").next().unwrap();
            prop_assert_eq!(section.matches("<li>").count(), total, "{}", url);
        }
    }
}

/// A constellation of 60 communities and 40 domains: every list stays bounded, every link leads somewhere.
#[test]
fn a_large_constellation_has_bounded_pages() {
    let numbers = |of: usize, number: usize| (number * 7 + number / of) % of;
    let pieces: Files = (0..900)
        .map(|n| {
            let text = format!(
                "---\ntitle: Piece {n}\ndate: 2025-0{}-11\ndomains: [dom{}]\ncommunities: [com{}, com{}]\ntags: [t{}]\n---\nIt [[uses::story/p{}]].\n",
                n % 9 + 1,
                numbers(40, n),
                numbers(60, n),
                numbers(60, n + 13),
                n % 50,
                (n * 31 + 7) % 900,
            );
            (format!("content/stories/p{n}.md"), text)
        })
        .collect();
    let (snapshot, _) = snapshot(&pieces);
    let weave = &snapshot.weave;
    assert_eq!((weave.coverage().rows(), weave.coverage().columns()), (40, 60));
    assert!(coverage_rows(weave).iter().all(|rows| rows.len() * 60 <= 480));
    let first = first_pages(&coverage_list(weave), weave.coverage().cells().len());
    let listed = first.iter().filter(|page| page.is_some()).count();
    assert_eq!(listed, weave.coverage().cells().iter().filter(|cell| !cell.is_empty()).count());
    let bridges = copsite::view::bridges::bridges(&snapshot, 1);
    let matrix = bridges.matrix.unwrap();
    assert_eq!((matrix.rows.len(), matrix.left_out), (24, 36));
    assert!(bridges.missing.len() <= 24 && bridges.brokers.len() <= 12);
    let rows: usize =
        bridges.pairs.iter().map(|pair| pair.bridges.len() + pair.entries.len() + pair.people.len()).sum();
    assert!(rows <= 100, "{rows}");
    let gaps = copsite::view::gaps::gaps(&snapshot);
    assert!(gaps.groups.iter().all(|group| group.gaps.len() <= 24 && group.gaps.len() + group.more == group.total));
    let page = coverage::coverage(&snapshot, 2);
    for cell in page.rows.iter().flat_map(|row| &row.cells) {
        let path = cell.url.as_ref().and_then(|url| url.split('#').next()).unwrap_or("weaver/");
        assert!(snapshot.plan.at(path).is_some(), "{path}");
    }
    let graphs = snapshot.plan.pages().iter().filter(|page| matches!(page.job, Job::Page(PageJob::Graph(_)))).count();
    assert_eq!(graphs, 61);
}

#[test]
fn a_relation_that_reads_the_same_from_both_ends_is_one_however_many_state_it() {
    let file = |slug: &str, community: &str, text: &str| {
        let head = format!("---\ntitle: {slug}\ncommunities: [{community}]\n---\n");
        (format!("content/stories/{slug}.md"), head + text)
    };
    let weave = woven(&vec![
        file("a", "one", "[[complements::b]] [[replaces::b]]"),
        file("b", "two", "It stands [[complements::a|beside]] this. [[replaces::a]]"),
    ]);
    let told = |(from, to): (_, _)| format!("{} {}", weave.doc(from).id, weave.doc(to).id);
    let bridges: Vec<String> = weave
        .bridges()
        .iter()
        .map(|bridge| format!("{} {}", bridge.relation, told((bridge.from, bridge.to))))
        .collect();
    assert_eq!(bridges, ["complements story/a story/b", "replaces story/a story/b", "replaces story/b story/a"]);
    assert_eq!(weave.pairs()[0].relations, [0, 1, 2]);
    let ends: Vec<usize> = weave.relations().iter().map(|relation| relation.ends.len()).collect();
    assert_eq!(ends, [1, 2]);
}

#[test]
fn an_entry_in_two_languages_is_told_once_in_the_readers() {
    let file = |path: &str, text: &str| (format!("content/{path}.md"), text.to_owned());
    let (snapshot, _) = snapshot(&vec![
        file("methods/map", "---\ntitle: Map\n---\n"),
        file("methods/map.cy", "---\ntitle: Mapio\n---\n"),
        file(
            "stories/told",
            "---\ntitle: Told\nrelations:\n  uses: method/map\n---\nWe like [[map]]. A [[uses::sheet]].",
        ),
        file(
            "stories/told.cy",
            "---\ntitle: Adroddwyd\nrelations:\n  uses: method/map\n---\nHoffwn [[map]]. Y [[uses::sheet]].",
        ),
        file("tools/sheet", "---\ntitle: Sheet\n---\n"),
        file("stories/only", "---\ntitle: Only\n---\nWe [[uses::map]] alone."),
    ]);
    let title = |card: &tera::Value| card.get_from_path("title").unwrap().as_str().unwrap().to_owned();
    let told = |map| {
        let items = relations::groups(&snapshot, map).into_iter().flat_map(|group| group.items);
        let links = relations::backlinks(&snapshot, map);
        let sentences = links.iter().map(|link| format!("{}: {}", title(&link.card), link.context_html));
        (items.map(|card| title(&card)).collect::<BTreeSet<_>>(), sentences.collect::<BTreeSet<_>>())
    };
    let told_of = |kind: &str| -> Vec<_> {
        let entries = snapshot.weave.all().filter(|entry| *snapshot.weave.doc(*entry).id.kind == *kind);
        entries.map(told).collect()
    };
    let set = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<BTreeSet<_>>();
    let welsh = (set(&["Adroddwyd", "Only"]), set(&["Adroddwyd: Hoffwn <mark>Mapio</mark>."]));
    let only = "Only: We <mark>Map</mark> alone.";
    let english = (set(&["Told", "Only"]), set(&["Told: We like <mark>Map</mark>.", only]));
    assert_eq!(told_of("method"), [welsh, english]);
    let one = (set(&["Told"]), set(&["Told: A <mark>Sheet</mark>."]));
    assert_eq!(told_of("tool"), [one]);
}

#[test]
fn what_is_wanted_names_how_many_pages_ask_for_it_and_leads_to_its_file() {
    let disk = MemoryDisk::new([
        ("copsite.toml", "title = \"Any\"\nnew_url = \"https://forge.example/new?name={file}&value={text}\"\n"),
        (
            "content/stories/a.md",
            "---\ntitle: A\n---\n[[tool/Quiet bag]], a [[tool/quiet bag]], and [[page/who knows]].\n",
        ),
    ]);
    let (snapshot, _) = loaded(&disk);
    let wanted = copsite::view::gaps::gaps(&snapshot).groups.remove(0).gaps;
    let told: Vec<_> = wanted.iter().map(|gap| (&*gap.title, &*gap.reason, &*gap.action.url)).collect();
    let file = "https://forge.example/new?name=content/tools/quiet-bag.md\
                &value=%2B%2B%2B%0Atitle%20%3D%20%22%22%0A%2B%2B%2B%0A%0A";
    assert_eq!(
        told,
        [
            ("“tool/Quiet bag” is not written yet", "1 page links to it:", file),
            ("“page/who knows” is not written yet", "1 page links to it:", "contribute/"),
        ]
    );
}

#[test]
fn a_site_with_one_community_or_none_counts_kinds_instead() {
    for communities in ["", "communities: [com0]\n"] {
        let files = vec![(
            "content/stories/a.md".to_owned(),
            format!("---\ntitle: A\ndomains: [dom0]\n{communities}---\nAlone.\n"),
        )];
        let weave = woven(&files);
        let kinds = ["story", "case", "tool", "method"].map(Arc::from).to_vec();
        assert_eq!(weave.coverage().across(), &Across::Kinds(kinds));
        assert_eq!((0..4).map(|column| weave.coverage().cell(0, column).len()).collect::<Vec<_>>(), [1, 0, 0, 0]);
        let cells = weave.gaps().iter().filter(|gap| gap.of() == "empty-cell").count();
        assert_eq!(cells, 3);
        assert_eq!(weave.pairs(), []);
        let pages = pages(&files);
        assert!(
            pages["weaver/coverage/index.html"].contains("<th scope=\"col\"><a href=\"../../stories/\">Stories</a>")
        );
    }
}

#[test]
fn where_no_piece_says_whose_it_is_every_community_is_spared_a_table_of_nothing() {
    let file = |path: &str, text: &str| (format!("content/{path}.md"), format!("---\ntitle: {path}\n{text}---\n"));
    let communities = ["communities/one", "communities/two"].map(|path| file(path, "domains: [dom0]\n"));
    let of = |piece: &str| communities.clone().into_iter().chain([file("stories/a", piece)]).collect::<Files>();
    let weave = woven(&of("domains: [dom0]\n"));
    assert!(matches!(weave.coverage().across(), Across::Kinds(_)));
    let cells: Vec<String> =
        weave.gaps().iter().filter(|gap| gap.of() == "empty-cell").map(|gap| gap.id(&weave)).collect();
    assert_eq!(cells, ["empty-cell/dom0/case", "empty-cell/dom0/tool", "empty-cell/dom0/method"]);
    let weave = woven(&of("domains: [dom0]\ncommunities: [one]\n"));
    assert_eq!(weave.coverage().across(), &Across::Communities);
}

#[test]
fn an_everyday_word_is_a_gap_only_where_three_communities_use_it() {
    let pieces: [(&str, &str); 5] = [
        ("one", "tacit knowledge, listening, winter, trust"),
        ("two", "tacit knowledge, listening, winter, trust"),
        ("three", "listening, trust, own words"),
        ("three", "own words"),
        ("none", ""),
    ];
    let file = |(number, (community, tags)): (usize, &(&str, &str))| {
        let text = format!("---\ntitle: P {number}\ncommunities: [{community}]\ntags: [{tags}]\n---\n");
        (format!("content/stories/p{number}.md"), text)
    };
    let mut files: Files = pieces.iter().enumerate().map(file).collect();
    files.push(("content/glossary/trust.md".into(), "---\ntitle: Trust\n---\n".into()));
    let weave = woven(&files);
    let undefined = weave.gaps().iter().filter(|gap| gap.of() == "undefined-term");
    let ids: Vec<String> = undefined.map(|gap| gap.id(&weave)).collect();
    assert_eq!(ids, ["undefined-term/listening", "undefined-term/tacit-knowledge"]);
}

#[test]
fn an_empty_site_has_no_weaver_index_and_a_site_without_links_says_how_they_appear() {
    assert!(!pages(&Vec::new()).keys().any(|path| path.starts_with("weaver/")));
    let pages = pages(&vec![("content/about.md".to_owned(), "---\ntitle: About\n---\nUs.\n".to_owned())]);
    for path in ["weaver/index.html", "weaver/graph/index.html", "weaver/bridges/index.html"] {
        assert!(pages[path].contains("Nothing is joined up yet"), "{path}");
    }
    assert!(pages["weaver/gaps/index.html"].contains("No gaps found"));
    assert!(pages["weaver/coverage/index.html"].contains("Nothing published yet"));
}
