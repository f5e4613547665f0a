//! The dates of an entry as they are written, with their places.

use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::content::dates;
use crate::content::front_matter::Format;
use crate::content::tree::{Node, NodeValue, Tree};
use crate::diagnostics::{Code, Diagnostic, Severity};

/// Where the dates of an entry are written, and in which language.
pub struct Written {
    pub(super) format: Format,
    pub(super) start: Option<Node>,
    pub(super) end: Option<Node>,
    pub(super) repeat: Option<Node>,
    pub(super) except: Vec<Node>,
    pub(super) changes: Vec<Node>,
}

impl Written {
    /// To be asked before the keys are taken out of the tree.
    pub fn of(tree: &Tree, format: Format) -> Written {
        let one = |key: &str| tree.get(key).map(|(_, node)| node).filter(|node| !node.is_blank()).cloned();
        let many = |key: &str| match one(key) {
            Some(Node { value: NodeValue::List(items), .. }) => items,
            other => other.into_iter().collect(),
        };
        Written {
            format,
            start: one("start"),
            end: one("end"),
            repeat: one("repeat"),
            except: many("except"),
            changes: many("changes"),
        }
    }
}

/// A time that clocks skip in spring: it is read as the one after the jump, which nobody wrote.
pub(super) fn skipped(node: &Node, zone: &TimeZone) -> Option<Diagnostic> {
    let civil = dates::written_on_clock(node.text()?)?;
    let ambiguous = zone.to_ambiguous_timestamp(civil);
    if !matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
        return None;
    }
    let read = zone.to_datetime(ambiguous.compatible().ok()?);
    let (written, read) = (clock(civil.time()), clock(read.time()));
    let name = zone.iana_name()?;
    let message = format!("there is no {written} on {} in `{name}`: clocks go forward", named(civil.date()));
    let mut problem = Diagnostic::new(Code::InvalidDate, message).at(node.span.clone());
    problem.severity = Severity::Warning;
    Some(problem.help(format!("it is read as {read}; write the time that clocks show then")))
}

/// `Friday 2 January 2026`
pub(super) fn named(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

pub(super) fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}
