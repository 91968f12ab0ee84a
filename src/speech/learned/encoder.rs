//! Label scores by a transformer: attention over a few paragraphs at a time.
//!
//! Weights and what goes through them are multiplied as small integers, whose sums are exact; between, in f32, in an order that does not depend on
//! the number of threads.
//!
//! Sources: Vaswani et al., "Attention Is All You Need", NIPS 2017; Devlin et al., "BERT", NAACL 2019; Dettmers et al., "8-bit Matrix Multiplication for Transformers at Scale", `NeurIPS` 2022
//! (a scale for each row and each column).

#![allow(clippy::cast_precision_loss, reason = "sizes and sums of small integers are far below 2^24")]

use super::portions::Portion;
use crate::rules::{Encoder, LABELS, Layer, Matrix, Norm};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, QuantParams};
use rten_simd::{SimdOp as _, SimdUnaryOp as _};
use rten_tensor::NdTensorView;
use rten_vecmath::{ExtendInit as _, Gelu, Normalize, NormalizeOptions, Quantize, Softmax};

/// Steps of a score in one unit of log odds.
const UNIT: f32 = 64.0;
/// Nought as it is multiplied.
const ZERO: u8 = 128;

/// The label scores of a portion's items, in 1/64, the first label's being nought.
pub(super) fn scores(encoder: &Encoder, portion: &Portion) -> Vec<[i32; LABELS]> {
    let width = encoder.width;
    let mut run = Run { rows: portion.pieces.len(), width, whole: GemmExecutor::default(), exact: GemmExecutor::default() };
    let mut x = vec![0.0; run.rows * width];
    for (at, row) in x.chunks_exact_mut(width).enumerate() {
        encoder.add_word(portion.pieces[at], row);
        let told = usize::from(portion.told[at]) * width;
        add(row, &encoder.places[at * width..(at + 1) * width]);
        add(row, &encoder.told[told..told + width]);
    }
    normalize(&mut x, &encoder.norm, width);
    for layer in &encoder.layers {
        run.layer(&mut x, layer, encoder.heads);
    }
    let score = |first: &u16| {
        let row = &x[usize::from(*first) * width..(usize::from(*first) + 1) * width];
        let sums: [f32; LABELS] =
            std::array::from_fn(|label| encoder.biases[label] + dot(row, &encoder.head[label * width..(label + 1) * width]));
        sums.map(|sum| ((sum - sums[0]) * UNIT).round().clamp(-20_000.0, 20_000.0) as i32)
    };
    portion.firsts.iter().map(score).collect()
}

/// What is multiplied for one portion.
struct Run {
    rows: usize,
    width: usize,
    whole: GemmExecutor<u8, i8, i32>,
    exact: GemmExecutor<f32, f32, f32>,
}

impl Run {
    fn layer(&mut self, x: &mut [f32], layer: &Layer, heads: usize) {
        let qkv = self.multiply(x, &layer.attention);
        let attended = self.attend(&qkv, heads);
        add(x, &self.multiply(&attended, &layer.behind));
        normalize(x, &layer.first, self.width);
        let mut inner = self.multiply(x, &layer.up);
        Gelu {}.map_mut(&mut inner);
        add(x, &self.multiply(&inner, &layer.down));
        normalize(x, &layer.second, self.width);
    }

    /// Rows times a matrix, plus its biases. Rows become small integers with a scale each.
    fn multiply(&self, x: &[f32], matrix: &Matrix) -> Vec<f32> {
        let (depth, columns) = (matrix.packed.rows(), matrix.packed.cols());
        let mut small: Vec<u8> = Vec::with_capacity(x.len());
        let mut scales = Vec::with_capacity(self.rows);
        for row in x.chunks_exact(depth) {
            let top = largest(row).max(f32::MIN_POSITIVE * 1e6);
            scales.push(top / 127.0);
            small.extend_init(|room| Quantize::new(row, &mut room[..depth], 127.0 / top, ZERO).dispatch());
        }
        let mut sums = vec![0_i32; self.rows * columns];
        let zeros = vec![ZERO; self.rows];
        let a = GemmInputA::Unpacked(NdTensorView::from_data([self.rows, depth], small.as_slice()));
        let options = GemmOptions { a_quant: Some(QuantParams { zero_point: &zeros }), ..GemmOptions::default() };
        let done = self.whole.gemm(&mut sums, a, GemmInputB::Packed(&matrix.packed), options);
        debug_assert!(done.is_ok(), "sizes were checked when the model was read");
        let mut out = vec![0.0; sums.len()];
        let rows = out.chunks_exact_mut(columns).zip(sums.chunks_exact(columns)).zip(scales);
        for ((out, sums), scale) in rows {
            for (((out, sum), column), bias) in out.iter_mut().zip(sums).zip(&matrix.scales).zip(&matrix.biases) {
                *out = *sum as f32 * (scale * column) + bias;
            }
        }
        out
    }

    /// Attention of each head: `qkv` holds queries, keys and values beside one another.
    fn attend(&self, qkv: &[f32], heads: usize) -> Vec<f32> {
        let (rows, size) = (self.rows, self.width / heads);
        let all = NdTensorView::from_data([rows, 3 * self.width], qkv);
        let mut out = vec![0.0; rows * self.width];
        let mut chances = vec![0.0; rows * rows];
        let mut sums = vec![0.0; rows * size];
        for head in 0..heads {
            let part = |k: usize| all.slice((.., k * self.width + head * size..k * self.width + (head + 1) * size));
            let (queries, keys, values) = (part(0), part(1), part(2));
            let options = GemmOptions { alpha: 1.0 / (size as f32).sqrt(), ..GemmOptions::default() };
            let done = self.exact.gemm(&mut chances, GemmInputA::Unpacked(queries), GemmInputB::Unpacked(keys.transposed()), options);
            debug_assert!(done.is_ok(), "queries and keys have one size");
            chances.chunks_exact_mut(rows).for_each(|row| {
                Softmax::new_mut(row).dispatch();
            });
            let chances = NdTensorView::from_data([rows, rows], chances.as_slice());
            let done = self.exact.gemm(&mut sums, GemmInputA::Unpacked(chances), GemmInputB::Unpacked(values), GemmOptions::default());
            debug_assert!(done.is_ok(), "there is a value for each chance");
            for (out, sums) in out.chunks_exact_mut(self.width).zip(sums.chunks_exact(size)) {
                out[head * size..(head + 1) * size].copy_from_slice(sums);
            }
        }
        out
    }
}

fn add(row: &mut [f32], more: &[f32]) {
    row.iter_mut().zip(more).for_each(|(row, more)| *row += more);
}

/// Lanes in which sums are taken, so that they can be taken at once.
const LANES: usize = 16;

fn largest(row: &[f32]) -> f32 {
    let mut tops = [0.0_f32; LANES];
    let (lanes, rest) = row.as_chunks::<LANES>();
    for lane in lanes {
        tops.iter_mut().zip(lane).for_each(|(top, value)| *top = if value.abs() > *top { value.abs() } else { *top });
    }
    tops.iter().copied().chain(rest.iter().map(|value| value.abs())).fold(0.0, f32::max)
}

/// The sum of a function of two rows' columns, in one fixed order.
fn total(a: &[f32], b: &[f32], of: impl Fn(f32, f32) -> f32) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += of(a[lane], b[lane]);
        }
    }
    sums.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| of(*a, *b)).sum::<f32>()
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    total(a, b, |a, b| a * b)
}

fn normalize(x: &mut [f32], norm: &Norm, width: usize) {
    for row in x.chunks_exact_mut(width) {
        let mean = total(row, row, |a, _| a) / width as f32;
        let variance = total(row, row, |a, _| (a - mean) * (a - mean)) / width as f32;
        let options = NormalizeOptions {
            pre_scale_bias: mean,
            scale: 1.0 / (variance + 1e-12).sqrt(),
            element_scale: Some(&norm.weights),
            element_bias: Some(&norm.biases),
            ..NormalizeOptions::default()
        };
        Normalize::new_mut(row, options).dispatch();
    }
}
