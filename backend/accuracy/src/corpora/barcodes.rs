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
const SMALL: [(f32, u64, u64, f64); 2] = [(1.25, 40, 250, 50.0), (1.5, 40, 250, 92.0)];
/// The same for those that are judged together.
const LARGE: [(f32, u64, u64); 4] = [
    (2.0, 40, 250),
    (2.5, 20, 125),
    (3.0, 20, 125),
    (4.0, 20, 125),
];
const LARGE_PERCENT: f64 = 99.0;
const TILTS: [f32; 6] = [0.0, 5.0, 10.0, 15.0, 20.0, 25.0];
const STEEPEST: f32 = 25.0;
const MEDIAN_MILLISECONDS: f64 = 25.0;
/// Photographs that were tuned on have other numbers.
const FIRST: u64 = 100_000;

/// Drawn licence backs: cluttered with stripe, 1-D codes and print, worn, tilted, blurred.
pub(crate) fn measure(plan: &Plan) -> Result<Section, AccuracyError> {
    let mut rows = Vec::new();
    for (pixels, quick, full, percent) in SMALL {
        let samples = samples(plan.pick(quick, full), pixels)?;
        let floor = Floor {
            exact: Some(Least::Percent(percent)),
            ..Floor::default()
        };
        rows.push(Row::of(
            format!("{pixels} px/module"),
            &samples,
            Some(floor),
        ));
    }
    let (mut large, mut parts) = (Vec::new(), Vec::new());
    for (pixels, quick, full) in LARGE {
        let samples = samples(plan.pick(quick, full), pixels)?;
        let name = format!("  of them {pixels} px/module");
        parts.push(Row::of(name, &samples, None));
        large.extend(samples);
    }
    let floor = Floor {
        exact: Some(Least::Percent(LARGE_PERCENT)),
        median_milliseconds: Some(MEDIAN_MILLISECONDS),
        ..Floor::default()
    };
    rows.push(Row::of("2 px/module and more", &large, Some(floor)));
    rows.append(&mut parts);
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
        worst: Vec::new(),
        pictures: Vec::new(),
    })
}

fn samples(count: u64, pixels: f32) -> Result<Vec<Sample>, AccuracyError> {
    for_each(1, count, |number| sample(FIRST + number, pixels, None))
}

fn sample(number: u64, pixels: f32, tilt: Option<f32>) -> Result<Sample, AccuracyError> {
    let (back, photo) = photograph_back(number, &options(number, pixels, tilt))?;
    let picture = decode(&photo.bytes)?;
    let (readings, milliseconds) = measured(|| read_barcodes(&picture));
    let is_right = |reading: &Vec<u8>| *reading == back.barcode.bytes;
    Ok(Sample::of_readings(&readings, is_right, milliseconds))
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
