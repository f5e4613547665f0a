//! `copsite.toml` as written.

/// JSON Schema of `copsite.toml`, for editors.
pub fn schema() -> serde_json::Value {
    todo!()
}
