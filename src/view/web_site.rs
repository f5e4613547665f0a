//! What the site as a whole is, in the words of schema.org, for the head of its home page.

use serde::Serialize;

use super::Snapshot;
use super::escape::script_json;
use super::json_ld::CONTEXT;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebSite<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    of_type: &'static str,
    name: &'a str,
    url: String,
    in_language: &'a str,
}

/// JSON-LD that can stand in a script element.
pub fn web_site(snapshot: &Snapshot) -> String {
    let config = &snapshot.config;
    let site = WebSite {
        context: CONTEXT,
        of_type: "WebSite",
        name: &config.title,
        url: config.base_url.absolute(""),
        in_language: &config.language,
    };
    // Texts always serialise.
    script_json(&serde_json::to_string(&site).unwrap_or_default()).into_owned()
}
