//! What can be written on the command line.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::site::{CONFIG_FILE, IN_MEMORY, Options};
use crate::weaver::Drafts;

/// Weave the knowledge of communities of practice into a website.
///
/// Start with `copsite init`, write Markdown, look at it with `copsite serve`, publish with `copsite build`.
#[derive(Debug, Parser)]
#[command(name = "copsite", version, max_term_width = 100)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a small site that builds
    Init(Init),
    /// Make a file for a new entry, from its kind's schema
    New(New),
    /// Render the site and publish it to a folder
    Build(Build),
    /// Look at the site while you write it
    Serve(Serve),
    /// Say everything that is wrong, and write nothing
    Check(Check),
    /// The weaver's desk: what could be joined, what joins communities, what is missing
    Weave(Weave),
    /// What communities promised for a year, and what there is to show for it
    Harvest(Harvest),
    /// Collect the next issue of the newsletter, or write an issue's e-mail files
    Newsletter(Newsletter),
    /// Say what something is, where it is published or why not, who links to it, and what is related and why
    Explain(Explain),
    /// What the site's theme is made of, and copies of its files to change
    Theme(Theme),
    /// Print a JSON Schema: of a kind's front matter, of `copsite.toml`, of what templates get
    Schema(Schema),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

#[derive(Clone, Debug, Args)]
pub struct Global {
    /// The site's folder [default: the nearest one upwards with a `copsite.toml`]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Also show drafts
    #[arg(long, global = true)]
    pub drafts: bool,
    /// Also show what is held until a later date
    #[arg(long, global = true)]
    pub future: bool,
    /// Build as if it were this day, for repeatable results
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<Date>,
    /// Print nothing but errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Also say how long each step took
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people, on standard error
    Human,
    /// One JSON object a line, on standard output
    Json,
    /// Annotations for GitHub's workflows, on standard output
    Github,
    /// A SARIF 2.1.0 document, on standard output
    Sarif,
}

#[derive(Debug, Args)]
pub struct Init {
    /// The folder to make it in
    #[arg(default_value = ".")]
    pub dir: PathBuf,
}

#[derive(Debug, Args)]
pub struct New {
    /// What it is: story, case, method, tool, event …
    pub kind: String,
    pub title: String,
}

#[derive(Debug, Args)]
pub struct Build {
    /// The folder to publish to [default: `public` in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where the site will be, in place of `base_url` in `copsite.toml`
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Build for this audience and all wider ones
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<String>,
    /// Take over a folder that an earlier build did not make
    #[arg(long)]
    pub force: bool,
    /// Publish nothing where there are warnings, and end with exit code 1
    #[arg(long)]
    pub strict: bool,
    /// Say how long each stage took
    #[arg(long)]
    pub timings: bool,
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// The port to listen on; 0 for any that is free
    #[arg(long, short, default_value_t = 3000)]
    pub port: u16,
    /// The address to listen on [default: this machine's own, 127.0.0.1 and ::1]
    #[arg(long, value_name = "ADDR")]
    pub bind: Option<std::net::IpAddr>,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Show what this audience and all wider ones may see
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<String>,
    /// Look for changes twice a second, where the machine does not tell of them
    #[arg(long)]
    pub poll: bool,
    /// The address that opens a file in your editor, with {path}, {line} and {column}
    #[arg(long, value_name = "URL", default_value = "vscode://file{path}:{line}:{column}")]
    pub editor: String,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Check what this audience and all wider ones may see
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<String>,
    /// Also ask other sites whether what is linked to is there
    #[arg(long)]
    pub external: bool,
    /// End with exit code 1 where there are warnings, as where there are errors
    #[arg(long)]
    pub strict: bool,
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Weave {
    #[command(subcommand)]
    pub action: Option<WeaveAction>,
    /// Only what concerns this community
    #[arg(long, value_name = "SLUG")]
    pub community: Option<String>,
    /// Only what concerns this domain
    #[arg(long, value_name = "SLUG")]
    pub domain: Option<String>,
    #[arg(long, value_enum, default_value_t = WeaveFormat::Human)]
    pub format: WeaveFormat,
}

/// How the weave is printed, on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WeaveFormat {
    /// The weaver's desk: suggestions, bridges, gaps, what is wanted
    Human,
    /// The same for programs, all of it, as one JSON document
    Json,
    /// The graph of entries for Graphviz
    Dot,
    /// The graph of entries for Gephi, yEd, Cytoscape and others
    Graphml,
    /// The graph as a table: a row a link, and one for each entry that has none
    Csv,
}

#[derive(Debug, Subcommand)]
pub enum WeaveAction {
    /// Write what suggestions propose into the site's files
    Accept(Accept),
    /// Never show these suggestions again; `weave-dismissed.txt` remembers them
    Dismiss(Dismiss),
}

#[derive(Debug, Args)]
pub struct Accept {
    /// Suggestions, by the ids that `copsite weave` prints
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// What a new entry is to be, where the suggestion cannot tell: method, tool, term …
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
}

#[derive(Debug, Args)]
pub struct Dismiss {
    /// Suggestions, by the ids that `copsite weave` prints
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Harvest {
    /// The year in which the period begins [default: the one that it is]
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i16>,
    /// Only this community
    #[arg(long, value_name = "SLUG")]
    pub community: Option<String>,
    #[arg(long, value_enum, default_value_t = HarvestFormat::Human)]
    pub format: HarvestFormat,
    /// End with exit code 1 where a commitment is not yet in this state
    #[arg(long, value_enum, value_name = "STATE")]
    pub require: Option<Required>,
}

/// How the harvest is printed, on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HarvestFormat {
    Human,
    /// The document of `harvest.json`
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Required {
    Kept,
}

#[derive(Debug, Args)]
pub struct Newsletter {
    #[command(subcommand)]
    pub action: NewsletterAction,
}

#[derive(Debug, Subcommand)]
pub enum NewsletterAction {
    /// Write the next issue as a draft: the articles that wait, what is new, dates ahead, a bridge, a gap
    Collect,
    /// Write an issue's e-mail: HTML, plain text, and a message ready to be sent; drafts too
    Write(WriteIssue),
}

#[derive(Debug, Args)]
pub struct WriteIssue {
    /// The issue's slug, such as 14 [default: the newest one]
    pub issue: Option<String>,
    /// Write what this audience and all wider ones may see
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<String>,
    /// The folder to write to [default: `newsletter-<issue>` in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// A file, an address of the site, an id or a title
    pub what: String,
    #[arg(long, value_enum, default_value_t = ExplainFormat::Human)]
    pub format: ExplainFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    Human,
    Json,
}

#[derive(Debug, Args)]
pub struct Theme {
    #[command(subcommand)]
    pub action: ThemeAction,
}

#[derive(Debug, Subcommand)]
pub enum ThemeAction {
    /// List the theme's files, tokens and options with what each comes from, or print one file
    Show(ShowTheme),
    /// Copy files of the theme into the site, where they take its place, to be changed there
    Eject(EjectTheme),
}

#[derive(Debug, Args)]
pub struct ShowTheme {
    /// A file, such as `parts/facts.html` or `assets/icons/story.svg`, printed as the site uses it
    pub path: Option<String>,
    #[arg(long, value_enum, default_value_t = ThemeFormat::Human, conflicts_with = "path")]
    pub format: ThemeFormat,
}

/// How the list is printed, on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeFormat {
    Human,
    Json,
}

#[derive(Debug, Args)]
pub struct EjectTheme {
    /// Files, such as `parts/facts.html` or `assets/icons/story.svg`
    #[arg(required_unless_present = "all", value_name = "PATH")]
    pub paths: Vec<String>,
    /// Every file that the site has not of its own
    #[arg(long, conflicts_with = "paths")]
    pub all: bool,
    /// Put the theme's file in the place of the site's own
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Schema {
    /// A kind, `config`, `weaver` for `weaver.json`, or `template` for what each template gets
    pub what: String,
}

#[derive(Debug, Args)]
pub struct Completions {
    pub shell: clap_complete::Shell,
}

fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "no calendar has that day; write the year, the month and the day, such as 2026-11-30")
}

impl Global {
    /// The same, for a command that may take warnings for errors: people see them then also with `--quiet`.
    pub fn with_strict(&self, strict: bool) -> Global {
        Global { quiet: self.quiet && !strict, ..self.clone() }
    }

    /// The site's folder; where none is found upwards, this one, so that its absence is reported.
    pub fn root(&self) -> PathBuf {
        if let Some(root) = &self.root {
            return root.clone();
        }
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let found = here.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file()).map(Path::to_path_buf);
        found.unwrap_or(here)
    }

    pub fn options(&self, audience: Option<&String>, base_url: Option<&String>) -> Options {
        Options {
            now: Timestamp::now(),
            as_of: self.as_of,
            drafts: if self.drafts { Drafts::Shown } else { Drafts::Withheld },
            future: self.future,
            audience: audience.cloned(),
            base_url: base_url.cloned(),
            strict: false,
            in_memory: IN_MEMORY,
        }
    }
}
