//! A file that holds other files of the site.
//!
//! Never keeps what it has read: a picture may be large, and such a file is made once.

use std::io::Read;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::made::{Files, made};
use super::read::{stored_as, unreadable};
use crate::diagnostics::Diagnostic;
use crate::images::Variant;
use crate::render::Part;
use crate::view::Snapshot;

/// The bytes of such a file. Images stand in it as they are published.
pub fn assembled(files: Files, snapshot: &Snapshot, parts: &[Part]) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut bytes = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => bytes.extend_from_slice(text.as_bytes()),
            Part::File(file) => bytes.extend_from_slice(STANDARD.encode(held(files, snapshot, file)?).as_bytes()),
        }
    }
    Ok(bytes)
}

fn held(files: Files, snapshot: &Snapshot, file: &Arc<str>) -> Result<Vec<u8>, Box<Diagnostic>> {
    if snapshot.images.get(file).is_some_and(|image| image.as_ref().is_ok_and(|image| image.is_made())) {
        return Ok(made(files, snapshot, file, &[Variant::Whole])?.concat());
    }
    let mut bytes = Vec::new();
    let stored = stored_as(files.stored, file);
    let read = files.disk.open(stored).and_then(|mut content| content.read_to_end(&mut bytes));
    read.map_err(|error| unreadable(file, &error))?;
    Ok(bytes)
}
