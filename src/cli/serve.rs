//! `copsite serve`
use super::Exit;
use super::arguments::{Global, Serve};
pub fn run(_global: &Global, _arguments: &Serve) -> Exit {
    todo!()
}
