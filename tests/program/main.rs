//! What the program does, seen from outside: each test runs the real binary on a site of its own
//! in a temporary folder and looks at what it wrote, printed and returned.
//!
//! One program of tests rather than one a file, because each would be linked anew.

mod commands;
mod determinism;
mod errors;
mod golden;
mod hostile;
mod html;
mod pages;
mod publishing;
mod site;
mod withheld;
