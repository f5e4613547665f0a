//! Files that a text has in it and that are no pictures: sounds and films, which a page plays, and links to all others.

use super::{Filler, Medium, push};
use crate::content::Doc;
use crate::content::media::{Media, captions_begin, captions_language};
use crate::view::escape::xml;
use crate::weaver::Resolved;

impl Filler<'_> {
    /// A sound or film that is written as a picture is. `href` is escaped.
    pub(super) fn played(&self, doc: &Doc, resolved: &Resolved, href: &str, words: &str, html: &mut String) {
        let caption = Some(words).filter(|words| !words.is_empty());
        match self.medium {
            Medium::Page => self.file(doc, resolved, href, caption, html),
            Medium::Mail | Medium::File => self.file_in_words(doc, href, caption, html),
        }
    }

    /// Sound, a film, or a link to any other file.
    pub(super) fn file(&self, doc: &Doc, resolved: &Resolved, href: &str, caption: Option<&str>, html: &mut String) {
        let name = caption.map(|words| format!(" aria-label=\"{}\"", xml(words))).unwrap_or_default();
        match Media::of(href) {
            Some(Media::Sound) => push(html, format_args!("<audio controls src=\"{href}\"{name}></audio>")),
            Some(Media::Film) => {
                push(html, format_args!("<video controls src=\"{href}\"{name}>"));
                self.tracks(doc, resolved, html);
                html.push_str("</video>");
            }
            None => {
                let words = caption.map_or_else(|| href.rsplit('/').next().unwrap_or(href).into(), xml);
                push(html, format_args!("<a href=\"{href}\">{words}</a>"));
            }
        }
    }

    /// The captions that lie beside a film.
    fn tracks(&self, doc: &Doc, resolved: &Resolved, html: &mut String) {
        let (snapshot, base) = (self.snapshot, self.base);
        let film = match resolved {
            Resolved::File(file) => Some(file),
            Resolved::Path { path, .. } => snapshot.plan.source(path),
            _ => None,
        };
        let Some(beginning) = film.and_then(|film| captions_begin(film)) else { return };
        for (file, route) in snapshot.plan.files_under(beginning) {
            let Some(language) = captions_language(file, beginning) else { continue };
            let lang = language.unwrap_or(&doc.lang.0);
            let label = snapshot.theme.language_name(lang);
            let (lang, label, href) = (xml(lang), xml(&label), route.href());
            let src = xml(&href);
            push(
                html,
                format_args!("<track kind=\"captions\" src=\"{base}{src}\" srclang=\"{lang}\" label=\"{label}\">"),
            );
        }
    }
}
