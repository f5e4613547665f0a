//! What `check --external` asks other servers, and what it makes of their answers.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use assert_cmd::Command;

use super::site::{Site, run};

/// A server on this machine, and how often each path was asked for.
struct Elsewhere {
    address: SocketAddr,
    asked: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Elsewhere {
    fn open() -> Elsewhere {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let elsewhere = Elsewhere { address: listener.local_addr().unwrap(), asked: Arc::default() };
        let asked = elsewhere.asked.clone();
        std::thread::spawn(move || listener.incoming().for_each(|stream| serve(stream.unwrap(), &asked)));
        elsewhere
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn times(&self, request: &str) -> usize {
        self.asked.lock().unwrap().get(request).copied().unwrap_or_default()
    }
}

/// Answers one request and hangs up.
fn serve(mut stream: TcpStream, asked: &Mutex<BTreeMap<String, usize>>) {
    let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let Some((request, _)) = head.first().and_then(|line| line.rsplit_once(' ')) else { return };
    *asked.lock().unwrap().entry(request.to_owned()).or_default() += 1;
    let status = match request {
        "HEAD /no-head" | "GET /gone" | "HEAD /gone" => "404 Not Found",
        "GET /members" | "HEAD /members" => "403 Forbidden",
        "HEAD /down" | "GET /down" => "503 Service Unavailable",
        "HEAD /moved" => "301 Moved Permanently\r\nLocation: /there",
        "HEAD /circle" | "GET /circle" => "302 Found\r\nLocation: /circle",
        _ => "200 OK",
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

/// The program, which asks without a proxy whatever the machine has.
fn directly(site: &Site, arguments: &[&str]) -> Command {
    let mut command = site.command(arguments);
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command
}

/// The messages of dead links with their places.
fn dead_links(site: &Site) -> Vec<String> {
    let run = run(&mut directly(site, &["check", "--external", "--format", "json"]));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let found = run.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let dead = found.filter(|found| found["code"] == "dead-link");
    dead.map(|dead| format!("{}:{}: {}", dead["file"].as_str().unwrap_or("-"), dead["line"], dead["message"])).collect()
}

#[test]
fn what_is_not_there_is_told_at_every_link_and_what_is_there_is_not() {
    let elsewhere = Elsewhere::open();
    let [gone, down, circle] = ["/gone", "/down", "/circle"].map(|path| elsewhere.url(path));
    let fine = ["/there", "/no-head", "/members", "/moved", "/there#part"].map(|path| elsewhere.url(path)).join(">, <");
    let site = Site::of([
        ("copsite.toml", "title = \"A site\"\n".to_owned()),
        ("content/stories/a.md", format!("# A\n\n<{fine}>\n\n[Gone]({gone})\nand [once more]({gone}#there)\n")),
        ("content/tools/b.md", format!("---\ntitle: B\nurl: {gone}\n---\n[Down]({down}), [round]({circle})\n")),
    ]);
    let answers_404 = format!("\"`{gone}` answers 404 Not Found\"");
    assert_eq!(
        dead_links(&site),
        [
            format!("content/stories/a.md:5: {answers_404}"),
            format!("content/stories/a.md:6: {answers_404}"),
            format!("content/tools/b.md:3: {answers_404}"),
            format!("content/tools/b.md:5: \"`{down}` answers with an error of its own, 503 Service Unavailable\""),
            format!("content/tools/b.md:5: \"`{circle}` refers from one address to the next without end\""),
        ]
    );
    assert_eq!(elsewhere.times("HEAD /gone"), 1, "each address is asked for once");
    assert_eq!(elsewhere.times("GET /there"), 0, "no page is loaded where its head says enough");
    assert_eq!(elsewhere.times("HEAD /there"), 2, "once for itself, and once for what refers to it");
    assert_eq!(elsewhere.times("GET /down"), 2, "who rests is asked once more");
}

#[test]
fn dead_links_are_as_severe_as_the_site_says() {
    let elsewhere = Elsewhere::open();
    let site = Site::of([
        ("copsite.toml", "title = \"A site\"\n[checks]\ndead-link = \"error\"\n".to_owned()),
        ("content/a.md", format!("# A\n\n[Gone]({})\n", elsewhere.url("/gone"))),
    ]);
    assert_eq!(run(&mut directly(&site, &["check", "--external"])).code, 1);
    assert_eq!(site.run(&["check"]).code, 0, "nobody is asked unless it is wanted");
    assert_eq!(site.build().code, 0);
    assert_eq!(elsewhere.times("GET /gone"), 1);
}

#[test]
fn a_machine_without_a_network_is_told_once() {
    let links: String = (1..=3).map(|host| format!("<http://127.0.0.{host}:1/>\n")).collect();
    let site = Site::of([("copsite.toml", "title = \"A site\"\n"), ("content/a.md", &*format!("# A\n\n{links}"))]);
    let told = dead_links(&site);
    assert_eq!(told.len(), 1, "{told:?}");
    let expected =
        "-:null: \"none of 3 hosts answers, so that no link was checked: the first of them cannot be reached: ";
    assert!(told[0].starts_with(expected), "{told:?}");
}
