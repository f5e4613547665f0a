//! The images of a site, each looked at when it is new or has changed.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use rayon::prelude::*;

use crate::disk::{Disk, FoundFile};
use crate::images::{Image, Images, NoImage, is_image_name, look, may_tell};

#[derive(Default)]
pub struct LookedAt {
    images: Arc<Images>,
    /// As they were when they were looked at.
    files: BTreeMap<Arc<str>, FoundFile>,
}

impl LookedAt {
    pub fn all(&self) -> Arc<Images> {
        self.images.clone()
    }

    /// Looks at what is new among `files`. Whether any image is another one now.
    pub fn look_again(&mut self, disk: &dyn Disk, files: &[FoundFile]) -> bool {
        let files: Vec<&FoundFile> = files.iter().filter(|file| is_image_name(&file.path)).collect();
        let known = |file: &FoundFile| {
            let is_same = self.files.get(&file.path) == Some(file);
            self.images.get(&file.path).filter(|_| is_same).cloned()
        };
        let looked_at = |file: &&FoundFile| (file.path.clone(), known(file).unwrap_or_else(|| look_at(disk, file)));
        let images: Images = files.par_iter().map(looked_at).collect();
        self.files = files.into_iter().map(|file| (file.path.clone(), file.clone())).collect();
        let is_other = images != *self.images;
        if is_other {
            self.images = Arc::new(images);
        }
        is_other
    }
}

fn look_at(disk: &dyn Disk, file: &FoundFile) -> Result<Image, NoImage> {
    let mut bytes = Vec::new();
    let read = disk.open(&file.stored).and_then(|mut content| content.read_to_end(&mut bytes));
    let looked = read.map_err(|error| error.to_string()).and_then(|_| look(&bytes));
    looked.map_err(|reason| NoImage { reason: reason.into(), may_tell: may_tell(&bytes) })
}
