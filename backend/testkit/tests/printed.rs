//! Photographs of printed zones: what is printed lies in the picture and is large enough to read.
#![cfg(test)]

use credence_testkit::corpus::{
    PrintHardness, PrintedDocument, printed_photo, printed_right_zone, printed_wrong_zone,
};
use credence_testkit::document::{PrintFamily, PrintLook};

#[test]
fn every_value_is_in_the_picture_and_readable() {
    for (hardness, least) in [(PrintHardness::Clean, 13.5), (PrintHardness::Degraded, 8.7)] {
        for number in 0..5 {
            let drawn = printed_photo(number, hardness).unwrap();
            assert_eq!(
                drawn.document,
                PrintedDocument::ALL[usize::try_from(number).unwrap()]
            );
            assert!(
                drawn.smallest_capitals > least,
                "{number} {}",
                drawn.smallest_capitals
            );
            let (width, height) = (drawn.photo.truth.width, drawn.photo.truth.height);
            for field in &drawn.photo.truth.fields {
                for corner in field.quad.0 {
                    assert!(corner.x > 0.0 && corner.x < width as f32, "{field:?}");
                    assert!(corner.y > 0.0 && corner.y < height as f32, "{field:?}");
                }
            }
            let text = |key| {
                let fields = &drawn.photo.truth.fields;
                let found = fields.iter().find(|field| field.key == key);
                found.map(|field| field.text.to_uppercase())
            };
            assert_eq!(text("familyName"), Some(drawn.values.family_name.clone()));
            assert_eq!(text("id"), Some(drawn.values.number.clone()));
        }
    }
}

#[test]
fn looks_differ() {
    let looks: Vec<PrintLook> = (0..40).map(PrintLook::draw).collect();
    for family in [
        PrintFamily::Sans,
        PrintFamily::Serif,
        PrintFamily::Mono,
        PrintFamily::OcrB,
    ] {
        assert!(looks.iter().any(|look| look.values == family), "{family:?}");
    }
    assert!(looks.iter().any(|look| look.has_small_letters));
    assert_eq!(PrintLook::draw(7), PrintLook::draw(7));
}

#[test]
fn a_wrong_zone_names_somebody_else_and_nothing_more() {
    for number in 0..12 {
        let wrong = printed_wrong_zone(number).unwrap();
        let right = printed_right_zone(number).unwrap();
        assert_eq!(wrong.values, right.values);
        assert_ne!(wrong.lines, right.lines);
        let differing = wrong
            .lines
            .iter()
            .zip(&right.lines)
            .filter(|(wrong, right)| wrong != right);
        assert_eq!(differing.count(), 1, "{:?}", wrong.lines);
        assert_eq!(
            wrong.back.is_some(),
            wrong.document == PrintedDocument::CardFront
        );
    }
}
