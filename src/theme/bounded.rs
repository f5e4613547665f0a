//! What a template may write at most: one that counts for ever must not fill the memory.

use std::io::{self, Write};

/// Bytes of a page: far more than of any that somebody reads.
pub const MOST: usize = 64_000_000;

/// A page while a template writes it.
pub struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Bounded {
    /// With room for this many bytes before it has to grow.
    pub fn with_capacity(bytes: usize) -> Bounded {
        Bounded { bytes: Vec::with_capacity(bytes), is_full: false }
    }

    /// Whether the template wanted to write more than there is room for.
    pub fn is_full(&self) -> bool {
        self.is_full
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
