//! One message with both bodies (RFC 5322, RFC 2046), for a program that sends it.
//!
//! Nothing in it is made up by chance or by the clock: the same issue is the same message.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::url::URL;
use mail_builder::mime::MimePart;
use twox_hash::XxHash3_64;

use crate::config::Config;
use crate::plan::encode;
use crate::render::unique::{domain, uri, within};
use crate::view::Snapshot;
use crate::view::site::contact_url;
use crate::weaver::EntryIx;

pub fn message(snapshot: &Snapshot, entry: EntryIx, html: &str, text: &str) -> String {
    let doc = snapshot.weave.doc(entry);
    let config = &snapshot.config;
    let host = domain(config);
    let seconds = snapshot.weave.date(entry).map_or(0, |date| date.at.as_second());
    let mut message = MessageBuilder::new()
        .from(Address::new_address(Some(undecoded(&config.title)), sender(config, &host)))
        .to(Address::new_group(Some("undisclosed-recipients"), Vec::new()))
        .subject(undecoded(&doc.facts.title))
        .date(Date::new(seconds))
        .message_id(format!("{}{}.{}.newsletter@{host}", within(config), encode(&doc.id.slug), doc.lang))
        .header("MIME-Version", Raw::new("1.0"))
        .header("Content-Language", Raw::new(doc.lang.to_string()))
        // A mail program opens it to be sent, and not as one that came.
        .header("X-Unsent", Raw::new("1"));
    if let Some(unsubscribe) = &config.newsletter.unsubscribe {
        message = message.header("List-Unsubscribe", URL::new(uri(&contact_url(unsubscribe))));
    }
    message.body(alternatives(html, text)).write_to_string().unwrap_or_default()
}

/// Mail programs decode what looks like an encoded word (RFC 2047), whoever wrote it: a word joiner, which nobody
/// sees, keeps it a text.
fn undecoded(text: &str) -> String {
    text.replace("=?", "=\u{2060}?")
}

/// The plain text first: a mail program shows the last one that it understands.
fn alternatives<'x>(html: &'x str, text: &'x str) -> MimePart<'x> {
    let boundary = format!(
        "copsite-{:016x}",
        XxHash3_64::oneshot_with_seed(XxHash3_64::oneshot(html.as_bytes()), text.as_bytes())
    );
    let kind = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    let part =
        |kind: &'static str, body: &'x str| MimePart::new(ContentType::new(kind).attribute("charset", "utf-8"), body);
    MimePart::new(kind, vec![part("text/plain", text), part("text/html", html)])
}

fn sender(config: &Config, host: &str) -> String {
    let contact = config.contact.as_deref().map(|contact| contact.strip_prefix("mailto:").unwrap_or(contact));
    let is_mail = |contact: &&str| contact.contains('@') && !contact.contains([':', '/', '?']);
    let own = config.newsletter.from.as_deref().or(contact.filter(is_mail));
    own.map_or_else(|| format!("newsletter@{host}"), str::to_owned)
}
