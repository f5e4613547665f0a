//! Snapshot + job → bytes: one pure function.

pub mod highlight;
