//! `copsite serve`

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use super::Exit;
use super::arguments::{Global, ReportFormat, Serve};
use super::report;
use crate::diagnostics::Diagnostic;
use crate::disk::{Disk, RealDisk};
use crate::serve::{Hosts, Preview, Reporter, Streams, Watch, listen, serve};
use crate::site::CONFIG_FILE;

pub fn run(global: &Global, arguments: &Serve) -> Exit {
    let disk = Arc::new(RealDisk::new(global.root()));
    if !disk.exists(CONFIG_FILE) {
        let root = global.root().display().to_string();
        let help = "make a site with `copsite init`, or name its folder with `--root`";
        return failed(&format!("there is no `{CONFIG_FILE}` in `{root}`"), help, Exit::Usage);
    }
    let listening =
        listen(SocketAddr::new(arguments.bind, arguments.port)).and_then(|socket| Ok((socket.local_addr()?, socket)));
    let (address, listener) = match listening {
        Ok(listening) => listening,
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let message = format!("port {} is taken by another program", arguments.port);
            return failed(
                &message,
                "end that program, or choose another port with `--port`; 0 takes any",
                Exit::Machine,
            );
        }
        Err(error) => {
            let message = format!("{} port {} cannot be listened on: {error}", arguments.bind, arguments.port);
            return failed(&message, "choose other ones with `--bind` and `--port`", Exit::Machine);
        }
    };
    // The watch is there before the first look, so that no change falls between them.
    let watch = Watch::new(&global.root());
    let preview = Arc::new(preview(global, arguments, disk));
    let streams = Streams::start(preview.clone());
    follow(watch, &preview, &streams);
    report::say(global, &welcome(&preview, address));
    match serve(&listener, Hosts::new(arguments.bind), &preview, &streams) {
        Ok(()) => Exit::Done,
        Err(error) => failed(&format!("the preview has ended: {error}"), "start it again", Exit::Machine),
    }
}

fn failed(message: &str, help: &str, exit: Exit) -> Exit {
    eprintln!("error: {message}\n  help: {help}");
    exit
}

fn preview(global: &Global, arguments: &Serve, disk: Arc<RealDisk>) -> Preview {
    let reporter = Terminal { global: global.clone(), disk: disk.clone() };
    let (global, audience) = (global.clone(), arguments.audience.clone());
    Preview::open(disk, move || global.options(audience.as_ref(), None), reporter)
}

/// Without watches the preview still answers, with the site as it was last read.
fn follow(watch: notify::Result<Watch>, preview: &Arc<Preview>, streams: &Streams) {
    let (preview, streams) = (preview.clone(), streams.clone());
    thread::spawn(move || {
        let changed = || {
            preview.reload();
            streams.announce();
        };
        let error = match watch {
            Ok(watch) => watch.run(&changed),
            Err(error) => error,
        };
        failed(&format!("changes are not seen: {error}"), "start `copsite serve` again", Exit::Machine);
    });
}

/// Where to look. All addresses of the machine are shown as the one that always works.
fn welcome(preview: &Preview, address: SocketAddr) -> String {
    let host =
        if address.ip().is_unspecified() { format!("localhost:{}", address.port()) } else { address.to_string() };
    let shown = preview.shown();
    let prefix = shown.snapshot.as_ref().map_or("/", |snapshot| &snapshot.config.base_url.prefix);
    format!("look at it on http://{host}{prefix} (Ctrl-C ends it)")
}

/// Says on standard error what became of a change.
struct Terminal {
    global: Global,
    disk: Arc<RealDisk>,
}

impl Reporter for Terminal {
    fn loaded(&self, fresh: &[Diagnostic], all: &[Diagnostic]) {
        report::problems(fresh, &*self.disk, ReportFormat::Human, &self.global);
        report::say(&self.global, &format!("read the site: {}", report::counted(all)));
    }

    fn failed(&self, problem: &Diagnostic) {
        report::problems(std::slice::from_ref(problem), &*self.disk, ReportFormat::Human, &self.global);
    }
}
