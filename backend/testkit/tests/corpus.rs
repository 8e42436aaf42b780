//! The numbered sets: the same for everybody, hard in every way they promise, and readable.
#![cfg(test)]

use std::collections::BTreeSet;

use credence_testkit::corpus::{
    WITHOUT_MRZ, WithoutMrz, draw_document, mrz_photo, mrz_scene, without_mrz,
};
use credence_testkit::mrz::{MrzFormat, UnknownBirth};
use credence_testkit::scene::{Magnification, SceneOptions, survey};
use credence_testkit::travel::{TravelChoices, TravelRecord};

#[test]
fn a_number_always_gives_the_same_photograph() {
    let draw = |number| mrz_photo(number).unwrap();
    let (first, again, other) = (draw(7), draw(7), draw(8));
    assert_eq!(first.photo.bytes, again.photo.bytes);
    assert_eq!(first.lines, again.lines);
    assert_ne!(first.lines, other.lines);
    assert_eq!(without_mrz(4).unwrap().1, without_mrz(4).unwrap().1);
}

#[test]
fn every_format_comes_in_turn_with_whole_lines() {
    for (number, format) in (20..).zip(MrzFormat::ALL) {
        let drawn = mrz_photo(number).unwrap();
        assert_eq!(drawn.format, format);
        for line in &drawn.lines {
            assert_eq!(line.len(), format.line_length(), "{line}");
        }
        assert_eq!(drawn.photo.truth.mrz_edges.len(), drawn.lines.len());
    }
}

#[test]
fn the_zone_lies_whole_in_pictures_of_at_most_two_megapixels() {
    let (mut is_cropped, mut is_bent, mut quarters) = (0, 0, BTreeSet::new());
    for number in 0..60 {
        let format = MrzFormat::ALL[usize::try_from(number % 5).unwrap()];
        let drawing = draw_document(number, format, 7.0).unwrap();
        let scene = mrz_scene(number, &drawing);
        let truth = survey(&drawing, &scene);
        for point in truth.mrz_edges.iter().flatten().flatten() {
            assert!(
                point.x >= 0.0
                    && point.y >= 0.0
                    && point.x < truth.width as f32
                    && point.y < truth.height as f32,
                "{number}: {point:?}"
            );
        }
        assert!(truth.width * truth.height <= 2_000_000, "{number}");
        let Magnification::PixelsPerCharacter(pixels) = scene.magnification else {
            panic!("{:?}", scene.magnification)
        };
        assert!((7.0..=25.0).contains(&pixels), "{pixels}");
        is_cropped += usize::from(truth.is_cropped);
        is_bent += usize::from(truth.bend.is_some());
        #[expect(clippy::cast_possible_truncation, reason = "a quarter turn is 0 to 4")]
        quarters.insert((scene.placement.rotation_degrees / 90.0).round() as i32);
    }
    assert!(is_cropped >= 4, "{is_cropped}");
    assert!(is_bent >= 12, "{is_bent}");
    assert!(quarters.len() >= 4, "{quarters:?}");
}

#[test]
fn peculiar_records_hold_what_trips_readers() {
    let draw = |format| {
        (0..300).map(move |seed| {
            let choices = TravelChoices {
                peculiar_for: Some(format),
                ..TravelChoices::default()
            };
            let record = TravelRecord::draw(seed, &choices);
            let lines = credence_testkit::mrz::compose_mrz(&record.mrz(format));
            (record, lines)
        })
    };
    let cards: Vec<_> = draw(MrzFormat::Td1).collect();
    let books: Vec<_> = draw(MrzFormat::Td3).collect();
    let count = |all: &[(TravelRecord, Vec<String>)],
                 test: &dyn Fn(&TravelRecord, &[String]) -> bool| {
        all.iter()
            .filter(|(record, lines)| test(record, lines))
            .count()
    };
    // A long number has `<` where its check digit would be.
    assert!(count(&cards, &|_, lines| &lines[0][14..15] == "<") > 30);
    assert!(count(&books, &|_, lines| &lines[0][2..5] == "D<<") > 5);
    assert!(
        count(&books, &|_, lines| !lines[0].ends_with('<')) > 30,
        "full names"
    );
    assert!(
        count(&books, &|_, lines| &lines[1][20..21] == "<") > 5,
        "no sex"
    );
    assert!(
        count(&books, &|_, lines| &lines[1][42..43] == "<") > 20,
        "no personal number"
    );
    assert!(
        count(&books, &|_, lines| lines[1][13..19].ends_with("<<")) > 8,
        "no day"
    );
    assert!(
        count(&books, &|record, _| record.unknown_birth
            == UnknownBirth::Date)
            > 0
    );
    assert!(count(&books, &|_, lines| lines[1][10..13].starts_with("GB")) > 10);
    assert!(count(&books, &|record, _| !record.person.family_name.is_ascii()) > 20);
    for (_, lines) in cards.iter().chain(&books) {
        let is_allowed = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'<';
        assert!(
            lines.iter().all(|line| line.bytes().all(is_allowed)),
            "{lines:?}"
        );
    }
}

#[test]
fn a_peculiar_choice_leaves_other_records_as_they_were() {
    let plain = TravelRecord::draw(9, &TravelChoices::default());
    assert_eq!(plain.nationality, None);
    assert_eq!(plain.unknown_birth, UnknownBirth::None);
    assert_eq!(plain.optional_data, "");
}

#[test]
fn pictures_without_a_zone_show_every_trap() {
    let kinds: Vec<WithoutMrz> = (0..12)
        .map(|number| without_mrz(number).unwrap().0)
        .collect();
    assert_eq!(kinds, WITHOUT_MRZ);
    let top = draw_document(3, MrzFormat::Td3, 8.0).unwrap();
    let zone = top.mrz.clone().unwrap().area();
    let cut = top.above_zone();
    assert!(cut.mrz.is_none());
    assert!((cut.picture.height() as f32) < zone.y);
    assert!(cut.field("familyName").is_some());
    let truth = survey(&cut, &SceneOptions::phone(1));
    assert!(truth.mrz_lines.is_empty());
}
