//! An editor's session, played: the texts it opens and changes get the gate's findings. People and places are invented.

use crate::cli::{Bundle, HARBOUR};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    id: u32,
}

impl Editor {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wic-verify"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let (input, output) = (child.stdin.take().expect("piped"), BufReader::new(child.stdout.take().expect("piped")));
        let mut editor = Self { child, input, output, id: 0 };
        let answer = editor.request("initialize", &json!({ "processId": null, "rootUri": null, "capabilities": {} }));
        assert_eq!(answer["result"]["capabilities"]["textDocumentSync"]["change"], 1, "{answer}");
        editor.notify("initialized", &json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| self.input.flush()).expect("it reads");
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id {
                return message;
            }
        }
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("it writes") > 0, "it ended");
            match line.trim() {
                "" => break,
                line => length = line.strip_prefix("Content-Length: ").map_or(length, |n| n.parse().expect("a number")),
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("it writes");
        serde_json::from_slice(&body).expect("JSON")
    }

    /// The next message of a method.
    fn next(&mut self, method: &str) -> Value {
        loop {
            let message = self.receive();
            if message["method"] == method {
                return message["params"].clone();
            }
        }
    }

    fn diagnostics(&mut self) -> Value {
        self.next("textDocument/publishDiagnostics")
    }

    fn end(mut self) {
        assert!(self.request("shutdown", &Value::Null)["error"].is_null());
        self.notify("exit", &Value::Null);
        assert!(self.child.wait().expect("it ends").success());
    }
}

fn uri(path: &str) -> String {
    format!("file://{path}")
}

fn open(uri: &str, text: &str) -> Value {
    json!({ "textDocument": { "uri": uri, "languageId": "markdown", "version": 1, "text": text } })
}

#[cfg(unix)]
#[test]
fn findings_follow_the_text() {
    let bundle = Bundle::new();
    std::fs::create_dir(bundle.path("notes")).expect("temporary folder");
    let source = bundle.write("notes/harbour.txt", HARBOUR);
    bundle.write("wic-verify.yaml", "sources: [notes]\n");
    let draft = bundle.write("draft.md", "");
    let mut editor = Editor::start();
    let uri = uri(&draft);
    let wrong = "# Ferry 😀\n\nShe was plain 😀: “We will close the ferry line before June,” said Mara Oduya.\n";
    editor.notify("textDocument/didOpen", &open(&uri, wrong));
    let published = editor.diagnostics();
    assert_eq!((published["uri"].as_str(), &published["version"]), (Some(uri.as_str()), &json!(1)));
    let altered = published["diagnostics"].as_array().expect("a list").iter().find(|d| d["code"] == "draft-quotation-altered");
    let altered = altered.unwrap_or_else(|| panic!("{published}"));
    // In UTF-16 units: the face takes two.
    let line: Vec<u16> = wrong.lines().nth(2).expect("a third line").encode_utf16().collect();
    let at = |place: &str| usize::try_from(altered["range"][place]["character"].as_u64().expect("a number")).expect("small");
    assert_eq!(altered["range"]["start"]["line"], 2);
    assert_eq!(String::from_utf16(&line[at("start")..at("end")]).expect("text"), "We will close the ferry line before June,");
    assert_eq!(altered["severity"], 1);
    let related = &altered["relatedInformation"][0];
    assert_eq!(related["location"]["uri"].as_str(), Some(format!("file://{source}").as_str()));
    assert!(related["message"].as_str().is_some_and(|m| m.contains("will not close")), "{related}");

    let right = wrong.replace("We will close", "We will not close");
    editor
        .notify("textDocument/didChange", &json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": right }] }));
    let published = editor.diagnostics();
    assert_eq!((&published["version"], &published["diagnostics"]), (&json!(2), &json!([])), "{published}");

    // Its sources change: saving looks again.
    bundle.write("notes/harbour.txt", HARBOUR.replace("will not close", "will surely close"));
    editor.notify("textDocument/didSave", &json!({ "textDocument": { "uri": uri } }));
    assert_ne!(editor.diagnostics()["diagnostics"], json!([]));
    editor.notify("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }));
    assert_eq!(editor.diagnostics()["diagnostics"], json!([]));
    assert_eq!(editor.request("textDocument/hover", &json!({}))["error"]["code"], -32601);
    editor.end();
}

#[cfg(unix)]
#[test]
fn what_cannot_be_checked_is_said() {
    let bundle = Bundle::new();
    let draft = uri(&bundle.write("draft.md", ""));
    let mut editor = Editor::start();
    editor.notify("textDocument/didOpen", &open(&draft, "“A,” said B."));
    assert_eq!(editor.diagnostics()["diagnostics"], json!([]));
    assert!(editor.next("window/logMessage")["message"].as_str().is_some_and(|m| m.contains("names sources")));
    bundle.write("wic-verify.yaml", "source: [notes]\n");
    editor.notify("textDocument/didSave", &json!({ "textDocument": { "uri": draft } }));
    assert!(editor.next("window/showMessage")["message"].as_str().is_some_and(|m| m.contains("unknown key `source`")));
    bundle.write("wic-verify.yaml", "sources: [nowhere]\n");
    editor.notify("textDocument/didSave", &json!({ "textDocument": { "uri": draft } }));
    let published = editor.diagnostics();
    assert!(published["diagnostics"].as_array().is_some_and(|d| d.iter().any(|d| d["code"] == "problem")), "{published}");
    editor.end();
}
