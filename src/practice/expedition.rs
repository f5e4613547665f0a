//! Expeditions: who went, what they wrote on the way, what they brought back, and what is still open.
//!
//! Never decides what an entry is worth: what a party says it brought back is what it brought back.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::content::identity::fold;
use crate::content::{FieldValue, Moment, PersonRef};
use crate::weaver::{EntryIx, Weave};

/// What has been answered is no question any more, and what was parked is asked no longer.
const CLOSED: [&str; 2] = ["answered", "parked"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    SettingOut,
    UnderWay,
    Returned,
}

impl Status {
    /// The word that templates and strings use for it.
    pub fn name(self) -> &'static str {
        match self {
            Status::SettingOut => "setting-out",
            Status::UnderWay => "under-way",
            Status::Returned => "returned",
        }
    }
}

/// An expedition with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Expedition {
    pub parties: Vec<Party>,
    /// Newest first.
    pub logs: Vec<EntryIx>,
    pub basecamps: Vec<EntryIx>,
    /// What the parties took with them.
    pub toolkit: Vec<EntryIx>,
    /// What nobody of a party brought back: what the journey as a whole led to.
    pub led_to: Vec<EntryIx>,
    pub ways: Vec<Said>,
    /// Entries that ask something which nobody has answered yet.
    pub questions: Vec<EntryIx>,
    /// Questions that have no entry.
    pub asked: Vec<Said>,
}

/// A scouting party. One that only its logs name has no more than that.
#[derive(Clone, Debug)]
pub struct Party {
    pub name: Arc<str>,
    pub people: Vec<PersonRef>,
    pub going_to: Option<Arc<str>>,
    pub question: Option<Arc<str>>,
    /// Newest first.
    pub logs: Vec<EntryIx>,
    pub brought_back: Vec<EntryIx>,
}

/// A sentence, and the entry that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub text: Arc<str>,
    pub by: EntryIx,
}

impl Expedition {
    /// Everything that was brought back, each once: party by party, then what the journey led to.
    pub fn brought_back(&self) -> Vec<EntryIx> {
        let mut all: Vec<EntryIx> = Vec::new();
        let parties = self.parties.iter().flat_map(|party| &party.brought_back);
        for entry in parties.chain(&self.led_to) {
            if !all.contains(entry) {
                all.push(*entry);
            }
        }
        all
    }

    /// Whether there is anything to take along.
    pub fn has_toolkit(&self) -> bool {
        !self.toolkit.is_empty() || !self.brought_back().is_empty() || !self.ways.is_empty()
    }
}

/// The expedition that `entry` is.
pub fn expedition(weave: &Weave, entry: EntryIx) -> Expedition {
    let logs = logs(weave, entry);
    let parties = parties(weave, entry, &logs);
    let of_parties: Vec<EntryIx> = parties.iter().flat_map(|party| party.brought_back.iter().copied()).collect();
    let led_to = led_to(weave, entry, &logs);
    let sources: Vec<EntryIx> = std::iter::once(entry).chain(logs.iter().copied()).collect();
    Expedition {
        basecamps: weave.named_entries(entry, "basecamps"),
        toolkit: weave.named_entries(entry, "toolkit"),
        led_to: led_to.into_iter().filter(|entry| !is_question(weave, *entry) && !of_parties.contains(entry)).collect(),
        ways: said(weave, &sources, "ways"),
        questions: questions(weave, &sources, &of_parties),
        asked: said(weave, &sources, "questions"),
        parties,
        logs,
    }
}

/// How far it has got on `today`.
pub fn status(weave: &Weave, entry: EntryIx, today: Date) -> Status {
    let day = |name: &str| weave.doc(entry).facts.date_in(name).map(Moment::day);
    match (day("start"), day("end")) {
        (_, Some(end)) if end < today => Status::Returned,
        (Some(start), _) if start > today => Status::SettingOut,
        _ => Status::UnderWay,
    }
}

/// The journal of an expedition: the logs that name it, newest first.
fn logs(weave: &Weave, entry: EntryIx) -> Vec<EntryIx> {
    let is_log = |from: &EntryIx| *weave.doc(*from).id.kind == *"log" && weave.is_primary(*from);
    let versions = weave.versions(entry).flat_map(|version| weave.incoming(version));
    let mut logs: Vec<EntryIx> = versions.map(|edge| edge.from).filter(is_log).collect();
    logs.retain(|log| {
        weave.named_entries(*log, "expedition").iter().any(|of| weave.primary(*of) == weave.primary(entry))
    });
    logs.sort_by(|a, b| weave.date(*b).cmp(&weave.date(*a)).then(a.cmp(b)));
    logs.dedup();
    logs
}

/// The parties of the front matter in its order, and behind them those that only logs name.
fn parties(weave: &Weave, entry: EntryIx, logs: &[EntryIx]) -> Vec<Party> {
    let mut parties: Vec<Party> = weave.doc(entry).facts.rows("parties").filter_map(party).collect();
    for log in logs {
        let Some(name) = weave.doc(*log).facts.text("party").cloned() else { continue };
        let index = parties.iter().position(|party| fold(&party.name) == fold(&name)).unwrap_or_else(|| {
            parties.push(Party {
                name,
                people: Vec::new(),
                going_to: None,
                question: None,
                logs: Vec::new(),
                brought_back: Vec::new(),
            });
            parties.len() - 1
        });
        let party = &mut parties[index];
        party.logs.push(*log);
        for found in brought_back(weave, *log) {
            if !party.brought_back.contains(&found) {
                party.brought_back.push(found);
            }
        }
    }
    parties
}

fn party(row: &FieldValue) -> Option<Party> {
    let text = |name: &str| row.cell(name)?.as_text().cloned();
    let people = row.cell("people").map(FieldValue::items).unwrap_or_default();
    let people = people.iter().filter_map(FieldValue::as_person).cloned().collect();
    let (going_to, question) = (text("going_to"), text("question"));
    Some(Party { name: text("name")?, people, going_to, question, logs: Vec::new(), brought_back: Vec::new() })
}

fn brought_back(weave: &Weave, log: EntryIx) -> Vec<EntryIx> {
    weave.named_entries(log, "brought_back")
}

/// What the journey led to, and what logs without a party brought back.
fn led_to(weave: &Weave, entry: EntryIx, logs: &[EntryIx]) -> Vec<EntryIx> {
    let is_led_to = |relation: Option<&Arc<str>>| relation.is_some_and(|name| **name == *"led-to");
    let mut found: Vec<EntryIx> =
        weave.outgoing(entry).iter().filter(|edge| is_led_to(edge.relation.as_ref())).map(|edge| edge.to).collect();
    let alone = logs.iter().filter(|log| weave.doc(**log).facts.text("party").is_none());
    found.extend(alone.flat_map(|log| brought_back(weave, *log)));
    let mut seen = BTreeSet::new();
    found.retain(|entry| seen.insert(*entry));
    found
}

fn is_question(weave: &Weave, entry: EntryIx) -> bool {
    *weave.doc(entry).id.kind == *"question"
}

/// Open questions that the expedition or a log is related to, or that a party brought back.
fn questions(weave: &Weave, sources: &[EntryIx], brought_back: &[EntryIx]) -> Vec<EntryIx> {
    let related = |entry: &EntryIx| {
        let out = weave.outgoing(*entry).iter().filter(|edge| edge.relation.is_some()).map(|edge| edge.to);
        let back = weave.incoming(*entry).filter(|edge| edge.relation.is_some()).map(|edge| edge.from);
        out.chain(back).collect::<Vec<_>>()
    };
    let mut questions: Vec<EntryIx> = sources.iter().flat_map(related).chain(brought_back.iter().copied()).collect();
    let is_open =
        |entry: EntryIx| !weave.doc(entry).facts.text("state").is_some_and(|state| CLOSED.contains(&&**state));
    questions.retain(|entry| is_question(weave, *entry) && is_open(*entry));
    questions.sort();
    questions.dedup();
    questions
}

/// All sentences of a field, in the order of the entries, each once.
fn said(weave: &Weave, sources: &[EntryIx], field: &str) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    for by in sources {
        for text in weave.doc(*by).facts.texts(field) {
            if !all.iter().any(|known| known.text == *text) {
                all.push(Said { text: text.clone(), by: *by });
            }
        }
    }
    all
}
