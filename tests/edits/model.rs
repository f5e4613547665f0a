//! A generated knowledge base, and edits of it as people make them.

use copsite::disk::MemoryDisk;
use copsite::site::Change;

use super::counted::Counted;
use super::edit::Edit;
use super::random::Random;

const FOLDERS: [&str; 4] = ["stories", "methods", "tools", "cases"];
const WORDS: [&str; 12] =
    ["rent", "letter", "kitchen", "garden", "listening", "damp", "winter", "bus", "ward", "heat", "map", "evening"];
const TAGS: [&str; 5] = ["trust", "housing", "care", "co-production", "data"];
const DOMAINS: [&str; 3] = ["housing", "health", "transport"];
const COMMUNITIES: [&str; 3] = ["tenants", "carers", "riders"];

/// One entry as its writer sees it.
#[derive(Clone)]
struct Entry {
    folder: &'static str,
    slug: String,
    title: String,
    front: Vec<String>,
    body: Vec<String>,
}

impl Entry {
    fn path(&self) -> String {
        format!("content/{}/{}.md", self.folder, self.slug)
    }

    fn text(&self) -> String {
        let front = self.front.iter().map(|line| format!("{line}\n")).collect::<String>();
        format!("---\ntitle: {}\n{front}---\n\n{}\n", self.title, self.body.join("\n\n"))
    }
}

pub struct Model {
    entries: Vec<Entry>,
    /// What has been made so far, for names that are new.
    made: usize,
    fixed: usize,
}

impl Model {
    pub fn new(size: usize, random: &mut Random) -> Model {
        let mut model = Model { entries: Vec::new(), made: 0, fixed: DOMAINS.len() + COMMUNITIES.len() };
        for _ in 0..size {
            let entry = model.new_entry(random);
            model.entries.push(entry);
        }
        model
    }

    /// All texts of the site.
    pub fn len(&self) -> usize {
        self.entries.len() + self.fixed
    }

    pub fn slug(&self, index: usize) -> &str {
        let mut stories = self.entries.iter().filter(|entry| entry.folder == "stories");
        &stories.nth(index).unwrap().slug
    }

    pub fn disk(&self) -> MemoryDisk {
        let config = "title = \"Generated\"\nbase_url = \"https://example.org/net/\"\n[checks]\nbroken-link = \"warning\"\nambiguous-link = \"warning\"\n";
        let disk = MemoryDisk::new([("copsite.toml", config), ("static/a.txt", "a"), ("content/stories/map.png", "m")]);
        for domain in DOMAINS {
            disk.put(format!("content/domains/{domain}.md"), format!("# The {domain}\n\nWhat we ask of {domain}.\n"));
        }
        for community in COMMUNITIES {
            let text = format!("---\ntitle: The {community}\ndomains: [housing]\n---\nWe {community} meet.\n");
            disk.put(format!("content/communities/{community}.md"), text);
        }
        self.entries.iter().for_each(|entry| disk.put(entry.path(), entry.text()));
        disk
    }

    fn new_entry(&mut self, random: &mut Random) -> Entry {
        self.made += 1;
        let mut word = || random.one_of(&WORDS);
        let slug = format!("{}-{}-{:04}", word(), word(), self.made);
        let title = format!("The {} and the {} {}", word(), word(), self.made);
        let sentence = format!("Nobody had a {} for the {}.", word(), word());
        let mut front = vec![
            format!("date: 2026-{:02}-{:02}", 1 + random.below(10), 1 + random.below(28)),
            format!("tags: [{}, {}]", random.one_of(&TAGS), random.one_of(&TAGS)),
            format!("communities: [{}]", random.one_of(&COMMUNITIES)),
            format!("domains: [{}]", random.one_of(&DOMAINS)),
        ];
        if random.below(20) == 0 {
            front.push("draft: true".to_owned());
        }
        let mut body = vec![sentence, "## What we did".to_owned()];
        for _ in 0..3 {
            body.push(self.link(random));
        }
        body.push(format!("```python\nprint({})\n```", self.made % 9));
        Entry { folder: FOLDERS[self.made % 4], slug, title, front, body }
    }

    /// A sentence with a link as writers write them.
    fn link(&self, random: &mut Random) -> String {
        let Some(last) = self.entries.len().checked_sub(1) else { return "It stands alone.".to_owned() };
        let target = &self.entries[random.below(last + 1)];
        match random.below(8) {
            0 => format!("As [[{}]] tells, it was so.", target.title),
            1 => format!("We took [the way](../{}/{}.md) of others.", target.folder, target.slug),
            2 => format!("It [[uses::{}]] and more.", target.slug),
            3 => format!("![[{}#what-we-did]]", target.slug),
            4 => format!("![[{}]]", target.slug),
            5 => format!("Somebody should write [[The {} of nobody]].", random.one_of(&WORDS)),
            6 => format!("See [[{}#what-we-did|what they did]] there.", target.slug),
            _ => format!("So did [[{}]].", target.slug),
        }
    }

    pub fn append(&mut self, story: usize, sentence: &str, disk: &Counted) -> Vec<Change> {
        self.edit_story(story, disk, |entry| entry.body.push(sentence.to_owned()))
    }

    pub fn prepend(&mut self, story: usize, sentence: &str, disk: &Counted) -> Vec<Change> {
        self.edit_story(story, disk, |entry| entry.body.insert(0, sentence.to_owned()))
    }

    pub fn retitle(&mut self, story: usize, title: &str, disk: &Counted) -> Vec<Change> {
        self.edit_story(story, disk, |entry| entry.title = title.to_owned())
    }

    fn edit_story(&mut self, story: usize, disk: &Counted, edit: impl FnOnce(&mut Entry)) -> Vec<Change> {
        let slug = self.slug(story).to_owned();
        let entry = self.entries.iter_mut().find(|entry| entry.slug == slug).unwrap();
        edit(entry);
        disk.inner().put(entry.path(), entry.text());
        vec![Change::at(&entry.path())]
    }

    /// One edit of the files of `disk`, chosen by `random`.
    pub fn edit(&mut self, random: &mut Random, disk: &Counted) -> Edit {
        let index = random.below(self.entries.len());
        let mut edit = match random.below(22) {
            0..=3 => self.of_text(index, "a sentence at the end", disk, |entry| {
                entry.body.push("And nobody had said so before.".to_owned());
            }),
            4 => self.of_text(index, "a sentence at the beginning", disk, |entry| {
                entry.body.insert(0, "It began long before the others came.".to_owned());
            }),
            5 => self.of_text(index, "words in front of all links", disk, |entry| {
                for paragraph in
                    entry.body.iter_mut().filter(|text| text.starts_with("So did") || text.starts_with("It [["))
                {
                    paragraph.insert_str(0, "In those days, and long after them, ");
                }
            }),
            6 => self.of_text(index, "other code", disk, |entry| {
                entry.body.push("```rust\nfn main() {}\n```".to_owned());
            }),
            7 => {
                let title = format!("A new title of the {}", random.one_of(&WORDS));
                self.of_facts(index, "a title", disk, |entry| entry.title = title)
            }
            8 => {
                let tags = format!("tags: [{}, new-{}]", random.one_of(&TAGS), random.below(9));
                self.of_facts(index, "tags", disk, |entry| entry.front[1] = tags)
            }
            9 => {
                let target = self.entries[random.below(self.entries.len())].slug.clone();
                self.of_facts(index, "a relation", disk, |entry| {
                    entry.front.retain(|line| !line.starts_with("relations"));
                    entry.front.push(format!("relations: {{ uses: [{target}] }}"));
                })
            }
            10 => {
                let link = self.link(random);
                self.of_facts(index, "a link", disk, |entry| entry.body.push(link))
            }
            11 => self.of_facts(index, "what is shown of it", disk, |entry| {
                entry.front.push("summary: In one line.".to_owned());
                entry.front.push("updated: 2026-11-01".to_owned());
                entry.front.dedup();
                entry.front.sort();
                entry.front.dedup();
                keep_order(&mut entry.front);
            }),
            12 => self.of_facts(index, "a draft and back", disk, |entry| {
                let before = entry.front.len();
                entry.front.retain(|line| line != "draft: true");
                if entry.front.len() == before {
                    entry.front.push("draft: true".to_owned());
                }
            }),
            13 => self.rename(index, disk),
            14 => self.delete(index, disk),
            15 => self.create(random, disk),
            16 => put("a template", "templates/404.html", format!("<p>{{{{ site.title }}}} {}</p>", self.made), disk),
            17 => put("a style sheet", "assets/css/site.css", format!("p {{ margin: {}px; }}", self.made), disk),
            18 => put(
                "the configuration",
                "copsite.toml",
                format!(
                    "title = \"Generated {}\"\nbase_url = \"https://example.org/net/\"\n[checks]\nbroken-link = \"warning\"\nambiguous-link = \"warning\"\n",
                    self.made
                ),
                disk,
            ),
            19 => put("data", "data/numbers.json", format!("[{}]", self.made), disk),
            20 => put("an attachment", &format!("static/{}.txt", self.made % 3), format!("{}", self.made), disk),
            _ => self.checkout(random, disk),
        };
        self.made += 1;
        // Whatever happened, a watcher may have lost the events of it.
        if random.below(6) == 0 {
            edit.changes = vec![Change::Rescan];
        }
        edit
    }

    fn of_text(&mut self, index: usize, name: &'static str, disk: &Counted, edit: impl FnOnce(&mut Entry)) -> Edit {
        let entry = &mut self.entries[index];
        let before = entry.text();
        edit(entry);
        disk.inner().put(entry.path(), entry.text());
        Edit {
            name,
            changes: vec![Change::at(&entry.path())],
            is_change: before != entry.text(),
            slug: entry.slug.clone(),
            read: Some(1),
            woven: Some(0),
            cards: Some(1),
        }
    }

    fn of_facts(&mut self, index: usize, name: &'static str, disk: &Counted, edit: impl FnOnce(&mut Entry)) -> Edit {
        let edit = self.of_text(index, name, disk, edit);
        Edit { woven: edit.is_change.then_some(1), cards: None, ..edit }
    }

    fn rename(&mut self, index: usize, disk: &Counted) -> Edit {
        self.made += 1;
        let entry = &mut self.entries[index];
        let old = entry.path();
        entry.slug = format!("{}-moved-{}", entry.slug, self.made);
        disk.inner().remove(&old);
        disk.inner().put(entry.path(), entry.text());
        let changes = vec![Change::at(&old), Change::at(&entry.path())];
        Edit { changes, ..woven("a renamed file", &entry.slug, Some(1)) }
    }

    fn delete(&mut self, index: usize, disk: &Counted) -> Edit {
        let entry = self.entries.remove(index);
        disk.inner().remove(&entry.path());
        Edit { changes: vec![Change::at(&entry.path())], ..woven("a deleted file", "", Some(0)) }
    }

    fn create(&mut self, random: &mut Random, disk: &Counted) -> Edit {
        let entry = self.new_entry(random);
        disk.inner().put(entry.path(), entry.text());
        self.entries.push(entry.clone());
        Edit { changes: vec![Change::at(&entry.path())], ..woven("a new file", &entry.slug, Some(1)) }
    }

    /// Another branch: many files at once.
    fn checkout(&mut self, random: &mut Random, disk: &Counted) -> Edit {
        let mut changes = Vec::new();
        let some: Vec<usize> = (0..self.entries.len()).filter(|_| random.below(10) == 0).collect();
        for index in &some {
            let entry = &mut self.entries[*index];
            entry.title.push('!');
            disk.inner().put(entry.path(), entry.text());
            changes.push(Change::at(&entry.path()));
        }
        Edit { changes, ..woven("another branch", "", Some(some.len())) }
    }
}

/// The lines of the front matter that edits know by their place stand there again.
fn keep_order(front: &mut [String]) {
    let rank = |line: &String| {
        ["date", "tags", "communities", "domains"].iter().position(|key| line.starts_with(key)).unwrap_or(9)
    };
    front.sort_by_key(rank);
}

fn woven(name: &'static str, slug: &str, read: Option<usize>) -> Edit {
    Edit { name, changes: Vec::new(), is_change: true, slug: slug.to_owned(), read, woven: Some(1), cards: None }
}

fn put(name: &'static str, path: &str, text: String, disk: &Counted) -> Edit {
    disk.inner().put(path, text);
    Edit {
        name,
        changes: vec![Change::at(path)],
        is_change: true,
        slug: String::new(),
        read: None,
        woven: None,
        cards: None,
    }
}
