//! `lsp`: a draft's findings in editors, by the Language Server Protocol 3.17 on standard input and output.
//!
//! An open text or page (plain text, Markdown, HTML) is checked as `gate` checks a draft, against the sources that the nearest
//! configuration names, when it is opened, changed and saved. Changes that arrive while a check runs are taken together. A text
//! for which no configuration names sources is left alone, and that is said once.

mod diagnostics;

use crate::failure::Failure;
use crate::settings::Service;
use lsp_server::{Connection, ErrorCode, Message, Notification, Response};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use wic_verify::ingest::{self, Markup, Received};
use wic_verify::{pipeline, policy};

pub(crate) fn run() -> Result<u8, Failure> {
    let (connection, threads) = Connection::stdio();
    let capabilities = json!({
        "positionEncoding": "utf-16",
        // Whole texts, as the gate looks at whole texts.
        "textDocumentSync": { "openClose": true, "change": 1, "save": { "includeText": false } },
    });
    let broken = |e: &dyn std::fmt::Display| Failure::Usage(format!("the editor broke off: {e}"));
    connection.initialize(capabilities).map_err(|e| broken(&e))?;
    let mut server = Server { connection: &connection, open: BTreeMap::new(), stale: BTreeSet::new(), told: BTreeSet::new() };
    server.run().map_err(|e| broken(&e))?;
    drop(connection);
    threads.join().map_err(|e| broken(&e))?;
    Ok(0)
}

/// An open text.
struct Open {
    text: String,
    version: Value,
}

struct Server<'a> {
    connection: &'a Connection,
    /// By URI.
    open: BTreeMap<String, Open>,
    /// What is to be checked.
    stale: BTreeSet<String>,
    /// What the user has been told.
    told: BTreeSet<String>,
}

type Broken = Box<dyn std::error::Error + Send + Sync>;

impl Server<'_> {
    fn run(&mut self) -> Result<(), Broken> {
        while let Ok(message) = self.connection.receiver.recv() {
            let mut next = Some(message);
            // Everything that has arrived is looked at before anything is checked.
            while let Some(message) = next {
                match message {
                    Message::Request(request) => {
                        if self.connection.handle_shutdown(&request)? {
                            return Ok(());
                        }
                        let unknown = format!("there is no {}", request.method);
                        let response = Response::new_err(request.id, ErrorCode::MethodNotFound as i32, unknown);
                        self.connection.sender.send(Message::Response(response))?;
                    }
                    Message::Notification(notification) => self.note(&notification)?,
                    Message::Response(_) => {}
                }
                next = self.connection.receiver.try_recv().ok();
            }
            for uri in std::mem::take(&mut self.stale) {
                self.check(&uri)?;
            }
        }
        Ok(())
    }

    fn note(&mut self, Notification { method, params }: &Notification) -> Result<(), Broken> {
        let document = &params["textDocument"];
        let Some(uri) = document["uri"].as_str() else { return Ok(()) };
        let text = match method.as_str() {
            "textDocument/didOpen" => document["text"].as_str(),
            "textDocument/didChange" => params["contentChanges"].as_array().and_then(|changes| changes.last()?["text"].as_str()),
            "textDocument/didSave" => {
                // Its sources may have changed as well, and so may other texts' sources: this one.
                self.stale.extend(self.open.keys().cloned());
                return Ok(());
            }
            "textDocument/didClose" => {
                self.open.remove(uri);
                self.stale.remove(uri);
                return self.publish(uri, &Value::Null, &[]);
            }
            _ => return Ok(()),
        };
        if let Some(text) = text {
            self.open.insert(uri.to_owned(), Open { text: text.to_owned(), version: document["version"].clone() });
            self.stale.insert(uri.to_owned());
        }
        Ok(())
    }

    fn check(&mut self, uri: &str) -> Result<(), Broken> {
        let Some(open) = self.open.get(uri) else { return Ok(()) };
        let version = open.version.clone();
        let Some(path) = diagnostics::path(uri) else { return Ok(()) };
        let found = examine(&path, &open.text);
        match found {
            Ok(Some(found)) => self.publish(uri, &version, &found),
            Ok(None) => {
                let message = format!("{} is not checked: no wic-verify.yaml near it names sources", path.display());
                self.publish(uri, &version, &[])?;
                self.tell(3, &message)
            }
            Err(failure) => self.tell(1, &failure.to_string()),
        }
    }

    fn publish(&self, uri: &str, version: &Value, diagnostics: &[Value]) -> Result<(), Broken> {
        let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
        if !version.is_null() {
            params["version"] = version.clone();
        }
        self.notify("textDocument/publishDiagnostics", &params)
    }

    /// Tells the user once; 1 is an error, 3 is information.
    fn tell(&mut self, kind: u8, message: &str) -> Result<(), Broken> {
        if !self.told.insert(message.to_owned()) {
            return Ok(());
        }
        let method = if kind == 1 { "window/showMessage" } else { "window/logMessage" };
        self.notify(method, &json!({ "type": kind, "message": message }))
    }

    fn notify(&self, method: &str, params: &Value) -> Result<(), Broken> {
        let notification = Notification { method: method.to_owned(), params: params.clone() };
        Ok(self.connection.sender.send(Message::Notification(notification))?)
    }
}

/// The diagnostics of a draft; `None` where nobody says what it rests on.
fn examine(path: &Path, text: &str) -> Result<Option<Vec<Value>>, Failure> {
    let service = Service::near(path)?;
    if service.sources.is_empty() {
        return Ok(None);
    }
    let format = match path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase().as_str() {
        "md" | "markdown" => Markup::Markdown,
        "html" | "htm" | "xhtml" => Markup::Html,
        _ => Markup::Text,
    };
    let draft = Received { id: path.display().to_string(), text: text.to_owned(), format, ..Received::default() };
    let whole = ingest::Options { main_content: false, ..service.reading.clone() };
    let mut sources = ingest::read(&service.sources, &service.reading);
    // A draft that lies among its sources is none of them.
    let saved: Option<PathBuf> = path.canonicalize().ok();
    sources.articles.retain(|source| saved.is_none() || Path::new(&source.path).canonicalize().ok() != saved);
    let report = pipeline::gate(ingest::receive(vec![draft], &whole), sources, &service.rules);
    let report = policy::decide(report, &service.policy, &service.rules.checks).report;
    Ok(Some(diagnostics::of(&report)))
}
