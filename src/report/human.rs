//! For reading on a terminal: errors and warnings in full, notes one line each, who is quoted as saying what, the counts.

use super::text::{Piece, excerpt, one_line, pieces};
use super::view::{Group, View, counted, decided, summary_line};
use super::words;
use super::wrap::{cells, lines, shortened, width};
use crate::model::{Finding, Judgement, Location, Place, QuotationKind, Report, Severity, Suppressed};
use anstyle::{AnsiColor, Style as Ansi};
use std::io::{self, Write};

/// How much is printed, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) color: bool,
    /// Terminal cells of a line.
    pub(super) width: usize,
    pub(super) detail: super::Detail,
}

const STRONG: Ansi = Ansi::new().bold();
const FAINT: Ansi = Ansi::new().dimmed();
const ERROR: Ansi = AnsiColor::Red.on_default().bold();
const WARNING: Ansi = AnsiColor::Yellow.on_default().bold();
const NOTE: Ansi = AnsiColor::Cyan.on_default().bold();
const GOOD: Ansi = AnsiColor::Green.on_default().bold();
const MARK: Ansi = AnsiColor::Magenta.on_default().bold().underline();

/// Most bytes of a sentence that are printed; all of it with more detail.
const SENTENCE: usize = 600;
/// Speakers and quotations of each that are printed; all with more detail.
const SPEAKERS: usize = 12;
const QUOTATIONS: usize = 6;
/// Events that are printed; all with more detail.
const EVENTS: usize = 12;
/// Most cells of the column of outlets, and those of the column of clusters.
const OUTLET: usize = 28;
const MARK_CELLS: usize = 15;

/// Writes the report.
pub(super) fn write(report: &Report, manner: Manner, out: &mut dyn Write) -> io::Result<()> {
    let view = View::new(report);
    let outlets = (0..report.evidence.articles.len()).map(|a| width(&view.name(a))).max().unwrap_or(0).min(OUTLET);
    let mut page = Page { view, manner, outlets, out };
    page.findings()?;
    if manner.detail != super::Detail::Brief {
        page.quotations()?;
        page.unread()?;
        page.events()?;
    }
    page.closing()
}

struct Page<'a, 'w> {
    view: View<'a>,
    manner: Manner,
    /// Cells of the column of outlets.
    outlets: usize,
    out: &'w mut dyn Write,
}

impl Page<'_, '_> {
    fn full(&self) -> bool {
        self.manner.detail == super::Detail::Full
    }

    fn paint(&self, style: Ansi, text: &str) -> String {
        if self.manner.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn findings(&mut self) -> io::Result<()> {
        let mut notes = 0;
        for finding in &self.view.report.findings {
            if finding.severity > Severity::Note || self.full() {
                self.finding(finding)?;
            } else if self.manner.detail != super::Detail::Brief {
                self.note(finding)?;
                notes += 1;
            }
        }
        if self.full() {
            for suppressed in &self.view.report.suppressed {
                self.suppressed(suppressed)?;
                notes += 1;
            }
        }
        if notes > 0 {
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// `error[code]: message`, both sentences under each other, the reason.
    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let head = self.paint(severity_style(finding.severity), &format!("{}[{}]", finding.severity.word(), finding.code));
        let message = self.paint(STRONG, &one_line(&finding.message));
        writeln!(self.out, "{head}: {message}")?;
        self.place(&finding.primary)?;
        for place in &finding.related {
            self.place(place)?;
        }
        if !finding.explanation.is_empty() {
            self.paragraph("  = ", "    ", &finding.explanation)?;
        }
        writeln!(self.out)
    }

    fn note(&mut self, finding: &Finding) -> io::Result<()> {
        let head = self.paint(NOTE, &format!("note[{}]", finding.code));
        let address = self.paint(FAINT, &format!("({})", one_line(&self.view.address(finding.primary.location))));
        writeln!(self.out, "{head}: {} {address}", one_line(&finding.message))
    }

    /// What does not count, and why.
    fn suppressed(&mut self, Suppressed { finding, by }: &Suppressed) -> io::Result<()> {
        let head = self.paint(FAINT, &format!("suppressed[{}]", finding.code));
        let address = self.paint(FAINT, &format!("({})", one_line(&self.view.address(finding.primary.location))));
        writeln!(self.out, "{head}: {} {address}\n  = {}", one_line(&finding.message), decided(by))
    }

    /// Where, and the words with the differing ones marked.
    fn place(&mut self, place: &Place) -> io::Result<()> {
        let article = self.view.article(place.location.article);
        let address = self.paint(FAINT, &one_line(&self.view.address(place.location)));
        let outlet = self.view.name(place.location.article);
        let label = one_line(&place.label);
        let named = match (label.is_empty(), label.contains(&*outlet)) {
            (true, _) => outlet.into_owned(),
            (_, true) => label.into_owned(),
            _ => format!("{outlet}, {label}"),
        };
        let name = self.paint(STRONG, &named);
        writeln!(self.out, "  --> {name}  {address}")?;
        let focus = place.marks.first().copied().unwrap_or(place.location.span);
        let most = if self.full() { usize::MAX } else { SENTENCE };
        let excerpt = excerpt(&article.text, place.context, focus, most);
        let mut all = pieces(&article.text, excerpt.span, &place.marks);
        if excerpt.cut_before {
            all.insert(0, Piece { text: "… ", marked: false });
        }
        if excerpt.cut_after {
            all.push(Piece { text: " …", marked: false });
        }
        self.marked(&all)
    }

    /// Wrapped text; marked words are coloured, or underlined with carets where there is no colour.
    fn marked(&mut self, pieces: &[Piece<'_>]) -> io::Result<()> {
        let cells = cells(pieces);
        for line in lines(&cells, self.manner.width.saturating_sub(6)) {
            let line = &cells[line];
            let mut text = String::new();
            for run in line.chunk_by(|a, b| a.marked == b.marked) {
                let run_text: String = run.iter().map(|c| c.ch).collect();
                text.push_str(&if run[0].marked { self.paint(MARK, &run_text) } else { run_text });
            }
            writeln!(self.out, "    | {text}")?;
            if !self.manner.color && line.iter().any(|c| c.marked) {
                let under: String = line.iter().map(|c| if c.marked { "^" } else { " " }.repeat(c.width)).collect();
                writeln!(self.out, "    | {}", under.trim_end())?;
            }
        }
        Ok(())
    }

    /// Wrapped plain text.
    fn paragraph(&mut self, first: &str, next: &str, text: &str) -> io::Result<()> {
        let cells = cells(&[Piece { text, marked: false }]);
        for (i, line) in lines(&cells, self.manner.width.saturating_sub(next.len())).into_iter().enumerate() {
            let line: String = cells[line].iter().map(|c| c.ch).collect();
            writeln!(self.out, "{}{line}", if i == 0 { first } else { next })?;
        }
        Ok(())
    }

    /// Who is quoted as saying what: one line a quotation, with the cluster it belongs to.
    fn quotations(&mut self) -> io::Result<()> {
        let groups = self.view.groups();
        if groups.is_empty() {
            return Ok(());
        }
        let title = self.paint(STRONG, "Quotations");
        writeln!(self.out, "{title} by speaker: outlet, line, words (c1, c2, ... are wordings of one statement)")?;
        let speakers = if self.full() { groups.len() } else { SPEAKERS.min(groups.len()) };
        let mut left: usize = groups[speakers..].iter().map(|g| g.quotations.len()).sum();
        for group in &groups[..speakers] {
            left += self.group(group)?;
        }
        if left > 0 {
            let hint = self.paint(FAINT, "(--verbose prints all, --output html:FILE lays them side by side)");
            writeln!(self.out, "  and {} {hint}", counted("more quotations", left))?;
        }
        writeln!(self.out)
    }

    /// One speaker's quotations; how many were left out.
    fn group(&mut self, group: &Group<'_>) -> io::Result<usize> {
        let name = group.name.map_or_else(|| "(speaker not named)".to_owned(), |name| one_line(name).into_owned());
        let roles = if group.roles.is_empty() { String::new() } else { format!(", {}", shortened(&group.roles.join(", "), 60)) };
        let name = self.paint(STRONG, &name);
        writeln!(self.out, "  {name}{roles}")?;
        let shown = if self.full() { group.quotations.len() } else { QUOTATIONS.min(group.quotations.len()) };
        for &index in &group.quotations[..shown] {
            self.quotation(index)?;
        }
        Ok(group.quotations.len() - shown)
    }

    fn quotation(&mut self, index: usize) -> io::Result<()> {
        let evidence = &self.view.report.evidence;
        let quotation = &evidence.quotations[index];
        let article = self.view.article(quotation.article);
        let outlet = shortened(&self.view.name(quotation.article), self.outlets);
        let pad = " ".repeat(self.outlets - width(&outlet));
        let mark = self
            .view
            .cluster_of(index)
            .map_or(String::new(), |c| format!("c{} {}", c + 1, words::Relation::from(evidence.clusters[c].relation).word()));
        let location = Location { article: quotation.article, span: quotation.span };
        let line = self.view.start(location).line;
        let room = self.manner.width.saturating_sub(4 + self.outlets + 5 + 2 + 2 + 2 + MARK_CELLS).max(20);
        let (open, close) = if quotation.kind == QuotationKind::Direct { ("“", "”") } else { ("", "") };
        let excerpt = excerpt(&article.text, quotation.span, quotation.span, if self.full() { usize::MAX } else { SENTENCE });
        let words = shortened(excerpt.span.of(&article.text), if self.full() { usize::MAX } else { room });
        let place = self.paint(FAINT, &format!("{line:>5}"));
        let text = format!("{open}{words}{close}");
        let gap = " ".repeat((room + 2).saturating_sub(width(&text)));
        if mark.is_empty() {
            writeln!(self.out, "    {outlet}{pad}{place}  {text}")
        } else {
            let mark = self.paint(NOTE, &mark);
            writeln!(self.out, "    {outlet}{pad}{place}  {text}{gap}  {mark}")
        }
    }

    /// Inputs that could not be used, files that were passed over.
    fn unread(&mut self) -> io::Result<()> {
        let report = self.view.report;
        for problem in &report.problems {
            let head = self.paint(ERROR, "problem");
            writeln!(self.out, "{head}: {}: {}", one_line(&problem.path), one_line(&problem.message))?;
        }
        for skipped in &report.skipped {
            let head = self.paint(FAINT, "skipped");
            writeln!(self.out, "{head}: {}: {}", one_line(&skipped.path), one_line(&skipped.reason))?;
        }
        if !report.problems.is_empty() || !report.skipped.is_empty() {
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// Which articles were compared with which, where they tell of several events.
    fn events(&mut self) -> io::Result<()> {
        let events = self.view.events();
        if events.len() < 2 {
            return Ok(());
        }
        let title = self.paint(STRONG, "Events");
        writeln!(self.out, "{title}: the articles tell of {}; only those of one event are compared", events.len())?;
        let most = if self.full() { events.len() } else { EVENTS.min(events.len()) };
        for (number, articles) in (1..).zip(&events[..most]) {
            let names: Vec<_> = articles.iter().map(|a| one_line(&self.view.article(*a).id).into_owned()).collect();
            let alone = if names.len() == 1 { " (compared with nothing; check it by itself)" } else { "" };
            self.paragraph(&format!("  {number}. "), "     ", &format!("{}{alone}", names.join(", ")))?;
        }
        if most < events.len() {
            writeln!(self.out, "  and {}", counted("more events", events.len() - most))?;
        }
        writeln!(self.out)
    }

    fn closing(&mut self) -> io::Result<()> {
        let report = self.view.report;
        let style = match report.judgement {
            Judgement::Pass => GOOD,
            Judgement::Warn => WARNING,
            Judgement::Block => ERROR,
        };
        let verdict = self.paint(style, words::Judgement::from(report.judgement).word());
        writeln!(self.out, "{verdict}: {}", summary_line(report))
    }
}

fn severity_style(severity: Severity) -> Ansi {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => NOTE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Detail, sample};

    fn printed(color: bool, detail: Detail) -> String {
        let mut out = Vec::new();
        write(&sample::report(), Manner { color, width: 90, detail }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_whole_page() {
        insta::assert_snapshot!(printed(false, Detail::Normal), @r"
        error[quotation-altered]: Harbour Post has “not” where island.txt has nothing
          --> Mara Oduya, by Harbour Post  harbour.txt:2:2
            | We will not close the ferry line before June,
            |         ^^^
          --> Mayor Oduya, by island.txt  island.txt:2:2
            | We will close the ferry line before June,
            |         ^^^^^
          = A negation changed.

        warning[quantity-conflict]: 1,200 against 1,350 people signed
          --> Harbour Post  harbour.txt:2:77
            | About 1,200 people
            |       ^^^^^
          --> island.txt  island.txt:2:74
            | 1,350 people
            | ^^^^^
          = No hedge or rounding reconciles them.

        note[speaker-missing]: island.txt does not name who says “<script>alert('x')</script> �[31m| *so* they say” (island.txt:3:2)

        Quotations by speaker: outlet, line, words (c1, c2, ... are wordings of one statement)
          Mara Oduya, mayor
            Harbour Post    2  “We will not close the ferry line before June,”     c1 altered
            island.txt      2  “We will close the ferry line before June,”         c1 altered
            island.txt      3  the line would stay open
          (speaker not named)
            island.txt      3  “<script>alert('x')</script> �[31m| *so* they say”

        problem: broken.txt: is not UTF-8
        skipped: photo.jpg: no reader knows this kind of file

        block: 2 articles, 4 quotations, 1 speaker, 2 facts, 1 cluster, 1 comparison, 1 error, 1 warning, 1 note, 0 suppressed, 1 problem, 1 skipped
        ");
    }

    #[test]
    fn marks_are_readable_without_colour() {
        let page = printed(false, Detail::Normal);
        assert!(page.contains("    | We will not close the ferry line before June,\n    |         ^^^\n"), "{page}");
        assert!(!page.contains('\u{1b}'));
    }

    #[test]
    fn colour_stands_for_carets() {
        let page = printed(true, Detail::Normal);
        assert!(!page.contains('^'));
        assert!(page.contains("\u{1b}["));
        assert!(!page.contains("\u{1b}[31m| *so*"), "hostile text steers the terminal");
    }

    #[test]
    fn less_and_more_detail() {
        let brief = printed(false, Detail::Brief);
        assert!(!brief.contains("note[") && brief.contains("error[") && brief.contains("1 note"));
        let full = printed(false, Detail::Full);
        assert!(full.contains("No source stands near it."));
    }

    #[test]
    fn what_does_not_count_is_listed_when_all_is_asked_for() {
        let page = |detail| {
            let mut out = Vec::new();
            write(&sample::decided(), Manner { color: false, width: 90, detail }, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert!(page(Detail::Full).contains("suppressed[speaker-missing]: "), "{}", page(Detail::Full));
        assert!(page(Detail::Full).contains("  = a leaflet <has> no name (island.txt:3, until 2027-01-31)\n"));
        assert!(!page(Detail::Normal).contains("suppressed[") && page(Detail::Normal).contains("1 suppressed"));
    }
}
