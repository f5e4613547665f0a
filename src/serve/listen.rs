//! The socket the preview listens on.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use socket2::SockRef;

/// A client that takes nothing for so long is given up, so that it cannot hold a worker.
const PATIENCE: Duration = Duration::from_secs(10);

/// Listens on `address`; port 0 takes any that is free. Connections inherit what is set here.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    let socket = SockRef::from(&listener);
    // Answers are written in two pieces: without this the second one waits 40 ms for the client.
    socket.set_tcp_nodelay(true)?;
    socket.set_write_timeout(Some(PATIENCE))?;
    Ok(listener)
}
