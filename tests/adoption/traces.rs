//! Looks for what must not be in any published file: titles and addresses of pages that nobody may see.
//!
//! It reads the sources on its own and much more simply than copsite: line by line. What a visible page
//! says itself, in its text or front matter, is no trace: an article keeps the title of an expired page that
//! it links to. So only what stands in no visible source is looked for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use aho_corasick::AhoCorasick;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// One Markdown file, as far as its lines tell.
pub struct Page {
    /// Relative to `content/`.
    pub file: String,
    pub title: Option<String>,
    pub slug: String,
    pub draft: bool,
    /// As written; all of them are in the past.
    pub expires: Option<String>,
    text: String,
}

impl Page {
    /// The folder of its kind, and its slug.
    pub fn address(&self) -> String {
        format!("{}/{}", self.file.split('/').next().unwrap_or_default(), self.slug)
    }

    pub fn withheld(&self) -> bool {
        self.draft || self.expires.is_some()
    }

    /// Lines of its front matter that are old addresses, without the slashes around them.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        let front = self.text.trim_start().lines().skip(1).take_while(|line| line.trim_end() != "---");
        front.filter_map(|line| line.trim().strip_prefix("- /")).map(|alias| alias.trim_end_matches('/'))
    }
}

/// All Markdown files under `root/content`, by path.
pub fn pages(root: &Path) -> Vec<Page> {
    let mut pages = Vec::new();
    read(&root.join("content"), "", &mut pages);
    pages.sort_by(|a, b| a.file.cmp(&b.file));
    pages
}

fn read(folder: &Path, inside: &str, pages: &mut Vec<Page>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{inside}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            read(&entry.path(), &format!("{name}/"), pages);
        } else if name.ends_with(".md") {
            pages.push(page(name, fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

fn page(file: String, text: String) -> Page {
    let front: Vec<&str> = text.trim_start().lines().skip(1).take_while(|line| line.trim_end() != "---").collect();
    let value = |key: &str| {
        let line = front.iter().rev().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
        let value = line.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']).trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let stem = file.trim_end_matches(".md").trim_end_matches("/_index").trim_end_matches("/index");
    let name = stem.rsplit('/').next().unwrap_or_default();
    let undated = name.get(11..).filter(|_| name.starts_with("20") && name.as_bytes()[10] == b'-').unwrap_or(name);
    let slug = value("slug").filter(|slug| !slug.contains('/')).unwrap_or_else(|| undated.to_owned());
    let draft = value("draft").is_some_and(|draft| draft == "true");
    let (title, expires) = (value("title").or_else(|| value("display_name")), value("expirydate"));
    Page { file, title, slug, draft, expires, text }
}

/// Titles and addresses that only stand in sources of withheld pages.
pub struct Markers {
    pub titles: BTreeSet<String>,
    /// Folder and slug: `news/some-title`.
    pub addresses: BTreeSet<String>,
}

/// Shorter titles are words that may stand anywhere.
const SHORTEST: usize = 12;

impl Markers {
    pub fn new(pages: &[Page], data: &[String]) -> Markers {
        let (withheld, visible): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|page| page.withheld());
        let (mut words, mut known) = (String::new(), BTreeSet::new());
        for text in visible.iter().map(|page| &page.text).chain(data) {
            words.push_str(&plain(text));
            words.push('\n');
            known.extend(addresses_in(text).map(str::to_owned));
        }
        known.extend(visible.iter().map(|page| page.address()));
        let title = |page: &&Page| page.title.as_deref().map(plain).filter(|title| title.len() >= SHORTEST);
        let titles: BTreeSet<String> = withheld.iter().filter_map(title).collect();
        let said = said_in(&words, &titles);
        Markers {
            titles: titles.difference(&said).cloned().collect(),
            addresses: withheld.iter().map(|page| page.address()).filter(|address| !known.contains(address)).collect(),
        }
    }

    /// The published files in which a marker stands, with the marker.
    pub fn found_in(&self, files: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
        files
            .par_iter()
            .flat_map_iter(|(name, bytes)| self.found_in_file(name, &String::from_utf8_lossy(bytes)))
            .collect()
    }

    fn found_in_file(&self, name: &str, text: &str) -> Vec<(String, String)> {
        let addresses = addresses_in(text).chain(addresses_in(name)).filter(|part| self.addresses.contains(*part));
        let pieces = text.split(['<', '>', '"', '[', ']', '\n']).filter(|piece| piece.len() >= SHORTEST).map(plain);
        let titles = pieces.filter(|piece| self.titles.contains(piece));
        addresses.map(str::to_owned).chain(titles).map(|marker| (name.to_owned(), marker)).collect()
    }
}

/// Those of the titles that stand in the words.
fn said_in(words: &str, titles: &BTreeSet<String>) -> BTreeSet<String> {
    let all: Vec<&String> = titles.iter().collect();
    let search = AhoCorasick::new(&all).unwrap();
    search.find_overlapping_iter(words).map(|found| all[found.pattern()].clone()).collect()
}

/// Every two parts of a path that stand side by side: `29/some-title` and `news/some-title`.
fn addresses_in(text: &str) -> impl Iterator<Item = &str> {
    let other = |c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && !matches!(c, '-' | '_' | '/');
    text.split(other).flat_map(|path| {
        let ends: Vec<usize> = path.match_indices('/').map(|(at, _)| at).chain([path.len()]).collect();
        let starts = [0].into_iter().chain(ends.clone().into_iter().map(|end| end + 1));
        let pairs: Vec<(usize, usize)> = starts.zip(ends.into_iter().skip(1)).collect();
        pairs.into_iter().map(move |(start, end)| &path[start..end])
    })
}

/// Only letters and digits, so that escaping and typography make no difference.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\\']) {
        plain.extend(rest[..at].chars().filter(|c| c.is_ascii_alphanumeric()));
        let reference = rest[at..].find(';').filter(|length| rest.as_bytes()[at] == b'&' && *length <= 8);
        rest = &rest[at + reference.map_or(1, |length| length + 1)..];
    }
    plain.extend(rest.chars().filter(|c| c.is_ascii_alphanumeric()));
    plain
}

#[test]
fn what_leaks_is_found_and_what_a_visible_page_says_is_not() {
    let expired = |name: &str| {
        let text = format!("---\nslug: {name}\ntitle: \"The {name} of a long title\"\nexpirydate: 2020-01-01\n---\n");
        page(format!("news/2019/01/2019-01-02-{name}.md"), text)
    };
    let visible = "---\ntitle: A visible page\n---\nSee [The second of a long title](/news/second/).\n".to_owned();
    let pages = [expired("first"), expired("second"), page("news/visible.md".to_owned(), visible)];
    let markers = Markers::new(&pages, &[]);
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let published = BTreeMap::from([
        file("a.html", "<a href=\"../news/first/\">x</a>"),
        file("b.json", "{\"title\":\"The first of a long title\"}"),
        file("c.html", "<h2>The second of a long title</h2><a href=\"/news/second/\">x</a>"),
        file("news/first/index.html", ""),
    ]);
    let found: Vec<String> = markers.found_in(&published).into_iter().map(|(name, _)| name).collect();
    assert_eq!(found, ["a.html", "b.json", "news/first/index.html"]);
}
