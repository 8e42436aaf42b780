//! Tampered photographs: repeatable, and changed where they say.
#![cfg(test)]

use credence_testkit::geometry::Quad;
use credence_testkit::tamper::{
    TAMPERINGS, Tampering, copied_field, edited_digits, honest_phone, tampered,
};

#[test]
fn every_tampering_says_where_it_is() {
    for (tampering, number) in TAMPERINGS.into_iter().zip(20..) {
        let tampered = tampered(tampering, number).unwrap();
        let truth = &tampered.photo.truth;
        let size = tampered.photo.picture.dimensions();
        assert_eq!(size, (truth.width, truth.height));
        assert!(tampered.photo.bytes.starts_with(&[0xFF, 0xD8]));
        let is_whole = matches!(
            tampering,
            Tampering::RecapturedScreen | Tampering::PrintedCopy
        );
        assert_eq!(tampered.area.is_none(), is_whole, "{}", tampering.as_str());
        if let Some(area) = tampered.area {
            assert!(area.is_inside(truth.width, truth.height));
            assert!(area.area() > 100.0);
        }
    }
}

#[test]
fn a_number_gives_the_same_file() {
    assert_eq!(copied_field(4).unwrap(), copied_field(4).unwrap());
    assert_ne!(
        edited_digits(4).unwrap().photo.bytes,
        edited_digits(5).unwrap().photo.bytes
    );
}

#[test]
fn a_shrunk_photograph_knows_where_its_document_is() {
    // The fifth of twelve is made smaller.
    let photo = honest_phone(5).unwrap();
    let truth = &photo.truth;
    assert!(truth.width < 1600);
    assert_eq!(photo.picture.dimensions(), (truth.width, truth.height));
    let outline: Quad = truth.outline;
    assert!(outline.is_inside(truth.width, truth.height));
    let place = truth.place(credence_testkit::geometry::Point::new(0.0, 0.0));
    assert!(place.distance(outline.0[0]) < 0.5);
}
