//! `copsite serve`

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use super::Exit;
use super::arguments::{Global, Serve};
use super::report;
use super::terminal::Terminal;
use crate::disk::{Disk, RealDisk};
use crate::serve::{Hosts, Preview, Service, Streams, WRITER_PATH, Watch, Writer, listen, poll, serve};
use crate::site::{CONFIG_FILE, Change};

/// How long answers that are under way are waited for at the end.
const FAREWELL: Duration = Duration::from_secs(1);

pub fn run(global: &Global, arguments: &Serve) -> Exit {
    let disk = Arc::new(RealDisk::new(global.root()));
    if !disk.exists(CONFIG_FILE) {
        let root = global.root().display().to_string();
        let help = "make a site with `copsite init`, or name its folder with `--root`";
        return failed(&format!("there is no `{CONFIG_FILE}` in `{root}`"), help, Exit::Usage);
    }
    let (listeners, address) = match listening(arguments) {
        Ok(listening) => listening,
        Err(exit) => return exit,
    };
    let end = match end_of_program() {
        Ok(end) => end,
        Err(error) => {
            return failed(&format!("the end cannot be waited for: {error}"), "start it again", Exit::Machine);
        }
    };
    // The watch is there before the first look, so that no change falls between them.
    let watch = (!arguments.poll).then(|| Watch::new(&global.root()));
    let preview = Arc::new(preview(global, arguments, disk));
    let streams = Streams::start(preview.clone());
    follow(watch, &preview, &streams);
    let (home, writers) = addresses(&preview, address);
    let root = std::path::absolute(global.root()).unwrap_or_else(|_| global.root());
    let writer = Writer::new(&root, &arguments.editor);
    let hosts = Hosts::new(arguments.bind.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    let crew = serve(listeners, Service { hosts, preview, streams, writer });
    report::say(global, &format!("look at it on {home} (Ctrl-C ends it)"));
    report::say(global, &format!("what is left to do is on {writers}"));
    if arguments.open
        && let Err(error) = open::that_detached(&home)
    {
        failed(&format!("no browser can be opened: {error}"), "open the address yourself", Exit::Machine);
    }
    let _ = end.recv();
    crew.rest(FAREWELL);
    Exit::Done
}

fn failed(message: &str, help: &str, exit: Exit) -> Exit {
    eprintln!("error: {message}\n  help: {help}");
    exit
}

/// The sockets, and the address to name for them.
fn listening(arguments: &Serve) -> Result<(Vec<TcpListener>, SocketAddr), Exit> {
    let listeners = listen(arguments.bind, arguments.port);
    let named = listeners.and_then(|listeners| {
        let address = listeners[0].local_addr()?;
        Ok((listeners, address))
    });
    named.map_err(|error| {
        if error.kind() == ErrorKind::AddrInUse {
            let message = format!("port {} is taken by another program", arguments.port);
            let help = "end that program, or choose another port with `--port`; 0 takes any";
            return failed(&message, help, Exit::Machine);
        }
        let address = arguments.bind.map_or("localhost".to_owned(), |address| address.to_string());
        let message = format!("{address} port {} cannot be listened on: {error}", arguments.port);
        failed(&message, "choose other ones with `--bind` and `--port`", Exit::Machine)
    })
}

/// Tells once that somebody wants the program to end: with Ctrl-C, or by a signal.
fn end_of_program() -> Result<Receiver<()>, ctrlc::Error> {
    let (sender, end) = channel();
    ctrlc::set_handler(move || {
        // Whoever asks twice is heard already.
        let _ = sender.send(());
    })?;
    Ok(end)
}

fn preview(global: &Global, arguments: &Serve, disk: Arc<RealDisk>) -> Preview {
    let reporter = Terminal::new(global, disk.clone());
    let (global, audience) = (global.clone(), arguments.audience.clone());
    Preview::open(disk, move || global.options(audience.as_ref(), None), reporter)
}

/// Takes changes in as they come. Where the machine cannot tell of them, they are looked for.
fn follow(watch: Option<notify::Result<Watch>>, preview: &Arc<Preview>, streams: &Streams) {
    let (preview, streams) = (preview.clone(), streams.clone());
    thread::spawn(move || {
        let changed = |changes: &[Change]| {
            preview.apply(changes, || streams.announce());
        };
        let lost = match watch {
            Some(Ok(watch)) => Some(watch.run(&changed)),
            Some(Err(error)) => Some(error),
            None => None,
        };
        if let Some(error) = lost {
            eprintln!(
                "warning: changes are looked for twice a second, since they cannot be watched: {error}\n  help: `--poll` does without it from the start"
            );
        }
        poll(&changed)
    });
}

/// Where to look: the site's home, and the writer's page. All addresses of the machine are named as the
/// one that always works.
fn addresses(preview: &Preview, address: SocketAddr) -> (String, String) {
    let host =
        if address.ip().is_unspecified() { format!("localhost:{}", address.port()) } else { address.to_string() };
    let shown = preview.shown();
    let prefix = shown.snapshot.as_ref().map_or("/", |snapshot| &snapshot.config.base_url.prefix);
    (format!("http://{host}{prefix}"), format!("http://{host}{WRITER_PATH}"))
}
