//! What readers of each format find in a published file that the program has not put there.

use scraper::{Html, Selector};

/// What begins the names of all that a text would bring in.
const CANARY: &str = "qz";

/// What is foreign in a file, by the ending of its name. None for one that nobody interprets.
pub fn foreign(path: &str, bytes: &[u8]) -> Option<Vec<String>> {
    let text = std::str::from_utf8(bytes).ok()?;
    match path.rsplit('.').next()? {
        "html" => Some(html(text)),
        "xml" | "svg" => Some(xml(text)),
        "json" => Some(json(text)),
        "ics" => Some([lines(text), ics(text)].concat()),
        "eml" => Some(mail(text)),
        "csv" => Some(csv(text)),
        // Whose lines are broken between words.
        "txt" if path.ends_with("email.txt") => Some(Vec::new()),
        "txt" | "_headers" => Some(lines(text)),
        _ => None,
    }
}

/// Elements, attributes and handlers that the program does not write, and data in scripts that is none.
fn html(text: &str) -> Vec<String> {
    let page = Html::parse_document(text);
    let mut found = Vec::new();
    for element in page.select(&Selector::parse("*").unwrap()) {
        let value = element.value();
        found.extend(value.name().starts_with(CANARY).then(|| format!("an element {}", value.name())));
        let is_own = |name: &str| name.starts_with(CANARY) || name.starts_with("on");
        found.extend(value.attrs().filter(|(name, _)| is_own(name)).map(|(name, _)| format!("an attribute {name}")));
        let leads = ["href", "src"].into_iter().filter_map(|name| value.attr(name));
        found.extend(leads.filter(|url| url.trim().starts_with("javascript")).map(|url| format!("a link {url}")));
    }
    for script in page.select(&Selector::parse("script[type=\"application/ld+json\"]").unwrap()) {
        found.extend(json(&script.text().collect::<String>()));
    }
    found.extend(text.contains("qzrun").then(|| "a template has run".to_owned()));
    found
}

fn xml(text: &str) -> Vec<String> {
    let document = match roxmltree::Document::parse(text) {
        Ok(document) => document,
        Err(error) => return vec![format!("is no XML: {error}")],
    };
    let mut found = Vec::new();
    for node in document.descendants() {
        if node.tag_name().name().starts_with(CANARY) || node.is_pi() {
            found.push(format!("an element or instruction {node:?}"));
        }
        found
            .extend(node.attributes().map(|one| one.name()).filter(|name| name.starts_with(CANARY)).map(str::to_owned));
        // What a feed holds as HTML is read once more.
        if node.attribute("type") == Some("html") {
            found.extend(html(node.text().unwrap_or_default()));
        }
    }
    found
}

fn json(text: &str) -> Vec<String> {
    fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    found.extend((key == CANARY).then(|| "a key".to_owned()));
                    if let (true, Some(text)) = (key.ends_with("html"), value.as_str()) {
                        found.extend(html(text));
                    }
                    keys(value, found);
                }
            }
            serde_json::Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    match serde_json::from_str(text) {
        Ok(value) => keys(&value, &mut found),
        Err(error) => found.push(format!("is no JSON: {error}")),
    }
    found
}

/// Lines that a text has begun, in any way in which some reader ends a line.
fn lines(text: &str) -> Vec<String> {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split(ends).filter(|line| line.starts_with("QZ-")).map(|line| format!("a line {line}")).collect()
}

/// Lines end with CR LF, and unfolded begin with a name that the program writes.
fn ics(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if text.replace("\r\n", "").contains(char::is_control) {
        found.push("a control character".to_owned());
    }
    let unfolded = text.replace("\r\n ", "");
    for line in unfolded.lines() {
        let name = line.split([':', ';']).next().unwrap_or_default();
        let parameters = line.split(':').next().unwrap_or_default();
        if name.starts_with("QZ") || parameters.contains("QZ") {
            found.push(format!("a property {line}"));
        }
    }
    let count = |name: &str| unfolded.lines().filter(|line| *line == name).count();
    if count("BEGIN:VEVENT") != count("END:VEVENT") {
        found.push("a torn event".to_owned());
    }
    found
}

/// The header of a message: known names, and no address or encoded word that a text has written.
fn mail(text: &str) -> Vec<String> {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let names =
        ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Language", "X-Unsent", "Content-Type"];
    let mut found = Vec::new();
    for line in head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
        let name = line.split(':').next().unwrap_or_default();
        found.extend((!names.contains(&name)).then(|| format!("a header {line}")));
    }
    let is_foreign = head.contains("<qz@") && !head.contains("\\\"a\\\" <qz@");
    found.extend(is_foreign.then(|| format!("an address: {head}")));
    found.extend(head.contains("?=0D=0A").then(|| format!("an encoded word: {head}")));
    let parts = body.matches("\r\nContent-Type: ").count() + usize::from(body.starts_with("Content-Type: "));
    found.extend((parts != 2).then(|| format!("{parts} parts")));
    found
}

fn csv(text: &str) -> Vec<String> {
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let rows: Result<Vec<_>, _> = reader.records().collect();
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => return vec![format!("is no table: {error}")],
    };
    let cells = rows.iter().flat_map(|row| row.iter());
    let is_formula =
        |cell: &&str| cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']);
    cells.filter(is_formula).map(|cell| format!("a formula {cell:?}")).collect()
}
