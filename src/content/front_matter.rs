//! TOML between `+++` or YAML between `---` → one tree of values with places.
