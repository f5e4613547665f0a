//! Requests from sockets to answers and back.

use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server};

use super::answer::{Answer, Body, answer};
use super::asked::Asked;
use super::crew::Crew;
use super::hosts::Hosts;
use super::nudge::Nudge;
use super::overlay::{CLIENT, CLIENT_PATH};
use super::preview::Preview;
use super::streams::{EVENTS_PATH, Streams};
use super::writer::{WRITER_PATH, Writer};
use crate::render::NO_GUESS;

/// Answers that are sent at once: far more than cores, since most of the time of a slow one is waiting.
const AT_ONCE: usize = 256;

/// Bytes of the longest address that is answered, and of all headers of a request.
const LONGEST_TARGET: usize = 8 * 1024;
const LONGEST_HEADERS: usize = 64 * 1024;

/// The index of the search is a script, and pages of other sites may run scripts of any: browsers do not give them this one
/// (Fetch, section 3.7).
const OURS_ALONE: (&str, &str) = ("Cross-Origin-Resource-Policy", "same-origin");

/// How long connections that were open when accepting failed are still answered.
const FAREWELL: Duration = Duration::from_secs(300);

/// What answers requests, all of which threads share.
pub struct Service {
    pub hosts: Hosts,
    pub preview: Arc<Preview>,
    pub streams: Streams,
    pub writer: Writer,
}

/// Answers what comes in on `listeners`, from threads of its own, for as long as the program runs.
/// What is being answered at its end can be waited for.
pub fn serve(listeners: Vec<TcpListener>, service: Service) -> Crew {
    let crew = Crew::new(AT_ONCE);
    let service = Arc::new(service);
    for listener in listeners {
        let (crew, service, nudge) = (crew.clone(), service.clone(), Nudge::of(&listener));
        thread::spawn(move || {
            loop {
                if let Ok(socket) = listener.try_clone()
                    && let Ok(server) = Server::from_listener(socket, None)
                {
                    accept(server, &crew, &service, &nudge);
                }
                // tiny_http stops accepting after one failure, as when too many files are open.
                thread::sleep(Duration::from_millis(200));
            }
        });
    }
    crew
}

/// Returns when `server` accepts no more connections.
fn accept(server: Server, crew: &Crew, service: &Arc<Service>, nudge: &Nudge) {
    while let Ok(request) = server.recv() {
        nudge.request();
        hand_over(request, crew, service);
    }
    let (crew, service) = (crew.clone(), service.clone());
    thread::spawn(move || {
        while let Ok(Some(request)) = server.recv_timeout(FAREWELL) {
            hand_over(request, &crew, &service);
        }
    });
}

fn hand_over(request: Request, crew: &Crew, service: &Arc<Service>) {
    let service = service.clone();
    let has_body =
        request.body_length().is_some_and(|length| length > 0) || header(&request, "Transfer-Encoding").is_some();
    if has_body {
        // tiny_http waits for all of a body before it lets go of a request, and it may never come.
        thread::spawn(move || service.handle(request));
    } else {
        crew.give(move || service.handle(request));
    }
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
}

impl Service {
    /// tiny_http answers 500 for a request that is dropped.
    fn handle(&self, request: Request) {
        let answer = match self.refusal(&request) {
            Some(refusal) => refusal,
            None if request.url() == EVENTS_PATH && *request.method() == Method::Get => {
                return self.streams.join(request.into_writer());
            }
            None => self.answer(&request),
        };
        // A reader who has gone is no problem of the site.
        let _ = request.respond(response(answer));
    }

    fn answer(&self, request: &Request) -> Answer {
        let is_here = request.remote_addr().is_some_and(|address| self.hosts.is_here(address.ip()));
        let is_head = *request.method() == Method::Head;
        match request.url().split('?').next().unwrap_or_default() {
            CLIENT_PATH => Answer::new(200, "text/javascript; charset=utf-8", CLIENT).with("Cache-Control", "no-cache"),
            WRITER_PATH if is_here => self.writer.page(&self.preview),
            WRITER_PATH => Answer::text(403, "this page is for the machine that the preview runs on"),
            _ => {
                let asked = Asked {
                    target: request.url(),
                    // A range of no body is nothing (RFC 9110, section 14.2).
                    range: header(request, "Range").filter(|_| !is_head),
                    if_range: header(request, "If-Range"),
                    if_none_match: header(request, "If-None-Match"),
                    is_here,
                };
                answer(&self.preview, &asked)
            }
        }
    }

    /// Why a request is not looked at, if so.
    fn refusal(&self, request: &Request) -> Option<Answer> {
        let mut hosts = request.headers().iter().filter(|header| header.field.equiv("Host"));
        match (hosts.next(), hosts.next()) {
            (Some(host), None) if self.hosts.knows(host.value.as_str()) => {}
            (Some(_), None) => return Some(Answer::text(421, "this preview does not answer to that name")),
            _ => return Some(Answer::text(400, "a request has one Host header")),
        }
        let headers: usize =
            request.headers().iter().map(|header| header.field.as_str().as_str().len() + header.value.len()).sum();
        match request.method() {
            _ if request.url().len() > LONGEST_TARGET => Some(Answer::text(414, "this address is too long")),
            _ if headers > LONGEST_HEADERS => Some(Answer::text(431, "the headers of this request are too long")),
            Method::Get | Method::Head => None,
            _ => Some(Answer::text(405, "a preview can only be read").with("Allow", "GET, HEAD")),
        }
    }
}

fn response(answer: Answer) -> Response<Box<dyn std::io::Read + Send>> {
    let Answer { status, mut headers, body: Body { bytes, length } } = answer;
    let (ours_alone, value) = OURS_ALONE;
    headers.push((ours_alone, value.to_owned()));
    let (no_guess, value) = NO_GUESS;
    if headers.iter().all(|(name, _)| *name != no_guess) {
        headers.push((no_guess, value.to_owned()));
    }
    let headers = headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok()).collect();
    // A length tells a reader more than chunks do, however long the body is.
    Response::new(status.into(), headers, bytes, Some(length), None).with_chunked_threshold(usize::MAX)
}
