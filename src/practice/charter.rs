//! How far a community that is only a possibility has come.
//!
//! A step that is still open is an invitation: nothing here counts against anybody.

use jiff::civil::Date;

use super::Calendar;
use super::calendar::{Occurrence, Status};
use crate::content::Facts;
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

/// What gives a community its first momentum, in the order in which it usually comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Statement,
    Invitation,
    HostingTeam,
    CoreGroup,
    SupportGroup,
    FirstMeeting,
}

impl Step {
    pub const ALL: [Step; 6] =
        [Step::Statement, Step::Invitation, Step::HostingTeam, Step::CoreGroup, Step::SupportGroup, Step::FirstMeeting];

    /// As interface strings write it.
    pub fn name(self) -> &'static str {
        match self {
            Step::Statement => "statement",
            Step::Invitation => "invitation",
            Step::HostingTeam => "hosting-team",
            Step::CoreGroup => "core-group",
            Step::SupportGroup => "support-group",
            Step::FirstMeeting => "first-meeting",
        }
    }
}

/// How it stands with a step; meetings have the event and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Done(Option<(EntryIx, Date)>),
    Planned(EntryIx, Date),
    Open,
}

/// Roles that are those of hosts.
const HOSTS: [&str; 5] = ["convenor", "core-group", "facilitator", "host", "hosting-team"];

/// How far a community has come with each step.
pub fn momentum(weave: &Weave, calendar: &Calendar, community: TermIx, entry: EntryIx) -> Vec<(Step, Reached)> {
    let facts = &weave.doc(entry).facts;
    let says = |name: &str| match facts.says(name) {
        true => Reached::Done(None),
        false => Reached::Open,
    };
    let meeting = |is_it: &dyn Fn(&str) -> bool| {
        let is_of = |date: &&Occurrence| {
            let of = calendar.type_of(weave, date.entry).map_or("", |of| of);
            let communities = weave.terms().of_entry(Taxonomy::Communities, date.entry);
            communities.contains(&community) && date.status != Status::Cancelled && is_it(of)
        };
        let held = calendar.past().filter(is_of).last().map(|date| (date.entry, date.when.day()));
        let planned = || calendar.coming().find(is_of).map(|date| Reached::Planned(date.entry, date.when.day()));
        held.map(|held| Reached::Done(Some(held))).or_else(planned).unwrap_or(Reached::Open)
    };
    let reached = |step: Step| match step {
        Step::Statement => says("statement"),
        Step::Invitation => says("invitation"),
        Step::HostingTeam if has_hosts(facts) => Reached::Done(None),
        Step::HostingTeam => Reached::Open,
        Step::CoreGroup => meeting(&|of| of == "core-group"),
        Step::SupportGroup => meeting(&|of| of == "support-group"),
        Step::FirstMeeting => meeting(&|of| !matches!(of, "core-group" | "support-group")),
    };
    Step::ALL.map(|step| (step, reached(step))).into_iter().collect()
}

fn has_hosts(facts: &Facts) -> bool {
    let mut roles = facts.rows("roles").filter_map(|row| row.cell("role")?.as_text());
    roles.any(|role| HOSTS.contains(&&**role))
}
