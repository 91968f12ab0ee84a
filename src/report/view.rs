//! What the reporters for readers share: names of places, quotations by speaker, compared facts by article.

use super::offsets::{Places, Position};
use super::text::one_line;
use crate::model::{Article, Location, Report, Suppression, Verdict};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A report with the indexes that printing needs.
pub(super) struct View<'a> {
    pub(super) report: &'a Report,
    places: Vec<Places<'a>>,
    clusters: Vec<Option<usize>>,
    names: Vec<String>,
    /// Bytes of the folder that all paths begin with.
    folder: usize,
}

/// The quotations of one speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group<'a> {
    /// `None` where the speaker is unknown.
    pub(super) name: Option<&'a str>,
    /// Titles and roles that stand beside the name.
    pub(super) roles: &'a [String],
    /// Indexes, by article, then place.
    pub(super) quotations: Vec<usize>,
}

/// Facts that were compared with one another, and the gravest verdict among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row<'a> {
    pub(super) subject: &'a str,
    pub(super) verdict: Verdict,
    /// Indexes, by article, then place.
    pub(super) facts: Vec<usize>,
    /// Indexes of the comparisons that join them.
    pub(super) comparisons: Vec<usize>,
}

impl<'a> View<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let mut clusters = vec![None; report.evidence.quotations.len()];
        for (index, cluster) in report.evidence.clusters.iter().enumerate() {
            for &member in &cluster.members {
                clusters[member].get_or_insert(index);
            }
        }
        Self {
            report,
            places: report.evidence.articles.iter().map(Places::new).collect(),
            clusters,
            names: report.evidence.names(),
            folder: folder(report),
        }
    }

    pub(super) fn article(&self, index: usize) -> &'a Article {
        &self.report.evidence.articles[index]
    }

    /// What readers call an article, fit for printing.
    pub(super) fn name(&self, article: usize) -> Cow<'_, str> {
        one_line(&self.names[article])
    }

    /// Line and column of a place in the decoded input.
    pub(super) fn start(&self, location: Location) -> Position {
        self.places[location.article].start(location.span)
    }

    /// One past a place, as line and column in the decoded input.
    pub(super) fn end(&self, location: Location) -> Position {
        self.places[location.article].end(location.span)
    }

    pub(super) fn places(&self, article: usize) -> &Places<'a> {
        &self.places[article]
    }

    /// The words of a place as they stand in the decoded input.
    pub(super) fn input_text(&self, location: Location) -> &'a str {
        let article = self.article(location.article);
        let input = article.origin.input().unwrap_or(&article.text);
        article.origin.input_span(location.span).of(input)
    }

    /// `path:line:column`; an article that is one of several in its file is named too (`path#id:line:column`).
    pub(super) fn address(&self, location: Location) -> String {
        let article = self.article(location.article);
        let Position { line, column } = self.start(location);
        if article.id == article.path {
            format!("{}:{line}:{column}", article.path)
        } else {
            format!("{}#{}:{line}:{column}", article.path, article.id)
        }
    }

    /// The address without the folder that all articles stand in.
    pub(super) fn short_address(&self, location: Location) -> String {
        self.address(location).split_off(self.folder)
    }

    /// The articles of each event.
    pub(super) fn events(&self) -> Vec<Vec<usize>> {
        let evidence = &self.report.evidence;
        let mut events = vec![Vec::new(); evidence.event_count()];
        for (article, event) in evidence.events.iter().enumerate() {
            events[*event].push(article);
        }
        events
    }

    /// The first cluster that a quotation belongs to.
    pub(super) fn cluster_of(&self, quotation: usize) -> Option<usize> {
        self.clusters[quotation]
    }

    /// Quotations by speaker: who is quoted most comes first, then by name; the unknown speaker last.
    pub(super) fn groups(&self) -> Vec<Group<'a>> {
        let evidence = &self.report.evidence;
        let mut by_name: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for index in 0..evidence.quotations.len() {
            by_name.entry(evidence.speaker_of(index)).or_default().push(index);
        }
        let roles =
            |name: Option<&str>| evidence.speakers.speakers.iter().find(|s| Some(s.name.as_str()) == name).map(|s| s.roles.as_slice());
        let mut groups: Vec<Group<'a>> =
            by_name.into_iter().map(|(name, quotations)| Group { name, roles: roles(name).unwrap_or_default(), quotations }).collect();
        groups.sort_by_key(|g| (g.name.is_none(), std::cmp::Reverse(g.quotations.len())));
        groups
    }

    /// Compared facts, joined along their comparisons: conflicts first, then by the first fact.
    pub(super) fn rows(&self) -> Vec<Row<'a>> {
        let comparisons = &self.report.comparisons;
        let mut joined = Joined((0..self.report.evidence.facts.len()).collect());
        for comparison in comparisons {
            joined.join(comparison.a, comparison.b);
        }
        let mut rows: BTreeMap<usize, Row<'a>> = BTreeMap::new();
        for (index, comparison) in comparisons.iter().enumerate() {
            let row = rows.entry(joined.root(comparison.a)).or_insert_with(|| Row {
                subject: &comparison.subject,
                verdict: Verdict::Agree,
                facts: Vec::new(),
                comparisons: Vec::new(),
            });
            let graver = weight(comparison.verdict) > weight(row.verdict);
            if !comparison.subject.is_empty() && (graver || row.subject.is_empty()) {
                row.subject = &comparison.subject;
            }
            if graver {
                row.verdict = comparison.verdict;
            }
            row.facts.extend([comparison.a, comparison.b]);
            row.comparisons.push(index);
        }
        let mut rows: Vec<Row<'a>> = rows.into_values().collect();
        for row in &mut rows {
            row.facts.sort_unstable();
            row.facts.dedup();
        }
        rows.sort_by_key(|row| std::cmp::Reverse(weight(row.verdict)));
        rows
    }
}

/// Bytes of the longest folder that every article's path begins with.
fn folder(report: &Report) -> usize {
    let mut paths = report.evidence.articles.iter().map(|a| a.path.as_str());
    let Some(first) = paths.next() else { return 0 };
    let shared = paths.fold(first.len(), |shared, path| first.bytes().zip(path.bytes()).take(shared).take_while(|(a, b)| a == b).count());
    first.as_bytes()[..shared].iter().rposition(|&b| b == b'/' || b == b'\\').map_or(0, |i| i + 1)
}

/// How much a verdict asks for a look.
fn weight(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Agree => 0,
        Verdict::Rounding => 1,
        Verdict::Superseded => 2,
        Verdict::DifferentScope => 3,
        Verdict::Conflict => 4,
    }
}

/// Disjoint sets; the smallest index is the root.
struct Joined(Vec<usize>);

impl Joined {
    fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// "1 error", "2 errors": a name of [`Report::summary`] with its count.
pub(super) fn counted(name: &str, count: usize) -> String {
    let name = if count == 1 { name.strip_suffix('s').unwrap_or(name) } else { name };
    format!("{count} {name}")
}

/// Why a finding does not count: the reason, where it was given, until when.
pub(super) fn decided(by: &Suppression) -> String {
    let until = by.until.map_or(String::new(), |day| format!(", until {day}"));
    one_line(&format!("{} ({}{until})", by.reason, by.place)).into_owned()
}

/// The whole summary on one line.
pub(super) fn summary_line(report: &Report) -> String {
    report.summary.iter().map(|&(name, count)| counted(name, count)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn speakers_are_grouped_and_the_unknown_comes_last() {
        let report = sample::report();
        let groups = View::new(&report).groups();
        let names: Vec<Option<&str>> = groups.iter().map(|g| g.name).collect();
        assert_eq!(names, [Some("Mara Oduya"), None]);
        assert_eq!(groups[0].quotations, [0, 1, 2]);
        assert_eq!(groups[0].roles, ["mayor"]);
    }

    #[test]
    fn compared_facts_are_joined() {
        let report = sample::report();
        let rows = View::new(&report).rows();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].facts, [0, 1]);
        assert_eq!(rows[0].verdict, Verdict::Conflict);
    }

    #[test]
    fn the_shared_folder_is_left_out() {
        let mut report = sample::report();
        let place = report.findings[0].primary.location;
        for (paths, short) in [(["x/é/a.txt", "x/è/b.txt"], "é/a.txt:2:2"), (["x/a.txt", "x/a.txt"], "a.txt:2:2"), (["a", "b"], "a:2:2")]
        {
            for (article, path) in report.evidence.articles.iter_mut().zip(paths) {
                article.id = path.to_owned();
                article.path = path.to_owned();
            }
            assert_eq!(View::new(&report).short_address(place), short);
        }
    }

    #[test]
    fn an_article_among_several_of_a_file_is_named() {
        let mut report = sample::report();
        report.evidence.articles[0].path = "all.jsonl".to_owned();
        let place = report.findings[0].primary.location;
        assert!(View::new(&report).address(place).starts_with("all.jsonl#harbour.txt:"));
    }
}
