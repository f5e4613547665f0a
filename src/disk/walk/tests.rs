use super::*;

fn tree(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

fn paths(walk: &Walk) -> Vec<&str> {
    walk.files.iter().map(|file| &*file.path).collect()
}

fn problems(walk: &Walk) -> Vec<(&str, &str)> {
    walk.diagnostics.iter().map(|found| (&*found.span.as_ref().unwrap().file, found.code.name())).collect()
}

#[test]
fn files_come_sorted_with_hidden_ones_and_without_caches_and_what_editors_leave() {
    let folder = tree(&[
        "b.md",
        "a/z.md",
        "a/z.md~",
        "a.md",
        "old~/c.md",
        ".hidden/x",
        ".git/config",
        "x/node_modules/y.js",
        "target/CACHEDIR.TAG",
        "target/debug",
        "tags/target/index.md",
    ]);
    let walk = Walker::new(folder.path()).walk("");
    assert_eq!(paths(&walk), [".hidden/x", "a.md", "a/z.md", "b.md", "old~/c.md", "tags/target/index.md"]);
    assert_eq!(walk.diagnostics, []);
    assert_eq!(walk.files[2].len, 6);
    assert!(walk.files[2].modified > 0);
    assert_eq!(paths(&Walker::new(folder.path()).walk("a")), ["a/z.md"]);
}

#[test]
fn a_folder_that_does_not_exist_is_an_empty_walk_and_a_file_is_a_problem() {
    let folder = tree(&["a.md"]);
    let missing = Walker::new(folder.path()).walk("content");
    assert_eq!((paths(&missing), problems(&missing)), (vec![], vec![]));
    let file = Walker::new(folder.path()).walk("a.md");
    assert_eq!((paths(&file), problems(&file)), (vec![], vec![("a.md", "unreadable-file")]));
    let outside = Walker::new(folder.path()).walk("../x");
    assert_eq!((paths(&outside), problems(&outside)), (vec![], vec![("../x", "unreadable-file")]));
}

#[test]
fn names_become_nfc_and_both_spellings_of_one_name_are_kept() {
    let folder = tree(&["u\u{308}.md", "\u{fc}.md"]);
    let walk = Walker::new(folder.path()).walk("");
    let stored: Vec<&str> = walk.files.iter().map(|file| &*file.stored).collect();
    assert_eq!(paths(&walk), ["\u{fc}.md", "\u{fc}.md"]);
    assert_eq!(stored, ["u\u{308}.md", "\u{fc}.md"]);
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_inside_the_site_are_followed_and_others_are_problems() {
        let outside = tree(&["secret.md"]);
        let folder = tree(&["content/a.md", "shared/b.md"]);
        let content = folder.path().join("content");
        symlink("../shared", content.join("folder")).unwrap();
        symlink("../shared/b.md", content.join("file.md")).unwrap();
        symlink(outside.path(), content.join("out")).unwrap();
        symlink(outside.path().join("secret.md"), content.join("out.md")).unwrap();
        symlink("nowhere", content.join("dangling.md")).unwrap();
        symlink("person@machine.1:2", content.join(".#a.md")).unwrap();
        let walk = Walker::new(folder.path()).walk("content");
        assert!(walk.has_links && !Walker::new(folder.path()).walk("shared").has_links);
        assert_eq!(paths(&walk), ["content/a.md", "content/file.md", "content/folder/b.md"]);
        let expected = [
            ("content/dangling.md", "unreadable-file"),
            ("content/out", "outside-root"),
            ("content/out.md", "outside-root"),
        ];
        assert_eq!(problems(&walk), expected);
    }

    #[test]
    fn circles_of_links_end() {
        let folder = tree(&["a/x.md", "b/y.md"]);
        symlink("self", folder.path().join("self")).unwrap();
        symlink(".", folder.path().join("here")).unwrap();
        symlink("../b", folder.path().join("a/to-b")).unwrap();
        symlink("../a", folder.path().join("b/to-a")).unwrap();
        let walk = Walker::new(folder.path()).walk("");
        assert_eq!(paths(&walk), ["a/to-b/y.md", "a/x.md", "b/to-a/x.md", "b/y.md"]);
        let expected = [
            ("a/to-b/to-a", "outside-root"),
            ("b/to-a/to-b", "outside-root"),
            ("here", "outside-root"),
            ("self", "outside-root"),
        ];
        assert_eq!(problems(&walk), expected);
    }

    #[test]
    fn folders_of_links_to_folders_of_links_do_not_multiply_without_end() {
        let folder = tree(&["30/x.md"]);
        for step in 0..30 {
            let place = folder.path().join(step.to_string());
            fs::create_dir(&place).unwrap();
            symlink(format!("../{}", step + 1), place.join("left")).unwrap();
            symlink(format!("../{}", step + 1), place.join("right")).unwrap();
        }
        let walk = Walker::new(folder.path()).walk("0");
        assert!(walk.diagnostics.iter().all(|found| found.code == Code::OutsideRoot));
        assert!(!walk.diagnostics.is_empty());
    }

    #[test]
    fn a_link_to_a_start_outside_is_a_problem() {
        let outside = tree(&["secret.md"]);
        let folder = tree(&["a.md"]);
        symlink(outside.path(), folder.path().join("content")).unwrap();
        let walk = Walker::new(folder.path()).walk("content");
        assert_eq!((paths(&walk), problems(&walk)), (vec![], vec![("content", "outside-root")]));
    }

    #[test]
    fn names_that_are_not_utf_8_and_pipes_are_problems() {
        let folder = tree(&["a.md"]);
        fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"b\xff.md")), "").unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("c")).unwrap();
        let walk = Walker::new(folder.path()).walk("");
        assert_eq!(paths(&walk), ["a.md"]);
        assert_eq!(problems(&walk), [("b\u{fffd}.md", "unreadable-file"), ("c", "unreadable-file")]);
    }
}
