//! As much of HTTP/1.1 (RFC 9112) as the service needs: one request a connection, everything in it limited in size and time.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// Most bytes of a request's head, and most header fields.
const HEAD: usize = 16 << 10;
const FIELDS: usize = 64;
/// Most bytes that are taken in after an answer, so that a client which still sends gets to read it.
const LINGER: usize = 1 << 20;

/// What a request may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Bytes of a body.
    pub(super) body: usize,
    /// Time to send the whole request; and to take the answer.
    pub(super) time: Duration,
}

/// A request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    /// Without the query.
    pub(super) path: String,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Request {
    /// The first field of a name (in lower case).
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(body: Vec<u8>) -> Self {
        Self { status: 200, kind: "application/json", body }
    }

    /// What a browser asks before it lets a page send JSON.
    pub(super) fn preflight() -> Self {
        Self { status: 204, kind: "application/json", body: Vec::new() }
    }
}

/// Why a request is not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    message: String,
}

impl Refusal {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    pub(super) fn busy() -> Self {
        Self::new(503, "too many requests at a time; come back in a moment")
    }

    pub(super) fn answer(&self) -> Answer {
        let body = serde_json::json!({ "error": self.message }).to_string() + "\n";
        Answer { status: self.status, kind: "application/json", body: body.into_bytes() }
    }
}

/// Reads from a stream until a moment.
struct Timed<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(buffer)
    }
}

/// Reads a request; `None` where the client closed without one.
pub(super) fn read(stream: &TcpStream, limits: Limits) -> Result<Option<Request>, Refusal> {
    let timed = Timed { stream, until: Instant::now() + limits.time };
    read_from(timed, limits, || {
        let mut out = stream;
        let _ = out.write_all(b"HTTP/1.1 100 Continue\r\n\r\n");
    })
}

/// `go_on` is called where the client waits to be told that its body is wanted.
fn read_from(mut from: impl Read, limits: Limits, go_on: impl FnOnce()) -> Result<Option<Request>, Refusal> {
    let mut bytes = Vec::new();
    let (mut request, length, head) = loop {
        if take(&mut from, &mut bytes, 4096)? == 0 {
            return if bytes.is_empty() { Ok(None) } else { Err(Refusal::new(400, "the request is not complete")) };
        }
        if let Some(parsed) = parse(&bytes)? {
            break parsed;
        }
        if bytes.len() > HEAD {
            return Err(Refusal::new(431, format!("the head of a request may have {HEAD} bytes")));
        }
    };
    if length > limits.body {
        return Err(Refusal::new(413, format!("a body may have {} bytes", limits.body)));
    }
    let mut body = bytes.split_off(head);
    if body.len() < length && request.header("expect").is_some_and(|e| e.eq_ignore_ascii_case("100-continue")) {
        go_on();
    }
    while body.len() < length {
        let missing = length - body.len();
        if take(&mut from, &mut body, missing.min(64 << 10))? == 0 {
            return Err(Refusal::new(400, "the body is shorter than it was said to be"));
        }
    }
    body.truncate(length);
    request.body = body;
    Ok(Some(request))
}

fn take(from: &mut impl Read, bytes: &mut Vec<u8>, most: usize) -> Result<usize, Refusal> {
    let start = bytes.len();
    bytes.resize(start + most, 0);
    let read = from.read(&mut bytes[start..]);
    bytes.truncate(start + read.as_ref().copied().unwrap_or(0));
    read.map_err(|error| match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Refusal::new(408, "the request took too long"),
        _ => Refusal::new(400, "the request could not be read"),
    })
}

/// The request of a head with the length of its body and of its own; `None` where there is more to come.
fn parse(bytes: &[u8]) -> Result<Option<(Request, usize, usize)>, Refusal> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut parsed = httparse::Request::new(&mut fields);
    let head = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(head)) => head,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Refusal::new(431, format!("a request may have {FIELDS} header fields"))),
        Err(error) => return Err(Refusal::new(400, format!("this is no HTTP request: {error}"))),
    };
    let text = |value: &[u8]| String::from_utf8_lossy(value).trim().to_owned();
    let headers: Vec<(String, String)> = parsed.headers.iter().map(|h| (h.name.to_ascii_lowercase(), text(h.value))).collect();
    let target = parsed.path.unwrap_or_default();
    let request = Request {
        method: parsed.method.unwrap_or_default().to_owned(),
        path: target.split('?').next().unwrap_or_default().to_owned(),
        headers,
        body: Vec::new(),
    };
    let lengths: Vec<&str> = request.headers.iter().filter(|(name, _)| name == "content-length").map(|(_, value)| value.as_str()).collect();
    if request.header("transfer-encoding").is_some() {
        return Err(Refusal::new(411, "send the body with Content-Length"));
    }
    // One field, digits only: two lengths, or a sign, are how requests are smuggled.
    let length = match lengths[..] {
        [] if request.method == "POST" => return Err(Refusal::new(411, "send the body with Content-Length")),
        [] => 0,
        [one] if !one.is_empty() && one.bytes().all(|b| b.is_ascii_digit()) => one.parse().unwrap_or(usize::MAX),
        _ => return Err(Refusal::new(400, "Content-Length is not understood")),
    };
    let hosts = request.headers.iter().filter(|(name, _)| name == "host").count();
    if hosts > 1 {
        return Err(Refusal::new(400, "Host is given more than once"));
    }
    Ok(Some((request, length, head)))
}

/// Writes an answer, and lets pages of an admitted origin read it.
pub(super) fn write(out: &mut impl Write, answer: &Answer, origin: Option<&str>) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {} {}\r\ncontent-type: {}\r\ncontent-length: {}\r\nconnection: close\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\n",
        answer.status,
        reason(answer.status),
        answer.kind,
        answer.body.len()
    );
    if let Some(origin) = origin {
        head.extend(["access-control-allow-origin: ", origin, "\r\nvary: origin\r\n"]);
        if answer.status == 204 {
            head += "access-control-allow-methods: POST, GET\r\naccess-control-allow-headers: content-type\r\n";
        }
    }
    if answer.status == 503 {
        head += "retry-after: 1\r\n";
    }
    head += "\r\n";
    out.write_all(head.as_bytes())?;
    out.write_all(&answer.body)
}

/// Takes in what a client still sends, for a moment and within a limit: closing at once would take the answer from it.
pub(super) fn finish(stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let mut timed = Timed { stream, until: Instant::now() + Duration::from_secs(1) };
    let mut buffer = [0; 8192];
    let mut taken = 0;
    while let Ok(read @ 1..) = timed.read(&mut buffer) {
        taken += read;
        if taken > LINGER {
            return;
        }
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            buffer[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    const LIMITS: Limits = Limits { body: 10, time: Duration::from_secs(1) };

    #[test]
    fn a_request_in_any_pieces() {
        let text = b"POST /v1/check?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhelloX";
        let whole = read_from(&text[..], LIMITS, || panic!("the body is there")).unwrap().unwrap();
        let mut told = false;
        let dripped = read_from(Drip(text), LIMITS, || told = true).unwrap().unwrap();
        assert_eq!(whole, dripped);
        assert!(told);
        assert_eq!((whole.path.as_str(), whole.body.as_slice(), whole.header("host")), ("/v1/check", &b"hello"[..], Some("a")));
        assert_eq!(read_from(&b""[..], LIMITS, || ()), Ok(None));
    }

    #[test]
    fn what_is_refused() {
        let long = format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "x".repeat(2 * HEAD));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(FIELDS + 1));
        for (text, status) in [
            ("POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\n\r\n", 411),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
            ("POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\nhello", 400),
            ("POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400),
            ("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhel", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
            ("GET / HT", 400),
            ("\u{1}\u{2}\r\n\r\n", 400),
            (&long, 431),
            (&many, 431),
        ] {
            assert_eq!(read_from(text.as_bytes(), LIMITS, || ()).unwrap_err().status, status, "{}", &text[..text.len().min(80)]);
        }
    }
}
