//! The plain text of the block being written, and what is made from it when the block ends:
//! words, the sentences around links, the excerpt, the first quotation.

use super::context;
use super::plain::{append_collapsed, count_words};
use crate::content::Link;

/// A link in the block: its number and the bytes of the plain text it covers.
#[derive(Clone, Debug)]
struct Placed {
    link: u32,
    start: usize,
    end: usize,
    titled: bool,
}

#[derive(Debug, Default)]
pub struct BlockText {
    text: String,
    links: Vec<Placed>,
    muted: bool,
}

impl BlockText {
    pub fn push(&mut self, text: &str) {
        if !self.muted {
            append_collapsed(&mut self.text, text);
        }
    }

    /// Whether what is written from here on is text that no reader sees.
    pub fn mute(&mut self, muted: bool) {
        self.muted = muted;
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn last_char(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// Notes that the text from `start` on belongs to `link`; `titled` where the title of its
    /// target will stand instead.
    pub fn place_link(&mut self, link: u32, start: usize, titled: bool) {
        let end = self.text.len();
        self.links.push(Placed { link, start: start.min(end), end, titled });
    }

    /// Ends the block: gives `links` their sentences, and returns the text and its words.
    pub fn finish(&mut self, links: &mut [Link]) -> (String, u32) {
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end().len());
        for placed in self.links.drain(..) {
            let end = placed.end.min(text.len());
            if let Some(link) = links.get_mut(placed.link as usize) {
                link.context = context::around(&text, placed.start.min(end)..end, placed.titled);
            }
        }
        let words = count_words(&text);
        (text, words)
    }
}

/// The first block quotation of the page.
#[derive(Debug, Default)]
pub enum Pull {
    #[default]
    None,
    /// Being read, at this depth of containers.
    Open(usize, String),
    Done(Option<String>),
}

/// Characters of the longest quotation that is kept.
const LONGEST_PULL: usize = 240;

impl Pull {
    pub fn open(&mut self, depth: usize) {
        if matches!(self, Pull::None) {
            *self = Pull::Open(depth, String::new());
        }
    }

    pub fn push(&mut self, text: &str) {
        if let Pull::Open(_, quote) = self {
            if !quote.is_empty() && !text.is_empty() {
                quote.push(' ');
            }
            quote.push_str(text);
        }
    }

    pub fn close(&mut self, depth: usize) {
        if let Pull::Open(at, quote) = self
            && *at == depth
        {
            let fits = !quote.is_empty() && quote.chars().count() <= LONGEST_PULL;
            *self = Pull::Done(fits.then(|| std::mem::take(quote)));
        }
    }

    pub fn text(self) -> Option<String> {
        match self {
            Pull::Done(text) => text,
            _ => None,
        }
    }
}
