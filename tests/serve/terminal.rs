//! What the person at the terminal is told.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::preview::{Answer, Preview, copsite, get_at, site};

/// A line about a change, without its time of day and how long it took.
fn told(preview: &Preview, place: &str) -> Vec<String> {
    let lines = preview.said();
    let about = lines.lines().filter(|line| line.get(9..).is_some_and(|line| line.starts_with(place)));
    about
        .map(|line| line[9..].split(", ").filter(|part| !part.contains(" ms")).collect::<Vec<_>>().join(", "))
        .collect()
}

#[test]
fn it_says_what_it_has_read_and_where_to_look() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    preview.wait_until_said("what is left to do");
    let said = preview.said();
    let lines: Vec<&str> = said.lines().collect();
    let [read, look, left] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(read.starts_with("4 entries read in ") && read.ends_with(" s: no problems"), "{read}");
    assert_eq!(*look, format!("look at it on http://{}/net/ (Ctrl-C ends it)", preview.address()));
    assert_eq!(*left, format!("what is left to do is on http://{}/__copsite/", preview.address()));
}

#[test]
fn each_change_is_one_line_and_a_problem_is_told_once() {
    let site = site();
    let preview = Preview::start(site.path(), &[]);
    let story = "content/stories/llythyr-ŵ.md";
    let save = |text: &str| {
        let revision = preview.get("/net/").attribute("data-revision");
        fs::write(site.path().join(".new"), text).unwrap();
        fs::rename(site.path().join(".new"), site.path().join(story)).unwrap();
        preview.wait_for("/net/", |answer| answer.attribute("data-revision") > revision);
    };
    save("# Llythyr\n\nAgored, ac yna ar gau.\n");
    save("# Llythyrau\n\nAgored, ac yna ar gau.\n");
    save("# Llythyrau\n\nAgored: [[nobody-knows]].\n");
    save("# Llythyrau\n\nAgored eto: [[nobody-knows]].\n");
    save("# Llythyrau\n\nAgored.\n");
    preview.wait_until_said("; no problems");
    let expected =
        ["1 file read", "1 file read, woven anew", "1 file read, woven anew", "1 file read", "1 file read, woven anew"];
    assert_eq!(told(&preview, story), expected.map(|done| format!("{story}: {done}")), "{}", preview.said());
    assert_eq!(preview.said().matches("there is no entry `nobody-knows` yet").count(), 1, "{}", preview.said());
    assert_eq!(preview.said().matches(" ms; 1 warning").count(), 1, "{}", preview.said());
}

#[test]
fn a_second_mistake_of_a_kind_is_told_and_a_template_that_fails_is_told_once() {
    let site = site();
    fs::create_dir_all(site.path().join("templates/parts")).unwrap();
    let facts = site.path().join("templates/parts/facts.html");
    fs::write(&facts, "{% if page.title == \"Llythyr\" %}{{ 1 / 0 }}{% endif %}").unwrap();
    let preview = Preview::start(site.path(), &[]);
    let failing = "/net/stories/llythyr-%C5%B5/";
    for number in 0..3 {
        assert_eq!(preview.get(failing).status, 500);
        let revision = preview.get("/net/").attribute("data-revision");
        let text = format!("# About us\n\n{}", "See [[nobody-knows]].\n\n".repeat(number + 1));
        fs::write(site.path().join("content/about.md"), text).unwrap();
        preview.wait_for("/net/", |answer| answer.attribute("data-revision") > revision);
    }
    preview.wait_until_said("; 3 warnings");
    let said = preview.said();
    assert_eq!(said.matches("there is no entry `nobody-knows` yet").count(), 3, "{said}");
    for place in ["content/about.md:3:5", "content/about.md:5:5", "content/about.md:7:5"] {
        assert_eq!(said.matches(place).count(), 1, "{place}: {said}");
    }
    assert_eq!(said.matches("templates/parts/facts.html:1:").count(), 1, "{said}");
}

#[test]
fn quiet_is_quiet_but_for_errors() {
    let site = site();
    // It does not say its port, so that is chosen here.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let port = address.port().to_string();
    let mut command = copsite(site.path());
    command.args(["serve", "--quiet", "--port", &port]).stderr(Stdio::piped());
    let quiet = command.spawn().unwrap();
    let wait_for = |is_expected: &dyn Fn(&Answer) -> bool| {
        let start = Instant::now();
        while TcpStream::connect(address).is_err() || !is_expected(&get_at(&address.to_string(), "/net/")) {
            assert!(start.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    wait_for(&|answer| answer.attribute("data-problems").is_empty());
    fs::write(site.path().join("content/about.md"), "+++\ntitle = [\n+++\n").unwrap();
    wait_for(&|answer| !answer.attribute("data-problems").is_empty());
    let id = quiet.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let said = String::from_utf8(quiet.wait_with_output().unwrap().stderr).unwrap();
    assert!(!said.contains("read in") && !said.contains("http://") && !said.contains(" ms"), "{said}");
    // What is told to browsers first may not be at the terminal yet when it ends.
    assert!(said.is_empty() || said.starts_with("error["), "{said}");
}
