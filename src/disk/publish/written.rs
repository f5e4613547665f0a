//! The bytes of an output, read piece by piece, and what is kept of them.

use std::hash::Hasher;
use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::PublishError;

/// A file as copsite wrote it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// XXH3 of the bytes, 64 bits.
    #[serde(with = "hex")]
    pub hash: u64,
    /// Length in bytes.
    pub size: u64,
}

/// Whose fault it is that an output could not be taken.
pub enum Fault {
    Source(io::Error),
    Output(PublishError),
}

/// Reads `source` to its end, piece by piece, and tells what it was.
pub fn pour(mut source: impl BufRead, mut into: impl FnMut(&[u8]) -> Result<(), Fault>) -> Result<Written, Fault> {
    let mut hasher = XxHash3_64::new();
    let mut size = 0;
    loop {
        let piece = match source.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            piece => piece.map_err(Fault::Source)?,
        };
        if piece.is_empty() {
            return Ok(Written { hash: hasher.finish(), size });
        }
        hasher.write(piece);
        into(piece)?;
        let len = piece.len();
        size += len as u64;
        source.consume(len);
    }
}

/// Hashes as text: JSON numbers lose digits in many readers.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(hash: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{hash:016x}"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
    }
}
