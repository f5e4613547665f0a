//! copsite turns a folder of Markdown that communities of practice write into a website that
//! weaves their knowledge together. This page says how it is built inside; what its users see is
//! in the README and `copsite --help`.
//!
//! # The walk
//!
//! Data walks through the house once, one way:
//!
//! ```text
//! files ──read──▶ Doc ──weave──▶ Weave ──plan──▶ Plan ──view──▶ render ──▶ bytes ──publish──▶ output folder
//!         (each alone)   (all together)   (every URL)  (typed data → Tera)      └──▶ HTTP answer (serve)
//! ```
//!
//! 1. **Read** ([`content`]): each file alone becomes a [`content::Doc`]: its facts, its text as HTML
//!    with *holes* where another entry matters (a link's target, an embed, code to highlight), and
//!    its diagnostics. Reading never fails and knows no other entry, so it runs in parallel; the file's bytes, and what
//!    its folders' `_defaults.toml` and the history say of it, are its fingerprint.
//! 2. **Weave** ([`weaver`]): all facts together become one immutable, sorted [`weaver::Weave`]:
//!    links both ways, relations, terms, bridges, coverage, gaps, what is wanted. It is always made whole, never patched; only
//!    texts that weave alike are exchanged in it.
//!    What a viewer may not see is not in it, so nothing of it can leak into a page. What communities ask
//!    of it, such as when they meet next, [`practice`] answers.
//! 3. **Plan** ([`plan`]): every URL of the site, before any page is rendered. [`plan::Job`] is one
//!    closed enum: all that a site can publish. Two pages at one URL are an error here.
//! 4. **View and render** ([`view`], [`render`]): one pure function of a [`view::Snapshot`] and a job.
//!    Views fill the typed template contract, [`view::contract`]; templates never fetch anything.
//!    `build` maps the function over the plan in parallel; [`serve`] calls it for the URL asked, and
//!    [`site::Pages`] remembers the page while its snapshot is the one that is shown.
//! 5. **Publish** ([`disk::Publication`]): each page is compared as it is rendered; what differs goes
//!    to a staging folder, and only when everything is rendered without an error is it moved into its
//!    place, and what an earlier build of ours wrote and this one did not is removed. So a build
//!    never leaves half a site, and never holds a whole one in memory.
//!    The long texts of a site that has very many lie on a [`disk::Shelf`] meanwhile.
//!    Where all that was read is what the last build into the folder had read, as a fingerprint beside the site tells, the
//!    files of that build that nobody has touched since are kept and not rendered at all.
//!
//! # What a change changes
//!
//! Fingerprints tell it, not lists of what depends on what: a file's bytes
//! ([`content::Doc::print`]); what of an entry the weave and the cards see
//! ([`content::Facts::woven_print`], [`content::Facts::card_print`]), which an edit of prose leaves
//! alone; and a page's bytes, by which publishing leaves equal pages untouched. So no branch
//! anywhere asks which pages depend on a change.
//!
//! [`site::Site`] is the only thing that changes. It takes a [`site::Change`] in by reading what that
//! names, weaves again only where a woven fingerprint is another one, and shares everything else with
//! the snapshot before. What comes out is what a clean load of the same files gives, which
//! `tests/edits` asserts for random edits, page by page, together with how much was read and woven.
//!
//! # Rooms
//!
//! The modules below stand in the order of the walk, and a room uses only rooms above it;
//! `tests/layers.rs` fails on a `use` that runs back up. Each room's header says what it does and
//! what it never does.
//!
//! # Errors
//!
//! Whatever a file of the site can cause is a [`diagnostics::Diagnostic`]: a stable code, a place, a
//! help line. Every phase returns its value *and* its diagnostics; they are sorted by place and
//! printed at the end, all of them, by [`cli`]. A panic is a bug of ours.
//!
//! # Determinism
//!
//! The same input gives the same bytes: parallel means map by index, results in order; maps that
//! reach output are ordered; the clock that output depends on is read once, by [`cli`], and handed down as
//! [`site::Options::now`].

#![forbid(unsafe_code)]

pub mod diagnostics;
pub mod stages;
pub mod disk;
pub mod images;
pub mod social;
pub mod config;
pub mod kinds;
pub mod content;
pub mod weaver;
pub mod practice;
pub mod plan;
pub mod theme;
pub mod view;
pub mod render;
pub mod site;
pub mod serve;
pub mod cli;
