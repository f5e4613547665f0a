//! Many readers and many open tabs while the site is edited. `COPSITE_LONG=1` makes it 300 tabs, 8
//! readers, 1,000 pages and 100 edits.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::connection::Connection;
use crate::preview::{Events, Preview, copsite, site};

/// KiB that memory may grow by once the preview is warm. One site of 1,000 pages that is kept by mistake
/// takes several MiB, and there are 75 edits.
const GROWTH: usize = 24 * 1024;

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
    let size = size();
    let site = site();
    let stories: Vec<Story> = (0..size.pages).map(|number| Story::new(site.path(), number, size.pages)).collect();
    // With as many heaps as threads the memory says little of what is kept.
    let mut command = copsite(site.path());
    let preview = Preview::of(command.args(["serve", "--port", "0"]).env("MALLOC_ARENA_MAX", "2"));
    let mut open: Vec<Events> = (0..size.tabs).map(|_| preview.events()).collect();
    let is_over = AtomicBool::new(false);
    let asked = AtomicUsize::new(0);
    let last = thread::scope(|scope| {
        for reader in 0..size.readers {
            let (preview, stories, is_over, asked) = (&preview, &stories, &is_over, &asked);
            scope.spawn(move || {
                let mut connection = Connection::new(preview.address());
                for number in (reader * 7..).take_while(|_| !is_over.load(Ordering::Relaxed)) {
                    stories[number % stories.len()].assert_is_no_older_than_told(&mut connection);
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // Whatever happens here, the readers come to an end.
        let _end = End(&is_over);
        edit(&preview, &stories, size.edits)
    });
    for events in &mut open {
        while events.next_revision().parse::<u64>().unwrap() < last {}
    }
    assert!(asked.load(Ordering::Relaxed) > size.edits, "readers were kept waiting");
}

struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Edits one story after another, each as soon as the one before is told; gives the last revision.
fn edit(preview: &Preview, stories: &[Story], edits: usize) -> u64 {
    let mut events = preview.events();
    let mut connection = Connection::new(preview.address());
    let mut before: u64 = events.next_revision().parse().unwrap();
    let mut warm = None;
    for edit in 0..edits {
        let story = &stories[edit * 13 % stories.len()];
        story.save(edit);
        let revision: u64 = events.next_revision().parse().unwrap();
        assert!(revision > before);
        before = revision;
        story.told.fetch_add(1, Ordering::SeqCst);
        story.assert_is_no_older_than_told(&mut connection);
        if edit == edits / 4 {
            warm = memory(preview);
        }
    }
    if let (Some(warm), Some(end)) = (warm, memory(preview)) {
        assert!(end < warm + GROWTH, "memory grew from {warm} to {end} KiB");
    }
    before
}

/// A page of the site, and how many edits of it its readers were told of.
struct Story {
    root: PathBuf,
    number: usize,
    told: AtomicUsize,
}

impl Story {
    fn new(root: &Path, number: usize, all: usize) -> Story {
        let story = Story { root: root.to_path_buf(), number, told: AtomicUsize::new(0) };
        let text = format!("# Story {number}\n\nIt goes on in [[story-{}]].\n", (number + 1) % all);
        fs::write(story.file(), text).unwrap();
        story
    }

    fn file(&self) -> PathBuf {
        self.root.join(format!("content/stories/story-{}.md", self.number))
    }

    /// Adds a sentence, in one step; every other time with a link, for which all is woven anew.
    fn save(&self, edit: usize) {
        let mut text = fs::read_to_string(self.file()).unwrap();
        let link = if edit.is_multiple_of(2) { format!(", as [[story-{}]] tells", edit % 7) } else { String::new() };
        text.push_str(&format!("\nAnother edit{link}.\n"));
        let beside = self.root.join("content/stories/beside.md~");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, self.file()).unwrap();
    }

    fn assert_is_no_older_than_told(&self, connection: &mut Connection) {
        let told = self.told.load(Ordering::SeqCst);
        let path = format!("/net/stories/story-{}/", self.number);
        let (status, body) = connection.get(&path);
        let page = String::from_utf8(body).unwrap();
        assert!(status == 200 && page.contains(&format!("Story {}", self.number)), "{path}: {status}");
        let shown = page.matches("<p>Another edit").count();
        assert!(shown >= told, "{path} is stale: {shown} edits of {told}");
    }
}
