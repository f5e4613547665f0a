//! Themes: templates, styles, script, icons and strings, with the site's overrides on top.

pub struct Theme {}
impl Theme {
    pub fn options(&self) -> &tera::Value { todo!() }
    pub fn style_url(&self) -> &str { todo!() }
    pub fn script_url(&self) -> &str { todo!() }
    pub fn say(&self, lang: &str, key: &str) -> &str { let _ = (lang, key); todo!() }
}
