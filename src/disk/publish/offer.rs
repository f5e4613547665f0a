//! One output as it comes: is it in the output folder already, and if not, may it go there?
//!
//! Changes nothing that is published.

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use super::compare::{Found, Target, check_ours};
use super::manifest::{Manifest, State};
use super::readers::Readers;
use super::written::{Fault, Written, pour};
use super::{PIECE, Publication, failed, staging};

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

/// The manifest of a site that holds what was offered to its readers.
pub fn manifest(targets: &[Target], offered: &[Option<Offered>], readers: Readers) -> Manifest {
    let offered = targets.iter().zip(offered).filter_map(|(target, offered)| Some((target, offered.as_ref()?)));
    let files = offered.map(|(target, offered)| (target.path.clone(), offered.written().clone())).collect();
    Manifest { state: State::Complete, readers, files, saved: 0 }
}
