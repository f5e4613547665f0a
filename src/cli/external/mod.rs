//! `copsite check --external`: whether the addresses outside of the site that its entries name lead anywhere.
//!
//! Asks for each address once, however many links lead there, and one after the other of one host. No build ever does: what it
//! makes must not depend on other people's servers.

mod addresses;
mod ask;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::addresses::{Named, named};
use self::ask::{Answer, agent, ask};
use super::arguments::Global;
use super::report;
use crate::diagnostics::{Code, Diagnostic};
use crate::disk::Disk;
use crate::site::Tree;
use crate::view::Snapshot;

/// Hosts that are asked at the same time.
const AT_ONCE: usize = 16;
/// With fewer hosts than this, all of them may be silent while the network is there.
const FEW: usize = 3;

/// What is wrong with the outside addresses of a site's entries, as severe as the site wants it.
pub fn dead_links(snapshot: &Snapshot, tree: &Tree, disk: &dyn Disk, global: &Global) -> Vec<Diagnostic> {
    let named = named(snapshot, tree, disk);
    let mut of_host: BTreeMap<&str, Vec<&Named>> = BTreeMap::new();
    for address in &named {
        of_host.entry(address.host()).or_default().push(address);
    }
    let hosts: Vec<Vec<&Named>> = of_host.into_values().collect();
    report::say(global, &format!("asking for {} addresses of {} hosts", named.len(), hosts.len()));
    let answers = ask_all(&hosts);
    let is_silent = answers.iter().all(|(_, answer)| matches!(answer, Answer::Silent(_)));
    let found = match answers.first() {
        Some((_, Answer::Silent(why))) if is_silent && hosts.len() >= FEW => vec![no_network(hosts.len(), why)],
        _ => answers.iter().flat_map(|(address, answer)| problems(address, answer)).collect(),
    };
    snapshot.config.checks.settle(found)
}

fn ask_all<'n>(hosts: &[Vec<&'n Named>]) -> Vec<(&'n Named, Answer)> {
    let agent = agent();
    let of_host = |addresses: &Vec<&'n Named>| -> Vec<(&'n Named, Answer)> {
        addresses.iter().map(|address| (*address, ask(&agent, address.url.as_str()))).collect()
    };
    // Threads that wait for others are no use to the work of this machine, and are their own.
    match rayon::ThreadPoolBuilder::new().num_threads(AT_ONCE.min(hosts.len()).max(1)).build() {
        Ok(pool) => pool.install(|| hosts.par_iter().with_max_len(1).flat_map_iter(of_host).collect()),
        Err(_) => hosts.iter().flat_map(of_host).collect(),
    }
}

fn problems(address: &Named, answer: &Answer) -> Vec<Diagnostic> {
    let (why, help) = match answer {
        Answer::Found => return Vec::new(),
        Answer::Missing(status) => {
            (status, "look for where it has gone, link to a copy at https://web.archive.org, or take the link out")
        }
        Answer::Silent(why) => (why, "open it in a browser; a server that only rests answers the next time"),
    };
    let problem = Diagnostic::new(Code::DeadLink, format!("`{}` {why}", address.url)).help(help);
    address.places.iter().map(|place| problem.clone().at(place.clone())).collect()
}

fn no_network(hosts: usize, why: &str) -> Diagnostic {
    let message = format!("none of {hosts} hosts answers, so that no link was checked: the first of them {why}");
    Diagnostic::new(Code::DeadLink, message)
        .help("is this machine connected? Behind a proxy, say its address in `HTTPS_PROXY`")
}
