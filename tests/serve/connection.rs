//! A connection to the preview that stays open from one request to the next.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

pub struct Connection {
    lines: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    pub fn new(host: &str) -> Connection {
        Connection { lines: BufReader::new(TcpStream::connect(host).unwrap()), host: host.to_owned() }
    }

    /// Status and body.
    pub fn get(&mut self, path: &str) -> (u16, Vec<u8>) {
        // In one piece: what is written in several waits for the other side to acknowledge each.
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        self.lines.get_mut().write_all(request.as_bytes()).unwrap();
        let status = self.line().split(' ').nth(1).unwrap().parse().unwrap();
        let mut length = 0;
        while let Some((name, value)) = self.line().split_once(": ") {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.lines.read_exact(&mut body).unwrap();
        (status, body)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

/// A page without the reload script and whatever that is told; a page that has none is no page of the
/// preview.
pub fn without_script(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(body.to_vec()).unwrap();
    let start = text.find("<script src=\"/__copsite/client.js\"").expect("the page has the reload script");
    let end = start + text[start..].find("</script>").unwrap() + "</script>".len();
    [&text.as_bytes()[..start], &text.as_bytes()[end..]].concat()
}
