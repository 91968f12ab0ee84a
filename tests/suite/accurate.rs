//! `--accurate`: the transformer's file, how it reads, and what is said where it cannot be used. The small model is made here, of numbers that
//! mean nothing; what the real one finds is held against its training where `models/accurate.bin` is there.

#![allow(clippy::cast_precision_loss, reason = "scores and counts are far below 2^24")]
#![allow(clippy::format_collect, reason = "short texts, made once")]
#![allow(clippy::print_stderr, reason = "what is skipped is said")]

use crate::cli::{Bundle, HARBOUR, run};
use crate::speech_learned::article;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use wic_verify::rules::{Encoder, EncoderError, LABELS, PLACES, RuleSet, TOLD};
use wic_verify::speech::learned::{label_scores, portions};

const WIDTH: u32 = 32;
const INNER: u32 = 48;

/// Numbers between -1 and 1 that look random.
struct Noise(u64);

impl Noise {
    fn byte(&mut self) -> u8 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as u8
    }

    fn float(&mut self) -> f32 {
        f32::from(self.byte()) / 128.0 - 1.0
    }

    fn floats(&mut self, count: u32, of: impl Fn(f32) -> f32) -> Vec<u8> {
        (0..count).flat_map(|_| of(self.float()).to_le_bytes()).collect()
    }

    fn halves(&mut self, count: u32) -> Vec<u8> {
        (0..count).flat_map(|_| self.float().to_le_bytes()[2..].to_vec()).collect()
    }

    fn matrix(&mut self, rows: u32, columns: u32) -> Vec<u8> {
        let scales = self.floats(columns, |x| 0.004 + x.abs() * 0.002);
        let biases = self.floats(columns, |x| x * 0.1);
        [scales, biases, (0..rows * columns).map(|_| self.byte() % 127).map(|b| b.wrapping_sub(63)).collect()].concat()
    }

    fn norm(&mut self) -> Vec<u8> {
        [self.floats(WIDTH, |x| 1.0 + x * 0.1), self.floats(WIDTH, |x| x * 0.1)].concat()
    }
}

/// What stands behind the checksum of a small model.
fn body(sizes: [u32; 6]) -> Vec<u8> {
    let mut noise = Noise(7);
    let mut pieces: Vec<String> = ["[CLS]", "[SEP]", "[UNK]", "\"", "\u{2026}", "said", "the", "ferry", "##s"].map(str::to_owned).to_vec();
    pieces.extend(('a'..='z').map(String::from));
    pieces.extend(('a'..='r').map(|c| format!("##{c}")));
    pieces.extend([".", ",", "'"].map(str::to_owned));
    let mut body = [&4_u16.to_le_bytes()[..], b"tiny"].concat();
    body.extend(sizes.iter().flat_map(|size| size.to_le_bytes()));
    for piece in &pieces {
        body.push(piece.len() as u8);
        body.extend(piece.bytes());
    }
    body.extend((0..LABELS * LABELS).flat_map(|_| i32::from(noise.byte()).to_le_bytes()));
    for _ in &pieces {
        body.extend(noise.halves(1));
        body.extend((0..WIDTH / 2).map(|_| noise.byte()));
    }
    body.extend(noise.halves(PLACES as u32 * WIDTH));
    body.extend(noise.halves(TOLD as u32 * WIDTH));
    body.extend(noise.norm());
    body.extend([noise.matrix(WIDTH, 3 * WIDTH), noise.matrix(WIDTH, WIDTH), noise.norm()].concat());
    body.extend([noise.matrix(WIDTH, INNER), noise.matrix(INNER, WIDTH), noise.norm()].concat());
    body.extend(noise.floats(LABELS as u32 * WIDTH, |x| x));
    body.extend(noise.floats(LABELS as u32, |x| x));
    body
}

/// Pieces, layers, width, heads, inner width, places.
const SIZES: [u32; 6] = [56, 1, WIDTH, 4, INNER, PLACES as u32];

fn sealed(body: &[u8]) -> Vec<u8> {
    [b"WICACCU1".to_vec(), Sha256::digest(body).to_vec(), body.to_vec()].concat()
}

fn tiny() -> Vec<u8> {
    sealed(&body(SIZES))
}

/// A folder with two articles and the small model.
fn folder() -> Bundle {
    let folder = Bundle::new();
    folder.write("accurate.bin", tiny());
    folder.write("harbour.txt", HARBOUR);
    let long: String =
        (0..120).map(|k| format!("Mara Oduya said the ferry {k} sails.\n\n\u{201C}It sails,\u{201D} said a clerk.\n\n")).collect();
    folder.write("long.txt", long);
    folder
}

fn show(folder: &Bundle, more: &[&str]) -> std::process::Output {
    let (dir, harbour, long) = (folder.path(""), folder.path("harbour.txt"), folder.path("long.txt"));
    run(&[&["show", "quotations", &harbour, &long, "--accurate", "--model-dir", &dir], more].concat())
}

#[test]
fn the_same_bytes_come_out_for_any_number_of_threads() {
    let folder = folder();
    let one = show(&folder, &["--threads", "1"]);
    assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
    for threads in ["2", "8"] {
        assert_eq!(show(&folder, &["--threads", threads]).stdout, one.stdout, "{threads} threads");
    }
    let plain = run(&["show", "quotations", &folder.path("harbour.txt"), &folder.path("long.txt"), "--threads", "1"]);
    assert_ne!(plain.stdout, one.stdout, "the small model's labels mean nothing: it was asked");
}

#[test]
fn the_report_says_which_model_read() {
    let folder = folder();
    let report = |more: &[&str]| -> serde_json::Value {
        let path = folder.path("harbour.txt");
        let out = run(&[&["check", "--format", "json", &path], more].concat());
        serde_json::from_slice(&out.stdout).expect("a report")
    };
    let dir = folder.path("");
    let (plain, accurate) = (report(&[]), report(&["--accurate", "--model-dir", &dir]));
    assert_eq!(plain["tool"].get("models"), None);
    assert_eq!(accurate["tool"]["models"][0]["name"], "tiny");
    let sum: String = Sha256::digest(tiny()).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(accurate["tool"]["models"][0]["sha256"], sum.as_str());
    let weights = concat!(env!("CARGO_MANIFEST_DIR"), "/models/speech.bin");
    let hashes = [&plain, &accurate, &report(&["--no-model"]), &report(&["--model", weights])].map(|r| r["tool"]["rules"].to_string());
    let distinct: std::collections::BTreeSet<&String> = hashes.iter().collect();
    assert_eq!(distinct.len(), hashes.len(), "each way of reading has its own hash");
}

#[test]
fn an_absent_model_is_asked_for_with_the_places_that_were_looked_at() {
    let folder = Bundle::new();
    let article = folder.write("a.txt", HARBOUR);
    let out = run(&["check", &article, "--accurate", "--model-dir", &folder.path("nowhere")]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(2));
    assert!(out.stdout.is_empty());
    assert!(said.contains("nowhere") && said.contains("accurate.bin") && said.contains("--model-dir"), "{said}");
}

#[test]
fn a_foreign_or_damaged_file_is_refused() {
    let folder = Bundle::new();
    let article = folder.write("a.txt", HARBOUR);
    for (bytes, said) in [(b"hello".to_vec(), "not a model"), (tiny()[..900].to_vec(), "checksum"), (Vec::new(), "not a model")] {
        folder.write("accurate.bin", bytes);
        let out = run(&["check", &article, "--accurate", "--model-dir", &folder.path("")]);
        let error = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{error}");
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn no_cut_and_no_flipped_bit_gets_through() {
    let whole = tiny();
    assert!(Encoder::decode(&whole).is_ok());
    for length in (0..whole.len()).step_by(97).chain(0..64) {
        assert!(Encoder::decode(&whole[..length]).is_err(), "cut to {length} bytes");
    }
    for at in (0..whole.len()).step_by(89).chain(0..64) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        let expected = if at < 8 { EncoderError::Magic } else { EncoderError::Checksum };
        assert_eq!(Encoder::decode(&bytes).err(), Some(expected), "byte {at}");
    }
}

/// A checksum guards against damage and not against malice.
#[test]
fn a_file_that_lies_under_a_right_checksum_neither_panics_nor_takes_memory() {
    for (size, lies) in [(0, [0, 55, 57, u32::MAX]), (1, [0, 2, 25, u32::MAX]), (2, [0, 31, 64, u32::MAX]), (3, [0, 5, 64, u32::MAX])] {
        for lie in lies {
            let mut sizes = SIZES;
            sizes[size] = lie;
            assert!(Encoder::decode(&sealed(&body(sizes))).is_err(), "size {size} is {lie}");
        }
    }
    let rules = RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"));
    let honest = body(SIZES);
    let mut noise = Noise(99);
    for round in 0..400 {
        let mut bytes = honest.clone();
        for _ in 0..=round % 7 {
            let at = usize::from(noise.byte()) << 8 | usize::from(noise.byte());
            let at = at % bytes.len();
            bytes[at] = noise.byte();
        }
        // What is still a model must still read.
        if let Ok(encoder) = Encoder::decode(&sealed(&bytes)) {
            let read = portions(&article(HARBOUR, &rules), &rules.speech, &encoder.pieces);
            assert!(read.iter().all(|(portion, _)| label_scores(portion, &encoder).len() == portion.firsts.len()));
        }
    }
}

#[test]
fn hostile_text_stays_within_what_the_encoder_knows() {
    let rules = RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"));
    let encoder = Encoder::decode(&tiny()).expect("whole");
    let texts = [
        String::new(),
        "\u{201C}".repeat(5000),
        "x".repeat(30_000),
        "a.".repeat(9000),
        "\u{300}".repeat(2000),
        "\u{6F22}\u{5B57}".repeat(3000),
        format!("\u{201C}{}\u{201D} he said.", "word ".repeat(4000)),
        "Ferry said \u{0} \u{FEFF} \u{1F600} \"' \"' \n\n".repeat(300),
    ];
    for text in texts {
        let article = article(&text, &rules);
        let mut last = 0;
        for (portion, items) in portions(&article, &rules.speech, &encoder.pieces) {
            assert!(portion.pieces.len() <= PLACES && portion.told.len() == portion.pieces.len());
            assert!(portion.told.iter().all(|told| usize::from(*told) < TOLD));
            assert_eq!(portion.firsts.len(), items.len());
            assert_eq!(portion.lengths.iter().map(|l| usize::from(*l)).sum::<usize>(), items.len());
            assert!(portion.firsts.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(items.first().is_none_or(|item| item.start >= last));
            last = items.last().map_or(last, |item| item.end);
        }
    }
}

/// Scores of our own paragraphs by the unquantized model, as training computed them.
#[test]
fn the_model_scores_as_it_did_in_training() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/accurate.bin");
    let Ok(file) = std::fs::read(&path) else {
        eprintln!("skipped: models/accurate.bin is not there");
        return;
    };
    let rules = RuleSet::embedded().unwrap_or_else(|errors| panic!("{errors}"));
    let encoder = Encoder::decode(&file).unwrap_or_else(|error| panic!("{error}"));
    assert!(file.len() <= 20_000_000, "{} bytes", file.len());
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/accurate/");
    let read = |name: &str| std::fs::read_to_string(format!("{fixtures}{name}")).expect("a fixture");
    let expected: Vec<Vec<[f32; LABELS]>> = serde_json::from_str(&read("scores.json")).expect("rows of scores");
    let (mut apart, mut count, mut same, mut items) = (0.0_f32, 0.0_f32, 0, 0);
    for (line, expected) in read("paragraphs.jsonl").lines().zip(expected) {
        let text = serde_json::from_str::<serde_json::Value>(line).expect("JSON")["text"].as_str().expect("text").to_owned();
        let found = portions(&article(&text, &rules), &rules.speech, &encoder.pieces);
        let scores: Vec<[i32; LABELS]> = found.iter().flat_map(|(portion, _)| label_scores(portion, &encoder)).collect();
        assert_eq!(scores.len(), expected.len());
        for (ours, theirs) in scores.iter().zip(&expected) {
            let ours = ours.map(|score| score as f32 / 64.0);
            apart += ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).sum::<f32>();
            count += LABELS as f32;
            let best = |row: &[f32; LABELS]| (0..LABELS).max_by(|a, b| row[*a].total_cmp(&row[*b]));
            same += usize::from(best(&ours) == best(theirs));
            items += 1;
        }
    }
    assert!(apart / count < 0.15, "on average {} apart", apart / count);
    // Where two labels are about as good, small numbers decide.
    assert!(same * 100 >= items * 95, "{same} of {items} labels are the same");
}
