//! GitHub-flavoured Markdown, for step summaries and comments.

use super::text::{excerpt, one_line, pieces};
use super::view::{View, decided, summary_line};
use super::words;
use super::wrap::shortened;
use crate::model::{Finding, Location, Place, Report, Suppressed, Verdict};
use std::io::{self, Write};

/// Most bytes of a sentence: hosts refuse pages above a megabyte.
const SENTENCE: usize = 1000;
/// Cells of a quotation in the table of quotations.
const QUOTATION: usize = 160;

/// Writes the report.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { view: View::new(report), out };
    writeln!(page.out, "# wic-verify: {}\n\n{}\n", words::Judgement::from(report.judgement).word(), escaped(&summary_line(report)))?;
    page.unread()?;
    page.findings()?;
    page.suppressed()?;
    page.facts()?;
    page.quotations()
}

struct Page<'a, 'w> {
    view: View<'a>,
    out: &'w mut dyn Write,
}

impl Page<'_, '_> {
    fn unread(&mut self) -> io::Result<()> {
        let report = self.view.report;
        if report.problems.is_empty() && report.skipped.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "## Not checked\n")?;
        for problem in &report.problems {
            writeln!(self.out, "- **problem** {}: {}", code(&problem.path), escaped(&problem.message))?;
        }
        for skipped in &report.skipped {
            writeln!(self.out, "- skipped {}: {}", code(&skipped.path), escaped(&skipped.reason))?;
        }
        writeln!(self.out)
    }

    fn findings(&mut self) -> io::Result<()> {
        if self.view.report.findings.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "## Findings\n")?;
        for finding in &self.view.report.findings {
            self.finding(finding)?;
        }
        Ok(())
    }

    /// What does not count, one line each.
    fn suppressed(&mut self) -> io::Result<()> {
        if self.view.report.suppressed.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "## Suppressed\n")?;
        for Suppressed { finding, by } in &self.view.report.suppressed {
            let address = code(&self.view.address(finding.primary.location));
            writeln!(self.out, "- {} {address}: {} *{}*", code(&finding.code), escaped(&finding.message), escaped(&decided(by)))?;
        }
        writeln!(self.out)
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        writeln!(self.out, "### {} {}\n\n{}\n", finding.severity.word(), code(&finding.code), escaped(&finding.message))?;
        self.place(&finding.primary)?;
        for place in &finding.related {
            self.place(place)?;
        }
        if !finding.explanation.is_empty() {
            writeln!(self.out, "{}\n", escaped(&finding.explanation))?;
        }
        Ok(())
    }

    /// A quoted block: who and where, then the words with the differing ones in bold.
    fn place(&mut self, place: &Place) -> io::Result<()> {
        let article = self.view.article(place.location.article);
        let outlet = self.view.name(place.location.article);
        let name = if place.label.is_empty() { &outlet } else { place.label.as_str() };
        writeln!(self.out, "> **{}** {}  ", escaped(name), code(&self.view.address(place.location)))?;
        let focus = place.marks.first().copied().unwrap_or(place.location.span);
        let excerpt = excerpt(&article.text, place.context, focus, SENTENCE);
        let mut line = String::new();
        for piece in pieces(&article.text, excerpt.span, &place.marks) {
            let words = escaped(piece.text);
            let (open, close) = if piece.marked { ("<mark><b>", "</b></mark>") } else { ("", "") };
            line.extend([open, &words, close]);
        }
        let (before, after) = (if excerpt.cut_before { "… " } else { "" }, if excerpt.cut_after { " …" } else { "" });
        writeln!(self.out, "> {before}{line}{after}\n")
    }

    /// Compared facts that do not simply agree, one row a subject.
    fn facts(&mut self) -> io::Result<()> {
        let rows: Vec<_> = self.view.rows().into_iter().filter(|row| row.verdict != Verdict::Agree).collect();
        if rows.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "## Facts that differ\n\n| subject | verdict | as reported |\n| --- | --- | --- |")?;
        for row in rows {
            let reported: Vec<String> = row
                .facts
                .iter()
                .map(|&index| {
                    let fact = &self.view.report.evidence.facts[index];
                    let article = self.view.article(fact.article);
                    let address = self.view.address(Location { article: fact.article, span: fact.span });
                    format!(
                        "{}: {} {}",
                        escaped(&self.view.name(fact.article)),
                        escaped(&shortened(fact.span.of(&article.text), QUOTATION)),
                        code(&address)
                    )
                })
                .collect();
            let kind = words::FactKind::from(self.view.report.evidence.facts[row.facts[0]].kind).word();
            let subject = if row.subject.is_empty() { kind } else { row.subject };
            writeln!(self.out, "| {} | {} | {} |", escaped(subject), words::Verdict::from(row.verdict).word(), reported.join("<br>"))?;
        }
        writeln!(self.out)
    }

    /// Who is quoted as saying what.
    fn quotations(&mut self) -> io::Result<()> {
        let groups = self.view.groups();
        if groups.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "## Quotations\n\n| speaker | outlet | words | wordings |\n| --- | --- | --- | --- |")?;
        let evidence = &self.view.report.evidence;
        for group in groups {
            for index in group.quotations {
                let quotation = &evidence.quotations[index];
                let article = self.view.article(quotation.article);
                let cluster = self
                    .view
                    .cluster_of(index)
                    .map_or(String::new(), |c| format!("c{} {}", c + 1, words::Relation::from(evidence.clusters[c].relation).word()));
                let excerpt = excerpt(&article.text, quotation.span, quotation.span, SENTENCE);
                let words = escaped(&shortened(excerpt.span.of(&article.text), QUOTATION));
                let name = group.name.map_or_else(|| "*not named*".to_owned(), escaped);
                writeln!(self.out, "| {name} | {} | {words} | {cluster} |", escaped(&self.view.name(quotation.article)))?;
            }
        }
        Ok(())
    }
}

/// Text that no Markdown or HTML is read from, on one line.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            ':' if !is_read(&text[at + 1..]) => escaped.push(':'),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // A person or team of that name is not to be called.
            '@' => escaped.push_str("@<!-- -->"),
            // "1." at the beginning of a line would open a list.
            '.' if !escaped.is_empty() && escaped.bytes().all(|b| b.is_ascii_digit()) => escaped.push_str("\\."),
            c if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | '\'' | '"' | '?' | '/' | ';' | '%' | '$') => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether something is made of a colon before a text: an address ("https://") or a picture (":tada:").
fn is_read(after: &str) -> bool {
    let name = after.len() - after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_+-".contains(c)).len();
    after.starts_with('/') || name > 0 && after[name..].starts_with(':')
}

/// A path or code between backticks; backticks in it become apostrophes, bars are escaped for tables.
fn code(text: &str) -> String {
    format!("`{}`", one_line(text).replace('`', "'").replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn page() -> String {
        sample::printed(&sample::report(), write)
    }

    #[test]
    fn hostile_text_stays_text() {
        let page = page();
        for hostile in sample::HOSTILE {
            assert!(!page.contains(hostile), "{page}");
        }
        assert_eq!(escaped("*a* [b](c) `d` @e #f"), "\\*a\\* \\[b\\]\\(c\\) \\`d\\` @<!-- -->e \\#f");
        assert_eq!(escaped("12. x 1.5"), "12\\. x 1.5");
        assert_eq!(escaped("ODUYA: at 10:30, :tada: https://x"), "ODUYA: at 10:30, \\:tada: https\\://x");
        assert!(!escaped("a\n\n# b").contains('\n'));
    }

    #[test]
    fn tables_keep_their_columns() {
        for line in page().lines().filter(|l| l.starts_with("| ")) {
            let bars = line.replace("\\|", "").matches('|').count();
            assert!(bars == 4 || bars == 5, "{line}");
        }
    }

    #[test]
    fn differing_words_are_marked() {
        assert!(page().contains("> We will <mark><b>not</b></mark> close the ferry line before June,\n"), "{}", page());
    }
}
