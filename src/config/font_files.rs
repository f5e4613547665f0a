//! A typeface as `[theme.fonts]` names it: one font file, or a file for each of its faces.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// Paths under `static/` or `assets/`; the theme room looks for the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FontFiles {
    pub regular: String,
    pub italic: Option<String>,
    pub bold: Option<String>,
    pub bold_italic: Option<String>,
}

impl FontFiles {
    /// The paths of all faces.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let FontFiles { regular, italic, bold, bold_italic } = self;
        let others = [italic, bold, bold_italic].into_iter().flatten();
        std::iter::once(regular).chain(others).map(String::as_str)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a font file, or a table of them")]
struct RawFaces {
    /// The file of ordinary text, or of all weights at once.
    regular: String,
    /// Without it, browsers slant the regular one.
    #[serde(default)]
    italic: Option<String>,
    /// Without it, browsers thicken the regular one.
    #[serde(default)]
    bold: Option<String>,
    #[serde(default)]
    bold_italic: Option<String>,
}

impl<'de> Deserialize<'de> for FontFiles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FilesVisitor)
    }
}

struct FilesVisitor;

impl<'de> Visitor<'de> for FilesVisitor {
    type Value = FontFiles;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a font file, or a table with `regular`, `italic`, `bold` and `bold-italic`")
    }

    fn visit_str<E: Error>(self, path: &str) -> Result<FontFiles, E> {
        Ok(FontFiles { regular: path.to_owned(), ..FontFiles::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FontFiles, A::Error> {
        let faces = RawFaces::deserialize(MapAccessDeserializer::new(map))?;
        let RawFaces { regular, italic, bold, bold_italic } = faces;
        Ok(FontFiles { regular, italic, bold, bold_italic })
    }
}

impl JsonSchema for FontFiles {
    fn schema_name() -> Cow<'static, str> {
        "FontFiles".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [generator.subschema_for::<String>(), generator.subschema_for::<RawFaces>()],
        })
    }
}
