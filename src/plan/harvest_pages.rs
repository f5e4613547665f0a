//! The pages and files of the harvest.

use super::paging::page;
use super::{FileJob, HarvestOf, PageJob, Planned, Sources};
use crate::kinds::addresses::HARVEST;
use crate::weaver::{Taxonomy, Weave};

pub const HARVEST_CSV: &str = "harvest.csv";
pub const HARVEST_JSON: &str = "harvest.json";

/// None where nothing is promised.
pub fn harvest_pages(sources: Sources) -> Vec<Planned> {
    let Sources { harvest, weave, .. } = sources;
    if harvest.years().is_empty() {
        return Vec::new();
    }
    let years = harvest.years().iter().flat_map(|of| {
        let number = of.year.number();
        let reports = of.rows.iter().map(move |row| HarvestOf::Community(number, row.community));
        std::iter::once(HarvestOf::Year(number)).chain(reports)
    });
    let pages = std::iter::once(HarvestOf::Now).chain(years);
    let mut pages: Vec<Planned> = pages.map(|of| page(harvest_path(&of, weave), PageJob::Harvest(of))).collect();
    pages.push(page(HARVEST_CSV, FileJob::HarvestCsv));
    pages.push(page(HARVEST_JSON, FileJob::HarvestJson));
    pages
}

/// Where a page of the harvest stands.
pub fn harvest_path(of: &HarvestOf, weave: &Weave) -> String {
    match of {
        HarvestOf::Now => HARVEST.to_owned(),
        HarvestOf::Year(year) => format!("{HARVEST}{year:04}/"),
        HarvestOf::Community(year, community) => {
            format!("{HARVEST}{year:04}/{}/", weave.terms().get(Taxonomy::Communities, *community).slug)
        }
    }
}
