//! Kinds and relations as written, in the embedded schema files and in `copsite.toml` alike.
//!
//! Every key may be left out here: what is required depends on whether a kind is new or changes
//! a built-in one, which `kinds` knows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::at::{At, Ordered};

/// A kind: what an entry can be. A new one needs `folder` and `title`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawKind {
    /// The folder under `content/`, and the first part of the addresses of its entries.
    pub folder: Option<At<String>>,
    /// One entry of this kind is called: "Recipe".
    pub title: Option<At<String>>,
    /// Several are called: "Recipes". Without it, the title with an s.
    pub plural: Option<At<String>>,
    /// Where the kind stands in the site's navigation.
    pub group: Option<Group>,
    /// One sentence that says what an entry of this kind is.
    pub definition: Option<String>,
    /// The name of an icon of the theme.
    pub icon: Option<String>,
    /// The colour that the theme paints the kind in; none without it.
    pub hue: Option<RawHue>,
    /// Whether folders below the kind's own are part of the addresses of its entries, and of their ids.
    pub keep_folders: Option<At<bool>>,
    /// Whether its entries are listed in the journal, by date.
    pub dated: Option<bool>,
    /// Relations that its entries usually state.
    pub relations: Option<Vec<At<String>>>,
    /// Fields that the facts panel shows first, its own or common ones.
    pub first: Option<Vec<At<String>>>,
    /// Whether each community is expected to have some of it in each of its domains: where it has
    /// none, that is a gap.
    pub expected: Option<bool>,
    /// Fields that every entry of this kind is asked to fill in: one without an answer is a gap.
    pub asks: Option<Vec<At<String>>>,
    /// Months after which an entry that nobody has revised or reviewed is due for a review.
    pub review_after_months: Option<At<i64>>,
    /// Its own front matter fields, by name.
    pub fields: Ordered<RawField>,
    /// Names that the site's entries of this kind use, and the keys they stand for, where `[fields]`
    /// cannot say it for all kinds.
    pub names: Ordered<At<String>>,
}

/// A colour of the theme by name, or degrees of the colour wheel, with quotes or without.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "a number of degrees, or the name of a hue of the theme")]
pub enum RawHue {
    Degrees(i64),
    Name(String),
}

impl std::fmt::Display for RawHue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RawHue::Degrees(degrees) => write!(f, "{degrees}"),
            RawHue::Name(name) => f.write_str(name),
        }
    }
}

/// Where a kind belongs in the site's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    Practice,
    Community,
    Activity,
    Output,
    Other,
}

/// A field of a kind's front matter.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawField {
    /// What its value is. Without it, text.
    #[serde(rename = "type")]
    pub of_type: Option<At<RawType>>,
    /// For entries: the kind that they must be of.
    pub kind: Option<At<String>>,
    /// Whether the value may be a list.
    pub many: Option<bool>,
    /// Whether an entry without it is an error.
    pub required: Option<bool>,
    /// The only texts allowed.
    pub one_of: Option<At<Vec<At<String>>>>,
    /// What readers see of them. Without it, the text in words: `too-early` is "Too early".
    pub labels: Option<Ordered<String>>,
    /// For entries: words that may stand in place of one.
    pub or: Option<At<Vec<At<String>>>>,
    /// The value of entries that do not have it.
    #[schemars(with = "serde_json::Value")]
    pub default: Option<At<toml::Value>>,
    /// What readers see beside the value. Without it, the name in words.
    pub label: Option<String>,
    /// What writers should know to fill it in.
    pub help: Option<String>,
    /// For tables: the fields of the table.
    pub fields: Option<Ordered<RawField>>,
}

/// The type of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawType {
    Text,
    Date,
    Integer,
    Number,
    Bool,
    Url,
    File,
    Entry,
    Person,
    Table,
    Zone,
    Repeat,
}

/// A typed link between entries. A new one needs `inverse`, or `symmetric = true`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct RawRelation {
    /// Read from the entry that states it: "uses". Without it, the name in words.
    pub label: Option<String>,
    /// Read from the other end: "used in".
    pub inverse: Option<At<String>>,
    /// The same as the verb of a sentence about both: "uses".
    pub verb: Option<String>,
    /// The verb of that sentence turned round: "was used in".
    pub inverse_verb: Option<String>,
    /// Both ends say the same.
    pub symmetric: Option<At<bool>>,
}
