//! An issue of the newsletter for mail programs: HTML with every style inside, the same as plain text, and
//! both in one message.
//!
//! Never sends anything, and refers to nothing that a mail program would have to fetch.

mod clean;
mod formula;
mod message;
mod text;

use css_inline::{CSSInliner, InlineOptions};
use tera::Value;

use super::context::render_part;
use super::memo::Memo;
use super::outside_its_page::outside_its_page;
use super::prose::{self, safe};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::plan::EmailFormat;
use crate::view::{Snapshot, issue, item};
use crate::weaver::EntryIx;

/// Bytes at which Gmail cuts a mail off and shows a link to the rest.
const GMAIL: usize = 102 * 1024;
/// What an issue's text may be to make a mail that is surely smaller: styles and links make it larger.
const SURELY_SMALL: usize = 12 * 1024;
/// Bytes that a piece adds to it at most, in the same measure.
const PIECE: usize = 1024;

/// The file in one of its formats.
pub fn email(snapshot: &Snapshot, memo: &Memo, entry: EntryIx, format: EmailFormat) -> Result<String, Box<Diagnostic>> {
    let html = html(snapshot, memo, entry)?;
    Ok(match format {
        EmailFormat::Html => html,
        EmailFormat::Text => text::text(&html),
        EmailFormat::Message => message::message(snapshot, entry, &html, &text::text(&html)),
    })
}

fn html(snapshot: &Snapshot, memo: &Memo, entry: EntryIx) -> Result<String, Box<Diagnostic>> {
    let email = issue::email(snapshot, entry);
    let home = snapshot.config.base_url.absolute("");
    let text = outside_its_page(&prose::mail(snapshot, memo, entry, &home)?, &email.url);
    let body = clean::clean(&formula::in_words(&text), &email.url);
    let item = item::item(snapshot, entry, safe(&body), &issue::SHOWN);
    let values = [
        ("issue", Value::from_serializable(&issue::issue(snapshot, entry, item))),
        ("email", Value::from_serializable(&email)),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value));
    let lang = &snapshot.weave.doc(entry).lang;
    let page = render_part(snapshot, "email/issue.html", &home, lang, values, snapshot.weave.address(entry))?;
    inlined(&page).map_err(|why| Box::new(not_inlined(&why)))
}

/// The page with the rules of its style sheet as attributes, since some mail programs know no style sheet.
fn inlined(page: &str) -> Result<String, String> {
    let options = InlineOptions {
        keep_style_tags: false,
        keep_at_rules: false,
        load_remote_stylesheets: false,
        minify_css: true,
        ..InlineOptions::default()
    };
    CSSInliner::new(options).inline(page).map_err(|error| error.to_string())
}

fn not_inlined(why: &str) -> Diagnostic {
    let problem =
        Diagnostic::new(Code::TemplateError, format!("the styles of `email/issue.html` cannot be read: {why}"));
    problem.help("a style sheet in it holds something that is no CSS")
}

/// What a mail program would make of the issue.
pub fn check(snapshot: &Snapshot, memo: &Memo, entry: EntryIx) -> Vec<Diagnostic> {
    let doc = snapshot.weave.doc(entry);
    let at_file = |problem: Diagnostic| problem.at(Span::file(&doc.file));
    let mut problems = Vec::new();
    if snapshot.config.base_url.origin.is_empty() {
        let problem = Diagnostic::new(Code::EmailAddresses, "the links of this issue's e-mail have no address");
        let help = "write where the site is published as `base_url` in `copsite.toml`, with `https://`";
        problems.push(at_file(problem).help(help));
    }
    let most = doc.body.html.length() + doc.facts.links.len() * PIECE;
    // What is wrong with a template is told when the page is rendered.
    if most > SURELY_SMALL
        && let Ok(size) = html(snapshot, memo, entry).map(|html| html.len())
        && size > GMAIL
    {
        let message = format!("the e-mail of this issue is {} KB large, and Gmail cuts it off at 102 KB", size / 1024);
        let problem = Diagnostic::new(Code::EmailTooLarge, message);
        problems.push(at_file(problem).help("show fewer pieces, or shorten the text: each piece links to the whole"));
    }
    problems
}
