//! The streams over which browsers are told of changes (server-sent events, WHATWG HTML 9.2).
//!
//! One thread writes to all of them, so that however many are open, no worker is kept from readers.
//! A stream tells the newest revision when it opens and whenever there is another: nothing is
//! missed between a page and its stream.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::preview::{News, Preview, Shown};

/// Where the events are asked for.
pub const EVENTS_PATH: &str = "/__copsite/events";

/// How often a quiet stream is written to: only writing shows that a browser has gone.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The body ends when the connection does. A browser that lost it asks again after half a second.
const HEAD: &str = "HTTP/1.1 200 OK\r\n\
    Content-Type: text/event-stream; charset=utf-8\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Connection: close\r\n\r\n\
    retry: 500\n\n";

type Stream = Box<dyn Write + Send>;

enum Message {
    Joined(Stream),
    Changed,
}

/// All open streams.
#[derive(Clone)]
pub struct Streams {
    sender: Sender<Message>,
}

impl Streams {
    /// Starts the thread that writes to them.
    pub fn start(preview: Arc<Preview>) -> Streams {
        let (sender, receiver) = channel();
        thread::spawn(move || run(&receiver, &|| event(&preview.shown())));
        Streams { sender }
    }

    /// Another browser listens on `stream`, to which nothing was written yet.
    pub fn join(&self, stream: Stream) {
        // The thread ends with the program only.
        let _ = self.sender.send(Message::Joined(stream));
    }

    /// The site has another revision.
    pub fn announce(&self) {
        let _ = self.sender.send(Message::Changed);
    }
}

fn run(receiver: &Receiver<Message>, event: &dyn Fn() -> String) {
    let mut streams: Vec<Stream> = Vec::new();
    loop {
        match receiver.recv_timeout(HEARTBEAT) {
            Ok(Message::Joined(mut stream)) => {
                if send(&mut stream, &format!("{HEAD}{}", event())).is_ok() {
                    streams.push(stream);
                }
            }
            Ok(Message::Changed) => broadcast(&mut streams, &event()),
            Err(RecvTimeoutError::Timeout) => broadcast(&mut streams, ":\n\n"),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// The newest revision, and what made it from the one before.
fn event(shown: &Shown) -> String {
    let News { assets, edited, others } = &shown.news;
    let edited: Vec<_> = edited.iter().map(|(title, url)| json!({ "title": title, "url": url })).collect();
    let data = json!({ "revision": shown.revision, "assets": assets, "edited": edited, "others": others });
    format!("event: revision\ndata: {data}\n\n")
}

/// Streams that cannot be written to have ended.
fn broadcast(streams: &mut Vec<Stream>, text: &str) {
    streams.retain_mut(|stream| send(stream, text).is_ok());
}

fn send(stream: &mut Stream, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}
