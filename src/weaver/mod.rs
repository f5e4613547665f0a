//! weaver
