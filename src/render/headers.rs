//! What a web server should say beside the files: which policy they pass, and which of them never change.
//! `_headers` is read by Netlify, Cloudflare Pages and others; the preview says the same.

use std::collections::BTreeSet;

use crate::plan::{EmailFormat, FileJob, Job, Planned, encode};
use crate::view::Snapshot;

/// A name and its value.
pub type Header = (&'static str, String);

pub const POLICY: &str = "Content-Security-Policy";
/// Other sites learn where a reader comes from, but not what they read.
const REFERRER: (&str, &str) = ("Referrer-Policy", "strict-origin-when-cross-origin");
/// A file is what its server says that it is.
pub const NO_GUESS: (&str, &str) = ("X-Content-Type-Options", "nosniff");
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The headers of what stands at one URL, but for how long it may be kept. Where the site has a `_headers` of its own,
/// `own`, it is the policy that this says for everything.
pub fn headers(snapshot: &Snapshot, planned: &Planned, own: Option<&str>) -> Vec<Header> {
    if let Some(own) = own {
        let policy = own_policy(own, &snapshot.config.base_url.prefix);
        return policy.map(|policy| (POLICY, policy)).into_iter().collect();
    }
    let policies = snapshot.policies();
    let policy = if is_apart(&planned.job) { &policies.apart } else { &policies.site };
    [(POLICY, policy.as_str()), REFERRER, NO_GUESS].map(|(name, value)| (name, value.to_owned())).into()
}

/// The policy in the rules for all pages; of several the last one.
fn own_policy(text: &str, prefix: &str) -> Option<String> {
    let everything = ["/*".to_owned(), format!("{prefix}*")];
    let mut is_for_everything = false;
    let mut policy = None;
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        let words = line.trim();
        if !line.starts_with([' ', '\t']) {
            is_for_everything = everything.iter().any(|pattern| pattern == words);
        } else if is_for_everything
            && let Some((name, value)) = words.split_once(':')
            && name.trim().eq_ignore_ascii_case(POLICY)
        {
            policy = Some(value.trim().to_owned());
        }
    }
    policy
}

/// `_headers` for the whole site.
pub fn file(snapshot: &Snapshot) -> String {
    let prefix = &snapshot.config.base_url.prefix;
    let policies = snapshot.policies();
    let mut text = format!("{prefix}*\n");
    for (name, value) in [(POLICY, policies.site.as_str()), REFERRER, NO_GUESS] {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    for url in snapshot.theme.lasting_urls() {
        text.push_str(&format!("\n{prefix}{}\n  Cache-Control: {FOR_EVER}\n", encode(url)));
    }
    let apart = snapshot.plan.pages().iter().filter(|planned| is_apart(&planned.job));
    let patterns: BTreeSet<String> = apart.flat_map(|planned| patterns(&planned.route.href())).collect();
    for pattern in patterns {
        // `!` takes back what the rule for everything says, where rules add up; on other hosts the last one counts.
        text.push_str(&format!("\n{prefix}{pattern}\n  ! {POLICY}\n  {POLICY}: {}\n", policies.apart));
    }
    text
}

fn is_apart(job: &Job) -> bool {
    matches!(job, Job::File(FileJob::Toolkit(_) | FileJob::Email { format: EmailFormat::Html, .. }))
}

/// `newsletter/7/email.html` → that file of all issues; also without its ending, which some hosts take away.
fn patterns(href: &str) -> [String; 2] {
    let (folder, file) = href.rsplit_once('/').unwrap_or(("", href));
    let parent = folder.rsplit_once('/').map_or(String::new(), |(parent, _)| format!("{parent}/"));
    let whole = format!("{parent}:entry/{file}");
    [whole.trim_end_matches(".html").to_owned(), whole]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_of_a_sites_own_file_is_that_of_its_rules_for_everything() {
        let own = "# Ours\n/a/*\n  Content-Security-Policy: default-src a\n/net/*\n  X-Own: yes\n  content-security-policy:default-src 'self'; img-src https://b.org\n/b\n\tContent-Security-Policy: c\n";
        assert_eq!(own_policy(own, "/net/").as_deref(), Some("default-src 'self'; img-src https://b.org"));
        assert_eq!(own_policy(own, "/other/"), None);
        assert_eq!(own_policy("/*\n Content-Security-Policy: x", "/net/").as_deref(), Some("x"));
    }

    #[test]
    fn a_file_apart_is_named_for_all_entries_of_its_folder() {
        assert_eq!(patterns("newsletter/7/email.html"), ["newsletter/:entry/email", "newsletter/:entry/email.html"]);
        assert_eq!(patterns("7/email.html"), [":entry/email", ":entry/email.html"]);
    }
}
