//! The example site on a real disk, edited as a writer does, against clean builds of it.

use std::fs;
use std::path::Path;

use copsite::disk::RealDisk;
use copsite::site::Change;

use super::Edited;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn the_example_site_edited_on_disk_is_what_a_clean_build_writes() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site"), root);
    let mut edited = Edited::open(RealDisk::new(root));
    edited.assert_equals_a_clean_build("as it is", |_, _| true);
    let story = "content/stories/four-days-without-power.md";
    let text = fs::read_to_string(root.join(story)).unwrap();

    fs::write(root.join(story), format!("{text}\nThe lights came back on a Friday.\n")).unwrap();
    let (_, work) = edited.apply(&[Change::at(story)]);
    assert_eq!((work.read, work.woven), (1, 0));
    edited.assert_equals_a_clean_build("a sentence", |_, _| true);

    // As editors save: a new file takes the old one's name.
    fs::write(root.join("content/stories/.new"), text.replacen("title = ", "title = \"Five days\" # ", 1)).unwrap();
    fs::rename(root.join("content/stories/.new"), root.join(story)).unwrap();
    edited.apply(&[Change::at("content/stories/.new"), Change::at(story)]);
    edited.assert_equals_a_clean_build("a title", |index, _| index % 3 == 0);

    fs::rename(root.join("content/stories"), root.join("content/tales")).unwrap();
    edited.apply(&[Change::Rescan]);
    edited.assert_equals_a_clean_build("a renamed folder", |index, _| index % 3 == 1);
    fs::rename(root.join("content/tales"), root.join("content/stories")).unwrap();
    fs::write(root.join(story), &text).unwrap();
    fs::remove_dir_all(root.join("content/methods")).unwrap();
    edited.apply(&[Change::at("content/tales"), Change::at("content/stories"), Change::at("content/methods")]);
    edited.assert_equals_a_clean_build("a removed folder", |index, _| index % 3 == 2);
}

/// A file that a link shows changes where nothing tells of the link.
#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_read_again_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for path in ["content/stories", "shared"] {
        fs::create_dir_all(root.join(path)).unwrap();
    }
    fs::write(root.join("copsite.toml"), "title = \"T\"\n").unwrap();
    fs::write(root.join("shared/a.md"), "# A\n\nOne.\n").unwrap();
    std::os::unix::fs::symlink("../../shared/a.md", root.join("content/stories/a.md")).unwrap();
    let mut edited = Edited::open(RealDisk::new(root));
    assert!(edited.shown("stories/a/").contains("One."));
    fs::write(root.join("shared/a.md"), "# A\n\nOnly two.\n").unwrap();
    let (update, work) = edited.apply(&[Change::at("shared/a.md")]);
    assert_eq!((update.is_change, work.read), (true, 1));
    assert!(edited.shown("stories/a/").contains("Only two."));
}

/// Where there are links, every change is one that has to be looked for.
#[cfg(unix)]
#[test]
fn what_changes_beside_a_link_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site").as_path(), root);
    std::os::unix::fs::symlink("privacy.md", root.join("content/privacy-too.md")).unwrap();
    let mut edited = Edited::open(RealDisk::new(root));
    let about = root.join("content/about.md");
    let text = fs::read_to_string(&about).unwrap();
    fs::write(&about, text.replacen("title = \"", "title = \"Anew: ", 1).replacen("title: ", "title: Anew ", 1))
        .unwrap();
    assert!(edited.apply(&[Change::at("content/about.md")]).0.is_change);
    assert!(edited.shown("about/").contains("Anew"), "the new title");
    edited.assert_equals_a_clean_build("a title beside a link", |index, _| index % 5 == 0);
}
