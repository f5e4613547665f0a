//! `copsite completions` and `copsite man`: made from the arguments themselves.

use clap::CommandFactory;

use super::Exit;
use super::arguments::{Arguments, Completions};
use super::report;

pub fn completions(arguments: &Completions) -> Exit {
    // Written to memory first: the generator panics where its output is closed early.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "copsite", &mut script);
    report::output(&script)
}

pub fn man() -> Exit {
    let mut page = Vec::new();
    match clap_mangen::Man::new(Arguments::command()).render(&mut page) {
        Ok(()) => report::output(&page),
        Err(_) => Exit::Machine,
    }
}
