//! Requests that no browser sends, and readers who never finish: a proper answer, and the server lives.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

use crate::preview::{Answer, Preview, site};

fn assert_lives(preview: &Preview) {
    assert_eq!(preview.get("/net/").status, 200);
}

#[test]
fn no_spelling_of_a_path_leads_out_of_the_site() {
    let site = site();
    fs::write(site.path().join("secret.txt"), "the secret").unwrap();
    let preview = Preview::start(site.path(), &[]);
    let dots =
        ["..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "..;", "....//"];
    let slashes = ["/", "%2f", "%5c", "\\", "%252f", "//", "%c0%af"];
    for dots in dots {
        for slash in slashes {
            for start in ["/net/", "/net/stories/", "/net/stories/the-rent-letter/"] {
                let target = format!("{start}{}secret.txt", format!("{dots}{slash}").repeat(3));
                let answer = preview.get(&target);
                assert!([400, 404].contains(&answer.status), "{target} is {}", answer.status);
                assert!(!answer.text().contains("the secret"), "{target}");
            }
        }
    }
    for target in ["/net/static/notes%20and%20numbers.csv", "/secret.txt", "file:///etc/passwd", "/net/C:/secret.txt"] {
        assert_eq!(preview.get(target).status, 404, "{target}");
    }
    assert_lives(&preview);
}

#[cfg(unix)]
#[test]
fn a_file_that_becomes_a_link_out_of_the_site_is_not_followed() {
    let site = site();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.txt"), "the secret").unwrap();
    let file = site.path().join("static/a.txt");
    fs::write(&file, "harmless").unwrap();
    fs::create_dir(site.path().join("static/folder")).unwrap();
    fs::write(site.path().join("static/folder/secret.txt"), "harmless").unwrap();
    let preview = Preview::start(site.path(), &[]);
    assert_eq!(preview.get("/net/a.txt").text(), "harmless");
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), &file).unwrap();
    fs::remove_dir_all(site.path().join("static/folder")).unwrap();
    std::os::unix::fs::symlink(outside.path(), site.path().join("static/folder")).unwrap();
    for target in ["/net/a.txt", "/net/folder/secret.txt"] {
        let answer = preview.wait_for(target, |answer| {
            assert!(!answer.text().contains("the secret"), "{target}");
            answer.status == 404
        });
        assert_eq!(answer.status, 404);
    }
}

#[test]
fn what_is_no_request_is_refused() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let host = preview.address().to_owned();
    let status = |request: &str| match preview.raw(request.as_bytes()) {
        answer if answer.is_empty() => 0,
        answer => Answer::parse(&answer).status,
    };
    let with =
        |line: &str, headers: &str| status(&format!("{line}\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n"));
    assert_eq!(with("BREW /net/ HTTP/1.1", ""), 405);
    assert_eq!(with("DELETE /net/ HTTP/1.1", ""), 405);
    assert_eq!(with("TRACE /net/ HTTP/1.1", ""), 405);
    assert_eq!(with("CONNECT example.org:80 HTTP/1.1", ""), 405);
    assert_eq!(with("OPTIONS * HTTP/1.1", ""), 405);
    assert_eq!(with("GET /net/", ""), 400);
    assert_eq!(with("nonsense", ""), 400);
    assert_eq!(with("GET /net/ HTTP/9.9", ""), 400);
    assert_eq!(with("GET /net/ HTTP/1.1", "no colon\r\n"), 400);
    assert_eq!(with("GET /net/ HTTP/1.1", "Host: example.org\r\n"), 400, "two hosts");
    assert_eq!(with("GET /net/ HTTP/1.1", "Expect: cake\r\n"), 417);
    assert_eq!(status("GET /net/ HTTP/1.1\r\nConnection: close\r\n\r\n"), 400, "no host");
    assert_eq!(with(&format!("GET /net/{} HTTP/1.1", "a".repeat(9_000)), ""), 414);
    assert_eq!(with("GET /net/ HTTP/1.1", &format!("X-Long: {}\r\n", "a".repeat(100_000))), 431);
    assert_eq!(with("GET /net/ HTTP/1.1", &"X-Many: 1\r\n".repeat(20_000)), 431);
    assert_eq!(with("GET /net/\u{fc} HTTP/1.1", ""), 0, "a connection that speaks no HTTP is closed");
    assert_eq!(status("\r\n\r\n\r\n"), 400);
    assert_eq!(preview.ask("GET", "/net/", "example.org").status, 421);
    assert_eq!(preview.ask("GET", "/net/", "127.0.0.1.example.org").status, 421);
    assert_lives(&preview);
}

#[test]
fn requests_that_come_at_once_are_answered_in_their_order() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let host = preview.address();
    let request = |path: &str, last: &str| format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{last}\r\n");
    let paths = ["/net/robots.txt", "/net/nothing", "/net/notes%20and%20numbers.csv"];
    let all = [request(paths[0], ""), request(paths[1], ""), request(paths[2], "Connection: close\r\n")].concat();
    let answers = String::from_utf8(preview.raw(all.as_bytes())).unwrap();
    let statuses: Vec<&str> = answers.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect();
    assert_eq!(statuses, ["200", "404", "200"]);
    assert!(answers.ends_with("a,b\n1,2\n"));
}

#[test]
fn readers_who_never_finish_keep_nobody_waiting() {
    let site = site();
    fs::write(site.path().join("static/large.bin"), vec![7; 8 * 1024 * 1024]).unwrap();
    let preview = Preview::start(site.path(), &[]);
    let host = preview.address().to_owned();
    let send = |request: String| -> TcpStream {
        let mut stream = preview.connect();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    };
    let half: Vec<TcpStream> = (0..40).map(|_| send("GET /net/ HT".into())).collect();
    let bodiless: Vec<TcpStream> = (0..40)
        .map(|_| send(format!("POST /net/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000000\r\n\r\n")))
        .collect();
    let unread: Vec<TcpStream> =
        (0..40).map(|_| send(format!("GET /net/large.bin HTTP/1.1\r\nHost: {host}\r\n\r\n"))).collect();
    let streams: Vec<_> = (0..40).map(|_| preview.events()).collect();
    for _ in 0..20 {
        assert_lives(&preview);
    }
    fs::write(site.path().join("content/stories/new.md"), "# Quite new\n").unwrap();
    preview.wait_for("/net/stories/new/", |answer| answer.status == 200);
    for mut stream in half {
        write!(stream, "TP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert_eq!(Answer::parse(&answer).status, 200);
    }
    drop((bodiless, unread, streams));
    assert_lives(&preview);
}
