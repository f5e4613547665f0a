//! The sections of a site's header.

use crate::kinds::{Group, Kind};

/// The header's section that a kind's pages belong to.
pub fn section_of(kind: &Kind) -> Option<&'static str> {
    match (&*kind.name, kind.group) {
        ("domain", _) => Some("domains"),
        ("community" | "person" | "organisation", _) => Some("communities"),
        (_, Group::Practice) => Some("practice"),
        _ if kind.dated => Some("journal"),
        ("event", _) => Some("calendar"),
        _ => None,
    }
}
