//! A small site, the running program, and just enough HTTP to ask it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A machine that runs many tests at once takes its time.
const PATIENCE: Duration = Duration::from_secs(30);

/// A site under the path `/net/`, with an attachment, a static file and a draft.
pub fn site() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &[u8]| {
        let file = root.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("copsite.toml", b"title = \"A network\"\nbase_url = \"https://example.org/net/\"\n");
    write("content/index.md", b"# A network\n\nOf people who meet.\n");
    write("content/about.md", b"# About us\n\nWe meet, as [[the-rent-letter]] tells.\n");
    write(
        "content/stories/the-rent-letter/index.md",
        b"+++\ntitle = \"The rent letter\"\n+++\n\nNobody opened it.\n\n![A letter](photo.png)\n",
    );
    write("content/stories/the-rent-letter/photo.png", include_bytes!("photo.png"));
    write("content/stories/llythyr-ŵ.md", b"# Llythyr\n\nAgored.\n");
    write("content/stories/hidden.md", b"+++\ndraft = true\n+++\n# Hidden\n");
    write("static/notes and numbers.csv", b"a,b\n1,2\n");
    root
}

/// The program, for the site at `root`.
pub fn copsite(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copsite"));
    command.arg("--root").arg(root);
    command
}

/// All files under `folder`, by their paths inside it.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_string();
                found.push((name, fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// A path with everything but plain characters percent-encoded.
pub fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A running preview; it ends when this is dropped.
pub struct Preview {
    child: Child,
    address: String,
    /// What it has said at the terminal, line by line.
    said: Arc<Mutex<Vec<String>>>,
}

impl Preview {
    pub fn start(root: &Path, arguments: &[&str]) -> Preview {
        Preview::of(copsite(root).args(["serve", "--port", "0"]).args(arguments))
    }

    /// What `command` starts.
    pub fn of(command: &mut Command) -> Preview {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let mut before = Vec::new();
        let address = lines.by_ref().find_map(|line| {
            before.push(line.clone());
            Some(line.split_once("http://")?.1.split('/').next()?.to_string())
        });
        let address = address.unwrap_or_else(|| panic!("the address is told: {before:#?}"));
        let said = Arc::new(Mutex::new(before));
        let heard = said.clone();
        // The pipe is kept empty, or the program would wait for it.
        std::thread::spawn(move || lines.for_each(|line| heard.lock().unwrap().push(line)));
        Preview { child, address, said }
    }

    /// All that was said at the terminal so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }

    /// Waits until `words` were said at the terminal.
    pub fn wait_until_said(&self, words: &str) {
        let start = Instant::now();
        while !self.said().contains(words) {
            assert!(start.elapsed() < PATIENCE, "`{words}` is not in\n{}", self.said());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn port(&self) -> u16 {
        self.address.rsplit(':').next().unwrap().parse().unwrap()
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &self.address)
    }

    pub fn ask(&self, method: &str, target: &str, host: &str) -> Answer {
        let request = format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        Answer::parse(&self.raw(request.as_bytes()))
    }

    /// Asks with a header more.
    pub fn get_with(&self, target: &str, header: &str) -> Answer {
        let host = &self.address;
        let request = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n{header}\r\nConnection: close\r\n\r\n");
        Answer::parse(&self.raw(request.as_bytes()))
    }

    /// Sends bytes as they are, and gives all that comes back.
    pub fn raw(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // Whoever is refused early may not take all of it.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// The program's number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the program ends by itself, and gives its exit code.
    pub fn ended(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// Asks again until the answer is as expected.
    pub fn wait_for(&self, target: &str, is_expected: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(target);
            if is_expected(&answer) {
                return answer;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "{target} is still {}: {}",
                answer.status,
                answer.attribute("data-problems")
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn events(&self) -> Events {
        let mut stream = self.connect();
        let request = format!("GET /__copsite/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut events = Events { lines: BufReader::new(stream) };
        assert_eq!(events.line(), "HTTP/1.1 200 OK");
        events
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn parse(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_string()));
        Answer { status, headers: lines.filter_map(header).collect(), body: bytes[end + 4..].to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The value of an attribute of the reload script; empty where the answer has no script.
    pub fn attribute(&self, name: &str) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let Some((_, rest)) = text.split_once(&format!("{name}=\"")) else { return String::new() };
        rest.split('"').next().unwrap_or_default().to_string()
    }
}

/// Asks by another address of the machine.
pub fn get_at(address: &str, target: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    Answer::parse(&bytes)
}

/// An open stream of events.
pub struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line.trim_end().to_string()
    }

    /// What the next event tells.
    pub fn next_news(&mut self) -> serde_json::Value {
        loop {
            if let Some(news) = self.line().strip_prefix("data: ") {
                return serde_json::from_str(news).unwrap();
            }
        }
    }

    /// The revision that the next event tells.
    pub fn next_revision(&mut self) -> String {
        self.next_news()["revision"].to_string()
    }
}
