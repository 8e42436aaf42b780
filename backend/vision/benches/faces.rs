//! What comparing faces costs, one thread: `cargo bench -p credence-vision --bench faces`.
#![expect(clippy::print_stdout, reason = "a table is what it is run for")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use credence_testkit::document::{TravelOptions, passport, selfie};
use credence_testkit::scene::{SceneOptions, photograph};
use credence_testkit::travel::{TravelChoices, TravelRecord};
use credence_vision::face::{BUILT_IN_FILES, BuiltInFiles, FaceModels, compare, measure_selfie};
use credence_vision::{Picture, decode};

const RUNS: u32 = 10;

fn main() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Some(models) = models(&workspace) else {
        println!("no weights in var/models/face-api; `cargo up` brings them");
        return;
    };
    let Some(picture) = picture(&workspace) else {
        println!("no picture to measure on");
        return;
    };
    println!("{} × {} pixels", picture.width(), picture.height());
    let Ok(faces) = models.faces(&picture) else {
        println!("the detector failed");
        return;
    };
    time("detect and landmarks", || {
        models.faces(&picture).map(|faces| faces.len())
    });
    if let Some(face) = faces.first() {
        time("embed one face", || models.template(&picture, face).is_ok());
        time("measure one face", || {
            measure_selfie(&picture, face).faults.len()
        });
    }
    time("landmarks of one face", || {
        models.landmarks(&picture).is_ok()
    });
    time("compare portrait and selfie", || {
        compare(Some(&models), Some(&picture), Some(&picture))
            .comparison
            .distance
    });
    if let Some((front, person)) = drawn() {
        println!("passport of {} × {} pixels", front.width(), front.height());
        time("compare passport and selfie", || {
            compare(Some(&models), Some(&front), Some(&person))
                .comparison
                .distance
        });
    }
    if let Some(wall) = wall() {
        time("find no face, any way up", || {
            models.faces(&wall).map(|faces| faces.len())
        });
    }
    println!(
        "{:<28} {:>8} kB",
        "peak of the process",
        kilobytes("VmHWM:")
    );
}

/// The least time of some runs, in milliseconds.
fn time<T>(name: &str, mut work: impl FnMut() -> T) {
    let mut least = f64::MAX;
    for _ in 0..RUNS {
        let started = Instant::now();
        std::hint::black_box(work());
        least = least.min(started.elapsed().as_secs_f64() * 1e3);
    }
    println!("{name:<28} {least:>8.1} ms");
}

fn models(workspace: &Path) -> Option<FaceModels> {
    let folder = workspace.join("var/models/face-api");
    let read = |name: &str| fs::read(folder.join(name)).ok();
    let [a, b, c, d] = BUILT_IN_FILES.map(|file| read(file.name));
    let started = Instant::now();
    let models = FaceModels::built_in(&BuiltInFiles {
        recognition_manifest: &a?,
        recognition_weights: &b?,
        landmark_manifest: &c?,
        landmark_weights: &d?,
    });
    let milliseconds = started.elapsed().as_secs_f64() * 1e3;
    println!("{:<28} {milliseconds:>8.1} ms", "load");
    models.ok()
}

/// One of the people on a picture of the package, cut out; else somebody drawn.
fn picture(workspace: &Path) -> Option<Picture> {
    let sample: PathBuf =
        workspace.join("backend/vision/faces/node_modules/@vladmandic/face-api/demo/sample6.jpg");
    if let Ok(bytes) = fs::read(sample) {
        let people = decode(&bytes).ok()?;
        let (left, top, width, height) = (1100, 260, 360, 480);
        let rows = people.rgb().chunks_exact(3 * people.width() as usize);
        let rows = rows.skip(top).take(height);
        let rgb = rows.filter_map(|row| row.get(3 * left..3 * (left + width)));
        return Picture::from_rgb(360, 480, rgb.flatten().copied().collect());
    }
    drawn().map(|(_, person)| person)
}

/// A photographed passport and a selfie of the person of seed 1, whom the detector finds.
fn drawn() -> Option<(Picture, Picture)> {
    let passport = passport(1, &TravelOptions::default()).ok()?;
    let photo = photograph(&passport.drawing, &SceneOptions::phone(1)).ok()?;
    let record = TravelRecord::draw(1, &TravelChoices::default());
    let drawn = selfie(&record.person).picture;
    let rgb = image::DynamicImage::from(drawn).to_rgb8();
    let person = Picture::from_rgb(rgb.width(), rgb.height(), rgb.into_raw())?;
    Some((decode(&photo.bytes).ok()?, person))
}

/// Twelve megapixels of bricks.
fn wall() -> Option<Picture> {
    let (width, height) = (4000, 3000);
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let rgb = places.flat_map(|(x, y): (u32, u32)| {
        let is_joint = y % 90 < 8 || (x + y / 90 % 2 * 110) % 220 < 8;
        if is_joint {
            [190, 185, 180]
        } else {
            [150, 80, 60]
        }
    });
    Picture::from_rgb(width, height, rgb.collect())
}

fn kilobytes(name: &str) -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let value = line.and_then(|line| line.split_whitespace().next());
    value.unwrap_or("unknown").to_owned()
}
