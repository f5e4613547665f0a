//! What pages of the site may load and run: the Content-Security-Policy that all of them pass.

use std::collections::BTreeSet;

use super::Snapshot;
use crate::config::RawHtml;
use crate::content::LinkUse;
use crate::weaver::{Resolved, Weave};

/// The two policies of a site.
#[derive(Debug)]
pub struct Policies {
    /// For pages, and for every file that is opened by itself.
    pub site: String,
    /// For mails and files to be taken along, which have their styles inside.
    pub apart: String,
}

pub fn policies(snapshot: &Snapshot) -> Policies {
    // Raw HTML that a site lets through as it is may hold what it likes, from anywhere.
    if snapshot.config.markdown.raw_html == RawHtml::Allow {
        let open = "default-src 'self' 'unsafe-inline' data: https:; base-uri 'none'".to_owned();
        return Policies { site: open.clone(), apart: open };
    }
    let styles = with("'self'", &snapshot.theme.inline_elements.styles);
    Policies { site: policy(snapshot, &styles), apart: policy(snapshot, "'self' 'unsafe-inline'") }
}

fn policy(snapshot: &Snapshot, styles: &str) -> String {
    let scripts = with("'self'", &snapshot.theme.inline_elements.scripts);
    let pictures = outside_pictures(&snapshot.weave);
    format!(
        "default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data:{pictures}; font-src 'self'; \
         media-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"
    )
}

fn with(first: &str, sources: &BTreeSet<String>) -> String {
    sources.iter().fold(first.to_owned(), |all, source| format!("{all} {source}"))
}

/// The schemes of pictures that texts take from other sites.
fn outside_pictures(weave: &Weave) -> &'static str {
    let links = weave.all().flat_map(|entry| weave.doc(entry).facts.links.iter().zip(weave.links(entry)));
    let outside = links.filter(|(link, _)| link.use_ == LinkUse::Image).filter_map(|(_, resolved)| match resolved {
        Resolved::Outside(url) => Some(&**url),
        _ => None,
    });
    let are_secure: Vec<bool> = outside.map(|url| url.starts_with("https:")).collect();
    match are_secure.iter().all(|is_secure| *is_secure) {
        _ if are_secure.is_empty() => "",
        true => " https:",
        false => " https: http:",
    }
}
