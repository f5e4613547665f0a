//! Files by the ends of their paths: wiki-links name them so, wherever they lie.
//!
//! Letter case and Unicode form do not count, as with the names of entries.

use std::sync::Arc;

use foldhash::HashMap;

use crate::content::identity::fold;
use crate::content::is_private;

/// The paths of files, folded and as they are, each list in their order, by their folded last part.
#[derive(Debug, Default)]
pub struct FileNames(HashMap<String, Vec<(String, Arc<str>)>>);

impl FileNames {
    pub fn new<'a>(files: impl Iterator<Item = &'a Arc<str>>) -> FileNames {
        let mut by_name: HashMap<String, Vec<(String, Arc<str>)>> = HashMap::default();
        for file in files {
            let folded = fold(file);
            by_name.entry(last_part(&folded).to_owned()).or_default().push((folded, file.clone()));
        }
        by_name.values_mut().for_each(|files| files.sort_unstable());
        FileNames(by_name)
    }

    /// The files whose paths end in `written`: a name, or the last folders with it.
    pub fn ending_in<'a>(&'a self, written: &str) -> impl Iterator<Item = &'a Arc<str>> + use<'a> {
        let end = fold(written);
        let called = self.called(&end);
        let starts_part = |start: &str| start.is_empty() || start.ends_with('/');
        let ends_so = move |folded: &str| folded.strip_suffix(&*end).is_some_and(starts_part);
        called.iter().filter(move |(folded, _)| ends_so(folded)).map(|(_, file)| file)
    }

    /// The files at a path: several where they differ in case alone.
    pub fn at<'a>(&'a self, path: &str) -> impl Iterator<Item = &'a Arc<str>> + use<'a> {
        let path = fold(path);
        let called = self.called(&path);
        let first = called.partition_point(|(folded, _)| *folded < path);
        called[first..].iter().take_while(move |(folded, _)| *folded == path).map(|(_, file)| file)
    }

    /// The files that a wiki-link may mean: that at the path from the content folder, else all that end so. Pages are
    /// entries, and what has `_` before its name is for writers alone.
    pub fn meant(&self, written: &str) -> Vec<&Arc<str>> {
        let is_for_readers = |file: &&Arc<str>| {
            let is_inside = file.starts_with("static/") || file.starts_with("content/");
            is_inside && !file.ends_with(".md") && !is_private(file)
        };
        let files: Vec<&Arc<str>> = self.ending_in(written).filter(is_for_readers).collect();
        let whole: Vec<&Arc<str>> = self.at(&format!("content/{written}")).filter(is_for_readers).collect();
        if whole.is_empty() { files } else { whole }
    }

    fn called(&self, folded: &str) -> &[(String, Arc<str>)] {
        self.0.get(last_part(folded)).map_or(&[], Vec::as_slice)
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
            "content/a/map.png",
            "static/_files/plan.pdf",
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
        assert_eq!(found("MAP.png"), ["content/a/map.png", "content/attachments/Map.png", "content/stories/a/map.png"]);
        assert_eq!(found("stories/A/map.png"), ["content/stories/a/map.png"]);
        assert_eq!(found("content/stories/a/map.png"), ["content/stories/a/map.png"]);
        assert_eq!(found("cafe\u{301}.pdf"), ["content/stories/a/caf\u{e9}.pdf"]);
        assert_eq!(found("p.png"), [""; 0]);
        assert_eq!(found("ttachments/Map.png"), [""; 0]);
        assert_eq!(names.at("Content/A/MAP.png").map(|file| &**file).collect::<Vec<_>>(), ["content/a/map.png"]);
        assert_eq!(names.at("a/map.png").count(), 0);
    }

    #[test]
    fn a_link_means_the_file_at_its_path_or_those_that_end_so() {
        let names = names();
        let meant = |written: &str| names.meant(written).into_iter().map(|file| &**file).collect::<Vec<_>>();
        assert_eq!(meant("a/map.png"), ["content/a/map.png"]);
        assert_eq!(meant("map.png").len(), 3);
        assert_eq!(meant("plan.pdf"), ["static/_files/plan.pdf"]);
        assert_eq!(meant("logo.svg"), [""; 0]);
    }
}
