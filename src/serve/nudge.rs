//! Connections that say nothing, so that no other one is forgotten.
//!
//! tiny_http 0.12 counts a thread as free until it has woken. Connections that come at once are given to
//! threads that are not free any more, and wait until others end: in vain where those are ones that a
//! browser keeps open. Each new connection gets a thread, new or woken, that afterwards takes up the one
//! that has waited longest. So there are some for a while after each request, and few when nobody reads.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// Between two while somebody reads, and while nobody does.
const SOON: Duration = Duration::from_millis(10);
const SELDOM: Duration = Duration::from_millis(100);

/// How long after a request somebody still reads. Threads of tiny_http are free for five seconds.
const AFTER: Duration = Duration::from_secs(6);

/// Tells the nudges of a listener that a request has come.
#[derive(Clone)]
pub struct Nudge {
    requests: SyncSender<()>,
}

impl Nudge {
    /// Nudges the server of `listener` from a thread of its own, for as long as the program runs.
    pub fn of(listener: &TcpListener) -> Nudge {
        let (requests, come) = sync_channel(1);
        if let Ok(address) = listener.local_addr() {
            let address = SocketAddr::new(reached_at(address.ip()), address.port());
            thread::spawn(move || {
                let mut read_until = Instant::now();
                loop {
                    let now = Instant::now();
                    match come.recv_timeout(if now < read_until { SOON } else { SELDOM }) {
                        Ok(()) => {
                            read_until = now + AFTER;
                            thread::sleep(SOON);
                        }
                        Err(RecvTimeoutError::Timeout) => {}
                        Err(RecvTimeoutError::Disconnected) => return,
                    }
                    // It is closed again at once. One that is refused would have helped nobody.
                    drop(TcpStream::connect_timeout(&address, SELDOM));
                }
            });
        }
        Nudge { requests }
    }

    /// Somebody reads.
    pub fn request(&self) {
        // A full channel tells the same already, and without a thread there is nobody to tell.
        let _ = self.requests.try_send(());
    }
}

/// The address of this machine at which a listener on `address` is reached from it.
fn reached_at(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(all) if all.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(all) if all.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        one => one,
    }
}
