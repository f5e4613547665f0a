//! The folders at the top of `content/` that hold translations.
//!
//! Looks at paths only; whether anything lies there, others ask.

use std::sync::Arc;

const CONTENT: &str = "content/";

/// The languages that have a folder of their own, and the site's language.
#[derive(Clone, Debug, Default)]
pub struct LanguageFolders {
    site: Arc<str>,
    folders: Vec<Arc<str>>,
}

impl LanguageFolders {
    pub fn new(site: &str, folders: Vec<Arc<str>>) -> LanguageFolders {
        LanguageFolders { site: site.into(), folders }
    }

    /// The line of the configuration that names these folders.
    pub fn line<'t>(tags: impl IntoIterator<Item = &'t str>) -> String {
        let tags: Vec<String> = tags.into_iter().map(|tag| format!("\"{tag}\"")).collect();
        format!("languages = [{}]", tags.join(", "))
    }

    pub fn has(&self, tag: &str) -> bool {
        self.folders.iter().any(|folder| folder.eq_ignore_ascii_case(tag))
    }

    pub fn tags(&self) -> impl Iterator<Item = &Arc<str>> {
        self.folders.iter()
    }

    /// A path from the content folder without the folder of its language, and that language.
    pub fn split<'p>(&self, inside: &'p str) -> (Option<&Arc<str>>, &'p str) {
        let found = inside.split_once('/').and_then(|(folder, rest)| {
            let tag = self.folders.iter().find(|tag| tag.eq_ignore_ascii_case(folder))?;
            Some((Some(tag), rest))
        });
        found.unwrap_or((None, inside))
    }

    /// Where a file of another language than the site's may be translated from: `content/en/x.md` for `content/cy/x.md`
    /// where the site's own language has a folder as well, then `content/x.md`.
    pub fn originals(&self, path: &str) -> impl Iterator<Item = String> + use<> {
        let (language, rest) = path.strip_prefix(CONTENT).map_or((None, path), |inside| self.split(inside));
        let top = language.map(|_| format!("{CONTENT}{rest}"));
        let is_translation = language.is_some_and(|language| *language != self.site) && self.has(&self.site);
        let of_site = is_translation.then(|| format!("{CONTENT}{}/{rest}", self.site));
        of_site.into_iter().chain(top)
    }

    /// A language tag as the configuration spells it: case does not count (RFC 5646, section 2.1.1), and addresses must not
    /// differ in it alone.
    pub fn spelling(&self, tag: Arc<str>) -> Arc<str> {
        let same = |known: &&Arc<str>| known.eq_ignore_ascii_case(&tag);
        std::iter::once(&self.site).chain(&self.folders).find(same).cloned().unwrap_or(tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn originals(site: &str, folders: &[&str], path: &str) -> Vec<String> {
        let folders: Vec<Arc<str>> = folders.iter().map(|tag| Arc::from(*tag)).collect();
        LanguageFolders::new(site, folders).originals(path).collect()
    }

    #[test]
    fn a_translation_has_its_original_in_the_folder_of_the_site() {
        assert_eq!(originals("en", &["cy"], "content/cy/a/x.md"), ["content/a/x.md"]);
        assert_eq!(originals("en", &["cy", "en"], "content/cy/x.md"), ["content/en/x.md", "content/x.md"]);
        assert_eq!(originals("en", &["cy", "en"], "content/en/x.md"), ["content/x.md"]);
        assert_eq!(originals("en", &["pt-BR"], "content/pt-br/x.md"), ["content/x.md"]);
        for path in ["content/x.md", "content/de/x.md", "content/cy", "static/cy/x.png", "cy/x.md"] {
            assert_eq!(originals("en", &["cy", "en"], path), [""; 0], "{path}");
        }
    }

    #[test]
    fn a_tag_is_spelt_as_in_the_configuration() {
        let folders = LanguageFolders::new("en-GB", vec!["zh-hans".into()]);
        for (written, spelt) in [("EN-gb", "en-GB"), ("zh-Hans", "zh-hans"), ("pt-br", "pt-br")] {
            assert_eq!(&*folders.spelling(written.into()), spelt);
        }
    }
}
