//! The `credence` binary.
fn main() {}
