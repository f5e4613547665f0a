use crate::content::CodeBlock;
pub struct Highlighted { pub html: String, pub known: bool }
pub fn highlight(_b: &CodeBlock) -> Highlighted { Highlighted { html: String::new(), known: true } }
