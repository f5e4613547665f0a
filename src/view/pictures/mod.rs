use super::contract::*; use super::Snapshot; use crate::weaver::*; use std::sync::Arc;
pub enum LoomScope { Site, Domain(TermIx) }
pub fn loom(_s: &Snapshot, _scope: LoomScope) -> Option<Loom> { todo!() }
pub fn band(_s: &Snapshot, _c: &[(Arc<str>, usize)]) -> Band { todo!() }
pub fn neighbourhood(_s: &Snapshot, _e: EntryIx) -> Option<Neighbourhood> { todo!() }
