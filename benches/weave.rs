//! How long the weave of a large site takes, a query on it and the weaver's desk, and how much memory the
//! weave holds: `cargo bench --bench weave`, or `cargo bench --bench weave -- 10000` for one size.
//!
//! Each site is made here: entries of five links each, with the words, terms and headings of real
//! ones in numbers that stay alike however large the site is. Times are the best of several runs,
//! since everything else on the machine only adds to them.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock, and what the system knows of it")]

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use copsite::config::{self, Config, Overrides};
use copsite::content::{Doc, Rules, read};
use copsite::kinds::{self, Kinds};
use copsite::weaver::suggestions::suggestions;
use copsite::weaver::{Drafts, EntryIx, Sources, Viewer, Weave, weave};
use rayon::prelude::*;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const RUNS: usize = 5;
/// Queries asked of each weave, spread over all entries.
const QUERIES: usize = 1_000;

const SETTINGS: &str = r#"
title = "Bench"
[vocabulary]
domains = "open"
communities = "open"
"#;

const FOLDERS: [&str; 5] = ["cases", "methods", "tools", "stories", "blog"];

fn main() {
    let (config, _) = config::resolve(&Arc::from("copsite.toml"), SETTINGS, &Overrides::default());
    let Some(config) = config else { return eprintln!("the settings of the bench are not valid") };
    let (kinds, _) = kinds::resolve(&config);
    println!(
        "{:>9} {:>9} {:>10} {:>11} {:>12} {:>12} {:>10}",
        "entries", "links", "weave", "KiB each", "related", "slowest", "desk"
    );
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    for size in if asked.is_empty() { SIZES.to_vec() } else { asked } {
        let docs: Vec<Arc<Doc>> = by_path(size).into_par_iter().filter_map(|n| doc(n, size, &config, &kinds)).collect();
        let viewer =
            Viewer { now: jiff::Timestamp::UNIX_EPOCH, drafts: Drafts::Withheld, future: false, audience: None };
        let sources = Sources {
            config: &config,
            kinds: &kinds,
            docs: &docs,
            files: &[],
            closed: &Default::default(),
            viewer: &viewer,
        };
        let before = resident();
        let woven = weave(sources).0;
        let kib = resident().saturating_sub(before) as f64 / size as f64;
        let (_, time) = best(|| weave(sources));
        let (mean, slowest) = queries(&woven, |entry| woven.related(entry).len());
        // All suggestions: every text is read and searched for every name.
        let (_, desk) = best(|| suggestions(&woven, &kinds));
        let links = woven.edges().len();
        println!("{size:>9} {links:>9} {time:>10.1?} {kib:>11.1} {mean:>12.1?} {slowest:>12.1?} {desk:>10.1?}");
    }
}

/// KiB of memory that the program holds; 0 where the system does not tell it as Linux does.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The result of `run`, and the shortest of its times.
fn best<T>(run: impl Fn() -> T) -> (T, Duration) {
    let timed = || {
        let start = Instant::now();
        let result = run();
        (result, start.elapsed())
    };
    let mut best = timed();
    for _ in 1..RUNS {
        let (_, time) = timed();
        best.1 = best.1.min(time);
    }
    best
}

/// The mean time of a query, and that of the slowest entry, each entry's time being its best.
fn queries(weave: &Weave, query: impl Fn(EntryIx) -> usize) -> (Duration, Duration) {
    let step = (weave.len() / QUERIES).max(1);
    let times: Vec<Duration> = weave.all().step_by(step).map(|entry| best(|| query(entry)).1).collect();
    (times.iter().sum::<Duration>() / times.len() as u32, times.into_iter().max().unwrap_or_default())
}

/// Numbers that look random and are the same on every run (the constants of Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }

    /// Small numbers often and large ones seldom, as words and links are in real texts.
    fn skewed(&mut self, end: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((end as f64).powf(share) - 1.0) as usize
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| word(self.skewed(20_000))).collect();
        words.join(" ")
    }
}

/// A word by its number; frequent ones have no meaning, as in English.
fn word(number: usize) -> String {
    const FREQUENT: [&str; 12] = ["the", "of", "and", "to", "in", "is", "that", "for", "it", "as", "with", "was"];
    if let Some(word) = FREQUENT.get(number) {
        return (*word).to_owned();
    }
    const SYLLABLES: [&str; 16] =
        ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa"];
    let mut rest = number;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
    }
    word + "n"
}

fn id(number: usize) -> String {
    format!("{}/entry-{number}", FOLDERS[number % FOLDERS.len()])
}

/// All numbers in the order of their files' paths, in which a site is read.
fn by_path(size: usize) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..size).collect();
    numbers.sort_by_cached_key(|number| id(*number));
    numbers
}

fn doc(number: usize, size: usize, config: &Config, kinds: &Kinds) -> Option<Arc<Doc>> {
    let path = Arc::from(format!("content/{}.md", id(number)));
    let text = text(number, size);
    read(&path, text.as_bytes(), Rules::new(config, kinds)).ok().map(Arc::new)
}

fn title(number: usize) -> String {
    format!("{} {number}", Numbers(number as u64 * 2 + 1).words(5))
}

fn text(number: usize, size: usize) -> String {
    let mut numbers = Numbers(number as u64 + 1);
    let mut text = format!("+++\ntitle = \"{}\"\n", title(number));
    let day = (2015 + numbers.below(10), 1 + numbers.below(12), 1 + numbers.below(28));
    let _ = writeln!(text, "summary = \"{}\"", numbers.words(18));
    let _ = writeln!(text, "date = {}-{:02}-{:02}", day.0, day.1, day.2);
    let _ = writeln!(text, "domains = [\"domain {}\"]", numbers.below(12));
    let _ = writeln!(text, "communities = [\"community {}\"]", numbers.below(20));
    let _ = writeln!(text, "people = [\"person {}\"]", numbers.skewed(size / 5));
    let tags = [numbers.skewed(400), numbers.skewed(400), numbers.skewed(400)];
    let _ = writeln!(text, "tags = [\"tag {}\", \"tag {}\", \"tag {}\"]\n+++\n", tags[0], tags[1], tags[2]);
    for _ in 0..5 {
        // Half of the links go to what is much linked, half anywhere.
        let to = if numbers.below(2) == 0 { numbers.skewed(size) } else { numbers.below(size) };
        let _ = writeln!(text, "## {}\n\nSee [[{}]]: {}.\n", numbers.words(3), id(to), numbers.words(12));
    }
    let _ = writeln!(text, "<https://example.org/{}> and {}", numbers.below(size), title(numbers.below(size)));
    text
}
