//! copsite turns a folder of Markdown that communities of practice write into a website that
//! weaves their knowledge together.
//!
//! # The walk
//!
//! ```text
//! files ──read──▶ Doc ──weave──▶ Weave ──plan──▶ Plan ──view──▶ render ──▶ bytes ──publish──▶ output folder
//!         (each alone)   (all together)   (every URL)  (typed data → Tera)
//! ```

pub mod cli;
pub mod config;
pub mod content;
pub mod diagnostics;
pub mod disk;
pub mod kinds;
pub mod plan;
pub mod render;
pub mod serve;
pub mod site;
pub mod theme;
pub mod view;
pub mod weaver;
