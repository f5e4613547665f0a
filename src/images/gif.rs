//! What stands in a GIF beside its pictures. Decodes no pixel.

const COMMENT: u8 = 0xFE;
const APPLICATION: u8 = 0xFF;

/// What every GIF begins with: its name, its size, and what is said of its colours.
const HEAD: usize = 13;

/// Whether a GIF holds a comment, or notes of a camera or program.
pub fn holds_notes(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"GIF8") {
        return false;
    }
    let Some(colours) = bytes.get(10) else { return false };
    let mut at = HEAD + table(*colours);
    loop {
        match bytes.get(at..) {
            Some([b'!', COMMENT, length, ..]) if *length > 0 => return true,
            Some([b'!', APPLICATION, _, name @ ..]) if name.starts_with(b"XMP Data") => return true,
            Some([b'!', _, ..]) => at = behind_blocks(bytes, at + 2),
            // A picture: its place and its colours, how its pixels are written, and these.
            Some([b',', ..]) => {
                let colours = bytes.get(at + 9).copied().unwrap_or_default();
                at = behind_blocks(bytes, at + 10 + table(colours) + 1);
            }
            _ => return false,
        }
    }
}

/// The length in bytes of the table of colours that a byte announces.
fn table(colours: u8) -> usize {
    if colours & 0x80 == 0 { 0 } else { 3 << ((colours & 7) + 1) }
}

/// The place behind a run of blocks. Each block begins with its length, and the last one has none.
fn behind_blocks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(length) = bytes.get(at).filter(|length| **length > 0) {
        at += 1 + usize::from(*length);
    }
    at + 1
}
