//! Pages outside the site that entries link to.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::content::{Doc, FieldValue, LinkUse};
use crate::weaver::lists::Lists;
use crate::weaver::{EntryIx, Resolved};

/// A page outside the site, by its place in [`Pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageIx(u32);

impl PageIx {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The outside pages that more than one entry links to.
#[derive(Debug, Default)]
pub struct Pages {
    /// As first written, by page.
    pub addresses: Vec<Arc<str>>,
    /// For each entry its pages, sorted.
    pub of_entry: Lists<PageIx>,
    /// For each page the entries that link to it, in their order, each once.
    pub entries: Lists<EntryIx>,
}

impl Pages {
    /// `primary` says under which entry the links of each one count.
    pub fn new(docs: &[Arc<Doc>], resolved: &[Vec<Resolved>], primary: impl Fn(EntryIx) -> EntryIx) -> Pages {
        let addresses: Vec<Vec<&str>> =
            docs.par_iter().zip(resolved).map(|(doc, resolved)| addresses(doc, resolved)).collect();
        let count = addresses.iter().map(Vec::len).sum();
        let mut numbers: HashMap<&str, usize> = HashMap::with_capacity(count);
        let mut written: Vec<&str> = Vec::with_capacity(count);
        let mut links: Vec<(usize, EntryIx)> = Vec::with_capacity(count);
        for (index, addresses) in addresses.iter().enumerate() {
            for address in addresses {
                let number = *numbers.entry(name(address)).or_insert_with(|| {
                    written.push(address);
                    written.len() - 1
                });
                links.push((number, primary(EntryIx::new(index))));
            }
        }
        Pages::of(&written, links, docs.len())
    }

    /// Whether a page is where its site begins.
    pub fn is_front(&self, page: PageIx) -> bool {
        !name(&self.addresses[page.index()]).contains(['/', '?'])
    }

    /// Of the links to each of the addresses `written`, those to what more than one of `rows` entries links to.
    fn of(written: &[&str], mut links: Vec<(usize, EntryIx)>, rows: usize) -> Pages {
        links.sort_unstable();
        links.dedup();
        let shared = || links.chunk_by(|(a, _), (b, _)| a == b).filter(|links| links.len() > 1);
        let pairs = || {
            let numbered = shared().zip(0..);
            numbered.flat_map(|(links, page)| links.iter().map(move |(_, entry)| (PageIx(page), *entry)))
        };
        let addresses: Vec<Arc<str>> = shared().map(|links| written[links[0].0].into()).collect();
        Pages {
            of_entry: Lists::new(pairs().map(|(page, entry)| (entry.index(), page)), rows),
            entries: Lists::new(pairs().map(|(page, entry)| (page.index(), entry)), addresses.len()),
            addresses,
        }
    }
}

/// The addresses that the text, the fields and the source of an entry name.
fn addresses<'a>(doc: &'a Doc, resolved: &'a [Resolved]) -> Vec<&'a str> {
    let mut addresses = Vec::new();
    for (link, resolved) in doc.facts.links.iter().zip(resolved) {
        if let Resolved::Outside(url) = resolved
            && link.use_ == LinkUse::Follow
        {
            push(&mut addresses, url);
        }
    }
    for text in doc.facts.fields.iter().flat_map(|(_, value)| value.leaves()).filter_map(FieldValue::as_text) {
        push(&mut addresses, text);
    }
    if let Some(url) = doc.facts.source.as_ref().and_then(|source| source.url.as_ref()) {
        push(&mut addresses, url);
    }
    addresses
}

/// Only pages of the web: an e-mail address or a telephone number is no common ground.
fn push<'a>(addresses: &mut Vec<&'a str>, address: &'a str) {
    if address.starts_with("https://") || address.starts_with("http://") {
        addresses.push(address);
    }
}

/// An address without what makes no other page of it: the scheme, `www.`, the place in the page
/// and a last slash.
fn name(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.split('#').next().unwrap_or(rest).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_page_have_one_name() {
        for address in ["https://www.example.org/a/", "http://example.org/a", "https://example.org/a#part"] {
            assert_eq!(name(address), "example.org/a");
        }
        assert_ne!(name("https://example.org/a?page=2"), "example.org/a");
    }

    #[test]
    fn a_site_begins_at_its_host_alone() {
        let addresses = ["https://example.org/", "https://example.org/?q=a", "https://example.org/a"];
        let pages = Pages { addresses: addresses.map(Arc::from).into(), ..Pages::default() };
        assert_eq!([0, 1, 2].map(|page| pages.is_front(PageIx(page))), [true, false, false]);
    }
}
