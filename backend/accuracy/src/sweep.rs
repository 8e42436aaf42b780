use credence_testkit::dice;
use credence_testkit::document::{
    Drawing, LicenceBackOptions, TravelOptions, VisaSize, licence_back, passport, td1_card,
    td2_card, visa,
};
use credence_testkit::scene::{FrameSize, Magnification, SceneOptions, photograph};
use credence_vision::{Picture, decode};
use rand::Rng;

use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::reader::{read_barcodes, read_zone};
use crate::row::percent;

/// What becomes harder along a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hardship {
    Blur,
    Tilt,
    Resolution,
    Light,
}

/// Which reader is swept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Zone,
    Barcode,
}

/// Error along one axis: a hardship, everything else easy, or the certainty that is stated.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// What is read.
    pub reader: &'static str,
    /// What counts as an error.
    pub error: &'static str,
    /// What changes from point to point, with its unit.
    pub axis: &'static str,
    /// In the order of the axis, of a hardship the easy ones first.
    pub points: Vec<SweepPoint>,
}

/// The error at one degree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SweepPoint {
    /// The degree, in the axis's unit.
    pub at: f32,
    /// Pictures, or characters.
    pub images: usize,
    /// Read exactly.
    pub exact: usize,
    /// Accepted though wrong.
    pub misread: usize,
}

impl SweepPoint {
    /// Percent that were not read exactly.
    #[must_use]
    pub fn error_percent(&self) -> f64 {
        100.0 - percent(self.exact, self.images)
    }

    /// The same as text, small ones to two decimals.
    pub(crate) fn error_text(&self) -> String {
        let error = self.error_percent();
        if error > 0.0 && error < 10.0 {
            format!("{error:.2}")
        } else {
            format!("{error:.0}")
        }
    }
}

/// Reader, hardship, words for the axis, degrees from easy to hard.
type Course = (Target, Hardship, &'static str, [f32; 7]);

const COURSES: [Course; 8] = [
    (
        Target::Zone,
        Hardship::Blur,
        "blur, deviation in character widths",
        [0.0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.24],
    ),
    (
        Target::Zone,
        Hardship::Tilt,
        "tilt in degrees",
        [0.0, 8.0, 16.0, 24.0, 32.0, 40.0, 48.0],
    ),
    (
        Target::Zone,
        Hardship::Resolution,
        "pixels per character",
        [14.0, 11.0, 9.0, 7.0, 6.0, 5.0, 4.0],
    ),
    (
        Target::Zone,
        Hardship::Light,
        "light, 1 is full",
        [1.0, 0.7, 0.5, 0.35, 0.25, 0.15, 0.08],
    ),
    (
        Target::Barcode,
        Hardship::Blur,
        "blur, deviation in modules",
        [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5],
    ),
    (
        Target::Barcode,
        Hardship::Tilt,
        "tilt in degrees",
        [0.0, 8.0, 16.0, 24.0, 32.0, 40.0, 48.0],
    ),
    (
        Target::Barcode,
        Hardship::Resolution,
        "pixels per module",
        [4.0, 3.0, 2.5, 2.0, 1.5, 1.25, 1.0],
    ),
    (
        Target::Barcode,
        Hardship::Light,
        "light, 1 is full",
        [1.0, 0.7, 0.5, 0.35, 0.25, 0.15, 0.08],
    ),
];

/// Sweeps every reader over every hardship.
pub(crate) fn measure(plan: &Plan) -> Result<Vec<Sweep>, AccuracyError> {
    let seeds = plan.pick(10, 60);
    COURSES.iter().map(|course| sweep(course, seeds)).collect()
}

fn sweep(course: &Course, seeds: u64) -> Result<Sweep, AccuracyError> {
    let (target, hardship, axis, degrees) = course;
    let outcomes = for_each(1, seeds, |seed| {
        let subject = Subject::draw(*target, seed)?;
        let read = |degree: &f32| subject.read(&scene(*target, *hardship, *degree, seed));
        degrees.iter().map(read).collect::<Result<Vec<_>, _>>()
    })?;
    let points = degrees.iter().enumerate().map(|(index, degree)| {
        let column = outcomes.iter().filter_map(|outcomes| outcomes.get(index));
        let mut point = SweepPoint {
            at: *degree,
            images: 0,
            exact: 0,
            misread: 0,
        };
        for (is_exact, is_misread) in column {
            point.images += 1;
            point.exact += usize::from(*is_exact);
            point.misread += usize::from(*is_misread);
        }
        point
    });
    Ok(Sweep {
        reader: match target {
            Target::Zone => "Machine-readable zone",
            Target::Barcode => "Barcode (PDF417)",
        },
        error: "not read",
        axis,
        points: points.collect(),
    })
}

/// An easy photograph with one hardship of that degree.
fn scene(target: Target, hardship: Hardship, degree: f32, seed: u64) -> SceneOptions {
    let (mut pixels, per): (f32, fn(f32) -> Magnification) = match target {
        Target::Zone => (12.0, Magnification::PixelsPerCharacter),
        Target::Barcode => (2.5, Magnification::PixelsPerModule),
    };
    let dice = &mut dice(seed, "sweep");
    let towards = dice.random_range(0.0..std::f32::consts::TAU);
    let mut scene = SceneOptions::phone(seed);
    scene.size = FrameSize::Around(60);
    scene.placement.tilt_x_degrees = 0.0;
    scene.placement.tilt_y_degrees = 0.0;
    scene.light.exposure = 0.9;
    scene.camera.defocus_sigma = 0.4;
    scene.camera.noise_sigma = 3.0;
    match hardship {
        Hardship::Blur => scene.camera.defocus_sigma = degree * pixels,
        Hardship::Tilt => {
            scene.placement.tilt_x_degrees = degree * towards.sin();
            scene.placement.tilt_y_degrees = degree * towards.cos();
        }
        Hardship::Resolution => pixels = degree,
        Hardship::Light => scene.light.exposure = degree,
    }
    scene.magnification = per(pixels);
    scene
}

/// A document and what is on it.
struct Subject {
    drawing: Drawing,
    barcode: Option<Vec<u8>>,
}

impl Subject {
    fn draw(target: Target, seed: u64) -> Result<Self, AccuracyError> {
        if target == Target::Barcode {
            let back = licence_back(seed, &LicenceBackOptions::default())?;
            return Ok(Self {
                drawing: back.drawing,
                barcode: Some(back.barcode.bytes),
            });
        }
        let options = TravelOptions {
            pixels_per_millimetre: 9.0,
            ..TravelOptions::default()
        };
        let drawing = match seed % 5 {
            0 => td1_card(seed, &options)?.back,
            1 => td2_card(seed, &options)?.drawing,
            2 => passport(seed, &options)?.drawing,
            3 => visa(seed, VisaSize::Large, &options)?.drawing,
            _ => visa(seed, VisaSize::Small, &options)?.drawing,
        };
        Ok(Self {
            drawing,
            barcode: None,
        })
    }

    /// Whether it is read exactly, and whether something wrong is accepted.
    fn read(&self, scene: &SceneOptions) -> Result<(bool, bool), AccuracyError> {
        let picture = decode(&photograph(&self.drawing, scene)?.bytes)?;
        Ok(match &self.barcode {
            Some(barcode) => {
                let readings = read_barcodes(&picture);
                let is_exact = readings.contains(barcode);
                (is_exact, readings.iter().any(|reading| reading != barcode))
            }
            None => self.read_lines(&picture),
        })
    }

    fn read_lines(&self, picture: &Picture) -> (bool, bool) {
        let truth = self.drawing.mrz.as_ref().map(|mrz| &mrz.lines);
        read_zone(picture).map_or((false, false), |answer| {
            let is_exact = Some(&answer.lines) == truth;
            (is_exact, answer.is_accepted && !is_exact)
        })
    }
}
