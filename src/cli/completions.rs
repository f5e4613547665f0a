//! `copsite completions` and `copsite man`: made from the arguments themselves.

use std::io::{self, Write};

use clap::CommandFactory;

use super::Exit;
use super::arguments::{Arguments, Completions};

pub fn completions(arguments: &Completions) -> Exit {
    // Written to memory first: the generator panics where its output is closed early.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "copsite", &mut script);
    print(&script)
}

pub fn man() -> Exit {
    let mut page = Vec::new();
    match clap_mangen::Man::new(Arguments::command()).render(&mut page) {
        Ok(()) => print(&page),
        Err(_) => Exit::Machine,
    }
}

fn print(bytes: &[u8]) -> Exit {
    match io::stdout().write_all(bytes) {
        Ok(()) => Exit::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(_) => Exit::Machine,
    }
}
