//! The command line: arguments, one file a command, what is printed and the exit code.
//!
//! The clock, the environment and the terminal are read here and nowhere else.

#![expect(clippy::disallowed_methods, reason = "this room reads the clock and the environment for all others")]

mod arguments;
mod build;
mod check;
mod completions;
mod explain;
mod external;
mod harvest;
mod init;
mod new;
mod newsletter;
mod progress;
mod report;
mod repository;
mod schema;
mod serve;
mod terminal;
mod theme;
mod weave;

pub use arguments::Arguments;

use std::process::ExitCode;

use arguments::Command;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// The content has errors; nothing was published.
    Content,
    /// Wrong usage or configuration.
    Usage,
    /// The machine failed: disk, port, permission.
    Machine,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Content => 1,
            Exit::Usage => 2,
            Exit::Machine => 3,
        })
    }
}

/// Runs the command that the arguments name.
pub fn run(arguments: Arguments) -> Exit {
    let Arguments { global, command } = arguments;
    match command {
        Command::Init(init) => init::run(&global, &init),
        Command::New(new) => new::run(&global, &new),
        Command::Build(build) => build::run(&global, &build),
        Command::Serve(serve) => serve::run(&global, &serve),
        Command::Check(check) => check::run(&global, &check),
        Command::Weave(weave) => weave::run(&global, &weave),
        Command::Harvest(harvest) => harvest::run(&global, &harvest),
        Command::Newsletter(newsletter) => newsletter::run(&global, &newsletter),
        Command::Explain(explain) => explain::run(&global, &explain),
        Command::Theme(theme) => theme::run(&global, &theme),
        Command::Schema(schema) => schema::run(&global, &schema),
        Command::Completions(completions) => completions::completions(&completions),
        Command::Man => completions::man(),
    }
}
