//! What publishing promises, each on a folder of the machine.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::Hasher;
use std::path::PathBuf;
use std::time::SystemTime;

use rayon::prelude::*;
use twox_hash::XxHash3_64;

use super::lock::Lock;
use super::staging::STAGING;
use super::*;
use crate::disk::{Disk, RealDisk};

/// A site in a folder of its own, and its output folder beside the sources.
struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Site {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("site/content")).unwrap();
        Site { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Published, PublishError> {
        self.publish_to(self.public(), files, false)
    }

    fn force(&self, files: &[(&str, &str)]) -> Result<Published, PublishError> {
        self.publish_to(self.public(), files, true)
    }

    fn publish_to(&self, folder: PathBuf, files: &[(&str, &str)], force: bool) -> Result<Published, PublishError> {
        let publication = self.begin(folder, files, force)?;
        offer(&publication, files);
        publication.finish().map(counted)
    }

    fn begin(&self, folder: PathBuf, files: &[(&str, &str)], force: bool) -> Result<Publication, PublishError> {
        let paths = files.iter().map(|(path, _)| path.to_string()).collect();
        Publication::begin(&self.root(), &folder, paths, &PublishOptions { force, ..PublishOptions::default() })
    }

    /// Publishes copies of one file at all paths.
    fn copy(&self, source: &PathBuf, paths: &[&str]) -> Result<Published, PublishError> {
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (*path, "")).collect();
        let publication = self.begin(self.public(), &files, false)?;
        for index in 0..files.len() {
            publication.offer_copy(index, &|| Ok(Box::new(File::open(source)?))).unwrap();
        }
        publication.finish().map(counted)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.public().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn get(&self, path: &str) -> String {
        fs::read_to_string(self.public().join(path)).unwrap()
    }

    /// All files in the output folder but copsite's own, with their texts.
    fn files(&self) -> Vec<(String, String)> {
        let walk = RealDisk::new(self.public()).walk("");
        let paths = walk.files.iter().map(|file| file.path.to_string());
        paths
            .filter(|path| ![MANIFEST, LOCK].contains(&path.as_str()))
            .map(|path| (path.clone(), self.get(&path)))
            .collect()
    }

    /// All files and folders with the times of their last changes.
    fn times(&self) -> BTreeMap<PathBuf, SystemTime> {
        self.times_of(self.public())
    }

    fn times_of(&self, folder: PathBuf) -> BTreeMap<PathBuf, SystemTime> {
        let mut times = BTreeMap::new();
        let mut pending = vec![folder];
        while let Some(path) = pending.pop() {
            times.insert(path.clone(), fs::metadata(&path).unwrap().modified().unwrap());
            if path.is_dir() {
                pending.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
        }
        times
    }

    fn manifest(&self) -> serde_json::Value {
        serde_json::from_str(&self.get(MANIFEST)).unwrap()
    }

    /// Makes the manifest look as one does whose build did not end.
    fn crash(&self) {
        let mut manifest = self.manifest();
        manifest["complete"] = false.into();
        self.put(MANIFEST, &manifest.to_string());
    }
}

fn offer(publication: &Publication, files: &[(&str, &str)]) {
    files.par_iter().enumerate().for_each(|(index, (_, text))| publication.offer(index, text.as_bytes()));
}

fn hash(bytes: &[u8]) -> String {
    let mut hasher = XxHash3_64::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn counted(published: Published) -> Published {
    Published { print: 0, ..published }
}

fn published(written: usize, unchanged: usize, removed: usize) -> Published {
    Published { written, unchanged, removed, print: 0 }
}

#[track_caller]
fn assert_refused(result: Result<Published, PublishError>, code: Code) {
    match result {
        Err(PublishError::Refused(diagnostic)) => {
            assert_eq!(diagnostic.code, code);
            assert!(diagnostic.help.is_some());
        }
        other => panic!("{other:?} is no refusal"),
    }
}

#[test]
fn a_site_is_written_with_its_folders() {
    let site = Site::new();
    let files = [("404.html", "no"), ("a/b/c/index.html", "c"), ("a/index.html", "a"), ("index.html", "home")];
    assert_eq!(site.publish(&files).unwrap(), published(4, 0, 0));
    assert_eq!(site.files(), owned(&files));
    let manifest = site.manifest();
    assert_eq!(manifest["complete"], true);
    assert_eq!(manifest["files"]["index.html"]["size"], 4);
    assert_eq!(manifest["files"]["index.html"]["hash"], hash(b"home"));
}

#[test]
fn an_unchanged_second_build_touches_nothing() {
    let site = Site::new();
    let files = [("a/index.html", "a"), ("index.html", "home")];
    site.publish(&files).unwrap();
    let before = site.times();
    assert_eq!(site.publish(&files).unwrap(), published(0, 2, 0));
    assert_eq!(site.times(), before);
}

#[test]
fn only_what_changed_is_written_and_only_what_is_gone_is_removed() {
    let site = Site::new();
    site.publish(&[("a/b/index.html", "old"), ("index.html", "home"), ("same.html", "same")]).unwrap();
    let before = fs::metadata(site.public().join("same.html")).unwrap().modified().unwrap();
    let files = [("index.html", "new home"), ("new/index.html", "new"), ("same.html", "same")];
    assert_eq!(site.publish(&files).unwrap(), published(2, 1, 1));
    assert_eq!(site.files(), owned(&files));
    assert!(!site.public().join("a").exists(), "folders that became empty are removed");
    assert_eq!(fs::metadata(site.public().join("same.html")).unwrap().modified().unwrap(), before);
}

#[test]
fn a_file_of_ours_that_somebody_edited_or_removed_is_mended() {
    let site = Site::new();
    let files = [("a.html", "aaa"), ("b.html", "b"), ("c.html", "c")];
    site.publish(&files).unwrap();
    site.put("a.html", "xxx");
    fs::remove_file(site.public().join("b.html")).unwrap();
    assert_eq!(site.publish(&files).unwrap(), published(2, 1, 0));
    assert_eq!(site.files(), owned(&files));
}

#[test]
fn a_file_with_the_right_bytes_and_another_time_is_left_alone() {
    let site = Site::new();
    let files = [("a.html", "aaa")];
    site.publish(&files).unwrap();
    site.put("a.html", "aaa");
    let before = fs::metadata(site.public().join("a.html")).unwrap().modified().unwrap();
    assert_eq!(site.publish(&files).unwrap(), published(0, 1, 0));
    assert_eq!(fs::metadata(site.public().join("a.html")).unwrap().modified().unwrap(), before);
}

#[test]
fn the_order_of_outputs_makes_no_difference() {
    let site = Site::new();
    site.publish(&[("b.html", "b"), ("a.html", "a")]).unwrap();
    let before = site.times();
    assert_eq!(site.publish(&[("a.html", "a"), ("b.html", "b")]).unwrap(), published(0, 2, 0));
    assert_eq!(site.times(), before);
}

#[test]
fn files_of_others_are_never_removed_and_only_replaced_by_force() {
    let site = Site::new();
    site.put("CNAME", "example.org");
    site.put("index.html", "theirs");
    let files = [("index.html", "ours")];
    assert_refused(site.publish(&files), Code::RefusedOutput);
    assert_eq!(site.get("index.html"), "theirs");
    assert_eq!(site.force(&files).unwrap(), published(1, 0, 0));
    assert_eq!(site.publish(&[]).unwrap(), published(0, 0, 1));
    assert_eq!(site.files(), owned(&[("CNAME", "example.org")]));
}

#[test]
fn a_new_page_does_not_replace_a_file_that_somebody_put_there_later() {
    let site = Site::new();
    site.publish(&[("index.html", "home")]).unwrap();
    site.put("robots.txt", "theirs");
    let before = site.times();
    assert_refused(site.publish(&[("index.html", "new"), ("robots.txt", "ours")]), Code::RefusedOutput);
    assert_eq!(site.times(), before, "nothing is written when one file is refused");
    assert_eq!(site.publish(&[("index.html", "new"), ("robots.txt", "theirs")]).unwrap(), published(1, 1, 0));
}

#[test]
fn a_file_gives_way_to_a_folder_and_a_folder_to_a_file() {
    let site = Site::new();
    site.publish(&[("a", "file"), ("b/c/index.html", "page"), ("b/index.html", "page")]).unwrap();
    fs::create_dir(site.public().join("b/empty")).unwrap();
    let files = [("a/index.html", "page"), ("b", "file")];
    assert_eq!(site.publish(&files).unwrap(), published(2, 0, 3));
    assert_eq!(site.files(), owned(&files));
}

#[test]
fn a_file_or_folder_of_others_never_gives_way() {
    let site = Site::new();
    site.publish(&[("b/index.html", "page")]).unwrap();
    site.put("a", "theirs");
    site.put("b/theirs.txt", "theirs");
    assert_refused(site.force(&[("a/index.html", "page")]), Code::RefusedOutput);
    assert_refused(site.force(&[("b", "file")]), Code::RefusedOutput);
    assert_eq!(site.files(), owned(&[("a", "theirs"), ("b/index.html", "page"), ("b/theirs.txt", "theirs")]));
}

#[test]
fn a_page_renamed_in_letter_case_is_there_under_its_new_name() {
    let site = Site::new();
    site.publish(&[("About.html", "x")]).unwrap();
    assert_eq!(site.publish(&[("about.html", "x")]).unwrap(), published(1, 0, 1));
    assert_eq!(site.files(), owned(&[("about.html", "x")]));
}

#[test]
fn a_page_renamed_in_letter_case_may_be_the_only_one_in_its_folder() {
    let site = Site::new();
    site.publish(&[("b/About.html", "x")]).unwrap();
    assert_eq!(site.publish(&[("b/about.html", "x")]).unwrap(), published(1, 0, 1));
    assert_eq!(site.files(), owned(&[("b/about.html", "x")]));
}

#[test]
fn a_build_that_did_not_end_is_ended_by_the_next() {
    let site = Site::new();
    site.publish(&[("a.html", "a"), ("gone.html", "gone"), ("half.html", "whole")]).unwrap();
    site.crash();
    site.put("half.html", "wh");
    site.put(".copsite-staging/half.html", "whol");
    let files = [("a.html", "a"), ("half.html", "whole")];
    assert_eq!(site.publish(&files).unwrap(), published(1, 1, 1));
    assert_eq!(site.files(), owned(&files));
    assert_eq!(site.manifest()["complete"], true);
}

#[test]
fn the_folder_of_a_build_that_ended_before_its_first_manifest_is_no_longer_in_use() {
    let site = Site::new();
    site.put(LOCK, "");
    site.put(".copsite-staging/.copsite-manifest.json", "{\"gen");
    assert_eq!(site.publish(&[("index.html", "home")]).unwrap(), published(1, 0, 0));
}

#[test]
fn a_failure_names_the_first_file_and_leaves_the_site_as_it_was() {
    let site = Site::new();
    site.publish(&[("a.html", "a")]).unwrap();
    let before = site.times();
    let files = [("a.html", "new"), ("b.html", "b"), ("c.html", "c"), ("d.html", "d")];
    let publication = site.begin(site.public(), &files, false).unwrap();
    for folder in ["c.html", "b.html"] {
        fs::create_dir_all(staging::staged(&site.public(), folder)).unwrap();
    }
    offer(&publication, &files);
    match publication.finish() {
        Err(PublishError::Failed(diagnostic)) => {
            assert_eq!(diagnostic.code, Code::WriteFailed);
            assert!(diagnostic.message.contains("b.html"));
        }
        other => panic!("{other:?} is no failure"),
    }
    assert_eq!(site.times(), before);
}

#[test]
fn a_move_that_fails_names_the_first_file_and_does_not_keep_others_from_being_moved() {
    let site = Site::new();
    let files = [("a.html", "a"), ("b.html", "b"), ("c.html", "c"), ("d.html", "d")];
    let publication = site.begin(site.public(), &files, false).unwrap();
    offer(&publication, &files);
    for file in ["b.html/theirs", "c.html/theirs"] {
        site.put(file, "theirs");
    }
    match publication.finish() {
        Err(PublishError::Failed(diagnostic)) => {
            assert_eq!(diagnostic.code, Code::WriteFailed);
            assert!(diagnostic.message.contains("b.html"));
        }
        other => panic!("{other:?} is no failure"),
    }
    let left = [("a.html", "a"), ("b.html/theirs", "theirs"), ("c.html/theirs", "theirs"), ("d.html", "d")];
    assert_eq!(site.files(), owned(&left));
    assert_eq!(site.manifest()["complete"], false);
    assert!(!site.public().join(STAGING).exists());
}

#[test]
fn nothing_published_changes_before_the_end_and_a_build_given_up_leaves_no_trace() {
    let site = Site::new();
    let old = [("a/index.html", "a"), ("b", "b"), ("gone.html", "gone")];
    site.publish(&old).unwrap();
    let before = site.times();
    let new = [("a/index.html", "new"), ("b/index.html", "b"), ("c/d/index.html", "d")];
    let publication = site.begin(site.public(), &new, false).unwrap();
    offer(&publication, &new);
    assert!(site.public().join(STAGING).exists());
    for (path, text) in old {
        assert_eq!(site.get(path), text);
    }
    drop(publication);
    assert_eq!(site.times(), before);
    assert_eq!(site.publish(&new).unwrap(), published(3, 0, 2));
    assert_eq!(site.files(), owned(&new));
}

#[test]
fn a_build_given_up_leaves_no_folder_where_there_was_none() {
    let site = Site::new();
    let before = site.times_of(site.root());
    let files = [("a/index.html", "a")];
    let publication = site.begin(site.public().join("en/now"), &files, false).unwrap();
    offer(&publication, &files);
    drop(publication);
    assert!(!site.public().exists());
    fs::create_dir(site.public()).unwrap();
    drop(site.begin(site.public(), &files, false).unwrap());
    assert_eq!(fs::read_dir(site.public()).unwrap().count(), 0);
    fs::remove_dir(site.public()).unwrap();
    assert_eq!(site.times_of(site.root()).len(), before.len());
}

#[test]
fn what_a_dead_build_staged_is_removed_though_nothing_else_changes() {
    let site = Site::new();
    let files = [("index.html", "home")];
    site.publish(&files).unwrap();
    site.put(".copsite-staging/a/index.html", "half");
    assert_eq!(site.publish(&files).unwrap(), published(0, 1, 0));
    assert!(!site.public().join(STAGING).exists());
}

#[test]
fn nothing_stays_staged_when_files_are_only_removed() {
    let site = Site::new();
    site.publish(&[("a.html", "a"), ("b.html", "b")]).unwrap();
    assert_eq!(site.publish(&[("a.html", "a")]).unwrap(), published(0, 1, 1));
    assert!(!site.public().join(STAGING).exists());
}

#[test]
fn a_path_that_nothing_was_offered_for_is_not_part_of_the_site() {
    let site = Site::new();
    let files = [("a.html", "a"), ("b.html", "b")];
    site.publish(&files).unwrap();
    let publication = site.begin(site.public(), &files, false).unwrap();
    publication.offer(0, b"a");
    assert_eq!(counted(publication.finish().unwrap()), published(0, 1, 1));
    assert_eq!(site.files(), owned(&[("a.html", "a")]));
}

#[test]
fn a_large_file_is_copied_compared_and_copied_again_where_it_differs() {
    let site = Site::new();
    let source = site.folder.path().join("film");
    let mut bytes: Vec<u8> = (0..3 * PIECE + 17).map(|index| (index % 251) as u8).collect();
    fs::write(&source, &bytes).unwrap();
    let paths = ["films/a", "films/b"];
    assert_eq!(site.copy(&source, &paths).unwrap(), published(2, 0, 0));
    assert_eq!(fs::read(site.public().join("films/b")).unwrap(), bytes);
    assert_eq!(site.manifest()["files"]["films/a"]["hash"], hash(&bytes));
    assert_eq!(site.copy(&source, &paths).unwrap(), published(0, 2, 0));
    // Younger than the manifest, so that their bytes are looked at.
    fs::write(site.public().join("films/a"), &bytes).unwrap();
    *bytes.last_mut().unwrap() += 1;
    fs::write(site.public().join("films/b"), &bytes).unwrap();
    assert_eq!(site.copy(&source, &paths).unwrap(), published(1, 1, 0));
    fs::write(&source, &bytes).unwrap();
    assert_eq!(site.copy(&source, &paths).unwrap(), published(2, 0, 0));
    assert_eq!(fs::read(site.public().join("films/a")).unwrap(), bytes);
}

#[test]
fn a_file_that_cannot_be_read_is_told_at_once() {
    let site = Site::new();
    let publication = site.begin(site.public(), &[("a", "")], false).unwrap();
    let missing = site.root().join("missing");
    let error = publication.offer_copy(0, &|| Ok(Box::new(File::open(&missing)?))).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
}

#[cfg(unix)]
#[test]
fn a_name_too_long_for_the_disk_fails_before_anything_is_written() {
    let site = Site::new();
    let name = "x".repeat(300);
    let Err(PublishError::Failed(diagnostic)) = site.publish(&[("a.html", "a"), (&name, "x")]) else {
        panic!("it was written")
    };
    assert!(diagnostic.message.contains(&name));
    assert_eq!(site.files(), []);
    assert_eq!(site.publish(&[("a.html", "a")]).unwrap(), published(1, 0, 0));
}

#[test]
fn two_builds_at_once_are_refused_and_a_lock_nobody_holds_is_not_in_the_way() {
    let site = Site::new();
    site.publish(&[("index.html", "home")]).unwrap();
    let held = Lock::take(&site.public()).unwrap();
    let before = site.times();
    assert_refused(site.publish(&[("index.html", "new")]), Code::RefusedOutput);
    assert_eq!(site.get("index.html"), "home");
    assert_eq!(site.times(), before);
    drop(held);
    assert!(site.public().join(LOCK).exists());
    assert_eq!(site.publish(&[("index.html", "new")]).unwrap(), published(1, 0, 0));
}

#[test]
fn the_site_and_its_sources_and_what_holds_them_are_refused() {
    let site = Site::new();
    let root = site.root();
    let folders = [
        root.clone(),
        root.join("."),
        root.join("public/.."),
        root.join("content"),
        root.join("content/public"),
        root.join("static/public"),
        root.join("themes"),
        root.join("data"),
        root.join("templates"),
        site.folder.path().to_path_buf(),
        root.join("none/../content"),
    ];
    for folder in folders {
        assert_refused(site.publish_to(folder.clone(), &[("index.html", "x")], true), Code::RefusedOutput);
        assert!(!folder.join("index.html").exists(), "{}", folder.display());
    }
    assert_eq!(fs::read_dir(root.join("content")).unwrap().count(), 0);
}

/// Asked without publishing, so that a fault in the check does not fill the machine's root.
#[test]
fn the_root_of_the_machine_and_the_home_folder_are_refused() {
    let site = Site::new();
    for folder in [PathBuf::from("/"), std::env::home_dir().unwrap()] {
        let prepared =
            folder::check(&site.root(), &folder, &PublishOptions { force: true, ..PublishOptions::default() });
        assert_refused(prepared.map(|_| Published::default()), Code::RefusedOutput);
    }
}

#[test]
fn a_file_is_no_output_folder() {
    let site = Site::new();
    fs::write(site.public(), "file").unwrap();
    assert_refused(site.force(&[("index.html", "x")]), Code::RefusedOutput);
    assert_refused(site.publish_to(site.public().join("inside"), &[("index.html", "x")], true), Code::RefusedOutput);
    assert_eq!(fs::read_to_string(site.public()).unwrap(), "file");
}

#[test]
fn a_manifest_of_somebody_else_is_refused_and_given_up_by_force() {
    let manifests = [
        "not json",
        "{}",
        r#"{"generator":"other","version":1,"complete":true,"files":{}}"#,
        r#"{"generator":"copsite","version":2,"complete":true,"files":{}}"#,
        r#"{"generator":"copsite","version":1,"complete":true,"files":{"../kept":{"hash":"0","size":1}}}"#,
        r#"{"generator":"copsite","version":1,"complete":true,"files":{"/etc/kept":{"hash":"0","size":1}}}"#,
        r#"{"generator":"copsite","version":1,"complete":true,"files":{"kept\u0000":{"hash":"0","size":1}}}"#,
    ];
    for manifest in manifests {
        let site = Site::new();
        site.put("../kept", "kept");
        site.put("kept", "kept");
        site.put(MANIFEST, manifest);
        assert_refused(site.publish(&[("index.html", "x")]), Code::RefusedOutput);
        assert_eq!(site.force(&[("index.html", "x")]).unwrap(), published(1, 0, 0), "{manifest}");
        assert_eq!(site.files(), owned(&[("index.html", "x"), ("kept", "kept")]));
        assert_eq!(site.get("../kept"), "kept");
    }
}

#[test]
fn outputs_that_leave_the_folder_or_use_copsites_own_names_are_refused() {
    let site = Site::new();
    for path in
        ["../x", "a/../../x", "/x", "a//b", "a/", "", "a\0b", "./a", MANIFEST, LOCK, STAGING, ".Copsite-Staging/x"]
    {
        assert_refused(site.publish(&[("index.html", "home"), (path, "x")]), Code::RefusedOutput);
    }
    assert!(!site.public().exists());
}

#[test]
fn outputs_that_some_disks_take_for_one_another_are_refused() {
    let site = Site::new();
    let pairs = [
        ("A.html", "a.html"),
        ("u\u{308}", "\u{fc}"),
        ("\u{c9}", "\u{e9}"),
        ("a", "A/b"),
        ("a", "a"),
        ("a/b", "a/b/c"),
    ];
    for (one, other) in pairs {
        assert_refused(site.publish(&[(one, "1"), (other, "2")]), Code::DuplicateUrl);
    }
    assert!(!site.public().exists());
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_link_to_the_output_folder_is_resolved_before_it_is_checked() {
        let site = Site::new();
        symlink(site.root().join("content"), site.public()).unwrap();
        assert_refused(site.force(&[("index.html", "x")]), Code::RefusedOutput);
        fs::remove_file(site.public()).unwrap();
        symlink(site.folder.path().join("nowhere"), site.public()).unwrap();
        assert_refused(site.force(&[("index.html", "x")]), Code::RefusedOutput);
        fs::create_dir(site.folder.path().join("nowhere")).unwrap();
        assert_eq!(site.publish(&[("index.html", "x")]).unwrap(), published(1, 0, 0));
        assert_eq!(fs::read_to_string(site.folder.path().join("nowhere/index.html")).unwrap(), "x");
    }

    #[test]
    fn nothing_is_written_or_removed_through_a_link_in_the_output_folder() {
        let site = Site::new();
        site.publish(&[("a/index.html", "a"), ("b.html", "b")]).unwrap();
        let elsewhere = site.folder.path().join("elsewhere");
        fs::rename(site.public().join("a"), &elsewhere).unwrap();
        symlink(&elsewhere, site.public().join("a")).unwrap();
        assert_refused(site.force(&[("a/index.html", "new")]), Code::RefusedOutput);
        assert_eq!(site.publish(&[("b.html", "b")]).unwrap(), published(0, 1, 0));
        assert_eq!(fs::read_to_string(elsewhere.join("index.html")).unwrap(), "a");
    }

    #[test]
    fn a_link_in_the_place_of_a_page_is_replaced_and_not_followed() {
        let site = Site::new();
        site.publish(&[("a.html", "a")]).unwrap();
        let elsewhere = site.folder.path().join("elsewhere");
        fs::rename(site.public().join("a.html"), &elsewhere).unwrap();
        symlink(&elsewhere, site.public().join("a.html")).unwrap();
        assert_eq!(site.publish(&[("a.html", "new")]).unwrap(), published(1, 0, 0));
        assert_eq!(fs::read_to_string(elsewhere).unwrap(), "a");
        assert_eq!(site.files(), owned(&[("a.html", "new")]));
    }

    #[test]
    fn copsites_own_files_are_never_links() {
        let site = Site::new();
        let elsewhere = site.folder.path().join("elsewhere");
        fs::create_dir(site.public()).unwrap();
        symlink(&elsewhere, site.public().join(LOCK)).unwrap();
        assert_refused(site.publish(&[("a.html", "a")]), Code::RefusedOutput);
        fs::remove_file(site.public().join(LOCK)).unwrap();
        symlink(&elsewhere, site.public().join(MANIFEST)).unwrap();
        assert_refused(site.publish(&[("a.html", "a")]), Code::RefusedOutput);
        assert!(!elsewhere.exists());
        symlink(site.root(), site.public().join(STAGING)).unwrap();
        assert_refused(site.force(&[("a.html", "a")]), Code::RefusedOutput);
        assert!(site.root().join("content").exists());
        fs::remove_file(site.public().join(STAGING)).unwrap();
        assert_eq!(site.force(&[("a.html", "a")]).unwrap(), published(1, 0, 0));
        assert!(!elsewhere.exists());
    }
}
