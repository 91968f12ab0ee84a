//! Order by a fixed generator (Marsaglia, "Xorshift RNGs", Journal of Statistical Software 2003).

/// The same numbers in every run.
pub(crate) struct Generator(u64);

impl Generator {
    /// Generators of different seeds give different numbers.
    pub(crate) fn new(seed: u64) -> Self {
        Self(0x2545_f491_4f6c_dd1d_u64.wrapping_mul(seed))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}
