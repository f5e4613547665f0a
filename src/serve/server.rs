//! Requests from sockets to answers and back, by several workers.

use std::io::{self, Cursor};
use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server};

use super::answer::{Answer, answer};
use super::hosts::Hosts;
use super::overlay::{CLIENT, CLIENT_PATH};
use super::preview::Preview;
use super::streams::{EVENTS_PATH, Streams};

/// More than cores, so that one slow reader does not keep the others waiting.
const WORKERS: usize = 8;

/// How often a worker looks whether its server still accepts connections, and how long it goes on
/// for the connections that are open when it does not.
const TURN: Duration = Duration::from_secs(5);

/// Answers for as long as the program runs. Returns only where the socket fails for good.
pub fn serve(listener: &TcpListener, hosts: Hosts, preview: &Arc<Preview>, streams: &Streams) -> io::Result<()> {
    loop {
        let server = Server::from_listener(listener.try_clone()?, None).map_err(io::Error::other)?;
        accept(Arc::new(server), hosts, preview, streams);
        // tiny_http stops accepting after one failure, as when too many files are open.
        thread::sleep(Duration::from_millis(200));
    }
}

/// Returns when `server` accepts no more connections.
fn accept(server: Arc<Server>, hosts: Hosts, preview: &Arc<Preview>, streams: &Streams) {
    let has_ended = Arc::new(AtomicBool::new(false));
    let (ended, end) = channel();
    for _ in 0..WORKERS {
        let worker = Worker {
            server: server.clone(),
            has_ended: has_ended.clone(),
            hosts,
            preview: preview.clone(),
            streams: streams.clone(),
        };
        let ended = ended.clone();
        thread::spawn(move || worker.run(&ended));
    }
    let _ = end.recv();
}

struct Worker {
    server: Arc<Server>,
    has_ended: Arc<AtomicBool>,
    hosts: Hosts,
    preview: Arc<Preview>,
    streams: Streams,
}

impl Worker {
    fn run(&self, ended: &Sender<()>) {
        loop {
            match self.server.recv_timeout(TURN) {
                Ok(Some(request)) => self.handle(request),
                Ok(None) if self.has_ended.load(Ordering::Relaxed) => return,
                Ok(None) => {}
                Err(_) => {
                    self.has_ended.store(true, Ordering::Relaxed);
                    // Only the first to say so is waited for.
                    let _ = ended.send(());
                }
            }
        }
    }

    /// A fault of ours costs one answer, not the preview: tiny_http answers 500 for a request that
    /// is dropped.
    fn handle(&self, request: Request) {
        let _ = catch_unwind(AssertUnwindSafe(|| {
            let answer = match self.refusal(&request) {
                Some(refusal) => refusal,
                None if request.url() == EVENTS_PATH && *request.method() == Method::Get => {
                    return self.streams.join(request.into_writer());
                }
                None if request.url() == CLIENT_PATH => Answer::new(200, "text/javascript; charset=utf-8", CLIENT),
                None => answer(&self.preview, request.url()),
            };
            // A reader who has gone is no problem of the site.
            let _ = request.respond(response(answer));
        }));
    }

    /// Why a request is not looked at, if so.
    fn refusal(&self, request: &Request) -> Option<Answer> {
        let mut hosts = request.headers().iter().filter(|header| header.field.equiv("Host"));
        match (hosts.next(), hosts.next()) {
            (Some(host), None) if self.hosts.knows(host.value.as_str()) => {}
            (Some(_), None) => return Some(Answer::text(421, "this preview does not answer to that name")),
            _ => return Some(Answer::text(400, "a request has one Host header")),
        }
        match request.method() {
            Method::Get | Method::Head => None,
            _ => Some(Answer::text(405, "a preview can only be read")),
        }
    }
}

fn response(answer: Answer) -> Response<Cursor<Vec<u8>>> {
    let Answer { status, content_type, location, body } = answer;
    let mut headers = vec![
        ("Content-Type", content_type),
        ("Cache-Control", "no-store".to_string()),
        ("X-Content-Type-Options", "nosniff".to_string()),
    ];
    headers.extend(location.map(|to| ("Location", to)));
    headers.extend((status == 405).then(|| ("Allow", "GET, HEAD".to_string())));
    let length = body.len();
    let headers = headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok()).collect();
    // A length tells a reader more than chunks do, however long the body is.
    Response::new(status.into(), headers, Cursor::new(body), Some(length), None).with_chunked_threshold(usize::MAX)
}
