//! The URL of an entry.

use std::sync::Arc;

use crate::config::Config;
use crate::content::Doc;
use crate::kinds::Kinds;

/// Where an entry is published, relative to the site's home and not percent-encoded:
/// `methods/asset-mapping/`, `about/` for a page, the empty string for the home page. Languages
/// other than the site's stand in a folder of their own: `cy/methods/asset-mapping/`.
pub fn address(doc: &Doc, kinds: &Kinds, config: &Config) -> Arc<str> {
    let mut path = config.path_in(&doc.lang.0, "");
    let folder = kinds.get(&doc.id.kind).map_or("", |kind| &kind.folder);
    if !folder.is_empty() {
        path.push_str(folder);
        path.push('/');
    }
    if !(folder.is_empty() && *doc.slug == *"index") {
        path.push_str(&doc.slug);
        path.push('/');
    }
    path.into()
}
