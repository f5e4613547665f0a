//! A site's rules for the tests of this room.

use std::sync::Arc;

use super::{Doc, Rules, read};
use crate::config::{self, Config, Overrides};
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::{self, Kinds};

pub struct Site {
    pub config: Config,
    pub kinds: Kinds,
}

/// A site whose `copsite.toml` is `more` behind the lines that every site has.
pub fn site(more: &str) -> Site {
    let text = format!("title = \"Test\"\ntimezone = \"Europe/London\"\n{more}");
    let (config, problems) = config::resolve(&Arc::from("copsite.toml"), &text, &Overrides::default());
    assert_eq!(problems, []);
    let config = config.unwrap();
    let (kinds, problems) = kinds::resolve(&config);
    assert_eq!(problems, []);
    Site { config, kinds }
}

impl Site {
    pub fn try_read(&self, path: &str, bytes: &[u8]) -> Result<Doc, Vec<Diagnostic>> {
        read(&Arc::from(path), bytes, Rules::new(&self.config, &self.kinds))
    }

    pub fn read(&self, path: &str, text: &str) -> Doc {
        self.try_read(path, text.as_bytes()).unwrap()
    }
}

/// What was found: code, message, and the text at the place.
pub fn found<'a>(doc: &'a Doc, text: &'a str) -> Vec<(Code, &'a str, &'a str)> {
    let place = |problem: &'a Diagnostic| {
        let span = problem.span.as_ref().unwrap();
        &text[span.start as usize..span.end as usize]
    };
    doc.diagnostics.iter().map(|problem| (problem.code, &*problem.message, place(problem))).collect()
}
