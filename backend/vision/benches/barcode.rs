//! Milliseconds by stage on drawn photographs of licence backs, and beside them
//! the general decoder alone on the same pixels. `cargo bench -p credence-vision [-- photographs]`.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::time::Instant;

use credence_testkit::document::{LicenceBackOptions, licence_back};
use credence_testkit::scene::{SceneOptions, photograph};
use credence_vision::barcode::{Step, read_observed};
use credence_vision::{Luma, decode, quality};
use rxing::common::HybridBinarizer;
use rxing::pdf417::PDF417Reader;
use rxing::{BinaryBitmap, DecodeHints, ImmutableReader, Luma8LuminanceSource};

/// Other work on the machine only ever adds time.
const REPEATS: usize = 3;

const STAGES: [&str; 9] = [
    "decode", "luma", "quality", "locate", "guards", "grid", "cells", "barcode", "rxing",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count = std::env::args()
        .find_map(|argument| argument.parse::<u64>().ok())
        .unwrap_or(24);
    let mut table: [Vec<f64>; STAGES.len()] = Default::default();
    let (mut ours, mut theirs, mut pixels) = (0u64, 0u64, 0u64);
    for seed in 0..count {
        let back = licence_back(seed, &LicenceBackOptions::default())?;
        let photo = photograph(&back.drawing, &SceneOptions::phone(seed))?;
        let (mut times, is_read, raw) = measure(&photo.bytes, &back.barcode.bytes)?;
        for _ in 1..REPEATS {
            let (again, ..) = measure(&photo.bytes, &back.barcode.bytes)?;
            times
                .iter_mut()
                .zip(again)
                .for_each(|(time, again)| *time = time.min(again));
        }
        for (column, time) in table.iter_mut().zip(times) {
            column.push(time);
        }
        ours += u64::from(is_read);
        theirs += u64::from(raw);
        pixels = u64::from(photo.truth.width) * u64::from(photo.truth.height);
    }
    println!(
        "{count} photographs of {:.1} MP; ms, the best of {REPEATS}",
        pixels as f64 / 1e6
    );
    println!(
        "{:10} {:>8} {:>8} {:>8}",
        "stage", "median", "90 %", "largest"
    );
    for (stage, column) in STAGES.iter().zip(&mut table) {
        column.sort_by(f64::total_cmp);
        let at = |percent: usize| column.get((column.len() - 1) * percent / 100).copied();
        let [median, most, largest] = [50, 90, 100].map(|percent| at(percent).unwrap_or(0.0));
        println!("{stage:10} {median:8.2} {most:8.2} {largest:8.2}");
    }
    let median = |stage: usize| table.get(stage).and_then(|c| c.get(c.len() / 2)).copied();
    let ratio = median(7)
        .zip(median(8))
        .map_or(0.0, |(ours, theirs)| ours / theirs);
    println!("read {ours} of {count}, rxing alone {theirs}; time over rxing alone {ratio:.2}");
    Ok(())
}

/// Times by stage, and whether ours and the general decoder read the expected bytes.
fn measure(
    file: &[u8],
    expected: &[u8],
) -> Result<([f64; STAGES.len()], bool, bool), Box<dyn std::error::Error>> {
    let watch = Instant::now();
    let now = || watch.elapsed().as_secs_f64() * 1e3;
    let mut times = [0.0; STAGES.len()];
    let start = now();
    let picture = decode(file)?;
    let decoded = now();
    let luma = picture.luma();
    let greyed = now();
    std::hint::black_box(quality::assess(&picture));
    let assessed = now();
    let mut last = assessed;
    let [
        decode_time,
        luma_time,
        quality_time,
        locate,
        guards,
        grid,
        cells,
        whole,
        raw,
    ] = &mut times;
    let readings = read_observed(luma, &mut |step| {
        let ended = now();
        match step {
            Step::Located(_) => *locate += ended - last,
            Step::Guards(..) => *guards += ended - last,
            Step::Grid(_) => *grid += ended - last,
            Step::Cells(_) | Step::General(_) => *cells += ended - last,
        }
        last = ended;
    });
    let read = now();
    let general = general(luma);
    let compared = now();
    *decode_time = decoded - start;
    *luma_time = greyed - decoded;
    *quality_time = assessed - greyed;
    *whole = read - assessed;
    *raw = compared - read;
    let is_read = readings
        .iter()
        .any(|reading| reading.bytes.expose() == expected);
    let raw_read = general.is_some_and(|text| {
        text.chars()
            .map(u32::from)
            .eq(expected.iter().map(|&b| u32::from(b)))
    });
    Ok((times, is_read, raw_read))
}

fn general(luma: &Luma) -> Option<String> {
    let (width, height) = (
        luma.width().try_into().ok()?,
        luma.height().try_into().ok()?,
    );
    let source = Luma8LuminanceSource::new(luma.pixels().to_vec(), width, height).ok()?;
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints {
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let result = PDF417Reader::new()
        .immutable_decode_with_hints(&mut bitmap, &hints)
        .ok()?;
    Some(result.getText().to_owned())
}
