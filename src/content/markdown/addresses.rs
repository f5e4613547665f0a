//! Whole addresses that lead no reader anywhere, though they look as if they did.
//!
//! It looks at how they are written and asks nobody whether somebody answers there.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::content::LinkUse;
use crate::content::target::scheme;
use crate::diagnostics::Code;
use crate::images::{has_metadata, is_image_name};

/// Pages of these hosts show a video; none of them is a picture.
const VIDEO_HOSTS: [&str; 7] =
    ["youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com", "dai.ly", "twitch.tv"];

/// What is wrong with an address, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Unlikely {
    pub code: Code,
    pub message: String,
    pub help: String,
    /// Whether it is not to be published: there is none, or it tells of the disk of whoever wrote it.
    pub is_dropped: bool,
}

/// Why `address` leads nowhere, where that can be seen.
pub fn unlikely(address: &str, use_: LinkUse) -> Option<Unlikely> {
    if address.is_empty() {
        return Some(empty());
    }
    let scheme = scheme(address)?.to_ascii_lowercase();
    let rest = &address[scheme.len() + 1..];
    match &*scheme {
        "file" => Some(on_disk()),
        "data" if use_ == LinkUse::Image => in_text(rest),
        "http" | "https" => of_web(&scheme, rest, use_),
        _ => misspelt(&scheme, rest),
    }
}

fn of_web(scheme: &str, rest: &str, use_: LinkUse) -> Option<Unlikely> {
    let Some(behind) = rest.strip_prefix("//").filter(|behind| !host(behind).is_empty()) else {
        let whole = rest.trim_start_matches('/');
        let message = format!("behind `{scheme}:` two slashes and the name of a host are missing");
        let help = if whole.is_empty() {
            "write the address behind it".to_owned()
        } else {
            format!("write `{scheme}://{whole}`")
        };
        return Some(found(message, help));
    };
    let host = host(behind);
    (use_ == LinkUse::Image && is_video_page(host, behind)).then(|| Unlikely {
        code: Code::InvalidImage,
        ..found(
            "this is the page of a video, and no picture",
            "write a link to it, without the `!`: `[what it shows](https://…)`",
        )
    })
}

fn found(message: impl Into<String>, help: impl Into<String>) -> Unlikely {
    Unlikely { code: Code::UnlikelyAddress, message: message.into(), help: help.into(), is_dropped: false }
}

fn empty() -> Unlikely {
    let message = "this leads nowhere, because its address is empty; only its words are shown";
    Unlikely { is_dropped: true, ..found(message, "write the address between `(` and `)`, or take the brackets out") }
}

fn on_disk() -> Unlikely {
    let help = "put the file beside the text or under `static/`, and write its path, such as `photo.jpg`";
    Unlikely {
        is_dropped: true,
        ..found("this is a file on the writer's own computer; only its words are shown", help)
    }
}

/// An image that is written into the text is published as it is there.
fn in_text(rest: &str) -> Option<Unlikely> {
    let (_, written) = rest.split_once(";base64,")?;
    let bytes = BASE64_STANDARD.decode(written.trim()).ok()?;
    has_metadata(&bytes).then(|| Unlikely {
        code: Code::InvalidImage,
        ..found(
            "this image is written into the text, with what a camera or a program says in it of place, time or person",
            "save it as a file beside the text, of which only the picture is published",
        )
    })
}

/// The host that an address names behind its slashes, without its port.
fn host(behind: &str) -> &str {
    let end = behind.find(['/', '?', '#']).unwrap_or(behind.len());
    let host = behind[..end].rsplit('@').next().unwrap_or_default();
    match host.starts_with('[') {
        true => host.split_inclusive(']').next().unwrap_or_default(),
        false => host.split(':').next().unwrap_or_default(),
    }
}

/// A picture has a file name with an end also where a video host gives it.
fn is_video_page(host: &str, behind: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let path = behind.split(['?', '#']).next().unwrap_or_default();
    let is_of = |known: &str| host.strip_suffix(known).is_some_and(|front| front.is_empty() || front.ends_with('.'));
    VIDEO_HOSTS.iter().any(|known| is_of(known)) && !is_image_name(path)
}

/// Almost one of the schemes that people write, and none that a program has.
fn misspelt(scheme: &str, rest: &str) -> Option<Unlikely> {
    let is_near = |known: &&&str| strsim::osa_distance(scheme, known) == 1;
    let meant = match rest.starts_with("//") {
        true => ["https", "http"].iter().find(is_near),
        false => ["mailto"].iter().filter(|_| rest.contains('@')).find(is_near),
    }?;
    let message = format!("no browser knows `{scheme}:`");
    Some(found(message, format!("did you mean `{meant}:{rest}`?")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(address: &str) -> Option<String> {
        unlikely(address, LinkUse::Follow).map(|found| found.help)
    }

    #[test]
    fn what_can_be_reached_is_in_order() {
        for address in [
            "https://example.org/a:b",
            "HTTP://example.org",
            // Instructions lead readers to what they have started themselves.
            "http://localhost:3000/x",
            "http://[::1]:80/",
            "mailto:a@example.org",
            "ftps://example.org/x",
            "obsidian://open?vault=x",
            "tel:+44",
            "//example.org/x",
            "https://www.youtube.com/watch?v=abc",
        ] {
            assert_eq!(unlikely(address, LinkUse::Follow), None, "{address}");
        }
    }

    #[test]
    fn a_slash_or_a_letter_that_is_missing_is_named() {
        assert_eq!(help("http:/example.com/x").as_deref(), Some("write `http://example.com/x`"));
        assert_eq!(help("https:example.com").as_deref(), Some("write `https://example.com`"));
        assert_eq!(help("https:///example.com").as_deref(), Some("write `https://example.com`"));
        assert_eq!(help("https://").as_deref(), Some("write the address behind it"));
        assert_eq!(help("htps://example.com").as_deref(), Some("did you mean `https://example.com`?"));
        assert_eq!(help("mialto:a@example.org").as_deref(), Some("did you mean `mailto:a@example.org`?"));
    }

    #[test]
    fn what_is_empty_or_on_the_disk_of_whoever_wrote_it_is_not_published() {
        for address in ["file:///C:/pictures/a.jpg", "FILE://server/a.jpg", ""] {
            assert!(unlikely(address, LinkUse::Image).unwrap().is_dropped, "{address}");
        }
    }

    #[test]
    fn a_page_of_a_video_is_no_picture() {
        let code = |address: &str| unlikely(address, LinkUse::Image).map(|found| found.code);
        for address in ["https://www.youtube.com/watch?v=abc", "https://youtu.be/abc", "https://vimeo.com/123#t=1"] {
            assert_eq!(code(address), Some(Code::InvalidImage), "{address}");
        }
        for address in ["https://example.org/watch?v=abc", "https://myvimeo.com/1", "https://www.youtube.com/img/a.png"]
        {
            assert_eq!(code(address), None, "{address}");
        }
    }
}
