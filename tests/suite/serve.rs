//! The service: what it answers, whom it refuses, and many requests at a time. Everything stays on this machine's loopback.

use crate::cli::{HARBOUR, ISLAND};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running service, stopped when dropped.
struct Service {
    child: Child,
    address: String,
    folder: tempfile::TempDir,
}

impl Service {
    fn start(options: &[&str], configuration: &str) -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        std::fs::write(folder.path().join("wic-verify.yaml"), configuration).expect("temporary file");
        let mut child = Command::new(env!("CARGO_BIN_EXE_wic-verify"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(options)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address, folder }
    }

    /// Sends bytes; the status, the head and the body of the answer.
    fn raw(&self, request: &[u8]) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        stream.write_all(request).expect("it takes the request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer}"));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or_else(|| panic!("{head}"));
        (status, head.to_owned(), body.to_owned())
    }

    fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        let (status, _, body) = self.raw(&[head.as_bytes(), body.as_bytes()].concat());
        (status, serde_json::from_str(&body).unwrap_or_else(|e| panic!("{e}: {body}")))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn gate() -> Value {
    json!({ "draft": { "text": ISLAND }, "sources": [{ "id": "harbour.txt", "text": HARBOUR, "outlet": "Harbour Post" }] })
}

fn codes(report: &Value, list: &str) -> Vec<String> {
    report[list].as_array().expect("a list").iter().map(|f| f["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn reports_are_those_of_the_command_line() {
    let service = Service::start(&[], "");
    let (status, _, health) = service.raw(format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", service.address).as_bytes());
    assert_eq!((status, serde_json::from_str::<Value>(&health).expect("JSON")["status"].as_str()), (200, Some("ok")));
    let (status, report) = service.post("/v1/gate", &gate());
    assert_eq!(status, 200, "{report}");
    assert_eq!(report["verdict"], "block");
    assert!(codes(&report, "findings").contains(&"draft-quotation-altered".to_owned()), "{report}");
    let articles = json!({ "articles": [{ "id": "harbour.txt", "text": HARBOUR }, { "id": "island.txt", "text": ISLAND }], "options": { "offsets": "utf16" } });
    let (status, report) = service.post("/v1/check", &articles);
    assert_eq!(status, 200, "{report}");
    // The same articles as files, under the same names.
    std::fs::write(service.folder.path().join("harbour.txt"), HARBOUR).expect("temporary file");
    std::fs::write(service.folder.path().join("island.txt"), ISLAND).expect("temporary file");
    let files = Command::new(env!("CARGO_BIN_EXE_wic-verify"))
        .args(["check", "--format", "json", "--offsets", "utf16", "harbour.txt", "island.txt"])
        .current_dir(service.folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(report, serde_json::from_slice::<Value>(&files.stdout).expect("JSON"));
}

#[test]
fn the_desks_decisions_hold_for_requests() {
    let service = Service::start(&[], "levels:\n  draft-quotation-altered: off\n");
    let (_, report) = service.post("/v1/gate", &gate());
    assert!(codes(&report, "suppressed").contains(&"draft-quotation-altered".to_owned()), "{report}");
    let comment = "<!-- wic-verify: allow draft-figure-conflict until 2027-01-31 because it was counted again -->";
    let text = format!("{comment}\n\n{}", ISLAND.replace("\r\n", "\n").replace("Café talk: the ferry stays 😀.\n\n", ""));
    let mut request =
        json!({ "draft": { "text": text, "format": "markdown" }, "sources": gate()["sources"], "options": { "today": "2027-01-31" } });
    let (status, report) = service.post("/v1/gate", &request);
    assert_eq!((status, &report["today"]), (200, &json!("2027-01-31")));
    assert!(codes(&report, "suppressed").contains(&"draft-figure-conflict".to_owned()), "{report}");
    request["options"]["today"] = json!("2027-02-01");
    assert!(codes(&service.post("/v1/gate", &request).1, "findings").contains(&"draft-suppression-unused".to_owned()));
    request["options"] = json!({ "format": "html" });
    let body = request.to_string();
    let head = format!(
        "POST /v1/gate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let (_, head, page) = service.raw(&[head.as_bytes(), body.as_bytes()].concat());
    assert!(head.contains("content-type: text/html") && page.contains("<!doctype html>"), "{head}");
}

#[test]
fn who_has_no_business_here_is_refused() {
    let service = Service::start(&["--max-body", "1", "--timeout", "1", "--origin", "https://cms.example"], "");
    let host = service.address.clone();
    let json = "Content-Type: application/json\r\n";
    for (request, expected) in [
        ("GET /healthz HTTP/1.1\r\nHost: rebound.example\r\n\r\n".to_owned(), 421),
        (format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\nOrigin: https://other.example\r\n\r\n"), 403),
        (format!("GET /v1/check HTTP/1.1\r\nHost: {host}\r\n\r\n"), 405),
        (format!("GET /etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n"), 404),
        (format!("POST /v1/check HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{{}}"), 415),
        (format!("POST /v1/check HTTP/1.1\r\nHost: {host}\r\n{json}Content-Length: 2000000\r\n\r\n"), 413),
        (format!("POST /v1/check HTTP/1.1\r\nHost: {host}\r\n{json}Content-Length: 1\r\n\r\n{{"), 400),
        (format!("POST /v1/check HTTP/1.1\r\nHost: {host}\r\n{json}Content-Length: 2\r\n\r\n{{}}"), 422),
        (format!("POST /v1/check HTTP/1.1\r\nHost: {host}\r\n{json}Content-Length: 25\r\n\r\n{{\"articles\":[],\"more\":1}} "), 422),
        (format!("POST /v1/check HTTP/1.1\r\nHost: {host}\r\n{json}Content-Length: 20\r\n\r\n{{"), 408),
        ("\u{16}\u{3}\u{1}\r\n\r\n".to_owned(), 400),
    ] {
        let (status, _, body) = service.raw(request.as_bytes());
        assert_eq!(status, expected, "{request}: {body}");
        assert!(serde_json::from_str::<Value>(&body).is_ok_and(|body| body["error"].is_string()), "{body}");
    }
    let preflight =
        format!("OPTIONS /v1/gate HTTP/1.1\r\nHost: {host}\r\nOrigin: https://cms.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
    let (status, head, _) = service.raw(preflight.as_bytes());
    assert_eq!(status, 204);
    assert!(head.contains("access-control-allow-origin: https://cms.example"), "{head}");
    assert_eq!(service.post("/v1/gate", &gate()).0, 200, "it still answers");
}

#[test]
fn other_machines_are_let_in_only_on_purpose() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_wic-verify")).args(["serve", "--listen", "0.0.0.0:0"]).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--host NAME"));
}

#[test]
fn a_hundred_requests_at_a_time_and_slow_clients_hold_up_nobody() {
    let service = Service::start(&[], "");
    // They connect, begin a request and say no more.
    let slow: Vec<TcpStream> = (0..50)
        .map(|_| {
            let mut stream = TcpStream::connect(&service.address).expect("it listens");
            stream.write_all(b"POST /v1/gate HTTP/1.1\r\nHost: localhost\r\n").expect("it takes the head");
            stream
        })
        .collect();
    let started = Instant::now();
    let (expected, request) = (service.post("/v1/gate", &gate()).1, gate());
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..100).map(|_| scope.spawn(|| service.post("/v1/gate", &request))).collect();
        for asked in asked {
            let (status, report) = asked.join().expect("no panic");
            assert_eq!(status, 200);
            assert_eq!(report, expected);
        }
    });
    assert!(started.elapsed() < Duration::from_secs(60));
    drop(slow);
}
