//! Quotations that are given one a line, or taken from articles: one after the other, with what cannot be used in its place.

use crate::args::GivenArgs;
use crate::failure::Failure;
use crate::settings::{fields, rule_set};
use serde::Deserialize;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;
use wic_verify::archive::{Entry, MAX_ENTRY_BYTES};
use wic_verify::ingest::{self, Item};
use wic_verify::model::{Problem, QuotationKind, RawArticle};
use wic_verify::pipeline;
use wic_verify::rules::{AlignmentRules, RuleSet};

/// Most bytes of a line: JSON may write a character in twelve.
const MAX_LINE: usize = 12 * MAX_ENTRY_BYTES;

/// The rules that given quotations need: all where articles are read or rules replaced, `alignment`'s alone otherwise.
pub(crate) enum Given {
    Quotations(Box<AlignmentRules>),
    Articles(Box<RuleSet>),
}

/// What was read.
pub(crate) enum Read<'a> {
    Quotation(Entry<'a>),
    Problem(Problem),
}

/// A line of quotations. Other fields are passed over.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow, default)]
    doc: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    outlet: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    speaker: Option<Cow<'a, str>>,
}

impl Given {
    pub(crate) fn resolve(args: &GivenArgs) -> Result<Self, Failure> {
        if args.articles {
            return Ok(Self::Articles(Box::new(rule_set(args.rules.as_deref())?)));
        }
        Ok(Self::Quotations(Box::new(alignment_rules(args.rules.as_deref())?)))
    }

    pub(crate) fn alignment(&self) -> &AlignmentRules {
        match self {
            Self::Quotations(rules) => rules,
            Self::Articles(rules) => &rules.alignment,
        }
    }

    /// Calls `visit` with every quotation and problem, in the order of the inputs and in bounded memory.
    pub(crate) fn each(&self, args: &GivenArgs, mut visit: impl FnMut(Read<'_>) -> Result<(), Failure>) -> Result<(), Failure> {
        match self {
            Self::Quotations(_) => args.paths.iter().try_for_each(|path| lines(path, &mut visit)),
            Self::Articles(rules) => {
                let options = ingest::Options { fields: fields(&args.fields)?, ..ingest::Options::default() };
                for item in ingest::stream(&args.paths, &options) {
                    match item {
                        Item::Article(raw) => article(raw, rules, &mut |entry| visit(Read::Quotation(entry)))?,
                        Item::Problem(problem) => visit(Read::Problem(problem))?,
                        Item::Skipped(_) => {}
                    }
                }
                Ok(())
            }
        }
    }
}

/// The slice of the rules that given quotations need.
pub(crate) fn alignment_rules(dir: Option<&Path>) -> Result<AlignmentRules, Failure> {
    Ok(match dir {
        Some(dir) => RuleSet::from_dir(dir)?.alignment,
        None => AlignmentRules::embedded()?,
    })
}

fn lines(path: &Path, visit: &mut impl FnMut(Read<'_>) -> Result<(), Failure>) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let problem = |line: usize, message: String| {
        let path = if line == 0 { shown.clone() } else { format!("{shown}:{line}") };
        Read::Problem(Problem { path, message, fatal: true })
    };
    let opened: io::Result<Box<dyn io::Read>> = if path.as_os_str() == "-" {
        Ok(Box::new(io::stdin().lock()))
    } else {
        File::open(path).map(|file| Box::new(file) as Box<dyn io::Read>)
    };
    let mut source = match opened {
        Ok(source) => BufReader::with_capacity(1 << 18, source),
        Err(e) => return visit(problem(0, e.to_string())),
    };
    let (mut bytes, mut number) = (Vec::new(), 0);
    loop {
        bytes.clear();
        number += 1;
        match line(&mut source, &mut bytes) {
            Ok(0) => return Ok(()),
            Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
            Ok(length) if length > MAX_LINE => visit(problem(number, format!("the line has {length} bytes; at most {MAX_LINE} are read")))?,
            Ok(_) => match serde_json::from_slice::<Line<'_>>(&bytes) {
                Ok(line) => visit(Read::Quotation(Entry {
                    id: &line.id,
                    doc: line.doc.as_deref(),
                    outlet: line.outlet.as_deref(),
                    speaker: line.speaker.as_deref(),
                    text: &line.text,
                }))?,
                Err(e) => visit(problem(number, format!("{e}; a line is an object with \"id\" and \"text\"")))?,
            },
            Err(e) => return visit(problem(number, e.to_string())),
        }
    }
}

/// Reads one line, of which no more than [`MAX_LINE`] bytes are kept; returns how long it is with its end, 0 at the end of the input.
fn line(source: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let mut length = source.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', bytes)?;
    while length > MAX_LINE && bytes.last() != Some(&b'\n') {
        bytes.clear();
        let more = source.by_ref().take(MAX_LINE as u64).read_until(b'\n', bytes)?;
        length += more;
        if more == 0 {
            bytes.push(b'\n');
        }
    }
    Ok(length)
}

/// The direct quotations of an article, numbered as `show quotations` numbers them; of a mixed one what stands inside the marks.
pub(super) fn article(raw: RawArticle, rules: &RuleSet, visit: &mut impl FnMut(Entry<'_>) -> Result<(), Failure>) -> Result<(), Failure> {
    let reading = pipeline::read(0, raw, rules);
    let article = &reading.article;
    for (number, quotation) in (1..).zip(&reading.quotations).filter(|(_, q)| q.kind != QuotationKind::Indirect) {
        let text = if quotation.kind == QuotationKind::Mixed {
            quotation.quoted.iter().map(|&span| &article.text[span.range()]).collect::<Vec<_>>().join(" … ")
        } else {
            article.text[quotation.span.range()].to_owned()
        };
        let source = quotation.source.as_ref();
        let speaker = source.map(|s| s.name.as_deref().unwrap_or(&article.text[s.mention.range()]));
        let id = format!("{}#q{number}", article.id);
        visit(Entry { id: &id, doc: Some(&article.id), outlet: article.metadata.outlet.as_deref(), speaker, text: &text })?;
    }
    Ok(())
}
