//! A published page as a browser reads it.

use std::collections::BTreeSet;

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
