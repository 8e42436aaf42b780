//! What sealing one picture of 400 KB costs, beside the SHA-256 of the same bytes, as medians of
//! interleaved rounds: `cargo bench -p credence-objects`. Ends with 1 when sealing costs more than
//! twice what it may on a busy machine.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::error::Error;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use credence_objects::SealingKey;

const ROUNDS: usize = 1_001;
const PICTURE_BYTES: usize = 400 * 1024;
/// What sealing may add to hashing.
const ALLOWED: Duration = Duration::from_micros(200);

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let key = SealingKey::generate()?;
    let picture = vec![0x5a_u8; PICTURE_BYTES];
    let sealed = key.seal(b"context", &picture)?;
    let (mut hashing, mut sealing, mut opening) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(digest(&SHA256, black_box(&picture)));
        hashing.push(start.elapsed());
        let start = Instant::now();
        black_box(key.seal(b"context", black_box(&picture))?);
        sealing.push(start.elapsed());
        let start = Instant::now();
        black_box(key.open(b"context", black_box(&sealed))?);
        opening.push(start.elapsed());
    }
    let [hashing, sealing, opening] = [hashing, sealing, opening].map(median);
    println!("per 400 KB, medians of {ROUNDS} rounds on one thread:");
    for (what, took) in [
        ("SHA-256 of the same bytes", hashing),
        ("sealing, beyond hashing", sealing),
        ("opening", opening),
    ] {
        println!("{:>8} us  {what}", took.as_micros());
    }
    let is_missed = sealing > ALLOWED * 2;
    println!("allowed: {} us beyond hashing", ALLOWED.as_micros());
    Ok(if is_missed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
