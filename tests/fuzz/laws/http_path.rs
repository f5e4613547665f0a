//! Any text as a request to the preview: the address in its first line, then headers.

use std::io::Read;
use std::sync::{Arc, LazyLock};

use copsite::disk::MemoryDisk;
use copsite::serve::{Answer, Asked, Hosts, Preview, answer};
use copsite::site::Options;
use percent_encoding::percent_decode_str;

#[path = "../../edits/nobody.rs"]
mod nobody;

use nobody::Nobody;

/// Where the site stands on its host; a part of it has to be encoded.
const PREFIX: &str = "/a%20net/";

/// Stands in all that is not published.
const CANARY: &str = "qzsecret";

static PREVIEW: LazyLock<Preview> = LazyLock::new(|| {
    let disk = MemoryDisk::new([
        ("copsite.toml", "title = \"Any\" # qzsecret\nbase_url = \"https://example.org/a%20net/\"\n"),
        ("content/stories/the-rent-letter.md", "# The rent letter\n\nIt came on a Friday: [a photo](photo.txt).\n"),
        ("content/stories/photo.txt", "0123456789"),
        ("content/stories/llythyr-ŵ.md", "# Llythyr\n"),
        ("content/stories/draft.md", "+++\ntitle = \"qzsecret\"\ndraft = true\n+++\nqzsecret\n"),
        ("content/_notes/qzsecret.md", "qzsecret"),
        ("data/people.csv", "name\nqzsecret\n"),
        ("static/a b.txt", "0123456789"),
        ("static/index.txt", "0123456789"),
        ("secret.md", "qzsecret"),
    ]);
    Preview::open(Arc::new(disk), || Options::at(jiff::Timestamp::UNIX_EPOCH), Nobody)
});

/// What a test can look at of an answer.
struct Sent {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

pub fn check(text: &str) {
    let (target, headers) = text.split_once('\n').unwrap_or((text, ""));
    let target = target.trim_end_matches('\r');
    let header = |name: &str| headers.lines().find_map(|line| value(line, name));
    host(header("Host").unwrap_or(headers));
    // Nobody is told what is withheld but who is at this machine.
    let plain = Asked { target, ..Asked::default() };
    let asked =
        Asked { range: header("Range"), if_range: header("If-Range"), if_none_match: header("If-None-Match"), ..plain };
    let sent = ask(&asked);
    in_order(&sent, target);
    match sent.status {
        206 => part(&sent, &ask(&plain)),
        301 => moved(&sent),
        304 | 416 => assert!(ask(&plain).status == 200, "{target:?} is there only in part"),
        _ => {}
    }
    ask(&Asked { is_here: true, ..asked });
    spelt(target);
}

fn value<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (known, value) = line.split_once(':')?;
    known.eq_ignore_ascii_case(name).then(|| value.trim())
}

fn ask(asked: &Asked) -> Sent {
    let Answer { status, headers, body: mut sent } = answer(&PREVIEW, asked);
    let mut body = Vec::new();
    sent.bytes.read_to_end(&mut body).expect("what is in memory can be read");
    assert_eq!(body.len(), sent.length, "{asked:?} is answered with another length than it says");
    Sent { status, headers, body }
}

fn in_order(sent: &Sent, target: &str) {
    assert!([200, 206, 301, 304, 404, 416].contains(&sent.status), "{target:?} is answered with {}", sent.status);
    for (name, value) in &sent.headers {
        let is_plain = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        assert!(is_plain, "{target:?} is answered with the header {name}: {value:?}");
    }
    let is_told = sent.body.windows(CANARY.len()).any(|bytes| bytes == CANARY.as_bytes());
    assert!(!is_told || target.contains(CANARY), "{target:?} tells what is not published");
}

/// However an address is encoded, the same stands there.
fn spelt(target: &str) {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    if path.contains("://") {
        return;
    }
    let bytes = percent_decode_str(path);
    let spelt: String = bytes.map(|byte| if byte == b'/' { "/".to_owned() } else { format!("%{byte:02X}") }).collect();
    let [as_asked, as_spelt] = [path, &spelt].map(|target| ask(&Asked { target, ..Asked::default() }));
    assert_eq!(as_asked.status, as_spelt.status, "{path:?} is another address as {spelt}");
    assert!(as_asked.status != 200 || as_asked.body == as_spelt.body, "{path:?} is another page as {spelt}");
}

fn told<'s>(sent: &'s Sent, name: &str) -> &'s str {
    let found = sent.headers.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("an answer {} without {name}", sent.status))
}

/// A part is that part of the whole that the header says.
fn part(sent: &Sent, whole: &Sent) {
    let range = told(sent, "Content-Range");
    let numbers = range.strip_prefix("bytes ").and_then(|range| range.split_once('/'));
    let bounds = numbers.and_then(|(range, length)| Some((range.split_once('-')?, length.parse::<usize>().ok()?)));
    let ((first, last), length) = bounds.unwrap_or_else(|| panic!("{range} is no range"));
    let [first, last] = [first, last].map(|number| number.parse::<usize>().expect("a range has two numbers"));
    assert_eq!((whole.status, whole.body.len()), (200, length));
    assert_eq!(sent.body, whole.body[first..=last]);
}

/// An address that has moved is one of the site, and there is a page.
fn moved(sent: &Sent) {
    let to = told(sent, "Location");
    assert!(to.starts_with(PREFIX), "{to} is not in the site");
    let there = ask(&Asked { target: to, ..Asked::default() });
    assert_eq!(there.status, 200, "{to} is answered with {}", there.status);
}

/// Nobody else's name is taken for ours.
fn host(host: &str) {
    let hosts = Hosts::new("127.0.0.1".parse().expect("it is an address"));
    let is_here = host.to_ascii_lowercase().starts_with("localhost") || host.starts_with(['1', '[', ':', '0']);
    assert!(is_here || !hosts.knows(host), "{host:?} is taken for this machine");
}
