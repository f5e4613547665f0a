//! What pages of the site may load and run: the Content-Security-Policy that all of them pass.

use std::collections::BTreeSet;

use super::Snapshot;
use crate::config::{Directive, PolicySources, RawHtml};
use crate::content::LinkUse;
use crate::content::media::Media;
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
        let more: String = snapshot.config.policy.fetched().into_iter().map(|source| format!(" {source}")).collect();
        let open = format!("default-src 'self' 'unsafe-inline' data: https:{more}; base-uri 'none'");
        return Policies { site: open.clone(), apart: open };
    }
    let styles = with("'self'", &snapshot.theme.inline_elements.styles);
    Policies {
        site: policy(snapshot, &styles, &snapshot.config.policy),
        apart: policy(snapshot, "'self' 'unsafe-inline'", &PolicySources::default()),
    }
}

/// `allowed` is what comes from other hosts.
fn policy(snapshot: &Snapshot, styles: &str, allowed: &PolicySources) -> String {
    let scripts = with("'self'", &snapshot.theme.inline_elements.scripts);
    let pictures = outside(&snapshot.weave, |url| Media::of(url).is_none());
    let media = outside(&snapshot.weave, |url| Media::of(url).is_some());
    let own = [
        (Directive::Script, scripts),
        (Directive::Style, styles.to_owned()),
        (Directive::Img, format!("'self' data:{pictures}")),
        (Directive::Font, "'self'".to_owned()),
        (Directive::Media, format!("'self' data:{media}")),
        (Directive::Connect, "'self'".to_owned()),
        (Directive::Form, "'self'".to_owned()),
    ];
    let named =
        |(directive, own): (Directive, String)| format!("{} {own}{}; ", directive.name(), allowed.more(directive));
    let directives: String = own.into_iter().map(named).collect();
    format!("default-src 'none'; {directives}{}base-uri 'none'", frames(allowed))
}

/// Pages show no page inside them, unless the site allows those of another host: then its own as well.
fn frames(allowed: &PolicySources) -> String {
    match allowed.more(Directive::Frame) {
        more if more.is_empty() => more,
        more => format!("{} 'self'{more}; ", Directive::Frame.name()),
    }
}

fn with(first: &str, sources: &BTreeSet<String>) -> String {
    sources.iter().fold(first.to_owned(), |all, source| format!("{all} {source}"))
}

/// The schemes of pictures, or of sounds and films, that texts take from other sites.
fn outside(weave: &Weave, is_wanted: impl Fn(&str) -> bool) -> &'static str {
    let links = weave.all().flat_map(|entry| weave.doc(entry).facts.links.iter().zip(weave.links(entry)));
    let outside = links.filter(|(link, _)| link.use_ == LinkUse::Image).filter_map(|(_, resolved)| match resolved {
        Resolved::Outside(url) => Some(&**url),
        _ => None,
    });
    let are_secure: Vec<bool> = outside.filter(|url| is_wanted(url)).map(|url| url.starts_with("https:")).collect();
    match are_secure.iter().all(|is_secure| *is_secure) {
        _ if are_secure.is_empty() => "",
        true => " https:",
        false => " https: http:",
    }
}
