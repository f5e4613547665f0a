//! What can be asked of a value, by its JSON Schema.

use serde_json::{Map, Value};

/// A value as a template knows it.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'s> {
    /// Nothing is known of it.
    Anything,
    Of(&'s Value),
}

impl Shape<'_> {
    /// The same for the same shape, and for no other.
    pub fn place(self) -> usize {
        match self {
            Shape::Anything => 0,
            Shape::Of(schema) => std::ptr::from_ref(schema).addr(),
        }
    }
}

/// What a name leads to.
pub enum Field<'s> {
    Is(Shape<'s>),
    /// There is nothing of that name among these.
    Missing(Vec<&'s str>),
}

/// A schema with its definitions.
#[derive(Clone, Copy)]
pub struct Schema<'s> {
    pub root: &'s Value,
}

impl<'s> Schema<'s> {
    pub fn field(self, shape: Shape<'s>, name: &str) -> Field<'s> {
        let Some(variants) = self.variants(shape) else { return Field::Is(Shape::Anything) };
        let found: Vec<Shape> =
            variants.iter().filter_map(|variant| property(variant, name)).map(|found| self.resolved(found)).collect();
        match found[..] {
            [] => Field::Missing(names(&variants)),
            [first, ..] => Field::Is(common(first, &found)),
        }
    }

    /// What a list or a map holds.
    pub fn element(self, shape: Shape<'s>) -> Shape<'s> {
        let variants = self.variants(shape).unwrap_or_default();
        let found: Vec<Shape> = variants
            .iter()
            .filter_map(|variant| variant.get("items").or_else(|| variant.get("additionalProperties")))
            .map(|schema| self.resolved(Shape::Of(schema)))
            .collect();
        found.first().map_or(Shape::Anything, |first| common(*first, &found))
    }

    /// Without references around it, so that it is known by its place.
    fn resolved(self, shape: Shape<'s>) -> Shape<'s> {
        match self.variants(shape).as_deref() {
            Some([one]) => Shape::Of(one),
            _ => shape,
        }
    }

    /// The schemas that a value has one of, without the one for none; nothing where it may be anything.
    fn variants(self, shape: Shape<'s>) -> Option<Vec<&'s Value>> {
        let Shape::Of(schema) = shape else { return None };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.variants(Shape::Of(self.root.pointer(reference.strip_prefix('#')?)?));
        }
        let several = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(*key)?.as_array());
        if let Some(several) = several {
            let each: Option<Vec<_>> = several.iter().map(|variant| self.variants(Shape::Of(variant))).collect();
            return Some(each?.concat());
        }
        match schema.get("type")? {
            Value::String(only) if only == "null" => Some(Vec::new()),
            _ => Some(vec![schema]),
        }
    }
}

fn names<'s>(variants: &[&'s Value]) -> Vec<&'s str> {
    variants.iter().filter_map(|variant| properties(variant)).flat_map(Map::keys).map(|key| &**key).collect()
}

fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties")?.as_object()
}

fn property<'s>(schema: &'s Value, name: &str) -> Option<Shape<'s>> {
    let own = properties(schema).and_then(|properties| properties.get(name));
    own.or_else(|| schema.get("additionalProperties").filter(|more| **more != Value::Bool(false))).map(Shape::Of)
}

/// The one shape of all, or none that is known.
fn common<'s>(first: Shape<'s>, all: &[Shape<'s>]) -> Shape<'s> {
    if all.iter().all(|other| other.place() == first.place()) { first } else { Shape::Anything }
}
