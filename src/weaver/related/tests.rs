//! Related entries of small sites, one for each sort of evidence.

use std::sync::Arc;

use crate::config::{self, Config, Overrides};
use crate::content::{Doc, Rules, read};
use crate::kinds::{self, Kinds};
use crate::weaver::{Drafts, EntryIx, Reason, Related, Sources, Taxonomy, Viewer, Weave, weave};

/// Files of a site by path, under `content/`.
pub type Files = Vec<(String, String)>;

fn settings() -> (Config, Kinds) {
    let text = "title = \"Test\"\ntimezone = \"UTC\"\n[vocabulary]\ndomains = \"open\"\ncommunities = \"open\"\n";
    let (config, problems) = config::resolve(&Arc::from("copsite.toml"), text, &Overrides::default());
    assert_eq!(problems, []);
    let config = config.unwrap();
    let (kinds, _) = kinds::resolve(&config);
    (config, kinds)
}

pub fn woven(files: &[(String, String)]) -> Weave {
    let (config, kinds) = settings();
    let read = |(path, text): &(String, String)| {
        let path = Arc::from(format!("content/{path}"));
        Arc::new(read(&path, text.as_bytes(), Rules::new(&config, &kinds)).unwrap())
    };
    let docs: Vec<Arc<Doc>> = files.iter().map(read).collect();
    let now = "2026-11-24T12:00:00Z".parse().unwrap();
    let viewer = Viewer { now, drafts: Drafts::Withheld, future: false, audience: None };
    weave(Sources {
        config: &config,
        kinds: &kinds,
        docs: &docs,
        files: &[],
        closed: &Default::default(),
        viewer: &viewer,
    })
    .0
}

fn files<const N: usize>(files: [(&str, &str); N]) -> Files {
    let owned = |(path, text): (&str, &str)| (format!("{path}.md"), text.to_owned());
    // Enough others that what two have in common is rare.
    let others = (0..12).map(|n| (format!("resources/other-{n}.md"), format!("---\ntitle: Nº {n}\n---\n")));
    files.into_iter().map(owned).chain(others).collect()
}

fn find(weave: &Weave, id: &str) -> EntryIx {
    weave.all().find(|entry| weave.doc(*entry).id.to_string() == id).unwrap()
}

/// Related entries as one text each: `method/b: both link to tool/x`.
fn related(files: &Files, id: &str) -> Vec<String> {
    let weave = woven(files);
    let entry = find(&weave, id);
    weave.related(entry).iter().map(|related| told(&weave, related)).collect()
}

pub fn told(weave: &Weave, related: &Related) -> String {
    let reasons: Vec<String> = related.reasons.iter().map(|reason| words(weave, reason)).collect();
    format!("{}: {}", weave.doc(related.entry).id, reasons.join("; "))
}

fn words(weave: &Weave, reason: &Reason) -> String {
    let ids = |entries: &[EntryIx]| entries.iter().map(|entry| weave.doc(*entry).id.to_string()).collect::<Vec<_>>();
    let titles = |taxonomy, terms: &[crate::weaver::TermIx]| {
        terms.iter().map(|term| weave.terms().get(taxonomy, *term).title.to_string()).collect::<Vec<_>>()
    };
    let (what, things) = match reason {
        Reason::SharedUse(entries) => ("both use", ids(entries)),
        Reason::SharedLinks(entries) => ("both link to", ids(entries)),
        Reason::CitedTogether(entries) => ("cited by", ids(entries)),
        Reason::SameOutsidePage(pages) => ("both link to", pages.iter().map(|page| page.to_string()).collect()),
        Reason::SharedPeople(people) => ("people", titles(Taxonomy::People, people)),
        Reason::SharedTags(tags) => ("tags", titles(Taxonomy::Tags, tags)),
        Reason::SharedWords(words) => ("words", words.iter().map(|word| word.to_string()).collect()),
        Reason::SharedDomains(domains) => ("domains", titles(Taxonomy::Domains, domains)),
        Reason::SameCommunity(community) => ("community", titles(Taxonomy::Communities, &[*community])),
    };
    format!("{what} {}", things.join(", "))
}

#[test]
fn cases_that_use_the_same_method_are_related_to_each_other_and_not_to_the_method() {
    let files = files([
        ("cases/a", "---\ntitle: A\nrelations: { uses: method/m }\n---\n"),
        ("cases/b", "---\ntitle: B\nrelations: { uses: [method/m] }\n---\n"),
        ("stories/c", "---\ntitle: C\n---\nWe tried [[method/m]]."),
        ("methods/m", "---\ntitle: M\n---\n"),
    ]);
    assert_eq!(related(&files, "case/a"), ["case/b: both use method/m", "story/c: both link to method/m"]);
    assert_eq!(related(&files, "method/m"), [""; 0]);
}

#[test]
fn what_the_same_entries_cite_is_related() {
    let files = files([
        ("cases/a", "---\ntitle: A\n---\n[[method/m]] with [[tool/t]]"),
        ("cases/b", "---\ntitle: B\n---\n[[tool/t]], then [[method/m]]"),
        ("methods/m", "---\ntitle: M\n---\n"),
        ("tools/t", "---\ntitle: T\n---\n"),
    ]);
    assert_eq!(related(&files, "tool/t"), ["method/m: cited by case/a, case/b"]);
}

#[test]
fn a_list_of_everything_joins_nothing() {
    let ids: Vec<String> = (0..12).map(|n| format!("[[resource/other-{n}]]")).collect();
    let text = format!("---\ntitle: All\n---\n{}", ids.join(" "));
    assert_eq!(related(&files([("blog/all", &text)]), "resource/other-3"), [""; 0]);
}

#[test]
fn what_the_home_page_names_is_not_related_by_it() {
    let files = files([
        ("index", "[[method/m]] and [[tool/t]]"),
        ("methods/m", "---\ntitle: M\n---\n"),
        ("tools/t", "---\ntitle: T\n---\n"),
    ]);
    assert_eq!(related(&files, "tool/t"), [""; 0]);
}

#[test]
fn the_same_outside_page_relates_in_text_field_and_source() {
    let files = files([
        ("stories/a", "---\ntitle: A\n---\nSee [this](https://www.example.org/report/)."),
        ("resources/b", "---\ntitle: B\nurl: http://example.org/report\n---\n"),
        ("tools/c", "---\ntitle: C\nsource: https://example.org/report#part\n---\nOr mailto:one@example.org."),
        ("tools/d", "---\ntitle: D\n---\nmailto:one@example.org"),
    ]);
    let page = "both link to https://www.example.org/report/";
    // The first one that is read spells it.
    let page = page.replace("https://www.example.org/report/", "http://example.org/report");
    assert_eq!(related(&files, "story/a"), [format!("resource/b: {page}"), format!("tool/c: {page}")]);
    assert_eq!(related(&files, "tool/d"), [""; 0]);
}

#[test]
fn the_front_page_of_a_site_elsewhere_is_only_a_name() {
    let links = |text: &str| format!("---\ntitle: X\n---\n{text}");
    let files = files([
        ("stories/a", &links("<https://example.org/> and <https://example.com>")),
        ("cases/b", &links("<http://www.example.org>")),
        ("cases/c", &links("<https://example.com/> with <https://example.org>")),
    ]);
    assert_eq!(related(&files, "case/b"), [""; 0]);
    let pages = "both link to https://example.com/, http://www.example.org";
    assert_eq!(related(&files, "case/c"), [format!("story/a: {pages}")]);
}

#[test]
fn domains_alone_relate_nothing_however_many_they_are() {
    let of = |title: &str| format!("---\ntitle: {title}\ndomains: [one, two, three, four]\n---\n");
    assert_eq!(related(&files([("stories/a", &of("A")), ("cases/b", &of("B"))]), "story/a"), [""; 0]);
}

#[test]
fn the_same_people_relate_unless_they_write_everything() {
    let files = files([
        ("stories/a", "---\ntitle: A\npeople: [A nurse]\n---\n"),
        ("cases/b", "---\ntitle: B\npeople: [{ id: a nurse, role: teller }]\n---\n"),
    ]);
    assert_eq!(related(&files, "story/a"), ["case/b: people A nurse"]);
    let all: Files =
        (0..10).map(|n| (format!("blog/{n}.md"), "---\ntitle: X\npeople: [A nurse]\n---\n".into())).collect();
    assert_eq!(related(&all, "post/3"), [""; 0]);
}

#[test]
fn a_domain_alone_is_no_reason_and_beside_a_tag_it_is() {
    let files = files([
        ("stories/a", "---\ntitle: A\ndomains: [Housing]\ntags: [trust]\n---\n"),
        ("cases/b", "---\ntitle: B\ndomains: [Housing]\ntags: [Trust]\n---\n"),
        ("cases/c", "---\ntitle: C\ndomains: [Housing]\n---\n"),
    ]);
    assert_eq!(related(&files, "story/a"), ["case/b: tags Trust; domains Housing"]);
    assert_eq!(related(&files, "case/c"), [""; 0]);
}

#[test]
fn two_uncommon_words_relate_where_both_entries_are_about_one_of_them() {
    let files = files([
        ("stories/a", "---\ntitle: Letters\nsummary: Their envelopes.\ntags: [stamps]\n---\n"),
        ("cases/b", "---\ntitle: The letter\nsummary: A stamp on it.\n---\n"),
        ("cases/c", "---\ntitle: C\nsummary: An envelope.\n---\nLetters, and stamps on them."),
        ("cases/d", "---\ntitle: D\nsummary: A stamp on an envelope.\n---\n"),
    ]);
    // Two are in the summary of the last one only.
    assert_eq!(related(&files, "story/a"), ["case/b: words Letters, stamp"]);
    assert_eq!(related(&files, "case/c"), [""; 0]);
}

#[test]
fn headings_that_many_entries_have_are_not_their_words() {
    let steps = "---\ntitle: N\n---\n## Preparation\n\n## Materials\n";
    let own = |title: &str| format!("---\ntitle: {title}\n---\n## Folding envelopes\n");
    let files = files([
        ("methods/a", steps),
        ("methods/b", steps),
        ("tools/envelopes", &own("Envelopes")),
        ("tools/folding", "---\ntitle: Folding envelopes\n---\n## Of paper\n"),
    ]);
    assert_eq!(related(&files, "method/a"), [""; 0]);
    assert_eq!(related(&files, "tool/envelopes"), ["tool/folding: words envelopes, Folding"]);
}

#[test]
fn a_word_of_a_shared_tag_is_not_told_twice() {
    let files = files([
        ("stories/a", "---\ntitle: Winter rooms\ntags: [winter rooms]\n---\n"),
        ("cases/b", "---\ntitle: Rooms in winter\ntags: [winter rooms]\n---\n"),
    ]);
    assert_eq!(related(&files, "story/a"), ["case/b: tags winter rooms"]);
}

#[test]
fn of_equals_another_community_goes_first_and_then_what_is_newer() {
    let post = |community: &str, day: &str| {
        format!(
            "---\ntitle: P\ndate: 2026-01-{day}\ncommunities: [{community}]\nrelations: {{ uses: method/m }}\n---\n"
        )
    };
    let (new, old, own) = (post("tenants", "03"), post("tenants", "01"), post("clerks", "09"));
    let files = files([
        ("methods/m", "---\ntitle: M\n---\n"),
        ("blog/own", &own),
        ("blog/asked", &post("clerks", "02")),
        ("blog/old", &old),
        ("blog/new", &new),
    ]);
    let order: Vec<String> =
        related(&files, "post/asked").iter().map(|row| row.split(':').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(order, ["post/new", "post/old", "post/own"]);
}

#[test]
fn a_translation_is_the_same_piece_and_readers_stay_in_their_language() {
    let files = files([
        ("methods/m", "---\ntitle: M\n---\n"),
        ("methods/m.cy", "---\ntitle: Dull\n---\n"),
        ("cases/a", "---\ntitle: A\n---\n"),
        ("cases/a.cy", "---\ntitle: Achos\n---\n[[method/m]]"),
        ("cases/b", "---\ntitle: B\n---\n[[method/m]]"),
        ("cases/b.cy", "---\ntitle: Ail achos\n---\n"),
    ]);
    let weave = woven(&files);
    let titles = |file: &str| {
        let entry = weave.all().find(|entry| *weave.doc(*entry).file == *format!("content/{file}.md")).unwrap();
        let related = weave.related(entry);
        related.iter().map(|related| weave.doc(related.entry).facts.title.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(titles("cases/a"), ["B"]);
    assert_eq!(titles("cases/a.cy"), ["Ail achos"]);
}

#[test]
fn who_might_link_to_an_entry_needs_only_its_domain_or_community() {
    let files = files([
        ("stories/alone", "---\ntitle: Alone\ndomains: [Housing]\ncommunities: [Tenants]\n---\n"),
        ("cases/b", "---\ntitle: B\ndomains: [Housing]\n---\n"),
        ("cases/c", "---\ntitle: C\ncommunities: [Tenants]\n---\n"),
        ("privacy", "---\ntitle: Others\n---\n"),
    ]);
    let weave = woven(&files);
    let might = |id: &str| {
        let found = weave.might_link(find(&weave, id));
        found.iter().map(|related| told(&weave, related)).collect::<Vec<_>>()
    };
    assert_eq!(might("story/alone"), ["case/b: domains Housing", "case/c: community Tenants"]);
    assert_eq!(might("page/privacy"), [""; 0]);
}

#[test]
fn domains_communities_and_people_are_not_related_to_pieces() {
    let terms = ["domains/d", "communities/c", "people/p"];
    let linking = terms.map(|path| (path, "---\ntitle: T\ntags: [rare]\n---\n[[tool/t]]"));
    let [one, two, three] = linking;
    let files = files([one, two, three, ("tools/t", "---\ntitle: Tool\ntags: [rare]\n---\n")]);
    for id in ["domain/d", "community/c", "person/p", "tool/t"] {
        assert_eq!(related(&files, id), [""; 0], "{id}");
    }
}
