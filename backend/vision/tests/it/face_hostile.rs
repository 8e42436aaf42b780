//! Pictures and files that were made to do harm: an answer or a named error, whatever they are.

use credence_types::FaceStatus;
use credence_vision::Picture;
use credence_vision::face::{
    BUILT_IN_FILES, FaceFault, FaceModels, ModelError, compare, measure_selfie,
};

use super::faces::{as_built_in, drawn_selfie, files};

fn filled(width: u32, height: u32, pixel: impl Fn(u32, u32) -> u8) -> Picture {
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let rgb = places.flat_map(|(x, y)| [pixel(x, y); 3]).collect();
    Picture::from_rgb(width, height, rgb).unwrap()
}

/// A drawn person, smaller and smaller, each in the middle of the one before.
fn faces_inside_faces() -> Picture {
    let outer = drawn_selfie(1);
    let mut rgb = outer.rgb().to_vec();
    let (width, height) = (outer.width(), outer.height());
    for shrunk in [2, 4, 8] {
        let (left, top) = ((width - width / shrunk) / 2, (height - height / shrunk) / 2);
        for y in 0..height / shrunk {
            for x in 0..width / shrunk {
                let from = 3 * (y * shrunk * width + x * shrunk) as usize;
                let to = 3 * ((top + y) * width + left + x) as usize;
                let pixel = &outer.rgb()[from..from + 3];
                rgb[to..to + 3].copy_from_slice(pixel);
            }
        }
    }
    Picture::from_rgb(width, height, rgb).unwrap()
}

#[test]
fn any_picture_ends_in_a_status() {
    let models = FaceModels::seeded(1).unwrap();
    let pictures = [
        filled(1, 1, |_, _| 0),
        filled(39, 4000, |_, _| 128),
        filled(4000, 41, |x, _| x.to_le_bytes()[0]),
        filled(40, 40, |x, y| (x * y).to_le_bytes()[0]),
        filled(
            300,
            200,
            |x, y| if (x / 2 + y / 2) % 2 == 0 { 0 } else { 255 },
        ),
        filled(500, 500, |x, y| {
            (x.wrapping_mul(y ^ 0x55) >> 3).to_le_bytes()[0]
        }),
        faces_inside_faces(),
    ];
    let person = drawn_selfie(1);
    for picture in &pictures {
        for (front, selfie) in [(picture, &person), (&person, picture)] {
            let compared = compare(Some(&models), Some(front), Some(selfie)).comparison;
            let is_measured = compared.distance.is_some();
            let may_be_measured = !matches!(
                compared.status,
                FaceStatus::NoFace | FaceStatus::SeveralFaces | FaceStatus::NoModel
            );
            assert_eq!(is_measured, may_be_measured, "{picture:?}: {compared:?}");
            assert!(compared.warnings.iter().all(|code| {
                code.bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            }));
        }
    }
    let refused = models.faces(&pictures[0]).unwrap_err();
    assert_eq!(refused, FaceFault::PictureTooSmall);
}

#[test]
fn nothing_is_compared_without_a_model_or_a_picture() {
    let person = drawn_selfie(1);
    let without = compare(None, Some(&person), Some(&person)).comparison;
    assert_eq!(without.status, FaceStatus::NoModel);
    assert_eq!((without.distance, without.model_id), (None, None));
    let models = FaceModels::seeded(1).unwrap();
    for (front, selfie, code) in [
        (None, Some(&person), "portrait_picture_missing"),
        (Some(&person), None, "selfie_missing"),
    ] {
        let compared = compare(Some(&models), front, selfie).comparison;
        assert_eq!(compared.status, FaceStatus::NoFace);
        assert!(compared.warnings.iter().any(|warning| warning == code));
        assert_eq!(compared.distance, None);
    }
}

#[test]
fn a_drawn_person_is_measured_and_darkness_and_blur_are_told() {
    let models = FaceModels::seeded(1).unwrap();
    let person = drawn_selfie(1);
    let face = models.faces(&person).unwrap().remove(0);
    let plain = measure_selfie(&person, &face);
    assert!(!plain.is_hopeless, "{plain:?}");
    let changed = |of: &dyn Fn(u8) -> u8| {
        let rgb = person.rgb().iter().map(|&value| of(value)).collect();
        let picture = Picture::from_rgb(person.width(), person.height(), rgb).unwrap();
        let quality = measure_selfie(&picture, &face);
        let codes: Vec<&str> = quality.faults.iter().map(|fault| fault.code()).collect();
        (codes, quality.is_hopeless)
    };
    let (dark, is_hopeless) = changed(&|value| value / 8);
    assert!(dark.contains(&"selfie_too_dark") && is_hopeless, "{dark:?}");
    let (bright, is_hopeless) = changed(&|value| 240 + value / 17);
    assert!(
        bright.contains(&"selfie_too_bright") && is_hopeless,
        "{bright:?}"
    );
    // Every pixel the mean of its neighbours.
    let (width, height) = (person.width() as usize, person.height() as usize);
    let reach = 24;
    let row_mean = |from: &[u8]| -> Vec<u8> {
        let mean = |at: usize| {
            let (x, y, channel) = (at / 3 % width, at / 3 / width, at % 3);
            let near = x.saturating_sub(reach)..(x + reach).min(width);
            let count = near.len();
            let sum: usize = near
                .map(|x| usize::from(from[3 * (y * width + x) + channel]))
                .sum();
            u8::try_from(sum / count).unwrap()
        };
        (0..3 * width * height).map(mean).collect()
    };
    let blurred = row_mean(person.rgb());
    let blurred = Picture::from_rgb(person.width(), person.height(), blurred).unwrap();
    let quality = measure_selfie(&blurred, &face);
    assert!(
        quality.sharpness < plain.sharpness / 4.0,
        "{plain:?} {quality:?}"
    );
}

#[test]
fn a_flipped_bit_or_a_cut_file_is_named() {
    let Some(files) = files() else { return };
    for (number, pinned) in BUILT_IN_FILES.into_iter().enumerate() {
        let mut flipped = files.clone();
        let middle = flipped[number].len() / 2;
        flipped[number][middle] ^= 1;
        let mut cut = files.clone();
        cut[number].pop();
        for [a, b, c, d] in [flipped, cut] {
            let refused = FaceModels::built_in(&as_built_in([&a, &b, &c, &d])).unwrap_err();
            assert!(
                matches!(&refused, ModelError::NotPinned { file } if file == pinned.name),
                "{refused}"
            );
        }
    }
}
