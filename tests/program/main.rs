//! What the program does, seen from outside: each test runs the real binary on a site of its own
//! in a temporary folder and looks at what it wrote, printed and returned.
//!
//! One program of tests rather than one a file, because each would be linked anew.

#![expect(clippy::disallowed_methods, reason = "tests make and look at the files of a site")]

mod activity;
mod audiences;
mod charters;
mod commands;
mod consent;
mod dates;
mod determinism;
mod errors;
mod external;
mod formulas;
mod git_dates;
mod golden;
mod gone;
mod harvest;
mod headers;
mod headings;
mod hostile;
mod html;
mod images;
mod kept;
mod languages;
mod lists;
mod looks;
mod media;
mod new;
mod newsletter;
mod overrides;
mod pages;
mod passed_over;
mod previews;
mod publishing;
mod robots;
mod scripts;
mod site;
mod social_cards;
mod theme;
mod theme_docs;
mod translations;
mod vault;
mod weave;
mod withheld;
