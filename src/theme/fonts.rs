//! A site's own typefaces: `[theme.fonts] voice = "fonts/x.woff2"`.

use std::collections::BTreeMap;

use super::KB;
use super::files::Files;
use super::places::Places;
use super::tokens::Tokens;
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::disk::Disk;

const ROLES: [(&str, &str); 3] = [("voice", "serif"), ("index", "sans-serif"), ("code", "monospace")];

/// Most that a font may weigh, in KB: it is compressed in itself.
const MOST: usize = 60;

/// The site's fonts as CSS, and what a page may load ahead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fonts {
    pub css: String,
    /// Addresses relative to the site's home.
    pub urls: Vec<String>,
}

/// Checks that each font exists and writes its `@font-face`. A font that is late is not used at
/// all (`font-display: optional`), so that no page moves while it is read.
pub fn fonts(
    chosen: &BTreeMap<String, String>,
    tokens: &Tokens,
    files: &Files,
    disk: &dyn Disk,
    places: &Places,
    found: &mut Vec<Diagnostic>,
) -> Fonts {
    let mut fonts = Fonts::default();
    for (role, path) in chosen {
        let Some((_, generic)) = ROLES.iter().find(|(known, _)| known == role) else {
            found.push(unknown_role(role, places));
            continue;
        };
        let (Some(format), Some(url)) = (format(path), address(path, files, disk)) else {
            found.push(no_font(role, path, places));
            continue;
        };
        found.extend(too_heavy(role, path, &url, files, disk, places));
        let fallback = tokens.get(&*format!("font-{role}")).map_or(*generic, |token| &token.light.text);
        fonts.css.push_str(&format!(
            "@font-face{{font-family:\"site-{role}\";src:url(\"../{url}\") format(\"{format}\");\
             font-weight:100 900;font-display:optional}}\
             @layer tokens{{:root{{--font-{role}:\"site-{role}\",{fallback}}}}}"
        ));
        // Few pages have code, and what is loaded ahead and not used is in the way of what is.
        if role != "code" {
            fonts.urls.push(url);
        }
    }
    fonts
}

fn format(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "woff2" => Some("woff2"),
        "woff" => Some("woff"),
        "ttf" => Some("truetype"),
        "otf" => Some("opentype"),
        _ => None,
    }
}

/// Where the file will be published, from `static/` or `assets/`.
fn address(path: &str, files: &Files, disk: &dyn Disk) -> Option<String> {
    let plain = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
        && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte));
    if !plain {
        return None;
    }
    if disk.exists(&format!("static/{path}")) {
        return Some(path.to_owned());
    }
    let asset = format!("assets/{path}");
    files.contains_key(asset.as_str()).then_some(asset)
}

/// The file is in the theme, or in `static/`.
fn too_heavy(role: &str, path: &str, url: &str, files: &Files, disk: &dyn Disk, places: &Places) -> Option<Diagnostic> {
    let size = match files.get(url) {
        Some(file) => file.bytes.len() as u64,
        None => disk.look(&format!("static/{path}")).map_or(0, |file| file.len),
    };
    let message = || format!("the font `{path}` weighs {} KB; the budget is {MOST} KB", size.div_ceil(KB as u64));
    let problem = || Diagnostic::new(Code::OverBudget, message()).at(places.value(&["theme", "fonts", role]));
    let help = "save it as WOFF2 with the letters of your languages only, for example with `pyftsubset`";
    (size > (MOST * KB) as u64).then(|| problem().help(help))
}

fn unknown_role(role: &str, places: &Places) -> Diagnostic {
    let problem = places.key_problem(&["theme", "fonts", role], format!("there is no font `{role}`"));
    let guess = did_you_mean(role, ROLES.map(|(known, _)| known));
    problem.help(
        guess.map_or("fonts are `voice`, `index` and `code`".to_owned(), |guess| format!("did you mean `{guess}`?")),
    )
}

fn no_font(role: &str, path: &str, places: &Places) -> Diagnostic {
    places
        .value_problem(&["theme", "fonts", role], format!("there is no font file `{path}`"))
        .help("put a `.woff2` file under `static/` or `assets/`, with a name of letters, digits, `-` and `_`")
}
