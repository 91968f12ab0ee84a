//! What the head of a page says about the article: JSON-LD, `OpenGraph` and other `meta` names, `title`, `html lang`, canonical link.

use crate::ingest::fields;
use crate::model::Metadata;
use serde_json::Value;

/// Most bytes of one value.
const MAX_VALUE: usize = 2048;

/// Most objects of JSON-LD that are looked at.
const MAX_OBJECTS: usize = 256;

/// Values by how far they are to be trusted: the first of a list that is there counts.
#[derive(Debug, Default)]
pub(super) struct Head {
    linked: Found,
    declared: Found,
    title: String,
    titles: usize,
    lang: Option<String>,
    /// Whether the script that is open holds JSON-LD.
    script: bool,
}

#[derive(Debug, Default)]
struct Found {
    outlet: Option<String>,
    title: Option<String>,
    published: Option<String>,
    url: Option<String>,
}

impl Head {
    /// Whether the attributes of such elements are wanted.
    pub(super) fn wants(name: &[u8]) -> bool {
        matches!(name, b"meta" | b"link" | b"html" | b"script" | b"time")
    }

    /// Whether the text of the open script is wanted.
    pub(super) fn in_script(&self) -> bool {
        self.script
    }

    /// A tag that is wanted.
    pub(super) fn tag(&mut self, tag: &str, attributes: &[(Vec<u8>, String)]) {
        let get = |name: &[u8]| attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim()).filter(|v| !v.is_empty());
        match tag {
            "script" => self.script = get(b"type").is_some_and(|t| t.to_ascii_lowercase().starts_with("application/ld+json")),
            "html" => set(&mut self.lang, get(b"lang").or_else(|| get(b"xml:lang"))),
            "link" if get(b"rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => set(&mut self.declared.url, get(b"href")),
            "time" if get(b"itemprop") == Some("datePublished") || get(b"pubdate").is_some() => {
                set(&mut self.declared.published, get(b"datetime"));
            }
            "meta" => {
                let name = get(b"property").or_else(|| get(b"name")).or_else(|| get(b"itemprop"));
                if let Some(name) = name {
                    self.meta(&name.to_ascii_lowercase(), get(b"content"));
                }
            }
            _ => {}
        }
    }

    fn meta(&mut self, name: &str, content: Option<&str>) {
        let found = &mut self.declared;
        match name {
            "og:site_name" => set(&mut found.outlet, content),
            "og:title" => set(&mut found.title, content),
            "og:url" => set(&mut found.url, content),
            "article:published_time"
            | "og:article:published_time"
            | "datepublished"
            | "date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "publication_date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "dcterms.date"
            | "parsely-pub-date"
            | "sailthru.date"
            | "article.published"
            | "published-date"
            | "displaydate"
            | "cxenseparse:recs:publishtime" => {
                set(&mut found.published, content);
            }
            _ => {}
        }
    }

    /// A piece of the text of a `title` element. Only the first element counts: drawings have titles too.
    pub(super) fn title(&mut self, piece: &str) {
        if self.titles == 0 && self.title.len() + piece.len() <= MAX_VALUE {
            self.title.push_str(piece);
        }
    }

    /// A `title` element has ended.
    pub(super) fn title_ends(&mut self) {
        self.titles += 1;
    }

    /// The text of a script that has ended.
    pub(super) fn script(&mut self, text: &str) {
        if !std::mem::take(&mut self.script) {
            return;
        }
        let Ok(value) = serde_json::from_str::<Value>(text.trim()) else { return };
        let mut objects = vec![&value];
        let mut seen = 0;
        while let Some(value) = objects.pop() {
            seen += 1;
            if seen > MAX_OBJECTS {
                return;
            }
            match value {
                Value::Array(items) => objects.extend(items.iter().rev().take(MAX_OBJECTS)),
                Value::Object(object) => {
                    if let Some(graph) = object.get("@graph") {
                        objects.push(graph);
                    }
                    if object.get("@type").is_some_and(is_article) {
                        self.article(object);
                    }
                }
                _ => {}
            }
        }
    }

    fn article(&mut self, object: &serde_json::Map<String, Value>) {
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        let found = &mut self.linked;
        set(&mut found.title, text("headline"));
        set(&mut found.published, text("datePublished"));
        set(&mut found.url, text("url").or_else(|| text("mainEntityOfPage")));
        let publisher = object.get("publisher").map(|p| p.get(0).unwrap_or(p));
        set(&mut found.outlet, publisher.and_then(|p| p.get("name").or(Some(p))).and_then(Value::as_str));
    }

    /// All of it, and what could not be understood.
    pub(super) fn metadata(self) -> (Metadata, Option<String>) {
        let Self { linked, declared, title, lang, .. } = self;
        let outlet = linked.outlet.or(declared.outlet);
        let title = linked.title.or(declared.title).or_else(|| {
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            (!title.is_empty()).then(|| without_outlet(&title, outlet.as_deref()).to_owned())
        });
        fields::metadata([outlet, title, linked.published.or(declared.published), linked.url.or(declared.url), lang])
    }
}

/// A title without the outlet's name behind it ("Bridge reopens | The Lakeside Herald").
fn without_outlet<'t>(title: &'t str, outlet: Option<&str>) -> &'t str {
    let Some(outlet) = outlet else { return title };
    let Some(rest) = title.len().checked_sub(outlet.len()).and_then(|at| title.get(at..)) else { return title };
    if !rest.eq_ignore_ascii_case(outlet) {
        return title;
    }
    let before = title[..title.len() - outlet.len()].trim_end();
    let cut = before.trim_end_matches(['|', '-', '–', '—', '·', ':', '»']).trim_end();
    if cut.len() == before.len() || cut.is_empty() { title } else { cut }
}

fn set(slot: &mut Option<String>, value: Option<&str>) {
    if let Some(value) = value.filter(|v| slot.is_none() && !v.trim().is_empty() && v.len() <= MAX_VALUE) {
        *slot = Some(value.trim().to_owned());
    }
}

/// Whether a JSON-LD type is one of an article.
fn is_article(kind: &Value) -> bool {
    let is = |kind: &str| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report";
    match kind {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::page;

    #[test]
    fn metadata_of_pages() {
        let cases = [
            (
                r#"<html lang="en-GB"><title>Bridge
                reopens | The Lakeside Herald</title><meta property="og:site_name" content="The Lakeside Herald">
                <meta name="date" content="2024-05-06T07:08:00Z"><link rel=canonical href="https://example.org/bridge">"#,
                ["The Lakeside Herald", "Bridge reopens", "2024-05-06", "https://example.org/bridge", "en"],
            ),
            (
                r#"<title>x</title><meta property=og:title content="Second"><script type="application/ld+json">[{"@context":"a","@graph":[{"@type":"WebSite","name":"n"},
                {"@type":["NewsArticle"],"headline":"First &amp; last","datePublished":"2024-05-06","publisher":{"@type":"Organization","name":"Herald"}}]}]</script>"#,
                ["Herald", "First &amp; last", "2024-05-06", "", ""],
            ),
            (
                r#"<title>Bridge reopens | The Lakeside Herald</title><svg><title>Logo</title></svg><time itemprop="datePublished" datetime="2024-05-06 07:08">"#,
                ["", "Bridge reopens | The Lakeside Herald", "2024-05-06", "", ""],
            ),
            (r#"<script>{"@type":"NewsArticle","headline":"no"}</script><script type="application/ld+json">{broken</script>"#, [""; 5]),
        ];
        for (html, expected) in cases {
            let (m, note) = page::parse(html).head.metadata();
            let day = m.published.map(|p| p.date.to_string());
            let found = [m.outlet, m.title, day, m.url, m.lang].map(Option::unwrap_or_default);
            assert_eq!(found, expected, "{html}");
            assert_eq!(note, None, "{html}");
        }
    }
}
