//! Command line of `wic-verify`.

fn main() {}
