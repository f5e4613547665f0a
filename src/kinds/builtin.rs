//! The embedded schema files.
