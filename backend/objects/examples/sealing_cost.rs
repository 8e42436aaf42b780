//! Prints what sealing and opening one 400 KB picture costs:
//! `cargo run -p credence-objects --example sealing_cost`.

use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

use credence_objects::SealingKey;

const ROUNDS: u32 = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let key = SealingKey::generate()?;
    let picture = vec![0x5a_u8; 400 * 1024];
    let sealed = key.seal(b"context", &picture)?;

    let start = Instant::now();
    for _ in 0..ROUNDS {
        black_box(key.seal(b"context", black_box(&picture))?);
    }
    let seal = start.elapsed() / ROUNDS;

    let start = Instant::now();
    for _ in 0..ROUNDS {
        black_box(key.open(b"context", black_box(&sealed))?);
    }
    let open = start.elapsed() / ROUNDS;

    writeln!(
        std::io::stdout(),
        "per 400 KB: seal {} us, open {} us",
        seal.as_micros(),
        open.as_micros()
    )?;
    Ok(())
}
