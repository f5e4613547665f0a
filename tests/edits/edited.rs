//! A site that is edited while it is shown, as a reader sees it over HTTP.

use std::cell::RefCell;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;

use copsite::diagnostics::Diagnostic;
use copsite::disk::Disk;
use copsite::plan::Planned;
use copsite::render::{Memo, Rendered, render};
use copsite::serve::{Hosts, Preview, Service, Streams, Writer, listen, serve};
use copsite::site::{self, Change, Silent, Update, Work, assembled, load};
use copsite::view::Snapshot;

use super::connection::{Connection, without_script};
use super::nobody::Nobody;
use super::options;

pub struct Edited<D> {
    pub disk: Arc<D>,
    preview: Arc<Preview>,
    connection: RefCell<Connection>,
}

impl<D: Disk + 'static> Edited<D> {
    pub fn open(disk: D) -> Edited<D> {
        let disk = Arc::new(disk);
        let preview = Arc::new(Preview::open(disk.clone(), options, Nobody));
        let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let listeners = listen(Some(here), 0).unwrap();
        let address = listeners[0].local_addr().unwrap().to_string();
        let streams = Streams::start(preview.clone());
        let writer = Writer::new(Path::new("/"), "");
        serve(listeners, Service { hosts: Hosts::new(here), preview: preview.clone(), streams, writer });
        Edited { disk, preview, connection: Connection::new(&address).into() }
    }

    /// Takes changes in, and tells how much was done for them.
    pub fn apply(&mut self, changes: &[Change]) -> (Update, Work) {
        let update = self.preview.apply(changes, || {});
        let work = update.work;
        (update, work)
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.preview.shown().snapshot.clone().expect("the site can be shown")
    }

    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.preview.shown().all.clone()
    }

    /// How many pages were rendered so far.
    pub fn rendered(&self) -> usize {
        self.preview.rendered()
    }

    /// The page at a path inside the site.
    pub fn shown(&self, path: &str) -> String {
        let snapshot = self.snapshot();
        let planned = snapshot.plan.page(path).unwrap_or_else(|| panic!("there is no page {path}"));
        String::from_utf8(self.answered(&snapshot, planned)).unwrap()
    }

    /// What is answered for a URL, but for the reload script.
    fn answered(&self, snapshot: &Snapshot, planned: &Planned) -> Vec<u8> {
        let url = format!("{}{}", snapshot.config.base_url.prefix, planned.route.href());
        let (status, body) = self.connection.borrow_mut().get(&url);
        assert_eq!(status, 200, "{url}");
        if planned.route.file().ends_with(".html") { without_script(&body) } else { body }
    }

    /// Compares with a clean build: all problems, all URLs, and the bytes of those that `is_asked`. Tells
    /// how many of these are made and no copies of files.
    pub fn assert_equals_a_clean_build(&self, context: &str, is_asked: impl Fn(usize, &Planned) -> bool) -> usize {
        let clean = load(&*self.disk, &options(), &Silent);
        assert_eq!(problems(&self.diagnostics()), problems(&clean.diagnostics), "{context}");
        let clean = clean.snapshot.expect("the site can be built");
        assert_eq!(urls(&self.snapshot()), urls(&clean), "{context}");
        let shown = self.preview.shown();
        let memo = Memo::default();
        let mut made = 0;
        for (_, planned) in clean.plan.pages().iter().enumerate().filter(|(index, page)| is_asked(*index, page)) {
            let expected = match render(&clean, &memo, planned).unwrap() {
                Rendered::Bytes(bytes) => {
                    made += 1;
                    bytes
                }
                Rendered::Image(file, variant) => {
                    made += 1;
                    site::made(self.preview.files(&shown), &clean, &file, &[variant]).unwrap().concat()
                }
                Rendered::SocialCard(card) => {
                    made += 1;
                    site::made_card(&*self.disk, &card)
                }
                Rendered::Assembled(parts) => assembled(self.preview.files(&shown), &clean, &parts).unwrap(),
                Rendered::Copy(file) => self.disk.read(&file).unwrap(),
            };
            assert_same(&self.answered(&clean, planned), &expected, &format!("{context}: {}", planned.route.path()));
        }
        made
    }
}

fn urls(snapshot: &Snapshot) -> Vec<String> {
    snapshot.plan.pages().iter().map(|page| format!("{} {:?}", page.route.path(), page.job)).collect()
}

pub fn problems(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|problem| format!("{problem:?}")).collect()
}

/// Shows where two long texts begin to differ, not both of them.
fn assert_same(found: &[u8], expected: &[u8], context: &str) {
    if found == expected {
        return;
    }
    let at = found.iter().zip(expected).take_while(|(a, b)| a == b).count();
    let part = |text: &[u8]| {
        String::from_utf8_lossy(&text[at.saturating_sub(80).min(text.len())..]).chars().take(240).collect::<String>()
    };
    panic!("{context} differs at byte {at}:\n  found    {}\n  expected {}", part(found), part(expected));
}
