//! `serve`: the checks over HTTP, for a CMS on the same machine. Nothing is stored, and nothing of a request is logged.
//!
//! A thread a connection, so that slow clients hold up nobody, and a limited number of checks at a time. Who may ask is decided by
//! the address (this machine's own unless told otherwise), the `Host` header (against names that a page has turned to this
//! machine) and the `Origin` header (against pages that a browser shows).

mod api;
mod http;

use crate::args::ServeArgs;
use crate::failure::Failure;
use crate::settings::Service;
use api::Api;
use http::{Answer, Limits, Refusal, Request};
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Connections at a time; more are told to come back.
const CONNECTIONS: usize = 512;
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) fn run(args: &ServeArgs) -> Result<u8, Failure> {
    let listener = TcpListener::bind(&args.listen).map_err(|e| Failure::Usage(format!("--listen {}: {e}", args.listen)))?;
    let address = listener.local_addr().map_err(|e| Failure::Usage(format!("--listen {}: {e}", args.listen)))?;
    if !address.ip().is_loopback() && args.hosts.is_empty() {
        let help = "name the hosts that requests may be addressed to with --host NAME";
        return Err(Failure::Usage(format!(
            "--listen {address} is reached from other machines, and there is no account or encryption: {help}"
        )));
    }
    let limits = Limits { body: usize::from(args.max_body) << 20, time: Duration::from_secs(args.timeout.into()) };
    let server = Arc::new(Server {
        api: Api::new(Service::resolve(&args.common)?),
        door: Door { hosts: args.hosts.clone(), origins: args.origins.clone() },
        limits,
        turns: Turns::new(rayon::current_num_threads()),
        open: AtomicUsize::new(0),
    });
    crate::commands::print(&format!("listening on http://{address}\n"))?;
    for stream in listener.incoming().flatten() {
        let server = Arc::clone(&server);
        if server.open.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
            server.open.fetch_sub(1, Ordering::SeqCst);
            refuse(&stream, &Refusal::busy());
            continue;
        }
        let counted = Arc::clone(&server);
        let spawned = std::thread::Builder::new().spawn(move || {
            // A client that is gone needs no answer.
            let _ = server.serve(&stream);
            server.open.fetch_sub(1, Ordering::SeqCst);
        });
        if spawned.is_err() {
            counted.open.fetch_sub(1, Ordering::SeqCst);
        }
    }
    Ok(0)
}

fn refuse(stream: &TcpStream, refusal: &Refusal) {
    let _ = stream.set_write_timeout(Some(Duration::from_secs(1)));
    let _ = http::write(&mut &*stream, &refusal.answer(), None);
}

struct Server {
    api: Api,
    door: Door,
    limits: Limits,
    turns: Turns,
    open: AtomicUsize,
}

impl Server {
    fn serve(&self, stream: &TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let (answer, origin) = match http::read(stream, self.limits) {
            Ok(Some(request)) => {
                let origin = request.header("origin").map(str::to_owned);
                match self.door.admit(&request) {
                    Ok(()) => (self.answer(&request), origin),
                    Err(refusal) => (refusal.answer(), None),
                }
            }
            Ok(None) => return Ok(()),
            Err(refusal) => (refusal.answer(), None),
        };
        stream.set_write_timeout(Some(self.limits.time))?;
        let mut out = stream;
        http::write(&mut out, &answer, origin.as_deref())?;
        out.flush()?;
        http::finish(stream);
        Ok(())
    }

    fn answer(&self, request: &Request) -> Answer {
        if request.method == "OPTIONS" {
            return Answer::preflight();
        }
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/healthz") => self.api.health(),
            ("POST", "/v1/check" | "/v1/gate") => self.check(request),
            (_, "/healthz" | "/v1/check" | "/v1/gate") => Refusal::new(405, "this address takes another method").answer(),
            _ => Refusal::new(404, "there are /healthz, /v1/check and /v1/gate").answer(),
        }
    }

    fn check(&self, request: &Request) -> Answer {
        let json =
            request.header("content-type").is_some_and(|kind| kind.split(';').next().is_some_and(|k| k.trim() == "application/json"));
        if !json {
            return Refusal::new(415, "send application/json").answer();
        }
        let Some(_turn) = self.turns.take(PATIENCE) else { return Refusal::busy().answer() };
        let checked = catch_unwind(AssertUnwindSafe(|| self.api.post(&request.path, &request.body)));
        match checked {
            Ok(Ok(answer)) => answer,
            Ok(Err(refusal)) => refusal.answer(),
            Err(_) => Refusal::new(500, "the check failed on this input").answer(),
        }
    }
}

/// Who may ask.
struct Door {
    hosts: Vec<String>,
    origins: Vec<String>,
}

impl Door {
    fn admit(&self, request: &Request) -> Result<(), Refusal> {
        let host = request.header("host").unwrap_or_default();
        let name = without_port(host);
        if !is_own(name) && !self.hosts.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return Err(Refusal::new(421, "requests to this host are not answered; --host NAME adds one"));
        }
        match request.header("origin") {
            Some(origin) if !self.is_known(origin) => {
                Err(Refusal::new(403, "pages of this origin are not answered; --origin URL adds one"))
            }
            _ => Ok(()),
        }
    }

    fn is_known(&self, origin: &str) -> bool {
        let own = origin.split_once("://").is_some_and(|(scheme, host)| matches!(scheme, "http" | "https") && is_own(without_port(host)));
        own || self.origins.iter().any(|known| known.trim_end_matches('/').eq_ignore_ascii_case(origin))
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Whether a host is this machine's own name for itself.
fn is_own(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || matches!(name, "127.0.0.1" | "[::1]")
}

/// How many checks run at a time.
struct Turns {
    left: Mutex<usize>,
    given_back: Condvar,
}

struct Turn<'a>(&'a Turns);

impl Turns {
    fn new(most: usize) -> Self {
        Self { left: Mutex::new(most.max(1)), given_back: Condvar::new() }
    }

    fn take(&self, patience: Duration) -> Option<Turn<'_>> {
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.given_back.wait_timeout_while(left, patience, |left| *left == 0);
        let (mut left, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *left == 0 {
            return None;
        }
        *left -= 1;
        Some(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.left.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.given_back.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machines_own_names_and_those_given_are_answered() {
        let door = Door { hosts: vec!["cms.example".to_owned()], origins: vec!["https://cms.example/".to_owned()] };
        for (host, origin, status) in [
            ("127.0.0.1:8470", None, None),
            ("localhost", Some("http://localhost:3000"), None),
            ("[::1]:8470", None, None),
            ("CMS.example:8470", Some("https://cms.example"), None),
            ("rebound.example", None, Some(421)),
            ("", None, Some(421)),
            ("127.0.0.1.rebound.example", None, Some(421)),
            ("127.0.0.1", Some("https://rebound.example"), Some(403)),
            ("127.0.0.1", Some("null"), Some(403)),
            ("127.0.0.1", Some("http://localhost.rebound.example"), Some(403)),
        ] {
            let mut headers = vec![("host".to_owned(), host.to_owned())];
            headers.extend(origin.map(|origin| ("origin".to_owned(), origin.to_owned())));
            let request = Request { method: "GET".to_owned(), path: "/healthz".to_owned(), headers, body: Vec::new() };
            assert_eq!(door.admit(&request).err().map(|refusal| refusal.status), status, "{host} {origin:?}");
        }
    }

    #[test]
    fn turns_are_given_back() {
        let turns = Turns::new(1);
        let first = turns.take(Duration::ZERO);
        assert!(first.is_some() && turns.take(Duration::ZERO).is_none());
        drop(first);
        assert!(turns.take(Duration::ZERO).is_some());
    }
}
