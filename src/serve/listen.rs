//! The sockets the preview listens on.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

/// A client that takes nothing for so long is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections that may wait to be accepted.
const WAITING: i32 = 1024;

/// How often another free port is tried where one is free on one of two addresses only.
const ATTEMPTS: usize = 8;

/// Listens on `port` of one address, or of this machine's own two where none is named: a browser may
/// take `localhost` for either. Port 0 takes any that is free.
pub fn listen(bind: Option<IpAddr>, port: u16) -> io::Result<Vec<TcpListener>> {
    match bind {
        Some(address) => Ok(vec![bound(SocketAddr::new(address, port))?]),
        None => loopback(port),
    }
}

fn loopback(port: u16) -> io::Result<Vec<TcpListener>> {
    let mut attempts = 0;
    loop {
        let first = bound((Ipv4Addr::LOCALHOST, port).into())?;
        attempts += 1;
        match bound((Ipv6Addr::LOCALHOST, first.local_addr()?.port()).into()) {
            Ok(second) => return Ok(vec![first, second]),
            Err(error) if error.kind() != io::ErrorKind::AddrInUse => return Ok(vec![first]),
            Err(error) if port != 0 => return Err(error),
            Err(_) if attempts == ATTEMPTS => return Ok(vec![first]),
            Err(_) => {}
        }
    }
}

/// Connections inherit what is set here.
fn bound(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    if address.is_ipv6() {
        // All addresses are those of both kinds.
        socket.set_only_v6(!address.ip().is_unspecified())?;
    }
    // Else a preview that was ended keeps its port from the next one for a minute. Elsewhere the option
    // means that two programs may have one port.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    // Answers are written in two pieces: without this the second one waits 40 ms for the client.
    socket.set_tcp_nodelay(true)?;
    socket.set_write_timeout(Some(PATIENCE))?;
    socket.listen(WAITING)?;
    Ok(socket.into())
}
