//! Faces with the weights of the pinned package, on pictures drawn here and those that come inside
//! the package. `cargo qa` brings the weights and insists on them.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places are within a picture"
)]

use std::fs;
use std::path::{Path, PathBuf};

use credence_testkit::document::{Drawing, selfie};
use credence_testkit::travel::{TravelChoices, TravelRecord};
use credence_types::FaceStatus;
use credence_vision::face::{BUILT_IN_FILES, BuiltInFiles, FaceModels, compare, measure_frame};
use credence_vision::{Picture, decode};

pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The contents of the four files, in the order of [`BUILT_IN_FILES`].
#[expect(
    clippy::disallowed_methods,
    reason = "cargo qa says by this variable that nothing may be skipped"
)]
pub(crate) fn files() -> Option<[Vec<u8>; 4]> {
    let folder = workspace().join("var/models/face-api");
    let files = BUILT_IN_FILES.map(|file| fs::read(folder.join(file.name)).ok());
    let [Some(a), Some(b), Some(c), Some(d)] = files else {
        let needed = std::env::var_os("CREDENCE_FACE_MODELS_NEEDED").is_some();
        assert!(!needed, "the weights are not in {}", folder.display());
        println!(
            "SKIPPED: no weights in {}; `cargo up` brings them",
            folder.display()
        );
        return None;
    };
    Some([a, b, c, d])
}

pub(crate) fn models() -> Option<FaceModels> {
    let [a, b, c, d] = files()?;
    Some(FaceModels::built_in(&as_built_in([&a, &b, &c, &d])).unwrap())
}

pub(crate) fn as_built_in<'a>(files: [&'a [u8]; 4]) -> BuiltInFiles<'a> {
    let [
        recognition_manifest,
        recognition_weights,
        landmark_manifest,
        landmark_weights,
    ] = files;
    BuiltInFiles {
        recognition_manifest,
        recognition_weights,
        landmark_manifest,
        landmark_weights,
    }
}

/// A picture that comes inside the package: people before a wall.
pub(crate) fn people(number: u32) -> Option<Picture> {
    let folder = "backend/vision/faces/node_modules/@vladmandic/face-api/demo";
    let file = workspace().join(folder).join(format!("sample{number}.jpg"));
    let Ok(bytes) = fs::read(&file) else {
        println!("SKIPPED: no {}", file.display());
        return None;
    };
    Some(decode(&bytes).unwrap())
}

pub(crate) fn pixels(drawing: &Drawing) -> Picture {
    let rgb = image::DynamicImage::from(drawing.picture.clone()).to_rgb8();
    Picture::from_rgb(rgb.width(), rgb.height(), rgb.into_raw()).unwrap()
}

pub(crate) fn drawn_selfie(seed: u64) -> Picture {
    let record = TravelRecord::draw(seed, &TravelChoices::default());
    pixels(&selfie(&record.person))
}

/// A window of a picture as a picture.
pub(crate) fn part(picture: &Picture, [left, top, width, height]: [u32; 4]) -> Picture {
    let row = |y: u32| {
        let start = 3 * (y * picture.width() + left) as usize;
        picture.rgb()[start..start + 3 * width as usize].to_vec()
    };
    let rgb = (top..top + height).flat_map(row).collect();
    Picture::from_rgb(width, height, rgb).unwrap()
}

/// Turned clockwise by a quarter.
pub(crate) fn turned(picture: &Picture) -> Picture {
    let (width, height) = (picture.width(), picture.height());
    let places = (0..width).flat_map(|y| (0..height).map(move |x| (x, y)));
    let pixel = |(x, y): (u32, u32)| {
        let at = 3 * ((height - 1 - x) * width + y) as usize;
        <[u8; 3]>::try_from(&picture.rgb()[at..at + 3]).unwrap()
    };
    Picture::from_rgb(height, width, places.flat_map(pixel).collect()).unwrap()
}

/// One of the people of a sample, with what surrounds them.
fn person(models: &FaceModels, sample: &Picture, number: usize) -> Picture {
    let faces = models.faces(sample).unwrap();
    let area = faces[number].area();
    let side = |value: f32| value.max(0.0) as u32;
    let (left, top) = (
        side(area.x - 0.2 * area.width),
        side(area.y - 0.3 * area.height),
    );
    let width = side(1.4 * area.width).min(sample.width() - left);
    let height = side(1.6 * area.height).min(sample.height() - top);
    part(sample, [left, top, width, height])
}

#[test]
fn a_person_is_nearer_to_themselves_than_to_others() {
    let (Some(models), Some(sample)) = (models(), people(6)) else {
        return;
    };
    let people: Vec<Picture> = (0..4).map(|n| person(&models, &sample, n)).collect();
    let distance = |a: usize, b: usize| {
        let compared = compare(Some(&models), Some(&people[a]), Some(&people[b]));
        let comparison = &compared.comparison;
        assert!(
            comparison
                .warnings
                .contains(&"model_uneven_by_group".to_owned())
        );
        assert!(!comparison.calibrated && comparison.false_match_rate.is_none());
        assert!(compared.portrait.is_some() && compared.selfie.is_some());
        (comparison.distance.unwrap(), comparison.status)
    };
    for a in 0..4 {
        let (own, status) = distance(a, a);
        assert!(own < 0.3, "{own}");
        assert_eq!(status, FaceStatus::Consistent);
        for b in 0..a {
            let (other, status) = distance(a, b);
            assert!(other > 0.45, "{a} {b}: {other}");
            assert_ne!(status, FaceStatus::Consistent);
        }
    }
}

#[test]
fn a_picture_turned_by_quarters_shows_the_same_person() {
    let (Some(models), Some(sample)) = (models(), people(6)) else {
        return;
    };
    let upright = person(&models, &sample, 1);
    let mut picture = upright.clone();
    for quarters in 0..4 {
        let compared = compare(Some(&models), Some(&picture), Some(&upright));
        let distance = compared.comparison.distance.unwrap();
        assert!(distance < 0.3, "{quarters}: {distance}");
        let portrait = compared.portrait.unwrap();
        assert_eq!(
            models.faces(&portrait).unwrap()[0].roll.abs() as u32 / 45,
            0
        );
        picture = turned(&picture);
    }
}

#[test]
fn a_selfie_of_several_people_and_a_document_without_a_face_are_told() {
    let (Some(models), Some(sample)) = (models(), people(6)) else {
        return;
    };
    let one = person(&models, &sample, 1);
    let grey = Picture::from_rgb(640, 480, vec![128; 3 * 640 * 480]).unwrap();
    let several = compare(Some(&models), Some(&one), Some(&sample));
    assert_eq!(several.comparison.status, FaceStatus::SeveralFaces);
    assert_eq!(several.comparison.distance, None);
    // A document without a face goes before several people.
    for (front, selfie, code) in [
        (&grey, &one, "portrait_not_found"),
        (&grey, &sample, "portrait_not_found"),
        (&one, &grey, "selfie_without_face"),
    ] {
        let compared = compare(Some(&models), Some(front), Some(selfie)).comparison;
        assert_eq!(compared.status, FaceStatus::NoFace);
        assert!(
            compared.warnings.iter().any(|warning| warning == code),
            "{compared:?}"
        );
    }
}

#[test]
fn frames_of_a_head_turn_are_measured_against_the_selfie() {
    let (Some(models), Some(sample)) = (models(), people(6)) else {
        return;
    };
    let (one, other) = (person(&models, &sample, 1), person(&models, &sample, 2));
    let selfie = compare(Some(&models), Some(&one), Some(&one)).selfie_template;
    let frames = [(10, one), (20, other), (30, sample)];
    let measured =
        frames.map(|(at, picture)| measure_frame(&models, selfie.as_ref(), at, &picture));
    assert_eq!(
        measured
            .iter()
            .map(|f| f.at_milliseconds)
            .collect::<Vec<_>>(),
        [10, 20, 30]
    );
    assert!(measured[0].distance.unwrap() < 0.1);
    assert!(measured[1].distance.unwrap() > 0.45 && measured[1].band.is_some());
    assert_eq!((measured[2].yaw, measured[2].distance), (None, None));
    // The second person looks to the viewer's left: to their own right is positive.
    assert!(measured[0].yaw.unwrap().abs() < 0.25, "{measured:?}");
}
