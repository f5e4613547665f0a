//! One output as it comes: is it in the output folder already, and if not, may it go there?
//!
//! Changes nothing that is published.

use std::fs::File;
use std::hash::Hasher;
use std::io::{self, BufRead, BufReader};

use twox_hash::XxHash3_64;

use super::compare::{Found, Target, check_ours};
use super::manifest::Written;
use super::{PIECE, Publication, PublishError, failed, staging};

/// What became of an output.
#[derive(Debug)]
pub enum Offered {
    /// It is in its place.
    Same(Written),
    /// It is to be moved to its place.
    Staged(Written),
}

impl Offered {
    pub fn written(&self) -> &Written {
        match self {
            Offered::Same(written) | Offered::Staged(written) => written,
        }
    }
}

/// Whose fault it is that an output could not be taken.
pub enum Fault {
    Source(io::Error),
    Output(PublishError),
}

impl Publication {
    pub(super) fn take<R: BufRead>(&self, target: &Target, open: &dyn Fn() -> io::Result<R>) -> Result<Offered, Fault> {
        let source = || open().map_err(Fault::Source);
        if let Found::File { size, modified } = target.found {
            let written = pour(source()?, |_| Ok(()))?;
            if size == written.size && !target.is_renamed {
                let is_vouched_for = self.before.vouches_for(&target.path, &written, modified);
                if is_vouched_for || self.holds(target, source()?)? {
                    return Ok(Offered::Same(written));
                }
            }
            check_ours(&self.claim.folder, target, &self.before, &self.options).map_err(Fault::Output)?;
        }
        Ok(Offered::Staged(staging::write(&self.claim.folder, &target.path, source()?)?))
    }

    /// Whether the published file has the bytes of `source`.
    fn holds(&self, target: &Target, source: impl BufRead) -> Result<bool, Fault> {
        let path = self.claim.folder.join(&target.path);
        let unreadable = |error: io::Error| Fault::Output(failed("read", &path, &error));
        let file = File::open(&path).map_err(unreadable)?;
        let mut there = BufReader::with_capacity(PIECE, file);
        let mut is_same = true;
        pour(source, |mut bytes| {
            while is_same && !bytes.is_empty() {
                let found = there.fill_buf().map_err(unreadable)?;
                let len = found.len().min(bytes.len());
                is_same = len > 0 && found[..len] == bytes[..len];
                there.consume(len);
                bytes = &bytes[len..];
            }
            Ok(())
        })?;
        Ok(is_same && there.fill_buf().map_err(unreadable)?.is_empty())
    }
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
