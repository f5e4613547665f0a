//! `expedition` and `toolkit`: a learning journey, and what it brought back.

use super::cards::{authors, cards, term_ref_in};
use super::contract::LogLine;
use super::contract::{Expedition, Item, JourneyLine, Party, PersonLine, Said, Toolkit, ToolkitPart};
use super::issue::colours;
use super::{Snapshot, events, plain};
use crate::content::{Lang, PersonRef};
use crate::plan::{encode, toolkit_file, toolkit_path};
use crate::practice::expedition;
use crate::theme::Mode;
use crate::weaver::{EntryIx, Taxonomy};

/// Fields that stand elsewhere on the page than in its facts.
pub const SHOWN: [&str; 8] = ["question", "parties", "start", "end", "basecamps", "toolkit", "ways", "questions"];

pub fn expedition(snapshot: &Snapshot, entry: EntryIx, item: Item) -> Expedition {
    let doc = snapshot.weave.doc(entry);
    let found = expedition::expedition(&snapshot.weave, entry);
    let told = |entries: &[EntryIx]| cards(snapshot, versions(snapshot, entries, &doc.lang));
    let parties: Vec<Party> = found.parties.iter().map(|one| party(snapshot, one, &doc.lang)).collect();
    Expedition {
        question: plain::text(doc, "question"),
        status: expedition::status(&snapshot.weave, entry, snapshot.today).name(),
        start: plain::date(doc, "start"),
        end: plain::date(doc, "end"),
        people: everybody(&parties),
        journey: journey(snapshot, &found, &doc.lang),
        brought_back: found.brought_back().len(),
        led_to: told(&found.led_to),
        ways: said(snapshot, &found.ways),
        questions: told(&found.questions),
        asked: said(snapshot, &found.asked),
        basecamps: found.basecamps.len(),
        toolkit_url: found.has_toolkit().then(|| encode(&toolkit_path(snapshot.weave.address(entry)))),
        parties,
        item,
    }
}

/// The same entries as readers of a language have them, each once.
fn versions(snapshot: &Snapshot, entries: &[EntryIx], lang: &Lang) -> Vec<EntryIx> {
    let mut versions: Vec<EntryIx> = Vec::new();
    for version in entries.iter().map(|entry| snapshot.weave.version(*entry, lang)) {
        if !versions.contains(&version) {
            versions.push(version);
        }
    }
    versions
}

fn party(snapshot: &Snapshot, party: &expedition::Party, lang: &Lang) -> Party {
    Party {
        name: party.name.clone(),
        people: party.people.iter().map(|person| person_line(snapshot, person, lang)).collect(),
        going_to: party.going_to.clone(),
        question: party.question.clone(),
        logs: cards(snapshot, versions(snapshot, &party.logs, lang)),
        brought_back: cards(snapshot, versions(snapshot, &party.brought_back, lang)),
    }
}

/// A person with a page by its name; anybody else as written.
fn person_line(snapshot: &Snapshot, person: &PersonRef, lang: &Lang) -> PersonLine {
    let written = &person.name.value;
    match snapshot.weave.person_called(written) {
        Some(term) => {
            let term = term_ref_in(snapshot, Taxonomy::People, term, lang);
            PersonLine { name: term.title, url: term.url, role: person.role.clone() }
        }
        None => PersonLine { name: written.clone(), url: None, role: person.role.clone() },
    }
}

fn everybody(parties: &[Party]) -> Vec<PersonLine> {
    let mut everybody: Vec<PersonLine> = Vec::new();
    for person in parties.iter().flat_map(|party| &party.people) {
        if !everybody.iter().any(|known| known.name == person.name) {
            everybody.push(PersonLine { role: None, ..person.clone() });
        }
    }
    everybody
}

/// Logs and basecamps in one line, newest first; on one day the basecamp, at which logs are read, comes later.
fn journey(snapshot: &Snapshot, found: &expedition::Expedition, lang: &Lang) -> Vec<JourneyLine> {
    let basecamps = versions(snapshot, &found.basecamps, lang).into_iter().map(|entry| {
        let line = JourneyLine { log: None, basecamp: Some(events::line_of(snapshot, entry)) };
        (snapshot.weave.date(entry), line)
    });
    let logs = found.logs.iter().map(|entry| {
        let line = JourneyLine { log: Some(log_line(snapshot, *entry, lang)), basecamp: None };
        (snapshot.weave.date(*entry), line)
    });
    let mut journey: Vec<_> = basecamps.chain(logs).collect();
    journey.sort_by_key(|(date, _)| std::cmp::Reverse(date.map(|date| date.civil.date())));
    journey.into_iter().map(|(_, line)| line).collect()
}

fn said(snapshot: &Snapshot, sentences: &[expedition::Said]) -> Vec<Said> {
    sentences.iter().map(|said| Said { text: said.text.clone(), card: snapshot.card(said.by) }).collect()
}

/// What an expedition took along and brought back.
pub fn toolkit(snapshot: &Snapshot, entry: EntryIx) -> Toolkit {
    let found = expedition::expedition(&snapshot.weave, entry);
    let part = |of: &EntryIx| toolkit_part(snapshot, *of, &found);
    let brought_back = found.brought_back();
    let address = snapshot.weave.address(entry);
    Toolkit {
        card: snapshot.card(entry),
        question: plain::text(snapshot.weave.doc(entry), "question"),
        taken: found.toolkit.iter().filter(|taken| !brought_back.contains(taken)).map(part).collect(),
        brought_back: brought_back.iter().map(part).collect(),
        ways: said(snapshot, &found.ways),
        questions: cards(snapshot, found.questions.iter().copied()),
        asked: said(snapshot, &found.asked),
        file_url: encode(&toolkit_file(address)),
        web_url: snapshot.config.base_url.absolute(&encode(address)),
        colours: colours(snapshot, Mode::Light),
    }
}

fn toolkit_part(snapshot: &Snapshot, entry: EntryIx, found: &expedition::Expedition) -> ToolkitPart {
    let bringing = found.parties.iter().filter(|party| party.brought_back.contains(&entry));
    ToolkitPart {
        card: snapshot.card(entry),
        id: snapshot.weave.doc(entry).id.to_string().replace('/', "-"),
        parties: bringing.map(|party| party.name.clone()).collect(),
        people: authors(snapshot, entry),
        body_html: None,
    }
}

/// The entries whose whole texts stand in the file to take along.
pub fn in_toolkit(snapshot: &Snapshot, entry: EntryIx) -> Vec<EntryIx> {
    let found = expedition::expedition(&snapshot.weave, entry);
    let brought_back = found.brought_back();
    let taken = found.toolkit.iter().copied().filter(|taken| !brought_back.contains(taken)).collect::<Vec<_>>();
    taken.into_iter().chain(brought_back).collect()
}

/// A log as its first words, for readers of a language.
pub fn log_line(snapshot: &Snapshot, log: EntryIx, lang: &Lang) -> LogLine {
    let version = snapshot.weave.version(log, lang);
    let party = |entry| plain::text(snapshot.weave.doc(entry), "party");
    LogLine {
        card: snapshot.card(version),
        party: party(version).or_else(|| party(log)),
        first_words: plain::summary(snapshot, version, 480),
    }
}
