//! The document's corners from its zone or its barcode alone.

use credence_testkit::corpus::printed_right_zone;
use credence_testkit::person::reference_day;
use credence_testkit::scene::{Photograph, SceneOptions, photograph};
use credence_vision::mrz::read_mrz;
use credence_vision::pose::{ZoneLayout, card_around_barcode, document_around_zone};
use credence_vision::{Point, Quad, decode};

use crate::outline_scenes::{drawings, truth};

/// A quadrilateral of the drawing's ground truth, off by up to half a pixel as a reader's are.
fn found(quad: &credence_testkit::geometry::Quad, seed: usize) -> Quad {
    let mut number = seed;
    Quad(quad.0.map(|corner| {
        number += 1;
        let off = |by: usize| ((number * by) % 11) as f32 / 10.0 - 0.5;
        Point::new(corner.x - 0.5 + off(3), corner.y - 0.5 + off(7))
    }))
}

fn photo(number: usize, seed: u64, is_hard: bool, turn: f32) -> Photograph {
    let drawing = &drawings(seed).unwrap()[number];
    let mut options = if is_hard {
        SceneOptions::hard(seed)
    } else {
        SceneOptions::phone(seed)
    };
    options.placement.rotation_degrees += turn;
    photograph(drawing, &options).unwrap()
}

/// Largest distance between corners of the same name, in shares of the diagonal.
fn error(found: &Quad, truth: &Quad) -> f32 {
    let pairs = found.0.into_iter().zip(truth.0);
    let most = pairs
        .map(|(one, other)| one.distance(other))
        .fold(0.0, f32::max);
    most / truth.0[0].distance(truth.0[2])
}

#[test]
fn the_zone_tells_where_the_document_lies_and_which_way_up() {
    let layouts = [
        (2, ZoneLayout::TD3),
        (5, ZoneLayout::TD1),
        (6, ZoneLayout::TD2),
        (7, ZoneLayout::MRV_A),
        (8, ZoneLayout::MRV_B),
    ];
    for (number, layout) in layouts {
        for (seed, is_hard, turn, most) in [
            (1, false, 0.0, 0.04),
            (2, false, 180.0, 0.04),
            (3, false, 90.0, 0.04),
            (4, true, 45.0, 0.09),
        ] {
            let photo = photo(number, seed, is_hard, turn);
            let lines: Vec<Quad> = photo
                .truth
                .mrz_lines
                .iter()
                .zip(0..)
                .map(|(line, at)| found(line, at))
                .collect();
            let document = document_around_zone(&layout, &lines).unwrap();
            let error = error(&document, &truth(&photo));
            println!("{number} {seed}: {error:.3}");
            assert!(error < most, "{number} {seed}: {error}");
        }
    }
}

/// Lines of which the first look took too little, or what stands beside them too.
#[test]
fn a_zone_that_was_read_tells_where_the_document_lies() {
    for number in [100_043, 100_054, 100_112, 100_220] {
        let photo = printed_right_zone(number).unwrap().front;
        let picture = decode(&photo.bytes).unwrap();
        let reading = read_mrz(&picture, reference_day()).reading.unwrap();
        let lines: Vec<Quad> = reading.corners.iter().map(|line| Quad(*line)).collect();
        let document = document_around_zone(&ZoneLayout::TD2, &lines).unwrap();
        let error = error(&document, &truth(&photo));
        println!("{number}: {error:.3}");
        assert!(error < 0.1, "{number}: {error}");
    }
}

#[test]
fn a_wrong_number_of_lines_and_lines_in_one_place_tell_nothing() {
    let line = Quad::rectangle(10.0, 10.0, 400.0, 20.0);
    assert_eq!(document_around_zone(&ZoneLayout::TD3, &[line]), None);
    assert_eq!(document_around_zone(&ZoneLayout::TD3, &[]), None);
    let nowhere = Quad::default();
    assert_eq!(
        document_around_zone(&ZoneLayout::TD3, &[nowhere, nowhere]),
        None
    );
    let endless = Quad([Point::new(f32::NAN, f32::INFINITY); 4]);
    assert_eq!(
        document_around_zone(&ZoneLayout::TD3, &[endless, line]),
        None
    );
    assert_eq!(card_around_barcode(&nowhere), None);
    assert_eq!(card_around_barcode(&endless), None);
}

#[test]
fn the_barcode_tells_which_way_up_a_card_is() {
    for turn in [0.0, 90.0, 200.0, 270.0] {
        let photo = photo(0, 5, false, turn);
        let card = card_around_barcode(&found(&photo.truth.barcode.unwrap(), 0)).unwrap();
        // Each corner is nearest to the one of the same name.
        let truth = truth(&photo);
        for (at, corner) in card.0.into_iter().enumerate() {
            let nearest = (0..4).min_by(|&one, &other| {
                let distance = |at: usize| truth.0[at].distance(corner);
                distance(one).total_cmp(&distance(other))
            });
            assert_eq!(nearest, Some(at), "{turn}");
        }
        assert!(
            card.contains(
                photo
                    .truth
                    .barcode
                    .map(|quad| found(&quad, 0).centre())
                    .unwrap()
            )
        );
    }
}
