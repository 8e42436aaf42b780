//! Outlines on drawn photographs: how many are found, how exactly, and none where there is none.

use credence_vision::outline::{Shape, locate};
use credence_vision::{Picture, Quad, decode, straighten};

use crate::outline_scenes::{
    CORPORA, Corpus, corner_error, drawings, nothing, overlap, scene, truth,
};

const LONGEST: u32 = 960;
/// Share in percent of the documents whose outline must be found, overlapping the true one by nine
/// tenths.
const fn floor(corpus: Corpus) -> usize {
    match corpus {
        Corpus::Phone => 95,
        Corpus::Hard | Corpus::Turned => 88,
        Corpus::HardTurned => 82,
        Corpus::Small => 80,
    }
}
/// Outlines that overlap the true one by less than nine tenths, over all corpora.
const WRONG_ALLOWED: usize = 0;
/// Outlines on pictures without a document.
const FALSE_ALLOWED: usize = 0;

#[test]
fn documents_are_found_at_any_rotation() {
    println!("corpus      images  found  wrong  floor %  median corner error");
    let (mut wrong, mut is_enough) = (0, true);
    for corpus in CORPORA {
        let (mut images, mut found, mut errors) = (0, 0, Vec::new());
        for seed in 0..2u64 {
            for (drawing, number) in drawings(seed).unwrap().iter().zip(0..) {
                let photo = scene(corpus, drawing, 10 * seed + number, LONGEST).unwrap();
                images += 1;
                let Some(outline) = locate(&decode(&photo.bytes).unwrap()) else {
                    println!("{corpus:?} {seed} {number}: none");
                    continue;
                };
                if overlap(&outline.quad, &truth(&photo)) < 0.9 {
                    println!("{corpus:?} {seed} {number}: {outline:?}");
                    wrong += 1;
                    continue;
                }
                found += 1;
                errors.push(corner_error(&outline.quad, &truth(&photo)));
            }
        }
        errors.sort_by(f32::total_cmp);
        let median = errors[errors.len() / 2];
        let floor = floor(corpus);
        println!(
            "{:10} {images:7} {found:6} {wrong:6} {floor:8}  {median:.4}",
            format!("{corpus:?}")
        );
        assert!(median < 0.003, "{corpus:?}");
        is_enough &= 100 * found >= floor * images;
    }
    assert!(is_enough, "a corpus is below its floor");
    assert_eq!(wrong, WRONG_ALLOWED);
}

#[test]
fn where_there_is_no_document_no_outline_is_found() {
    let mut found = 0;
    for seed in 0..24 {
        let picture = decode(&nothing(seed, LONGEST).unwrap()).unwrap();
        if let Some(outline) = locate(&picture) {
            println!("{seed}: {outline:?}");
            found += 1;
        }
    }
    assert_eq!(found, FALSE_ALLOWED);
}

#[test]
fn proportions_tell_a_card_from_a_page() {
    let drawings = drawings(3).unwrap();
    let shape = |number: usize| {
        let photo = scene(Corpus::Phone, &drawings[number], 50, LONGEST).unwrap();
        locate(&decode(&photo.bytes).unwrap()).unwrap().shape
    };
    assert_eq!(shape(1), Some(Shape::Id1));
    assert_eq!(shape(2), Some(Shape::RootTwo));
    assert_eq!(shape(3), Some(Shape::RootTwo));
}

#[test]
fn a_scan_without_a_margin_and_tiny_pictures_have_no_outline() {
    let drawing = drawings(1).unwrap().remove(2);
    let (width, height) = drawing.picture.dimensions();
    let scan = Picture::from_rgb(width, height, drawing.picture.into_raw()).unwrap();
    assert_eq!(locate(&scan), None);
    for (width, height) in [(1u32, 1u32), (3000, 2), (40, 40), (2, 900)] {
        let grey = vec![90; width as usize * height as usize * 3];
        let picture = Picture::from_rgb(width, height, grey).unwrap();
        assert_eq!(locate(&picture), None, "{width} {height}");
    }
}

#[test]
fn the_same_picture_gives_the_same_outline() {
    let drawing = drawings(1).unwrap().remove(0);
    let photo = scene(Corpus::Turned, &drawing, 5, LONGEST).unwrap();
    let picture = decode(&photo.bytes).unwrap();
    assert_eq!(locate(&picture), locate(&picture));
}

#[test]
fn a_straightened_document_looks_as_it_was_drawn() {
    let drawing = drawings(2).unwrap().remove(2);
    let photo = scene(Corpus::Phone, &drawing, 7, 1600).unwrap();
    let picture = decode(&photo.bytes).unwrap();
    let straight = straighten(&picture, &truth(&photo), (125.0, 88.0), 8.0).unwrap();
    let size = (straight.picture.width(), straight.picture.height());
    assert_eq!(size, (1000, 704));
    assert_eq!(drawing.picture.dimensions(), size);
    // Light and camera change levels, not which places are darker: the correlation tells whether
    // every stroke is in its place.
    let drawn = Picture::from_rgb(size.0, size.1, drawing.picture.into_raw()).unwrap();
    let likeness = correlation(&straight.picture, &drawn);
    assert!(likeness > 0.8, "{likeness}");
    let upside_down = straighten(&picture, &truth(&photo).started_at(2), (125.0, 88.0), 8.0);
    assert!(correlation(&upside_down.unwrap().picture, &drawn) < 0.5);
    let place = Quad::rectangle(200.0, 100.0, 300.0, 40.0);
    let back = straight.from_original(&straight.in_original(&place));
    assert!(corner_error(&back, &place) < 0.001);
}

fn correlation(one: &Picture, other: &Picture) -> f64 {
    let pairs = one.luma().pixels().iter().zip(other.luma().pixels());
    let (mut count, mut x, mut y, mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (&a, &b) in pairs {
        let (a, b) = (f64::from(a), f64::from(b));
        count += 1.0;
        x += a;
        y += b;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    let part = |product: f64, a: f64, b: f64| product / count - a * b / count / count;
    part(xy, x, y) / (part(xx, x, x) * part(yy, y, y)).sqrt()
}
