//! Many readers and many open tabs while the site is edited. `COPSITE_LONG=1` makes it 300 tabs, 8
//! readers, 1,000 pages and 100 edits.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::preview::{Events, Preview, site};

struct Size {
    tabs: usize,
    readers: usize,
    pages: usize,
    edits: usize,
}

fn size() -> Size {
    if std::env::var_os("COPSITE_LONG").is_some_and(|value| !value.is_empty()) {
        Size { tabs: 300, readers: 8, pages: 1_000, edits: 100 }
    } else {
        Size { tabs: 40, readers: 4, pages: 60, edits: 12 }
    }
}

/// Resident memory in KiB; none where the machine does not tell.
fn memory(preview: &Preview) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{}/status", preview.id())).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}

#[test]
fn many_tabs_and_readers_get_every_page_as_it_is_after_each_edit() {
    let Size { tabs, readers, pages, edits } = size();
    let site = site();
    let story = |number: usize| site.path().join(format!("content/stories/story-{number}.md"));
    for number in 0..pages {
        let next = (number + 1) % pages;
        fs::write(story(number), format!("# Story {number}\n\nIt goes on in [[story-{next}]].\n")).unwrap();
    }
    let preview = Preview::start(site.path(), &[]);
    let mut open: Vec<Events> = (0..tabs).map(|_| preview.events()).collect();
    let is_over = AtomicBool::new(false);
    let asked = AtomicUsize::new(0);
    thread::scope(|scope| {
        for reader in 0..readers {
            let (preview, is_over, asked) = (&preview, &is_over, &asked);
            scope.spawn(move || {
                let mut connection = BufReader::new(preview.connect());
                for number in (reader * 7..).take_while(|_| !is_over.load(Ordering::Relaxed)) {
                    let page =
                        read(&mut connection, preview.address(), &format!("/net/stories/story-{}/", number % pages));
                    assert!(page.contains(&format!("Story {}", number % pages)));
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let mut events = preview.events();
        let mut before: u64 = events.next_revision().parse().unwrap();
        let mut after_half = None;
        for edit in 0..edits {
            let number = edit * 13 % pages;
            let mut text = fs::read_to_string(story(number)).unwrap();
            text.push_str(&format!("\nEdit {edit} is here.\n"));
            fs::write(story(number), text).unwrap();
            let words = format!("Edit {edit} is here.");
            // One save may be seen in two steps; the last of them shows it.
            loop {
                let revision: u64 = events.next_revision().parse().unwrap();
                assert!(revision > before);
                before = revision;
                if preview.get(&format!("/net/stories/story-{number}/")).text().contains(&words) {
                    break;
                }
            }
            if edit == edits / 2 {
                after_half = memory(&preview);
            }
        }
        is_over.store(true, Ordering::Relaxed);
        if let (Some(half), Some(end)) = (after_half, memory(&preview)) {
            assert!(end < half + half / 2 + 32 * 1024, "memory grew from {half} to {end} KiB");
        }
        for events in &mut open {
            while events.next_revision().parse::<u64>().unwrap() < before {}
        }
    });
    assert!(asked.load(Ordering::Relaxed) > edits, "readers were kept waiting");
}

/// One page over a connection that stays open.
fn read(connection: &mut BufReader<std::net::TcpStream>, host: &str, path: &str) -> String {
    write!(connection.get_mut(), "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut line = String::new();
    connection.read_line(&mut line).unwrap();
    assert!(line.starts_with("HTTP/1.1 200 "), "{path}: {line}");
    let mut length = 0;
    loop {
        line.clear();
        connection.read_line(&mut line).unwrap();
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    std::io::Read::read_exact(connection, &mut body).unwrap();
    String::from_utf8(body).unwrap()
}
