use crate::content::CodeBlock;
pub struct Highlighted { pub html: String, pub known: bool }
pub fn highlight(_b: &CodeBlock) -> Highlighted { todo!() }
