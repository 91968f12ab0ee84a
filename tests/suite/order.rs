//! The same bytes from every reporter, for shuffled inputs and for one, two and eight threads.

use super::bundles::{BUNDLES, folder, rules};
use std::path::PathBuf;
use wic_verify::report::offsets::Unit;
use wic_verify::report::{self, Detail, Format, Style};
use wic_verify::{ingest, pipeline};

/// Every article of every bundle as one input list, so that there is much to get out of order.
fn paths() -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for name in BUNDLES {
        for entry in std::fs::read_dir(folder(name)).expect("fixtures are there") {
            let path = entry.expect("readable").path();
            if path.extension().is_some_and(|e| e == "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    assert!(paths.len() > 10, "fixtures are there");
    paths
}

fn reports(paths: &[PathBuf], threads: usize) -> Vec<Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| {
        let report = pipeline::check(ingest::read(paths, &ingest::Options::default()), rules());
        let style = Style { unit: Unit::Bytes, color: false, width: 100, detail: Detail::Full };
        Format::ALL
            .iter()
            .map(|format| {
                let mut out = Vec::new();
                report::write(&report, *format, style, &mut out).expect("memory takes writes");
                out
            })
            .collect()
    })
}

#[test]
fn order_and_threads_leave_every_byte_as_it_is() {
    let mut paths = paths();
    let expected = reports(&paths, 1);
    assert!(expected.iter().all(|bytes| bytes.len() > 1000), "the reports say something");
    // A fixed linear congruential generator (Numerical Recipes) shuffles: no clock, no chance.
    let mut state = 1_u64;
    for threads in [1, 2, 8] {
        for i in (1..paths.len()).rev() {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) % (1 << 32);
            paths.swap(i, usize::try_from(state).expect("32 bits") % (i + 1));
        }
        let got = reports(&paths, threads);
        for ((format, got), expected) in Format::ALL.iter().zip(&got).zip(&expected) {
            assert!(got == expected, "{format:?} differs with {threads} threads and another order of inputs");
        }
    }
}
