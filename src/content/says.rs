//! Whether an entry says anything under a key.

use super::{Facts, FieldValue};

impl Facts {
    /// Whether anything is said under a common key or under one of the kind's own fields. What every entry has, be it by
    /// default, is said.
    pub fn says(&self, name: &str) -> bool {
        self.says_common(name).unwrap_or_else(|| self.field(name).is_some_and(|value| !value.is_blank()))
    }

    /// The same of a common key; none for what is no common key.
    fn says_common(&self, name: &str) -> Option<bool> {
        Some(match name {
            "title" | "kind" | "slug" | "language" | "draft" | "pinned" | "toc" | "noindex" => true,
            "summary" => self.summary.is_some(),
            "date" => self.date.is_some(),
            "updated" => self.updated.is_some(),
            "revision" => self.revision.is_some(),
            "publish" => self.publish.is_some(),
            "expires" => self.expires.is_some(),
            "domains" => !self.domains.is_empty(),
            "communities" => !self.communities.is_empty(),
            "people" => !self.people.is_empty(),
            "tags" => !self.tags.is_empty(),
            "audience" => self.audience.is_some(),
            "aliases" => !self.aliases.is_empty(),
            "image" => self.image.is_some(),
            "source" => self.source.is_some(),
            "reviewed" => self.reviewed.is_some(),
            "review_by" => self.review_by.is_some(),
            "consent" => self.consent.is_some(),
            "template" => self.template.is_some(),
            "relations" => !self.relations.is_empty(),
            "extra" => !self.extra.values().all(FieldValue::is_blank),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::content::testing::site;
    use crate::kinds::common_names;

    #[test]
    fn every_common_key_is_asked_where_it_is_kept() {
        let doc = site("").read("content/stories/one.md", "# One\n");
        let forgotten: Vec<&str> = common_names().filter(|name| doc.facts.says_common(name).is_none()).collect();
        assert_eq!(forgotten, [""; 0], "says() answers for every common key");
    }
}
