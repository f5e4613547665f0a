//! A fault, as `cases.toml` describes it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use serde::Deserialize;

use super::site::{Site, write};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    pub case: Vec<Case>,
    /// Lines of `copsite.toml` each of which is wrong by itself.
    pub wrong_config: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub fault: String,
    /// What is put into the site.
    pub what: Vec<What>,
    pub exit: i32,
    /// The codes of all problems that are told.
    #[serde(default)]
    pub codes: Vec<String>,
    /// What published files hold.
    #[serde(default)]
    pub shows: BTreeMap<String, String>,
    /// What no file holds that browsers and readers of feeds interpret; in plain text and JSON it is text.
    #[serde(default)]
    pub lacks: Vec<String>,
    #[serde(default)]
    pub long: bool,
}

/// One file, or many alike: `{n}` in the name of one that is made `files` times is its number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct What {
    pub file: String,
    #[serde(default)]
    pub text: String,
    /// Bytes that are no text, in place of it.
    pub hex: Option<String>,
    /// Comes after the text so many times; `{n}` in it is the number.
    #[serde(default)]
    pub each: String,
    #[serde(default)]
    pub times: usize,
    /// Comes last.
    #[serde(default)]
    pub end: String,
    #[serde(default = "one")]
    pub files: usize,
    /// In place of a file: a link that leads here, a pipe, a folder.
    pub link: Option<String>,
    #[serde(default)]
    pub pipe: bool,
    #[serde(default)]
    pub folder: bool,
}

fn one() -> usize {
    1
}

impl Case {
    pub fn wrong_config(line: String) -> Case {
        let text = if line.starts_with("title") { line.clone() } else { format!("title = \"A site\"\n{line}") };
        let what = What { text: format!("{text}\n"), ..What::file("copsite.toml") };
        let codes = vec!["invalid-config".to_owned()];
        Case {
            fault: format!("configuration: {line}"),
            what: vec![what],
            exit: 2,
            codes,
            shows: BTreeMap::new(),
            lacks: Vec::new(),
            long: false,
        }
    }
}

impl What {
    fn file(file: &str) -> What {
        What {
            file: file.to_owned(),
            text: String::new(),
            hex: None,
            each: String::new(),
            times: 0,
            end: String::new(),
            files: 1,
            link: None,
            pipe: false,
            folder: false,
        }
    }

    /// Puts it into the site.
    pub fn make(&self, site: &Site) -> Result<(), String> {
        (0..self.files).try_for_each(|number| self.make_one(site, number))
    }

    fn make_one(&self, site: &Site, number: usize) -> Result<(), String> {
        let at = |text: &str| text.replace("{n}", &number.to_string()).replace("{next}", &(number + 1).to_string());
        let path = site.root().join(OsString::from_vec(unescaped(&at(&self.file))));
        let failed = |error: std::io::Error| format!("{} cannot be made: {error}", path.display());
        fs::create_dir_all(path.parent().unwrap()).map_err(failed)?;
        if let Some(target) = &self.link {
            return symlink(target, &path).map_err(failed);
        }
        if self.folder {
            return fs::create_dir_all(&path).map_err(failed);
        }
        if self.pipe {
            return Command::new("mkfifo").arg(&path).status().map(drop).map_err(failed);
        }
        write(&path, &self.bytes(&at(&self.text)));
        Ok(())
    }

    fn bytes(&self, text: &str) -> Vec<u8> {
        if let Some(hex) = &self.hex {
            return hex.as_bytes().chunks(2).map(byte).collect();
        }
        let mut out = text.to_owned();
        (0..self.times).for_each(|number| out.push_str(&self.each.replace("{n}", &number.to_string())));
        out.push_str(&self.end);
        out.into_bytes()
    }
}

/// A name in which `%` and two digits are a byte.
fn unescaped(name: &str) -> Vec<u8> {
    percent_encoding::percent_decode_str(name).collect()
}

fn byte(digits: &[u8]) -> u8 {
    u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap()
}
