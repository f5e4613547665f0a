//! One address is asked for, as a browser would, and what comes of it.
//!
//! Reads no page: the status is enough, and most servers say it without one.

use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use ureq::http::StatusCode;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};

/// How long a server may take to answer, with all that it refers to.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a server is left alone that had no answer.
const PAUSE: Duration = Duration::from_secs(1);

/// What comes of an address. What is said of it follows on the address.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// Something is there, though it may not be for programs.
    Found,
    /// The server says that nothing is.
    Missing(String),
    /// Nobody answers, or the server cannot.
    Silent(String),
}

/// Trusts whom the machine trusts, and goes through the proxy that its environment names.
pub fn agent() -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
        .build();
    Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .user_agent(concat!("copsite/", env!("CARGO_PKG_VERSION"), " (checks links)"))
        .tls_config(tls)
        .build()
        .into()
}

/// Asks once more where a server had no answer: many rest for a moment.
pub fn ask(agent: &Agent, url: &str) -> Answer {
    match ask_once(agent, url) {
        Answer::Silent(_) => {
            std::thread::sleep(PAUSE);
            ask_once(agent, url)
        }
        answer => answer,
    }
}

/// First without the page; servers that do not know this, or have no page for it, are asked for the page.
fn ask_once(agent: &Agent, url: &str) -> Answer {
    match agent.head(url).call() {
        Ok(answer) if answer.status().is_success() => Answer::Found,
        _ => judged(agent.get(url).call().map(|answer| answer.status())),
    }
}

fn judged(answer: Result<StatusCode, Error>) -> Answer {
    match answer {
        Ok(status) if status.is_server_error() => Answer::Silent(format!("answers with an error of its own, {status}")),
        Ok(status) if status.is_client_error() && !is_barred(status) => Answer::Missing(format!("answers {status}")),
        Ok(_) => Answer::Found,
        Err(Error::Io(error)) => Answer::Silent(format!("cannot be reached: {error}")),
        Err(Error::Timeout(_)) => Answer::Silent(format!("has not answered in {} seconds", PATIENCE.as_secs())),
        Err(Error::TooManyRedirects) => Answer::Silent("refers from one address to the next without end".to_owned()),
        Err(error) => Answer::Silent(format!("cannot be reached: {error}")),
    }
}

/// What servers answer that have the page, and not for programs or not now: who asks too often, is not signed in, or seems
/// to be a robot. LinkedIn's 999 is none of RFC 9110.
fn is_barred(status: StatusCode) -> bool {
    matches!(status.as_u16(), 401 | 402 | 403 | 405 | 406 | 407 | 408 | 425 | 429 | 451)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_status(status: u16) -> Answer {
        judged(StatusCode::from_u16(status).map_err(|_| Error::ConnectionFailed))
    }

    #[test]
    fn what_is_kept_from_programs_is_there() {
        for status in [200, 204, 401, 403, 405, 429, 451, 999] {
            assert_eq!(of_status(status), Answer::Found, "{status}");
        }
    }

    #[test]
    fn what_is_not_there_is_told_as_the_server_does() {
        assert_eq!(of_status(404), Answer::Missing("answers 404 Not Found".into()));
        assert_eq!(of_status(410), Answer::Missing("answers 410 Gone".into()));
        assert_eq!(of_status(503), Answer::Silent("answers with an error of its own, 503 Service Unavailable".into()));
    }
}
