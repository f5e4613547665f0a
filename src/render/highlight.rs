//! Code → HTML with classes, once for each distinct block.

use crate::content::CodeBlock;

/// The block as HTML: a figure with its caption bar, lines and classes of the theme.
pub fn highlight(block: &CodeBlock) -> String {
    todo!()
}
