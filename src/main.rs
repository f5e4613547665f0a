//! The `copsite` program: parse the arguments, run, exit. Everything else is in the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser;
use copsite::cli::{Arguments, run};

fn main() -> ExitCode {
    run(Arguments::parse()).into()
}
