//! What holds for the related entries of any site.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::sharers::{Sharers, has, sharers};
use super::tests::{Files, told, woven};
use crate::weaver::{EntryIx, Reason, Related, Resolved, Taxonomy, TermIx, Weave};

/// One entry of a site made at random.
#[derive(Clone, Debug)]
struct Sketch {
    folder: &'static str,
    words: Vec<&'static str>,
    heading: &'static str,
    tags: Vec<&'static str>,
    people: Vec<&'static str>,
    domains: Vec<&'static str>,
    communities: Vec<&'static str>,
    /// Numbers of other entries, some of which are not there.
    links: Vec<usize>,
    uses: Vec<usize>,
    page: Option<u8>,
    draft: bool,
    welsh: bool,
}

const FOLDERS: [&str; 6] = ["cases", "methods", "tools", "stories", "blog", "people"];
const WORDS: [&str; 8] = ["letters", "winter", "envelope", "Cardiff", "flood", "the", "kitchens", "map"];
const TERMS: [&str; 4] = ["trust", "winter kitchens", "Map", "care"];

fn some<T: Clone + std::fmt::Debug + 'static>(of: &'static [T], most: usize) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(prop::sample::select(of), 0..=most)
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let terms = (some(&TERMS, 2), some(&TERMS, 2), some(&TERMS, 1), some(&TERMS, 1));
    let links = (prop::collection::vec(0..20_usize, 0..4), prop::collection::vec(0..20_usize, 0..2));
    let texts = (prop::sample::select(&FOLDERS[..]), some(&WORDS, 4), prop::sample::select(&WORDS[..]));
    (texts, terms, links, prop::option::of(0..3_u8), prop::bool::weighted(0.2), prop::bool::weighted(0.2)).prop_map(
        |((folder, words, heading), (tags, people, domains, communities), (links, uses), page, draft, welsh)| Sketch {
            folder,
            words,
            heading,
            tags,
            people,
            domains,
            communities,
            links,
            uses,
            page,
            draft,
            welsh,
        },
    )
}

fn site() -> impl Strategy<Value = Vec<Sketch>> {
    prop::collection::vec(sketch(), 1..20)
}

/// The id of entry `number`, as links name it.
fn name(sketches: &[Sketch], number: usize) -> String {
    let folder = sketches.get(number).map_or("cases", |sketch| sketch.folder);
    format!("{folder}/e{number}")
}

fn written(sketches: &[Sketch]) -> Files {
    let mut files = Files::new();
    for (number, sketch) in sketches.iter().enumerate() {
        let named = |numbers: &[usize]| numbers.iter().map(|to| name(sketches, *to)).collect::<Vec<_>>();
        let text = format!(
            "---\ntitle: \"{} {number}\"\nsummary: \"{}\"\ntags: {:?}\npeople: {:?}\ndomains: {:?}\ncommunities: {:?}\nrelations: {{ uses: {:?} }}\ndraft: {}\n---\n{}\n\n## {} {number}\n{}\n",
            sketch.words.join(" "),
            sketch.words.iter().rev().copied().collect::<Vec<_>>().join(", "),
            sketch.tags,
            sketch.people,
            sketch.domains,
            sketch.communities,
            named(&sketch.uses),
            sketch.draft,
            named(&sketch.links).iter().map(|id| format!("[[{id}]]")).collect::<Vec<_>>().join(" "),
            sketch.heading,
            sketch.page.map_or_else(String::new, |page| format!("<https://example.org/{page}>")),
        );
        let path = format!("{}/e{number}", sketch.folder);
        if sketch.welsh {
            files.push((format!("{path}.cy.md"), text.clone()));
        }
        files.push((format!("{path}.md"), text));
    }
    files
}

/// What is told on every page, in words.
fn all_told(weave: &Weave) -> Vec<(String, Vec<String>, Vec<String>)> {
    let tell = |found: Vec<Related>| found.iter().map(|related| told(weave, related)).collect::<Vec<_>>();
    let page = |entry| (weave.doc(entry).file.to_string(), tell(weave.related(entry)), tell(weave.might_link(entry)));
    weave.all().map(page).collect()
}

/// Whether two entries really have in common what a reason says, asked of their facts.
fn is_true(weave: &Weave, entry: EntryIx, other: EntryIx, reason: &Reason) -> bool {
    let links = |from: EntryIx, to: EntryIx| {
        weave
            .versions(from)
            .any(|version| weave.outgoing(version).iter().any(|edge| weave.doc(edge.to).id == weave.doc(to).id))
    };
    let both = |holds: &dyn Fn(EntryIx) -> bool| holds(entry) && holds(other);
    let has_terms = |taxonomy: Taxonomy, terms: &[TermIx]| {
        terms.iter().all(|term| both(&|entry| weave.terms().of_entry(taxonomy, entry).contains(term)))
    };
    match reason {
        Reason::SharedUse(to) => to.iter().all(|to| {
            both(&|from| {
                weave.versions(from).any(|version| {
                    let facts = &weave.doc(version).facts;
                    facts.relations.iter().any(|stated| {
                        let stated = weave.resolve_target(version, &stated.target.value);
                        matches!(stated, Resolved::Entry { entry, .. } if weave.doc(entry).id == weave.doc(*to).id)
                    })
                })
            })
        }),
        Reason::SharedLinks(to) => to.iter().all(|to| both(&|from| links(from, *to))),
        Reason::CitedTogether(from) => from.iter().all(|from| both(&|to| links(*from, to))),
        Reason::SameOutsidePage(pages) => pages.iter().all(|page| {
            both(&|entry| weave.versions(entry).any(|version| weave.doc(version).markdown.read().contains(&**page)))
        }),
        Reason::SharedPeople(people) => has_terms(Taxonomy::People, people),
        Reason::SharedTags(tags) => has_terms(Taxonomy::Tags, tags),
        Reason::SharedDomains(domains) => has_terms(Taxonomy::Domains, domains),
        Reason::SharedWords(words) => words.iter().all(|word| {
            // Every word of these sites has the stem of its first letters.
            let stem = word.trim_end_matches('s').to_lowercase();
            both(&|entry| {
                let facts = &weave.doc(entry).facts;
                let mut texts = vec![facts.title.to_lowercase()];
                texts.extend(facts.summary.iter().map(|summary| summary.to_lowercase()));
                texts.extend(facts.tags.iter().map(|tag| tag.value.to_lowercase()));
                texts.extend(facts.headings.iter().map(|heading| heading.text.to_lowercase()));
                texts.iter().any(|text| text.contains(&stem))
            })
        }),
        Reason::SameCommunity(home) => both(&|entry| weave.home(entry) == Some(*home)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_row_is_another_entry_that_is_not_linked_with_one_or_two_true_reasons(sketches in site()) {
        let weave = woven(&written(&sketches));
        for entry in weave.all() {
            let (related, might) = (weave.related(entry), weave.might_link(entry));
            prop_assert!(related.len() <= 5 && might.len() <= 3);
            for row in related.iter().chain(&might) {
                prop_assert!(weave.doc(row.entry).id != weave.doc(entry).id);
                let linked = weave.edges().iter().any(|edge| {
                    let ends = [edge.from, edge.to].map(|end| weave.primary(end));
                    ends.contains(&weave.primary(entry)) && ends.contains(&weave.primary(row.entry))
                });
                prop_assert!(!linked, "{}", told(&weave, row));
                prop_assert!((1..=2).contains(&row.reasons.len()));
                for reason in &row.reasons {
                    prop_assert!(is_true(&weave, entry, row.entry, reason), "{:?} of {}", reason, weave.doc(entry).file);
                }
            }
            let mut entries: Vec<EntryIx> = related.iter().map(|row| row.entry).collect();
            entries.sort_unstable();
            entries.dedup();
            prop_assert_eq!(entries.len(), related.len());
        }
    }

    #[test]
    fn a_reason_says_something(sketches in site()) {
        let weave = woven(&written(&sketches));
        for entry in weave.all() {
            for row in weave.related(entry) {
                let is_weak = |reason: &Reason| matches!(reason, Reason::SharedDomains(_) | Reason::SameCommunity(_));
                prop_assert!(row.reasons.len() == 2 || !is_weak(&row.reasons[0]), "{}", told(&weave, &row));
            }
        }
    }

    #[test]
    fn who_has_a_thing_is_among_its_sharers_and_nobody_else(sketches in site()) {
        let weave = woven(&written(&sketches));
        let primaries = || weave.all().filter(|entry| weave.is_primary(*entry));
        for Sharers { thing, entries, .. } in weave.all().flat_map(|entry| sharers(&weave, entry)) {
            let having: BTreeSet<EntryIx> = primaries().filter(|entry| has(&weave, *entry, thing)).collect();
            prop_assert_eq!(having, entries.iter().copied().collect::<BTreeSet<_>>(), "{:?}", thing);
        }
    }

    #[test]
    fn the_order_of_files_makes_no_difference(sketches in site(), seed in 0..1000_usize) {
        let files = written(&sketches);
        let mut shuffled = files.clone();
        shuffled.rotate_left(seed % files.len());
        shuffled.reverse();
        prop_assert_eq!(all_told(&woven(&shuffled)), all_told(&woven(&files)));
    }

    #[test]
    fn what_is_withheld_changes_nothing(sketches in site()) {
        let files = written(&sketches);
        let shown: Files = files.iter().filter(|(_, text)| !text.contains("draft: true")).cloned().collect();
        prop_assert_eq!(all_told(&woven(&files)), all_told(&woven(&shown)));
    }
}
