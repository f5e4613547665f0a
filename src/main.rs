//! The `copsite` program: parse the arguments, run, exit. Everything else is in the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser;
use copsite::cli::{Arguments, run};
use mimalloc::MiMalloc;

/// A build asks for hundreds of small pieces of memory for each page, on all threads at once.
/// Figures: `benches/README.md`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    run(Arguments::parse()).into()
}
