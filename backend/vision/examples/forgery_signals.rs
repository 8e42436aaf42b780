//! Prints how often each signal of forgery is raised on honest and on tampered drawings, and what
//! all of them cost: `cargo run --release -p credence-vision --example forgery_signals [pictures
//! [first [sets]]]`. Twice as many honest pictures as of each tampering; numbers from 100,000 on,
//! which nothing was tuned on, unless told otherwise.
#![expect(clippy::print_stdout, reason = "an example prints its table")]

#[path = "../tests/it/forgery_scenes.rs"]
mod forgery_scenes;

use std::error::Error;
use std::time::Instant;

use credence_testkit::tamper::{FRESH, TAMPERINGS};
use credence_vision::signs::{ForgerySignal, forgery_signals};
use forgery_scenes::{ReadPhotograph, Sample, honest, tampered};

/// What one signal said of one picture.
struct Said {
    signal: ForgerySignal,
    number: u64,
    score: f32,
    is_raised: bool,
    /// Whether it points at what was changed, where it points anywhere.
    is_there: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().map_or(Ok(60), |text| text.parse())?;
    let first: u64 = arguments.next().map_or(Ok(FRESH), |text| text.parse())?;
    let sets = arguments.next().unwrap_or_default();
    let is_asked = |name: &str| sets.is_empty() || sets.split(',').any(|set| name.contains(set));
    if is_asked("honest") {
        measure("honest", first..first + 2 * count, honest)?;
    }
    for tampering in TAMPERINGS {
        if is_asked(tampering.as_str()) {
            measure(tampering.as_str(), first..first + count, |number| {
                tampered(tampering, number)
            })?;
        }
    }
    Ok(())
}

fn measure(
    name: &str,
    numbers: std::ops::Range<u64>,
    sample: impl Fn(u64) -> Result<Sample, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let mut said = Vec::new();
    let mut milliseconds = Vec::new();
    let (mut flagged, mut pictures) = (0, 0);
    for number in numbers {
        let sample = sample(number)?;
        let read = ReadPhotograph::read(&sample.photo)?;
        // The colours are decoded for the portrait anyway.
        let _ = read.picture.rgb();
        let start = Instant::now();
        let readings = forgery_signals(&read.scene());
        milliseconds.push(start.elapsed().as_secs_f64() * 1e3);
        pictures += 1;
        flagged += usize::from(readings.iter().any(|reading| reading.is_raised));
        said.extend(readings.iter().map(|reading| Said {
            signal: reading.signal,
            number,
            score: reading.score,
            is_raised: reading.is_raised,
            is_there: sample.is_pointed_at(reading.area.as_ref()),
        }));
    }
    milliseconds.sort_by(f64::total_cmp);
    let median = milliseconds.get(milliseconds.len() / 2).unwrap_or(&0.0);
    println!("{name}: {pictures} pictures, {flagged} with any signal, {median:.1} ms");
    for signal in ForgerySignal::ALL {
        print(signal, &said);
    }
    Ok(())
}

fn print(signal: ForgerySignal, said: &[Said]) {
    let mut said: Vec<&Said> = said.iter().filter(|said| said.signal == signal).collect();
    said.sort_by(|a, b| b.score.total_cmp(&a.score));
    let raised = said.iter().filter(|said| said.is_raised).count();
    let there = said.iter().filter(|said| said.is_raised && said.is_there);
    let highest: Vec<String> = said
        .iter()
        .take(5)
        .map(|said| format!("{:.2} ({})", said.score, said.number))
        .collect();
    println!(
        "  {:16} assessed {:4}, raised {raised:4}, there {:4}, median {:.2}, highest {}",
        signal.as_str(),
        said.len(),
        there.count(),
        said.get(said.len() / 2).map_or(0.0, |said| said.score),
        highest.join(", ")
    );
}
