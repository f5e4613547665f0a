//! Themes: templates, styles, script, icons and strings, with the site's overrides on top.
