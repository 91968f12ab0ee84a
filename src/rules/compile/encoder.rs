//! A fine-tuned transformer as data: its table of word pieces and its weights, in one file with a checksum.
//!
//! ```text
//! file    = magic, SHA-256 of the rest (32 bytes), name (u16, bytes), sizes (pieces, layers, width, heads, inner, places: u32 each),
//!           pieces (u8, bytes each), transitions (7 x 7 x i32), word rows, place rows, told rows (32), norm, layers, head (matrix of f32, bias)
//! word    = a scale for each 32 columns (half), columns of four bits (low half of a byte first)
//! row     = columns (half)
//! norm    = weights, biases (f32 a column)
//! layer   = matrix to queries, keys and values; matrix behind them; norm; matrix up; matrix down; norm
//! matrix  = scales, biases (f32 a column), rows of eight-bit columns within -64 to 63
//! half    = the upper half of an f32
//! ```
//!
//! All numbers are little-endian. Weights stay within seven bits: processors that add two products in 16 bits then never cut a sum off, and the
//! products are the same everywhere.

use super::pieces::Pieces;
use super::weights::LABELS;
use rten_gemm::{GemmExecutor, PackedBMatrix};
use rten_tensor::NdTensorView;
use sha2::{Digest as _, Sha256};
use std::fmt;
use thiserror::Error;

const MAGIC: &[u8; 8] = b"WICACCU1";
/// What is told beside a piece has so many values.
pub const TOLD: usize = 32;
/// Columns of a word row that share a scale.
const GROUP: usize = 32;
/// Places that a model must know.
pub const PLACES: usize = 512;

/// Why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EncoderError {
    /// Not such a file, or of another version.
    #[error("not a model that this version reads")]
    Magic,
    /// The contents are not those that were written.
    #[error("the model is cut off or damaged: its checksum differs")]
    Checksum,
    /// Sizes that cannot be, or that do not match the length.
    #[error("the model's sizes are wrong: it was not made for this program")]
    Sizes,
    /// A number that is none.
    #[error("the model holds a number that is none")]
    Number,
    /// A table of word pieces that cannot be read.
    #[error("the model's table of word pieces is broken")]
    Pieces,
}

/// A matrix of small integers with a scale for each column, laid out for multiplication.
pub struct Matrix {
    /// Laid out for the processor.
    pub packed: PackedBMatrix<i8>,
    /// What one step of each column is worth.
    pub scales: Vec<f32>,
    /// Added to each column.
    pub biases: Vec<f32>,
}

/// Weights and biases of a normalization.
#[derive(Debug)]
pub struct Norm {
    /// One a column.
    pub weights: Vec<f32>,
    /// One a column.
    pub biases: Vec<f32>,
}

/// A layer of the transformer.
#[derive(Debug)]
pub struct Layer {
    /// To queries, keys and values.
    pub attention: Matrix,
    /// From what was attended to.
    pub behind: Matrix,
    /// After attention.
    pub first: Norm,
    /// To the inner width.
    pub up: Matrix,
    /// From the inner width.
    pub down: Matrix,
    /// At the end.
    pub second: Norm,
}

/// A transformer that scores the labels of words.
pub struct Encoder {
    /// Name and version, as the report gives them.
    pub name: String,
    /// Cuts words into pieces.
    pub pieces: Pieces,
    /// Columns of what stands for a piece.
    pub width: usize,
    /// Heads of attention.
    pub heads: usize,
    /// Scores of one label behind another, in 1/64.
    pub transitions: [[i32; LABELS]; LABELS],
    words: Vec<u8>,
    /// One row a place.
    pub places: Vec<f32>,
    /// One row for each value of what is told of a piece.
    pub told: Vec<f32>,
    /// Of the sum of the three.
    pub norm: Norm,
    /// From the first to the last.
    pub layers: Vec<Layer>,
    /// Weights of each label.
    pub head: Vec<f32>,
    /// Added to each label.
    pub biases: [f32; LABELS],
}

impl fmt::Debug for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Matrix({} x {})", self.packed.rows(), self.packed.cols())
    }
}

impl fmt::Debug for Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encoder({:?})", self.name)
    }
}

/// Sizes of a model.
#[derive(Clone, Copy)]
struct Sizes {
    pieces: usize,
    layers: usize,
    width: usize,
    heads: usize,
    inner: usize,
    places: usize,
}

impl Sizes {
    fn read(bytes: &mut Bytes<'_>) -> Result<Self, EncoderError> {
        let mut size = || Ok(u32::from_le_bytes(*bytes.array()?) as usize);
        let [pieces, layers, width, heads, inner, places] = [size()?, size()?, size()?, size()?, size()?, size()?];
        let sizes = Self { pieces, layers, width, heads, inner, places };
        let fits = (1..=1 << 16).contains(&pieces) && (1..=24).contains(&layers) && (GROUP..=1024).contains(&width);
        let fits = fits && width.is_multiple_of(GROUP) && heads > 0 && width.is_multiple_of(heads);
        let fits = fits && (1..=4096).contains(&inner) && (PLACES..=4096).contains(&places);
        if fits { Ok(sizes) } else { Err(EncoderError::Sizes) }
    }

    /// Bytes of a word row.
    fn word(self) -> usize {
        self.width / GROUP * 2 + self.width / 2
    }
}

impl Encoder {
    /// Reads a file's bytes. Linear.
    ///
    /// # Errors
    ///
    /// When they are not such a file, cut off, damaged, or made for another program.
    pub fn decode(file: &[u8]) -> Result<Self, EncoderError> {
        let mut bytes = Bytes(file);
        if bytes.array::<8>().map_err(|_| EncoderError::Magic)? != MAGIC {
            return Err(EncoderError::Magic);
        }
        let sum = *bytes.array::<32>().map_err(|_| EncoderError::Checksum)?;
        if Sha256::digest(bytes.0)[..] != sum {
            return Err(EncoderError::Checksum);
        }
        let length = usize::from(u16::from_le_bytes(*bytes.array()?));
        let name = String::from_utf8(bytes.take(length)?.to_vec()).map_err(|_| EncoderError::Sizes)?;
        let sizes = Sizes::read(&mut bytes)?;
        let pieces = bytes.pieces(sizes.pieces)?;
        let mut transitions = [[0; LABELS]; LABELS];
        for step in transitions.iter_mut().flatten() {
            // Far from where sums over a paragraph would overflow.
            *step = i32::from_le_bytes(*bytes.array()?).clamp(-100_000, 100_000);
        }
        let words = bytes.take(sizes.pieces * sizes.word())?.to_vec();
        let places = bytes.halves(sizes.places * sizes.width)?;
        let told = bytes.halves(TOLD * sizes.width)?;
        let norm = bytes.norm(sizes.width)?;
        let mut layers = Vec::with_capacity(sizes.layers);
        for _ in 0..sizes.layers {
            layers.push(Layer {
                attention: bytes.matrix(sizes.width, 3 * sizes.width)?,
                behind: bytes.matrix(sizes.width, sizes.width)?,
                first: bytes.norm(sizes.width)?,
                up: bytes.matrix(sizes.width, sizes.inner)?,
                down: bytes.matrix(sizes.inner, sizes.width)?,
                second: bytes.norm(sizes.width)?,
            });
        }
        let head = bytes.floats(LABELS * sizes.width)?;
        let mut biases = [0.0; LABELS];
        biases.copy_from_slice(&bytes.floats(LABELS)?);
        if !bytes.0.is_empty() {
            return Err(EncoderError::Sizes);
        }
        let Sizes { width, heads, .. } = sizes;
        Ok(Self { name, pieces, width, heads, transitions, words, places, told, norm, layers, head, biases })
    }

    /// Adds what stands for a piece to a row of `width` columns; nothing for a number that no piece has.
    pub fn add_word(&self, piece: u16, row: &mut [f32]) {
        let scales = self.width / GROUP * 2;
        let size = scales + self.width / 2;
        let Some(stored) = self.words.get(usize::from(piece) * size..(usize::from(piece) + 1) * size) else { return };
        let (scales, columns) = stored.split_at(scales);
        let groups = row.as_chunks_mut::<GROUP>().0.iter_mut().zip(columns.as_chunks::<{ GROUP / 2 }>().0).zip(scales.as_chunks::<2>().0);
        for ((row, columns), scale) in groups {
            let scale = half(*scale);
            for (pair, byte) in row.as_chunks_mut::<2>().0.iter_mut().zip(columns) {
                pair[0] += scale * (f32::from(byte & 15) - 8.0);
                pair[1] += scale * (f32::from(byte >> 4) - 8.0);
            }
        }
    }
}

fn half(bytes: [u8; 2]) -> f32 {
    f32::from_bits(u32::from(u16::from_le_bytes(bytes)) << 16)
}

/// What is left of a file.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, length: usize) -> Result<&'b [u8], EncoderError> {
        let (head, rest) = self.0.split_at_checked(length).ok_or(EncoderError::Sizes)?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<&'b [u8; N], EncoderError> {
        let (head, rest) = self.0.split_first_chunk::<N>().ok_or(EncoderError::Sizes)?;
        self.0 = rest;
        Ok(head)
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, EncoderError> {
        finite(self.take(count * 4)?.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect())
    }

    fn halves(&mut self, count: usize) -> Result<Vec<f32>, EncoderError> {
        finite(self.take(count * 2)?.as_chunks::<2>().0.iter().map(|b| half(*b)).collect())
    }

    fn norm(&mut self, width: usize) -> Result<Norm, EncoderError> {
        Ok(Norm { weights: self.floats(width)?, biases: self.floats(width)? })
    }

    fn matrix(&mut self, rows: usize, columns: usize) -> Result<Matrix, EncoderError> {
        let (scales, biases) = (self.floats(columns)?, self.floats(columns)?);
        let steps: Vec<i8> = self.take(rows * columns)?.iter().map(|byte| byte.cast_signed().clamp(-64, 63)).collect();
        let packed = GemmExecutor::<u8, i8, i32>::default().prepack_b(NdTensorView::from_data([rows, columns], steps.as_slice()));
        Ok(Matrix { packed, scales, biases })
    }

    fn pieces(&mut self, count: usize) -> Result<Pieces, EncoderError> {
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            let [length] = *self.array()?;
            list.push(String::from_utf8(self.take(usize::from(length))?.to_vec()).map_err(|_| EncoderError::Pieces)?);
        }
        Pieces::new(&list).ok_or(EncoderError::Pieces)
    }
}

fn finite(numbers: Vec<f32>) -> Result<Vec<f32>, EncoderError> {
    if numbers.iter().all(|number| number.is_finite()) { Ok(numbers) } else { Err(EncoderError::Number) }
}
