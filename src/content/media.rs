//! Sounds and films, by the names of their files.

/// What browsers play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    Sound,
    Film,
}

const SOUNDS: [&str; 8] = ["mp3", "ogg", "oga", "opus", "wav", "m4a", "flac", "aac"];
const FILMS: [&str; 4] = ["mp4", "m4v", "webm", "ogv"];

/// The ending of files that hold what is said in a film, with its times (WebVTT).
const CAPTIONS: &str = "vtt";

impl Media {
    /// What a file or an address is by its name.
    pub fn of(path: &str) -> Option<Media> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let ending = path.rsplit_once('.')?.1;
        let is_among = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(ending));
        match () {
            () if is_among(&SOUNDS) => Some(Media::Sound),
            () if is_among(&FILMS) => Some(Media::Film),
            () => None,
        }
    }
}

/// What the files of a film's captions begin with: `a/clip.` of `a/clip.mp4`. Sounds have none.
pub fn captions_begin(film: &str) -> Option<&str> {
    let stem = film.rsplit_once('.')?.0;
    (Media::of(film) == Some(Media::Film)).then(|| &film[..=stem.len()])
}

/// The language of captions whose name begins with `beginning`: none for `a/clip.vtt`, `cy` for `a/clip.cy.vtt`. Nothing for
/// a file that holds none.
pub fn captions_language<'f>(file: &'f str, beginning: &str) -> Option<Option<&'f str>> {
    let rest = file.strip_prefix(beginning)?;
    if rest == CAPTIONS {
        return Some(None);
    }
    let language = rest.strip_suffix(CAPTIONS)?.strip_suffix('.')?;
    let is_tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (!language.is_empty() && language.chars().all(is_tag)).then_some(Some(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_sounds_from_films() {
        assert_eq!(Media::of("/a/Clip.MP4"), Some(Media::Film));
        assert_eq!(Media::of("talk.mp3?x=1"), Some(Media::Sound));
        assert_eq!([Media::of("a.png"), Media::of("mp4"), Media::of("a.mp4/b")], [None; 3]);
    }

    #[test]
    fn captions_are_called_like_their_film() {
        let beginning = captions_begin("content/a/clip.mp4").unwrap();
        assert_eq!(beginning, "content/a/clip.");
        assert_eq!(captions_language("content/a/clip.vtt", beginning), Some(None));
        assert_eq!(captions_language("content/a/clip.pt-BR.vtt", beginning), Some(Some("pt-BR")));
        for other in ["content/a/clip.mp4", "content/a/clip2.vtt", "content/a/clip.x.y.vtt", "content/a/clip..vtt"] {
            assert_eq!(captions_language(other, beginning), None, "{other}");
        }
        assert_eq!(captions_begin("content/a/talk.mp3"), None);
    }
}
