use crate::view::Snapshot; pub fn robots(_s: &Snapshot) -> String { String::new() }
