use credence_testkit::barcode::{PhotographedBack, photograph_back};
use credence_testkit::dice;
use credence_vision::decode;
use rand::Rng;

use crate::clock::measured;
use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::reader::read_barcodes;
use crate::report::Section;
use crate::row::{Floor, Least, Row};
use crate::sample::Sample;

/// Pixels to a module, quick and full number of pictures, percent that must be read.
const SIZES: [(f32, u64, u64, f64); 6] = [
    (1.25, 40, 250, 50.0),
    (1.5, 40, 250, 92.0),
    (2.0, 40, 250, 99.0),
    (2.5, 20, 125, 99.0),
    (3.0, 20, 125, 99.0),
    (4.0, 20, 125, 99.0),
];
const TILTS: [f32; 6] = [0.0, 5.0, 10.0, 15.0, 20.0, 25.0];
const STEEPEST: f32 = 25.0;
const MEDIAN_MILLISECONDS: f64 = 25.0;
/// Photographs that were tuned on have other numbers.
const FIRST: u64 = 100_000;

/// Drawn licence backs: cluttered with stripe, 1-D codes and print, worn, tilted, blurred.
pub(crate) fn measure(plan: &Plan) -> Result<Section, AccuracyError> {
    let mut rows = Vec::new();
    let mut large = Vec::new();
    for (pixels, quick, full, percent) in SIZES {
        let samples = for_each(1, plan.pick(quick, full), |number| {
            sample(FIRST + number, pixels, None)
        })?;
        let floor = Floor {
            exact: Some(Least::Percent(percent)),
            median_milliseconds: (pixels >= 2.0).then_some(MEDIAN_MILLISECONDS),
            ..Floor::default()
        };
        let name = format!("{pixels} px/module");
        if pixels < 2.0 {
            rows.push(Row::of(name, &samples, Some(floor)));
        } else {
            rows.push(Row::of(format!("  of them {name}"), &samples, None));
            large.extend(samples);
        }
    }
    let floor = Floor {
        exact: Some(Least::Percent(99.0)),
        median_milliseconds: Some(MEDIAN_MILLISECONDS),
        ..Floor::default()
    };
    let at = rows.len().min(2);
    rows.insert(at, Row::of("2 px/module and more", &large, Some(floor)));
    for tilt in TILTS {
        let samples = for_each(1, plan.pick(10, 60), |number| {
            sample(FIRST + 50_000 + number, 2.5, Some(tilt))
        })?;
        rows.push(Row::of(format!("2.5 px/module at {tilt}°"), &samples, None));
    }
    Ok(Section {
        title: "PDF417 on drawn licence backs",
        note: "cluttered, worn backs, any turn, tilt to 25°, perspective, blur to 1 module; exact: \
               every byte; misread: any other content",
        rows,
    })
}

fn sample(number: u64, pixels: f32, tilt: Option<f32>) -> Result<Sample, AccuracyError> {
    let (back, photo) = photograph_back(number, &options(number, pixels, tilt))?;
    let picture = decode(&photo.bytes)?;
    let (readings, milliseconds) = measured(|| read_barcodes(&picture));
    let is_right = |reading: &Vec<u8>| *reading == back.barcode.bytes;
    let sample = Sample::new(
        readings.iter().any(is_right),
        !readings.is_empty(),
        milliseconds,
    );
    Ok(Sample {
        is_misread: !readings.iter().all(is_right),
        ..sample
    })
}

/// Blur to one module, and that tilt or one to 25 degrees.
fn options(number: u64, pixels: f32, tilt: Option<f32>) -> PhotographedBack {
    let dice = &mut dice(number, "barcode accuracy");
    let drawn = STEEPEST * dice.random_range(0.0..=1.0_f32);
    PhotographedBack {
        pixels_per_module: pixels,
        tilt_degrees: tilt.unwrap_or(drawn),
        blur_modules: dice.random_range(0.0..=1.0_f32),
    }
}
