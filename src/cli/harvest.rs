//! `copsite harvest`: what communities promised for a year, and what there is to show for it.

use super::Exit;
use super::arguments::{Global, Harvest, HarvestFormat, ReportFormat, Required};
use super::report;
use crate::diagnostics::did_you_mean;
use crate::disk::RealDisk;
use crate::practice::harvest::{Cell, HarvestYear, Row, State};
use crate::render::harvest_json;
use crate::site::{self, Silent};
use crate::view::Snapshot;
use crate::view::harvest::label;
use crate::weaver::{EntryIx, Taxonomy};

pub fn run(global: &Global, arguments: &Harvest) -> Exit {
    let disk = RealDisk::new(global.root());
    let loaded = site::load(&disk, &global.options(None, None), &Silent);
    let Some(snapshot) = &loaded.snapshot else {
        report::problems(&loaded.diagnostics, &disk, ReportFormat::Human, global);
        return if loaded.misconfigured { Exit::Usage } else { Exit::Content };
    };
    let of = match year(snapshot, arguments).and_then(|of| community(snapshot, of, arguments)) {
        Ok(of) => of,
        Err(problem) => {
            report::say(global, &format!("error: {problem}"));
            return Exit::Usage;
        }
    };
    let is_wanted = |row: &Row| arguments.community.as_deref().is_none_or(|slug| slug == slug_of(snapshot, row));
    let rows: Vec<&Row> = of.rows.iter().filter(|row| is_wanted(row)).collect();
    let text = match arguments.format {
        HarvestFormat::Human => in_words(snapshot, of, &rows),
        HarvestFormat::Json => {
            format!("{}\n", harvest_json(snapshot, &|year, row| year.year == of.year && is_wanted(row)))
        }
    };
    match report::output(text.as_bytes()) {
        Exit::Done if arguments.require == Some(Required::Kept) && !all_kept(&rows) => Exit::Content,
        exit => exit,
    }
}

fn year<'s>(snapshot: &'s Snapshot, arguments: &Harvest) -> Result<&'s HarvestYear, String> {
    let harvest = &snapshot.harvest;
    let Some(wanted) = arguments.year else {
        return harvest.current().ok_or_else(|| {
            "nothing is promised for this year: write `commitments` in a community's page, or `year_starts` under \
             `[harvest]` in `copsite.toml`"
                .to_owned()
        });
    };
    harvest.of_year(wanted).ok_or_else(|| {
        let known: Vec<String> = harvest.years().iter().map(|of| of.year.number().to_string()).collect();
        match known.is_empty() {
            true => format!("nothing is promised for {wanted}"),
            false => format!("nothing is promised for {wanted}; there are commitments for {}", known.join(", ")),
        }
    })
}

fn community<'s>(snapshot: &Snapshot, of: &'s HarvestYear, arguments: &Harvest) -> Result<&'s HarvestYear, String> {
    let Some(wanted) = &arguments.community else { return Ok(of) };
    let slugs: Vec<&str> = of.rows.iter().map(|row| slug_of(snapshot, row)).collect();
    if slugs.contains(&wanted.as_str()) {
        return Ok(of);
    }
    Err(match did_you_mean(wanted, slugs.iter().copied()) {
        Some(meant) => format!("no community `{wanted}` has commitments for that year: did you mean `{meant}`?"),
        None => format!("no community `{wanted}` has commitments for that year; there are {}", slugs.join(", ")),
    })
}

fn slug_of<'s>(snapshot: &'s Snapshot, row: &Row) -> &'s str {
    &snapshot.weave.terms().get(Taxonomy::Communities, row.community).slug
}

fn all_kept(rows: &[&Row]) -> bool {
    rows.iter().flat_map(|row| &row.cells).all(|cell| matches!(cell.state(), State::Kept | State::NotThisYear))
}

/// A block for each community, a line for each commitment.
fn in_words(snapshot: &Snapshot, of: &HarvestYear, rows: &[&Row]) -> String {
    let mut out = format!("Harvest {} ({} to {})\n", of.year.number(), of.year.first, of.year.last());
    for row in rows {
        let title = &snapshot.weave.terms().get(Taxonomy::Communities, row.community).title;
        out.push_str(&format!("\n{title}: {} of {} kept\n", row.count(State::Kept), row.promised()));
        for cell in &row.cells {
            out.push_str(&line(snapshot, cell));
        }
    }
    out
}

fn line(snapshot: &Snapshot, cell: &Cell) -> String {
    let promised = cell.commitment.promised.unwrap_or(0);
    let words = match cell.state() {
        State::Kept if cell.done == promised => format!("kept, {promised} of {promised}"),
        State::Kept => format!("kept, {} and {promised} promised", cell.done),
        State::UnderWay => format!("under way, {} of {promised}", cell.done),
        State::Open => format!("open, 0 of {promised}"),
        State::NotThisYear => "not this year".to_owned(),
    };
    let title = |entry: &EntryIx| snapshot.weave.doc(*entry).facts.title.to_string();
    let mut told: Vec<String> = cell.evidence.iter().map(title).collect();
    if cell.state() == State::UnderWay {
        told.extend(cell.under_way.iter().map(title));
        told.extend((cell.drafts > 0).then(|| format!("{} being written", cell.drafts)));
    }
    let told = if told.is_empty() { String::new() } else { format!(": {}", told.join("; ")) };
    format!("  {:<20} {words}{told}\n", label(snapshot, cell, &snapshot.lang()))
}
