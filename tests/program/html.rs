//! A published page as a browser reads it.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use scraper::{ElementRef, Html, Selector};

pub struct Page {
    document: Html,
}

impl Page {
    pub fn parse(html: &str) -> Page {
        Page { document: Html::parse_document(html) }
    }

    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).unwrap();
        self.document.select(&selector).collect()
    }

    /// The values of an attribute, in the order of the page.
    pub fn values(&self, attribute: &str) -> Vec<String> {
        let elements = self.all(&format!("[{attribute}]"));
        elements.iter().filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
    }

    pub fn ids(&self) -> BTreeSet<String> {
        self.values("id").into_iter().collect()
    }

    /// The programs of the page: inline ones by their text, others by their address; data such as
    /// JSON-LD is none.
    pub fn programs(&self) -> Vec<String> {
        let scripts = self.all("script");
        let programs = scripts.iter().filter(|script| script.attr("type").is_none_or(|kind| !kind.contains("json")));
        programs.map(|script| script.attr("src").map_or_else(|| script.text().collect(), str::to_owned)).collect()
    }

    /// The JSON-LD of the page.
    pub fn json_ld(&self) -> Vec<serde_json::Value> {
        let scripts = self.all("script[type='application/ld+json']");
        scripts.iter().map(|script| serde_json::from_str(&script.text().collect::<String>()).unwrap()).collect()
    }
}

/// The file and fragment an address on the page at `path` leads to, in a site whose pages stand under `prefix`; none
/// for one outside the site.
pub fn target(prefix: &str, path: &str, address: &str) -> Option<(String, Option<String>)> {
    let (address, fragment) = match address.split_once('#') {
        Some((address, fragment)) => (address, Some(decoded(fragment))),
        None => (address, None),
    };
    let address = address.split('?').next().unwrap_or_default();
    let has_scheme = address.split(['/', '.']).next().is_some_and(|start| start.contains(':'));
    if has_scheme || address.starts_with("//") {
        return None;
    }
    let mut parts: Vec<&str> = match address.strip_prefix('/') {
        Some(_) if address.starts_with(prefix) => Vec::new(),
        Some(_) => vec!["outside of the site"],
        None => path.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    let rest = address.strip_prefix(prefix).unwrap_or(address);
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => parts.pop().map_or_else(|| parts.push("outside of the site"), drop),
            name => parts.push(name),
        }
    }
    if address.is_empty() {
        return Some((path.to_owned(), fragment));
    }
    let is_folder = rest.is_empty() || rest.ends_with('/') || rest.ends_with("..") || rest == ".";
    let mut file = parts.join("/");
    if is_folder {
        file.push_str(if file.is_empty() { "index.html" } else { "/index.html" });
    }
    Some((decoded(&file), fragment))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
