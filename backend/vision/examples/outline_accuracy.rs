//! Prints how many outlines are found on drawn photographs, how exactly, and at what cost:
//! `cargo run --release -p credence-vision --example outline_accuracy [seeds [longest side]]`.
#![expect(clippy::print_stdout, reason = "an example prints its table")]

#[path = "../tests/it/outline_scenes.rs"]
mod outline_scenes;

use std::error::Error;

use credence_vision::outline::{Outline, locate};
use credence_vision::{Picture, decode};
use outline_scenes::{CORPORA, Corpus, corner_error, drawings, nothing, overlap, scene, truth};

#[derive(Default)]
struct Row {
    images: usize,
    found: usize,
    good: usize,
    errors: Vec<f32>,
    milliseconds: Vec<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seeds: u64 = arguments.next().map_or(Ok(12), |text| text.parse())?;
    let longest: u32 = arguments.next().map_or(Ok(1600), |text| text.parse())?;
    println!(
        "{:11} {:>6} {:>6} {:>9} {:>6}  {:>13} {:>7}  {:>10}",
        "corpus", "images", "found", "overlap90", "wrong", "median corner", "95 %", "CPU ms"
    );
    for corpus in CORPORA {
        let row = measure(corpus, seeds, longest)?;
        print(&format!("{corpus:?}"), row);
    }
    let mut row = Row::default();
    for seed in 0..9 * seeds {
        let picture = decode(&nothing(seed, longest)?)?;
        row.images += 1;
        row.found += usize::from(timed(&picture, &mut row.milliseconds).is_some());
    }
    print("Nothing", row);
    Ok(())
}

fn measure(corpus: Corpus, seeds: u64, longest: u32) -> Result<Row, Box<dyn Error>> {
    let mut row = Row::default();
    // Other seeds than the tests'.
    for seed in 20..20 + seeds {
        for (drawing, number) in drawings(seed)?.iter().zip(0..) {
            let photo = scene(corpus, drawing, 10 * seed + number, longest)?;
            row.images += 1;
            let Some(outline) = timed(&decode(&photo.bytes)?, &mut row.milliseconds) else {
                continue;
            };
            row.found += 1;
            if overlap(&outline.quad, &truth(&photo)) >= 0.9 {
                row.good += 1;
                row.errors.push(corner_error(&outline.quad, &truth(&photo)));
            }
        }
    }
    Ok(row)
}

fn print(name: &str, mut row: Row) {
    row.errors.sort_by(f32::total_cmp);
    row.milliseconds.sort_by(f64::total_cmp);
    let error = |percent: usize| {
        let last = row.errors.len().saturating_sub(1);
        row.errors.get(last * percent / 100).copied().unwrap_or(0.0)
    };
    let time = row.milliseconds.get(row.milliseconds.len() / 2).copied();
    println!(
        "{name:11} {:6} {:6} {:9} {:6}  {:13.4} {:7.4}  {:10.1}",
        row.images,
        row.found,
        row.good,
        row.found - row.good,
        error(50),
        error(95),
        time.unwrap_or(0.0)
    );
}

/// Locates so often that the operating system's accounting, in ticks, is fine enough.
fn timed(picture: &Picture, milliseconds: &mut Vec<f64>) -> Option<Outline> {
    const REPEATS: u32 = 5;
    let start = cpu_milliseconds();
    let mut outline = None;
    for _ in 0..REPEATS {
        outline = locate(std::hint::black_box(picture));
    }
    milliseconds.push((cpu_milliseconds() - start) / f64::from(REPEATS));
    outline
}

/// CPU time of this thread; 0 where the system does not tell.
fn cpu_milliseconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text
        .split(' ')
        .next()
        .and_then(|text| text.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e6
}
