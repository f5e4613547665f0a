use crate::view::Snapshot; pub fn sitemap(_s: &Snapshot) -> String { String::new() }
