//! A kind as written → [`Kind`]: a new one from its defaults, a known one changed key by key.

use std::sync::Arc;

use super::{Group, Kind, common, fields, names};
use crate::config::{At, Ordered, RawKind, Report};

/// What stands in for a kind that has no folder of its own, and so holds files of no kind's folder.
pub const FALLBACK: &str = "page";

/// Months that an entry may stand unreviewed at most: a hundred years.
const LONGEST_REVIEW: u16 = 1200;

/// Adds the kinds of `raw` to `kinds`, or changes those that are there already.
pub fn extend_all(kinds: &mut Vec<Kind>, raw: &Ordered<RawKind>, report: &mut Report) {
    let mut added = Vec::new();
    for (name, raw) in &raw.0 {
        match kinds.iter_mut().find(|kind| *kind.name == **name.value()) {
            Some(known) => extend(known, raw, report),
            None => added.push(create(name, raw, report)),
        }
    }
    added.sort_by(|a: &Kind, b| a.name.cmp(&b.name));
    kinds.extend(added);
}

fn create(name: &At<String>, raw: &RawKind, report: &mut Report) -> Kind {
    names::check(name, "kind", report);
    for (key, missing) in [("folder", raw.folder.is_none()), ("title", raw.title.is_none())] {
        if missing {
            report.at(name, format!("the kind `{}` has no `{key}`", name.value())).help =
                Some("a kind that is new needs `folder` and `title`".to_string());
        }
    }
    from_blank(name.value(), raw, report)
}

/// The kind of a whole schema file.
pub fn from_blank(name: &str, raw: &RawKind, report: &mut Report) -> Kind {
    let mut kind = blank(name);
    extend(&mut kind, raw, report);
    kind
}

fn blank(name: &str) -> Kind {
    Kind {
        name: Arc::from(name),
        folder: Arc::from(name),
        title: fields::in_words(name),
        plural: format!("{}s", fields::in_words(name)),
        group: Group::Other,
        definition: String::new(),
        icon: FALLBACK.to_string(),
        hue: None,
        fields: Vec::new(),
        relations: Vec::new(),
        first: Vec::new(),
        keep_folders: false,
        dated: false,
        expected: false,
        asks: Vec::new(),
        review_after_months: None,
    }
}

fn extend(kind: &mut Kind, raw: &RawKind, report: &mut Report) {
    let RawKind {
        folder,
        title,
        plural,
        group,
        definition,
        icon,
        hue,
        keep_folders,
        dated,
        relations,
        first,
        expected,
        asks,
        review_after_months,
        fields,
        names: _,
    } = raw;
    if let Some(folder) = folder {
        set_folder(kind, folder, report);
    }
    set_titles(kind, title.as_ref(), plural.as_ref(), report);
    kind.group = group.unwrap_or(kind.group);
    if let Some(keeps) = keep_folders {
        set_keep_folders(kind, keeps, report);
    }
    kind.dated = dated.unwrap_or(kind.dated);
    if let Some(definition) = definition {
        kind.definition.clone_from(definition);
    }
    if let Some(icon) = icon {
        kind.icon.clone_from(icon);
    }
    if let Some(hue) = hue {
        kind.hue = Some(hue.to_string());
    }
    if let Some(relations) = relations {
        kind.relations = shared(relations);
    }
    if let Some(first) = first {
        kind.first = shared(first);
    }
    kind.expected = expected.unwrap_or(kind.expected);
    if let Some(asks) = asks {
        kind.asks = shared(asks);
    }
    if let Some(months) = review_after_months {
        set_review_after(kind, months, report);
    }
    refuse_common_names(fields, report);
    fields::extend_all(&mut kind.fields, fields, report);
}

fn set_keep_folders(kind: &mut Kind, keeps: &At<bool>, report: &mut Report) {
    kind.keep_folders = *keeps.value() && kind.may_keep_folders();
    if *keeps.value() != kind.keep_folders {
        report.at(keeps, format!("a `{}` is a term, which has no folders in its name", kind.name)).help =
            Some("leave it out: folders below do not count".to_string());
    }
}

fn set_folder(kind: &mut Kind, folder: &At<String>, report: &mut Report) {
    if *kind.name != *FALLBACK {
        names::check_folder(folder, report);
    } else if !folder.value().is_empty() {
        report.at(folder, format!("`{FALLBACK}` has no folder: it holds the files of no kind's folder")).help =
            Some("define a kind of your own for a folder".to_string());
    }
    kind.folder = Arc::from(folder.value().as_str());
}

/// A changed title changes the plural too, unless that is given.
fn set_titles(kind: &mut Kind, title: Option<&At<String>>, plural: Option<&At<String>>, report: &mut Report) {
    for text in [title, plural].into_iter().flatten().filter(|text| text.value().trim().is_empty()) {
        report.at(text, format!("the kind `{}` needs a title that can be read", kind.name));
    }
    if let Some(title) = title {
        kind.title.clone_from(title.value());
        kind.plural = format!("{}s", title.value());
    }
    if let Some(plural) = plural {
        kind.plural.clone_from(plural.value());
    }
}

/// No limit at all is written as 0, which takes that of a built-in kind away.
fn set_review_after(kind: &mut Kind, months: &At<i64>, report: &mut Report) {
    match u16::try_from(*months.value()) {
        Ok(0) => kind.review_after_months = None,
        Ok(months) if months <= LONGEST_REVIEW => kind.review_after_months = Some(months),
        _ => {
            report.at(months, format!("`{}` is not a number of months", months.value())).help =
                Some(format!("write a whole number from 1 to {LONGEST_REVIEW}, or 0 for no limit"));
        }
    }
}

/// A field of a common key's name would give one key two meanings.
fn refuse_common_names<T>(fields: &Ordered<T>, report: &mut Report) {
    for (name, _) in &fields.0 {
        if common::common_names().any(|common| common == name.value()) {
            report.at(name, format!("`{}` is a key that every entry has", name.value())).help =
                Some("give the field another name".to_string());
        }
    }
}

fn shared(names: &[At<String>]) -> Vec<Arc<str>> {
    names.iter().map(|name| Arc::from(name.value().as_str())).collect()
}
