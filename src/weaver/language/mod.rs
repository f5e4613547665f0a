//! What a language does to words: forms of one word, and words without a meaning of their own.

mod stems;
mod stop_words;

pub use stems::Stems;
pub use stop_words::stop_words;
