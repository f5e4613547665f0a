//! Files by the ends of their paths: wiki-links name them so, wherever they lie.
//!
//! Letter case and Unicode form do not count, as with the names of entries.

use std::sync::Arc;

use foldhash::HashMap;

use crate::content::identity::fold;

/// The paths of files, each list in order, by their folded last part.
#[derive(Debug, Default)]
pub struct FileNames(HashMap<String, Vec<Arc<str>>>);

impl FileNames {
    pub fn new<'a>(files: impl Iterator<Item = &'a Arc<str>>) -> FileNames {
        let mut by_name: HashMap<String, Vec<Arc<str>>> = HashMap::default();
        for file in files {
            by_name.entry(fold(last_part(file))).or_default().push(file.clone());
        }
        by_name.values_mut().for_each(|files| files.sort_unstable());
        FileNames(by_name)
    }

    /// The files whose paths end in `written`, a name or the last folders with it.
    pub fn ending_in<'a>(&'a self, written: &str) -> impl Iterator<Item = &'a Arc<str>> + use<'a> {
        let end = fold(written);
        let named = self.0.get(last_part(&end)).map_or(&[][..], Vec::as_slice);
        let starts_part = |start: &str| start.is_empty() || start.ends_with('/');
        named.iter().filter(move |file| fold(file).strip_suffix(&*end).is_some_and(starts_part))
    }

    /// The one file that a wiki-link may lead to by its name; none where several are called so. What has `_` before its
    /// name is for writers alone.
    pub fn only(&self, written: &str) -> Option<&Arc<str>> {
        let mut files = self.linkable(written);
        files.next().filter(|_| files.next().is_none())
    }

    /// All files that a wiki-link may mean.
    pub fn linkable<'a>(&'a self, written: &str) -> impl Iterator<Item = &'a Arc<str>> + use<'a> {
        let is_for_readers = |file: &Arc<str>| {
            let inside = file.strip_prefix("static/").or_else(|| file.strip_prefix("content/"));
            let is_page = file.ends_with(".md");
            !is_page && inside.is_some_and(|inside| !inside.split('/').any(|part| part.starts_with('_')))
        };
        self.ending_in(written).filter(move |file| is_for_readers(file))
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> FileNames {
        let files: Vec<Arc<str>> = [
            "content/attachments/Map.png",
            "content/stories/a/map.png",
            "content/stories/a/caf\u{e9}.pdf",
            "content/_drafts/plan.pdf",
            "static/plan.pdf",
            "themes/own/logo.svg",
        ]
        .map(Arc::from)
        .into();
        FileNames::new(files.iter())
    }

    #[test]
    fn a_name_or_the_end_of_a_path_finds_files_whatever_their_case_and_form() {
        let names = names();
        let found = |written: &str| names.ending_in(written).map(|file| &**file).collect::<Vec<_>>();
        assert_eq!(found("MAP.png"), ["content/attachments/Map.png", "content/stories/a/map.png"]);
        assert_eq!(found("a/map.png"), ["content/stories/a/map.png"]);
        assert_eq!(found("content/stories/a/map.png"), ["content/stories/a/map.png"]);
        assert_eq!(found("cafe\u{301}.pdf"), ["content/stories/a/caf\u{e9}.pdf"]);
        assert_eq!(found("p.png"), [""; 0]);
        assert_eq!(found("ttachments/Map.png"), [""; 0]);
    }

    #[test]
    fn a_link_leads_to_the_only_file_for_readers() {
        let names = names();
        assert_eq!(names.only("plan.pdf").map(|file| &**file), Some("static/plan.pdf"));
        assert_eq!(names.only("map.png"), None);
        assert_eq!(names.only("logo.svg"), None);
    }
}
