//! A site's own typefaces: `[theme.fonts] voice = "fonts/x.woff2"`, or a file for each face.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::KB;
use super::files::Files;
use super::font_file::is_variable;
use super::places::Places;
use super::tokens::Tokens;
use crate::config::FontFiles;
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
    chosen: &BTreeMap<String, FontFiles>,
    tokens: &Tokens,
    files: &Files,
    disk: &dyn Disk,
    places: &Places,
    found: &mut Vec<Diagnostic>,
) -> Fonts {
    let mut fonts = Fonts::default();
    let sources = Sources { files, disk, places };
    for (role, chosen) in chosen {
        let Some((_, generic)) = ROLES.iter().find(|(known, _)| known == role) else {
            found.push(unknown_role(role, places));
            continue;
        };
        let faces: Vec<Declared> =
            faces(chosen).filter_map(|(face, path)| declared(role, face, path, &sources, found)).collect();
        if faces.is_empty() {
            continue;
        }
        fonts.css.extend(faces.iter().map(|face| &*face.css));
        let fallback = tokens.get(&*format!("font-{role}")).map_or(*generic, |token| &token.light.text);
        fonts.css.push_str(&format!("@layer tokens{{:root{{--font-{role}:\"site-{role}\",{fallback}}}}}"));
        fonts.urls.extend(faces.into_iter().filter(|face| face.is_on_every_page).map(|face| face.url));
    }
    fonts
}

/// Where fonts are looked for, and where they were asked for.
struct Sources<'a> {
    files: &'a Files,
    disk: &'a dyn Disk,
    places: &'a Places,
}

/// A style and weight of a typeface.
struct Face {
    /// Its key in a table of faces.
    key: &'static str,
    is_bold: bool,
    is_italic: bool,
}

const REGULAR: Face = Face { key: "regular", is_bold: false, is_italic: false };
const BOLD: Face = Face { key: "bold", is_bold: true, is_italic: false };
const ITALIC: Face = Face { key: "italic", is_bold: false, is_italic: true };
const BOLD_ITALIC: Face = Face { key: "bold-italic", is_bold: true, is_italic: true };

fn faces(chosen: &FontFiles) -> impl Iterator<Item = (Face, &str)> {
    let FontFiles { regular, italic, bold, bold_italic } = chosen;
    let all = [
        (REGULAR, Some(regular)),
        (BOLD, bold.as_ref()),
        (ITALIC, italic.as_ref()),
        (BOLD_ITALIC, bold_italic.as_ref()),
    ];
    all.into_iter().filter_map(|(face, path)| Some((face, path?.as_str())))
}

/// The `@font-face` of a file.
struct Declared {
    css: String,
    url: String,
    /// Few pages have code, and few lines are slanted; what is loaded ahead and not used is in the way of what is.
    is_on_every_page: bool,
}

fn declared(
    role: &str,
    face: Face,
    path: &str,
    sources: &Sources<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Declared> {
    // Where a font is one file, the place is the deepest that there is: the value of the role.
    let place = ["theme", "fonts", role, face.key];
    let (Some(format), Some(url)) = (format(path), address(path, sources.files, sources.disk)) else {
        found.push(no_font(&place, path, sources.places));
        return None;
    };
    let bytes = bytes(path, &url, sources);
    found.extend(too_heavy(&place, path, bytes.len(), sources.places));
    // Without variations browsers make what is bold or slanted themselves, of a file that does not claim to have it.
    let weight = match face.is_bold {
        true => "font-weight:700;",
        false if is_variable(&bytes) => "font-weight:100 900;",
        false => "",
    };
    let style = if face.is_italic { "font-style:italic;" } else { "" };
    let css = format!(
        "@font-face{{font-family:\"site-{role}\";src:url(\"../{url}\") format(\"{format}\");{weight}{style}font-display:optional}}"
    );
    Some(Declared { css, url, is_on_every_page: !face.is_italic && role != "code" })
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

/// The file is in the theme, or in `static/`; one that cannot be read is told where it is published.
fn bytes<'a>(path: &str, url: &str, sources: &Sources<'a>) -> Cow<'a, [u8]> {
    match sources.files.get(url) {
        Some(file) => Cow::Borrowed(&file.bytes),
        None => Cow::Owned(sources.disk.read(&format!("static/{path}")).unwrap_or_default()),
    }
}

fn too_heavy(place: &[&str], path: &str, size: usize, places: &Places) -> Option<Diagnostic> {
    let message = || format!("the font `{path}` weighs {} KB; the budget is {MOST} KB", size.div_ceil(KB));
    let problem = || Diagnostic::new(Code::OverBudget, message()).at(places.value(place));
    let help = "save it as WOFF2 with the letters of your languages only, for example with `pyftsubset`";
    (size > MOST * KB).then(|| problem().help(help))
}

fn unknown_role(role: &str, places: &Places) -> Diagnostic {
    let problem = places.key_problem(&["theme", "fonts", role], format!("there is no font `{role}`"));
    let guess = did_you_mean(role, ROLES.map(|(known, _)| known));
    problem.help(
        guess.map_or("fonts are `voice`, `index` and `code`".to_owned(), |guess| format!("did you mean `{guess}`?")),
    )
}

fn no_font(place: &[&str], path: &str, places: &Places) -> Diagnostic {
    places
        .value_problem(place, format!("there is no font file `{path}`"))
        .help("put a `.woff2` file under `static/` or `assets/`, with a name of letters, digits, `-` and `_`")
}
