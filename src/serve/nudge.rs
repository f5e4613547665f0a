//! A connection now and then that says nothing, so that no other one is forgotten.
//!
//! tiny_http 0.12 counts a thread as free until it has woken, so two connections that come at once can
//! be given to one free thread, and the second waits until some other connection ends: in vain where
//! the first is one that a browser opened in advance. A thread that has seen the end of a connection
//! takes up what waits, and one that comes while none is free gets a thread of its own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// The longest that a forgotten connection waits.
const EVERY: Duration = Duration::from_millis(500);

/// Nudges the server of `listener` from a thread of its own, for as long as the program runs.
pub fn nudge(listener: &TcpListener) {
    let Ok(address) = listener.local_addr() else { return };
    let address = SocketAddr::new(reached_at(address.ip()), address.port());
    thread::spawn(move || {
        loop {
            thread::sleep(EVERY);
            // It is closed again at once. Where it is refused, nothing is being accepted at all.
            drop(TcpStream::connect_timeout(&address, EVERY));
        }
    });
}

/// The address of this machine at which a listener on `address` is reached from it.
fn reached_at(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(all) if all.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(all) if all.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        one => one,
    }
}
