//! `weave-dismissed.txt`: the suggestions that a site does not want.
//!
//! One line a suggestion, sorted, so that two people's lines merge in git. What somebody else wrote into
//! the file stays.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};

use crate::disk::Disk;

/// The file, in the site's folder.
pub const DISMISSED_FILE: &str = "weave-dismissed.txt";

const HEADER: &str = "\
# Suggestions that this site does not want; `copsite weave dismiss` writes them here.
# One line each, sorted, so that git can merge them: keep the lines of both sides.
# Take a line out to see its suggestion again.
";

/// The ids of all dismissed suggestions; none where there is no file.
pub fn dismissed(disk: &dyn Disk) -> io::Result<BTreeSet<String>> {
    Ok(read(disk)?.map(|bytes| ids(&String::from_utf8_lossy(&bytes))).unwrap_or_default())
}

/// Adds suggestions by id, each with words that tell a person what it was.
pub fn dismiss(disk: &dyn Disk, added: &[(String, String)]) -> io::Result<()> {
    match read(disk)? {
        Some(bytes) => {
            let text =
                String::from_utf8(bytes.clone()).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
            disk.replace(DISMISSED_FILE, &bytes, with(&text, added).as_bytes())
        }
        None => disk.create(DISMISSED_FILE, with(HEADER, added).as_bytes()),
    }
}

fn read(disk: &dyn Disk) -> io::Result<Option<Vec<u8>>> {
    match disk.read(DISMISSED_FILE) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The id that a line dismisses: its first word, if it looks like one.
fn id_of(line: &str) -> Option<&str> {
    let word = line.trim_start_matches('\u{feff}').split_whitespace().next()?;
    let (sort, hash) = word.split_once('-')?;
    let is_id = !sort.is_empty()
        && sort.bytes().all(|byte| byte.is_ascii_lowercase())
        && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !hash.is_empty();
    is_id.then_some(word)
}

fn ids(text: &str) -> BTreeSet<String> {
    text.lines().filter_map(id_of).map(str::to_owned).collect()
}

/// `text` with more lines: what is no suggestion first, as it stands, then all suggestions by id.
fn with(text: &str, added: &[(String, String)]) -> String {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: BTreeMap<&str, String> = BTreeMap::new();
    for (id, words) in added {
        lines.insert(id, format!("{id}  # {}", words.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    lines.extend(text.lines().filter_map(|line| Some((id_of(line)?, line.to_owned()))));
    let others = text.lines().filter(|line| id_of(line).is_none()).map(str::to_owned);
    let all: Vec<String> = others.chain(lines.into_values()).collect();
    all.into_iter().flat_map(|line| [line, line_end.to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;

    fn text(disk: &MemoryDisk) -> String {
        String::from_utf8(disk.read(DISMISSED_FILE).unwrap()).unwrap()
    }

    fn added(ids: &[&str]) -> Vec<(String, String)> {
        ids.iter().map(|id| (id.to_string(), format!("what {id}\nis"))).collect()
    }

    #[test]
    fn dismissed_suggestions_stand_sorted_under_a_line_that_says_what_they_are() {
        let disk = MemoryDisk::new::<&str, &str>([]);
        assert_eq!(dismissed(&disk).unwrap(), BTreeSet::new());
        dismiss(&disk, &added(&["mention-b0b0b0", "answer-00aa11"])).unwrap();
        dismiss(&disk, &added(&["mention-a0a0a0", "mention-b0b0b0"])).unwrap();
        let lines = ["answer-00aa11", "mention-a0a0a0", "mention-b0b0b0"].map(|id| format!("{id}  # what {id} is\n"));
        assert_eq!(text(&disk), format!("{HEADER}{}", lines.concat()));
        assert_eq!(dismissed(&disk).unwrap().len(), 3);
    }

    #[test]
    fn what_people_wrote_into_the_file_stays() {
        let disk = MemoryDisk::new([(
            DISMISSED_FILE,
            "\u{feff}# Ours\r\n\r\n<<<<<<< mine\r\nmention-c0c0c0  # not for us\r\nmention-a0a0a0",
        )]);
        dismiss(&disk, &added(&["mention-b0b0b0", "mention-c0c0c0"])).unwrap();
        assert_eq!(
            text(&disk),
            "\u{feff}# Ours\r\n\r\n<<<<<<< mine\r\nmention-a0a0a0\r\nmention-b0b0b0  # what mention-b0b0b0 is\r\n\
             mention-c0c0c0  # not for us\r\n"
        );
    }
}
