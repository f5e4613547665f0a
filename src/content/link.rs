//! A link of the text, and where it leads as far as one file can tell.

use std::sync::Arc;

use super::Context;
use crate::diagnostics::Span;

/// A link in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub target: Target,
    pub use_: LinkUse,
    /// The relation of a typed wiki-link, `[[uses::…]]`.
    pub relation: Option<Arc<str>>,
    /// The sentence around it, empty for embeds and images.
    pub context: Context,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkUse {
    /// A link a reader follows.
    Follow,
    /// `![[entry]]`: shown in place.
    Embed,
    /// `![alt](photo.jpg)` or `![[photo.jpg]]`.
    Image,
}

/// Where a link leads, as far as one file can tell. Paths are percent-decoded, in form NFC, free
/// of `.` and `..`, and never start with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A slug, `kind/slug`, title or alias: `[[…]]` and relations.
    Name { name: Arc<str>, anchor: Option<Arc<str>> },
    /// A file beside or around this one, relative to the site's root: `content/methods/x.md`,
    /// `content/stories/x/photo.jpg`. One that ends in `/` was written as the address of a page, which browsers read from
    /// the page's own: `../y/` in `content/a/x.md` is `content/a/y/`. `otherwise` is the other way to read what may be a
    /// page's path: from the page where that is from the file, from the file where that is from the page.
    File { path: Arc<str>, otherwise: Option<Arc<str>>, anchor: Option<Arc<str>> },
    /// A file in a wiki-link, as written: that beside this one, at `path`, else the only one of that name or end of a
    /// path. Or an entry that is called like a file.
    Called { name: Arc<str>, path: Arc<str>, anchor: Option<Arc<str>> },
    /// A path of the published site, relative to its home: `methods/x/`, `photo.jpg`.
    Path { path: Arc<str>, anchor: Option<Arc<str>> },
    /// A heading of the same page.
    Anchor(Arc<str>),
    /// What else has a tag, as it is written: `#care`.
    Tag(Arc<str>),
    /// Somewhere else: `https:`, `mailto:`, `tel:` and other harmless schemes.
    Outside(Arc<str>),
    /// A scheme that could run code; the text stays, the link goes.
    Unsafe,
    /// A path that leads out of the site.
    Escaping(Arc<str>),
}

impl Target {
    /// What to do about a path to nothing that was meant as an address, and lacks what those begin with.
    pub fn help_with_scheme(&self) -> Option<String> {
        let (Target::File { path, .. } | Target::Called { path, .. }) = self else { return None };
        let path = path.trim_end_matches('/');
        let is_host =
            |part: &str| part.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) && part.len() > 4;
        let last = path.rsplit('/').next().unwrap_or(path);
        let is_mail = last.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        let scheme = match () {
            _ if path.split('/').any(is_host) => "https://",
            _ if is_mail => "mailto:",
            _ => return None,
        };
        Some(format!("write `{scheme}` in front of it: without that it is the path of a file"))
    }
}
