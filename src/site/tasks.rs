//! Jobs of a plan → pieces of work for one thread each. What is made together is one piece.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::images::Variant;
use crate::plan::{FeedFormat, FeedOf, FileJob, Job, PageJob};

/// Jobs are named by their indexes in the plan.
pub enum Task<'p> {
    One(usize),
    /// What is made of an image's file, which is decoded once; never nothing.
    Image(&'p Arc<str>, Vec<(usize, Variant)>),
    /// A feed in its formats, whose entries are gathered once; never none.
    Feed(&'p FeedOf, Vec<(usize, FeedFormat)>),
}

impl Task<'_> {
    /// The first of its jobs.
    pub fn first(&self) -> usize {
        match self {
            Task::One(index) => *index,
            Task::Image(_, wanted) => wanted[0].0,
            Task::Feed(_, wanted) => wanted[0].0,
        }
    }

    /// How many jobs it is.
    pub fn jobs(&self) -> usize {
        match self {
            Task::One(_) => 1,
            Task::Image(_, wanted) => wanted.len(),
            Task::Feed(_, wanted) => wanted.len(),
        }
    }
}

#[derive(Default)]
pub struct Tasks<'p> {
    /// Many of these take as long as a hundred of the others; feeds, the shortest, stand behind.
    pub long: Vec<Task<'p>>,
    /// Jobs, most of them pages.
    pub short: Vec<usize>,
}

/// The pieces of work that the asked jobs are.
pub fn tasks<'p>(asked: &[usize], job: impl Fn(usize) -> &'p Job) -> Tasks<'p> {
    let mut tasks = Tasks::default();
    let mut images: BTreeMap<&Arc<str>, Vec<(usize, Variant)>> = BTreeMap::new();
    let mut feeds: BTreeMap<&FeedOf, Vec<(usize, FeedFormat)>> = BTreeMap::new();
    for index in asked {
        match job(*index) {
            Job::File(FileJob::Image { file, variant }) => images.entry(file).or_default().push((*index, *variant)),
            Job::File(FileJob::Feed { of, format }) => feeds.entry(of).or_default().push((*index, *format)),
            job if is_long(job) => tasks.long.push(Task::One(*index)),
            _ => tasks.short.push(*index),
        }
    }
    tasks.long.extend(images.into_iter().map(|(file, wanted)| Task::Image(file, wanted)));
    tasks.long.extend(feeds.into_iter().map(|(of, wanted)| Task::Feed(of, wanted)));
    tasks
}

/// Jobs that go through all entries, or lay them out.
fn is_long(job: &Job) -> bool {
    match job {
        Job::Page(page) => matches!(page, PageJob::Search | PageJob::Weave | PageJob::Changes | PageJob::Graph(_)),
        Job::File(file) => matches!(file, FileJob::WeaverJson | FileJob::Sitemap { .. } | FileJob::Llms),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Lang;
    use crate::images::Format;

    #[test]
    fn each_asked_job_is_in_one_task_and_what_is_made_together_in_the_same() {
        let feed =
            |kind: &str, format| Job::File(FileJob::Feed { of: FeedOf::Kind(Lang("en".into()), kind.into()), format });
        let image = |variant| Job::File(FileJob::Image { file: "a.jpg".into(), variant });
        let jobs = [
            feed("story", FeedFormat::Atom),
            Job::Page(PageJob::Contribute),
            image(Variant::Whole),
            feed("case", FeedFormat::Atom),
            Job::Page(PageJob::Weave),
            feed("story", FeedFormat::Json),
            image(Variant::Sized { width: 480, format: Format::Jpeg }),
            Job::Page(PageJob::NotFound),
        ];
        let Tasks { long, short } = tasks(&[0, 1, 2, 3, 4, 5, 6], |index| &jobs[index]);
        let numbers = |task: &Task| match task {
            Task::One(index) => vec![*index],
            Task::Image(_, wanted) => wanted.iter().map(|(index, _)| *index).collect(),
            Task::Feed(_, wanted) => wanted.iter().map(|(index, _)| *index).collect(),
        };
        assert_eq!(short, [1]);
        assert_eq!(long.iter().map(numbers).collect::<Vec<_>>(), [vec![4], vec![2, 6], vec![3], vec![0, 5]]);
    }
}
