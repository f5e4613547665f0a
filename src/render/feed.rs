use crate::view::Snapshot; pub fn feed(_s: &Snapshot, _o: &crate::plan::FeedOf, _f: crate::plan::FeedFormat, _c: &dyn Fn(crate::weaver::EntryIx)->String) -> String { String::new() }
