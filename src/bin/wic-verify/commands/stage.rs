//! `stage NAME`: one stage of `align` for a distributed engine, lines in, lines out, no state between runs.
//!
//! A line that cannot be read ends the run with status 2 and its number: an engine repeats or fails a task, it does not read standard error.

use super::align::{Line, line};
use super::given::article;
use crate::args::{PieceArgs, StageCommand};
use crate::failure::Failure;
use rustc_hash::FxHashSet;
use serde_json::json;
use std::cmp::Reverse;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::PathBuf;
use wic_verify::alignment::{Batch, Buckets, Corpus, Link, Printed, SequenceName, WordReader, bucket_keys, key_words, text_hash};
use wic_verify::ingest::{self, Item};
use wic_verify::rules::{AlignmentRules, RuleSet};

pub(crate) fn run(command: &StageCommand) -> Result<u8, Failure> {
    match command {
        StageCommand::Extract => extract(),
        StageCommand::Words => words(),
        StageCommand::Keys(args) => keys(args),
        StageCommand::Stock(args) => buckets(
            args,
            |buckets, key, _, words, out| if buckets.is_stock(key, words) { writeln!(out, "{}", digits(key)) } else { Ok(()) },
        ),
        StageCommand::Bucket(args) => buckets(args, |buckets, key, _, words, out| {
            buckets.links(key, words).iter().try_for_each(|link| {
                let kind = if link.alike { "alike" } else { "fragment" };
                writeln!(out, "{}\t{}\t{}\t{kind}", shown(link.small), shown(link.large), link.score)
            })
        }),
        StageCommand::Label(args) => label(args),
    }
}

fn out() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 18, io::stdout().lock())
}

fn writing() -> impl Fn(io::Error) -> Failure {
    Failure::writing("standard output")
}

/// Calls `visit` with every line of standard input; `None` from it is a line that cannot be read.
fn each_line(wanted: &str, mut visit: impl FnMut(&str) -> Option<io::Result<()>>) -> Result<(), Failure> {
    let mut input = io::stdin().lock();
    let mut text = String::new();
    let mut number = 0;
    loop {
        text.clear();
        number += 1;
        let read = input.read_line(&mut text).map_err(|e| Failure::Usage(format!("standard input:{number}: {e}")))?;
        if read == 0 {
            return Ok(());
        }
        let own = text.strip_suffix('\n').unwrap_or(&text);
        visit(own).ok_or_else(|| Failure::Usage(format!("standard input:{number}: the line is not: {wanted}")))?.map_err(writing())?;
    }
}

fn extract() -> Result<u8, Failure> {
    let rules = RuleSet::embedded()?;
    let mut out = out();
    for item in ingest::stream(&[PathBuf::from("-")], &ingest::Options::default()) {
        match item {
            Item::Article(raw) => article(raw, &rules, &mut |entry| {
                let quotation =
                    json!({"id": entry.id, "doc": entry.doc, "outlet": entry.outlet, "speaker": entry.speaker, "text": entry.text});
                writeln!(out, "{quotation}").map_err(writing())
            })?,
            Item::Problem(problem) if problem.fatal => return Err(Failure::Usage(format!("{}: {}", problem.path, problem.message))),
            Item::Problem(_) | Item::Skipped(_) => {}
        }
    }
    out.flush().map_err(writing())?;
    Ok(0)
}

fn words() -> Result<u8, Failure> {
    let reader = WordReader::new(&AlignmentRules::embedded()?);
    let (mut out, mut words) = (out(), Vec::new());
    each_line("an object with \"id\" and \"text\"", |text| {
        let quotation: Line<'_> = serde_json::from_str(text).ok()?;
        words.clear();
        reader.read(&quotation.text, &mut words);
        let (name, hash) = (shown(SequenceName::of(&words)), text_hash(&quotation.text));
        Some(writeln!(out, "{name}\t{}\t{hash:016x}\t{}", hex(&words), json!(quotation.id)))
    })?;
    out.flush().map_err(writing())?;
    Ok(0)
}

fn keys(args: &PieceArgs) -> Result<u8, Failure> {
    let rules = AlignmentRules::embedded()?;
    let key_words = key_words(args.sequences, &rules.corpus);
    let mut out = out();
    each_line("sequence, words, count", |text| {
        let (name, rest) = text.split_once('\t')?;
        let (words, count) = rest.split_once('\t')?;
        count.parse::<u32>().ok().filter(|&count| count > 0)?;
        let read = unhex(words).filter(|words| named(name) == Some(SequenceName::of(words)))?;
        let mut keys = bucket_keys(&read, key_words, &rules.corpus).into_iter();
        Some(keys.try_for_each(|key| writeln!(out, "{}\t{text}", digits(key))))
    })?;
    out.flush().map_err(writing())?;
    Ok(0)
}

type Out = BufWriter<io::StdoutLock<'static>>;

/// Calls `decide` with every bucket: its key, the names of its bearers, their words and how often they are printed.
fn buckets(
    args: &PieceArgs,
    decide: impl Fn(&mut Buckets<'_>, u64, &[SequenceName], &[Printed], &mut Out) -> io::Result<()>,
) -> Result<u8, Failure> {
    let rules = AlignmentRules::embedded()?;
    let stock = stock(args)?;
    let mut own = Buckets::new(&rules.corpus, key_words(args.sequences, &rules.corpus), &stock);
    let mut out = out();
    let mut key = 0;
    let (mut names, mut bearers): (Vec<SequenceName>, Vec<Printed>) = (Vec::new(), Vec::new());
    each_line("key, sequence, words, count, sorted by key and sequence", |text| {
        let mut fields = text.split('\t');
        let next = key_of(fields.next()?)?;
        let (name, words) = (named(fields.next()?)?, unhex(fields.next()?)?);
        let count = fields.next()?.parse().ok()?;
        if next < key || next == key && names.last().is_some_and(|last| *last >= name) || fields.next().is_some() {
            return None;
        }
        let mut written = Ok(());
        if next != key {
            written = decide(&mut own, key, &names, &bearers, &mut out);
            names.clear();
            bearers.clear();
            key = next;
        }
        names.push(name);
        bearers.push(Printed { words, count });
        Some(written)
    })?;
    decide(&mut own, key, &names, &bearers, &mut out).and_then(|()| out.flush()).map_err(writing())?;
    Ok(0)
}

fn label(args: &PieceArgs) -> Result<u8, Failure> {
    let rules = AlignmentRules::embedded()?;
    let stock = stock(args)?;
    let (mut corpus, mut batch) = (Corpus::new(&rules), Batch::default());
    let (mut ids, mut links): (Vec<String>, Vec<Link>) = (Vec::new(), Vec::new());
    each_line("q, sequence, words, text, id; or l, small, large, score, kind", |text| {
        let fields: Vec<&str> = text.split('\t').collect();
        match fields[..] {
            ["q", name, words, hash, id] => {
                let words = unhex(words).filter(|words| named(name) == Some(SequenceName::of(words)))?;
                batch.push(&words, u64::from_str_radix(hash, 16).ok()?);
                ids.push(serde_json::from_str(id).ok()?);
            }
            ["l", small, large, score, kind] => {
                let alike = ["fragment", "alike"].iter().position(|known| *known == kind)? == 1;
                links.push(Link { small: named(small)?, large: named(large)?, alike, score: score.parse().ok()? });
            }
            _ => return None,
        }
        Some(Ok(()))
    })?;
    corpus.append(&batch);
    let name = |quotation: u32| ids[quotation as usize].as_str();
    let placed = corpus.place_linked(&rules, key_words(args.sequences, &rules.corpus), &stock, &links, name).map_err(|link| {
        Failure::Usage(format!("standard input: a link leads to {} or {}, which is not there", shown(link.small), shown(link.large)))
    })?;
    let mut out = out();
    let mut text = String::new();
    for (quotation, placement) in (0..).zip(&placed) {
        text.clear();
        line(&mut text, &|number| name(number), quotation, placement);
        out.write_all(text.as_bytes()).map_err(writing())?;
    }
    out.flush().map_err(writing())?;
    Ok(0)
}

/// The keys of stock phrases in the file that is named; none where none is.
fn stock(args: &PieceArgs) -> Result<FxHashSet<u64>, Failure> {
    let Some(path) = &args.stock else { return Ok(FxHashSet::default()) };
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|e| Failure::Usage(format!("cannot read {shown}: {e}")))?;
    let key = |line: &str| key_of(line).ok_or_else(|| Failure::Usage(format!("{shown}: {line:?} is no key")));
    text.lines().map(key).collect()
}

/// Names sort as their hexadecimal digits do: longer sequences come first.
fn shown(name: SequenceName) -> String {
    format!("{:08x}{:016x}", u32::MAX - name.0.0, name.1)
}

fn named(digits: &str) -> Option<SequenceName> {
    if digits.len() != 24 || !digits.is_ascii() {
        return None;
    }
    let length = u32::MAX - u32::from_str_radix(&digits[..8], 16).ok()?;
    Some(SequenceName(Reverse(length), u64::from_str_radix(&digits[8..], 16).ok()?))
}

/// The 36 bits of a key that are used, as nine digits.
fn digits(key: u64) -> String {
    format!("{:09x}", key >> 28)
}

fn key_of(digits: &str) -> Option<u64> {
    if digits.len() == 9 { u64::from_str_radix(digits, 16).ok().map(|key| key << 28) } else { None }
}

fn hex(words: &[u32]) -> String {
    let mut digits = String::with_capacity(8 * words.len());
    for word in words {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{word:08x}");
    }
    digits
}

fn unhex(digits: &str) -> Option<Vec<u32>> {
    let words = digits.as_bytes().chunks(8).map(|word| u32::from_str_radix(std::str::from_utf8(word).ok()?, 16).ok());
    if digits.len().is_multiple_of(8) { words.collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_come_back() {
        let words = [7, u32::MAX, 0x1234_5678];
        assert_eq!(unhex(&hex(&words)).as_deref(), Some(&words[..]));
        for bad in ["1234567", "0000000g", "é000000"] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
        let (long, short) = (SequenceName::of(&words), SequenceName::of(&words[..2]));
        assert_eq!(named(&shown(long)), Some(long));
        assert!(long < short && shown(long) < shown(short));
        assert_eq!(named("ffff"), None);
        for key in [0, 1 << 28, u64::MAX >> 28 << 28] {
            assert_eq!(key_of(&digits(key)), Some(key));
        }
        assert_eq!(key_of("1234567890"), None);
    }
}
