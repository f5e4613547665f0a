use crate::view::Snapshot; pub fn llms(_s: &Snapshot) -> String { String::new() }
