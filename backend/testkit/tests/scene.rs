//! Photographs: determinism, and that things are where the ground truth says.
#![cfg(test)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixel places in known pictures"
)]

use credence_testkit::document::{Drawing, LicenceBackOptions, licence_back};
use credence_testkit::exif::Orientation;
use credence_testkit::geometry::Point;
use credence_testkit::scene::{
    Background, Curl, CurlShape, Encoding, FrameSize, Magnification, Placement, SceneOptions,
    photograph,
};
use image::{Rgb, RgbImage};

fn card() -> Drawing {
    licence_back(5, &LicenceBackOptions::default())
        .unwrap()
        .drawing
}

/// A white sheet with a black square of 40 pixels around each of four places.
fn marked_sheet() -> (Drawing, [Point; 4]) {
    let mut drawing = card();
    drawing.corner_radius = 0.0;
    drawing.picture = RgbImage::from_pixel(1000, 600, Rgb([255; 3]));
    let marks = [(150, 120), (870, 90), (800, 500), (210, 470)];
    for (x, y) in marks {
        for (dx, dy) in (0..40).flat_map(|dy| (0..40).map(move |dx| (dx, dy))) {
            drawing
                .picture
                .put_pixel(x - 20 + dx, y - 20 + dy, Rgb([0; 3]));
        }
    }
    (drawing, marks.map(|(x, y)| Point::new(x as f32, y as f32)))
}

/// The centre of darkness around a place.
fn dark_centre(picture: &RgbImage, near: Point) -> Point {
    let (mut weight, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
    for y in near.y as u32 - 45..near.y as u32 + 45 {
        for x in near.x as u32 - 45..near.x as u32 + 45 {
            // Paper in the shade does not count.
            let dark = (128.0 - f32::from(picture.get_pixel(x, y).0[0])).max(0.0);
            weight += dark;
            sum_x += dark * (x as f32 + 0.5);
            sum_y += dark * (y as f32 + 0.5);
        }
    }
    Point::new(sum_x / weight, sum_y / weight)
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let draw = |seed| {
        let back = licence_back(seed, &LicenceBackOptions::default()).unwrap();
        photograph(&back.drawing, &SceneOptions::hard(seed))
            .unwrap()
            .bytes
    };
    assert_eq!(draw(12), draw(12));
    assert_ne!(draw(12), draw(13));
}

#[test]
fn marks_lie_where_the_map_says() {
    let (drawing, marks) = marked_sheet();
    let options = SceneOptions {
        magnification: Magnification::Width(1100.0),
        size: FrameSize::Fixed(1600, 1200),
        placement: Placement {
            rotation_degrees: 7.0,
            tilt_x_degrees: -14.0,
            tilt_y_degrees: 18.0,
            distance: 2.5,
            offset: (0.02, -0.03),
        },
        ..SceneOptions::flat()
    };
    let photo = photograph(&drawing, &options).unwrap();
    for mark in marks {
        let told = photo.truth.map.map(mark);
        let seen = dark_centre(&photo.picture, told);
        assert!(told.distance(seen) < 0.4, "told {told:?}, seen {seen:?}");
    }
    assert!(!photo.truth.is_cropped);
}

#[test]
fn marks_on_a_bent_page_lie_where_the_truth_says() {
    let (drawing, marks) = marked_sheet();
    for (shape, direction_degrees) in [
        (CurlShape::Arch, 0.0),
        (CurlShape::Edge, 90.0),
        (CurlShape::Wave, 25.0),
    ] {
        let options = SceneOptions {
            magnification: Magnification::Width(1100.0),
            size: FrameSize::Fixed(1600, 1200),
            placement: Placement {
                rotation_degrees: 97.0,
                tilt_x_degrees: 9.0,
                ..Placement::default()
            },
            curl: Some(Curl {
                shape,
                direction_degrees,
                height: 0.08,
                lean: (0.2, -0.4),
            }),
            ..SceneOptions::flat()
        };
        let photo = photograph(&drawing, &options).unwrap();
        for mark in marks {
            let told = photo.truth.place(mark);
            let seen = dark_centre(&photo.picture, told);
            assert!(told.distance(seen) < 0.6, "told {told:?}, seen {seen:?}");
        }
    }
}

#[test]
fn the_outline_parts_document_and_background() {
    let (drawing, _) = marked_sheet();
    let options = SceneOptions {
        background: Background::Plain([10, 10, 10]),
        placement: Placement {
            rotation_degrees: -12.0,
            ..Placement::default()
        },
        size: FrameSize::Fixed(900, 700),
        magnification: Magnification::Fill(0.9),
        ..SceneOptions::flat()
    };
    let photo = photograph(&drawing, &options).unwrap();
    let map = photo.truth.map;
    for (inside, outside) in [((4.0, 4.0), (-4.0, 4.0)), ((996.0, 596.0), (996.0, 604.0))] {
        let shade = |(x, y)| {
            let at = map.map(Point::new(x, y));
            photo.picture.get_pixel(at.x as u32, at.y as u32).0[0]
        };
        assert!(shade(inside) > 240 && shade(outside) < 30);
    }
    let bounds = photo.truth.outline.bounds();
    let tight = (bounds.width / 900.0).max(bounds.height / 700.0);
    assert!((tight - 0.9).abs() < 0.01, "{tight}");
}

#[test]
fn tilt_moves_the_named_edge_away() {
    let drawing = card();
    let outline = |tilt_x_degrees, tilt_y_degrees| {
        let placement = Placement {
            tilt_x_degrees,
            tilt_y_degrees,
            ..Placement::default()
        };
        let options = SceneOptions {
            placement,
            ..SceneOptions::flat()
        };
        photograph(&drawing, &options).unwrap().truth.outline.0
    };
    let [a, b, c, d] = outline(15.0, 0.0);
    assert!(a.distance(b) < d.distance(c), "the upper edge is further");
    let [a, b, c, d] = outline(0.0, 15.0);
    assert!(b.distance(c) < a.distance(d), "the right edge is further");
}

#[test]
fn the_module_size_is_met() {
    let drawing = card();
    for pixels in [1.5, 2.0, 3.0] {
        let options = SceneOptions {
            magnification: Magnification::PixelsPerModule(pixels),
            ..SceneOptions::flat()
        };
        let photo = photograph(&drawing, &options).unwrap();
        let met = photo.truth.pixels_per_module.unwrap();
        assert!((met - pixels).abs() < 0.01, "{met}");
    }
}

#[test]
fn every_format_is_written_with_its_signature() {
    let drawing = card();
    for (encoding, signature) in [
        (Encoding::Jpeg(80), b"\xFF\xD8\xFF".as_slice()),
        (Encoding::Png, b"\x89PNG"),
        (Encoding::Webp, b"RIFF"),
    ] {
        let size = FrameSize::Fixed(320, 240);
        let options = SceneOptions {
            encoding,
            size,
            ..SceneOptions::phone(1)
        };
        let photo = photograph(&drawing, &options).unwrap();
        assert!(photo.bytes.starts_with(signature));
        assert_eq!(photo.media_type, encoding.media_type());
    }
}

#[test]
fn the_orientation_tag_brings_the_picture_upright() {
    use image::ImageDecoder;
    let drawing = card();
    for orientation in Orientation::ALL {
        let options = SceneOptions {
            size: FrameSize::Fixed(400, 240),
            encoding: Encoding::Jpeg(95),
            orientation: Some(orientation),
            ..SceneOptions::phone(4)
        };
        let photo = photograph(&drawing, &options).unwrap();
        let mut decoder =
            image::codecs::jpeg::JpegDecoder::new(std::io::Cursor::new(&photo.bytes)).unwrap();
        let tag = decoder.orientation().unwrap();
        let mut seen = image::DynamicImage::from_decoder(decoder).unwrap();
        seen.apply_orientation(tag);
        assert_eq!((seen.width(), seen.height()), (400, 240), "{orientation:?}");
        let seen = seen.into_rgb8();
        let difference: u64 = seen
            .as_raw()
            .iter()
            .zip(photo.picture.as_raw())
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum();
        assert!(difference / 288_000 < 6, "{orientation:?}: {difference}");
    }
}

#[test]
fn a_picture_without_pixels_is_refused() {
    let options = SceneOptions {
        size: FrameSize::Fixed(0, 100),
        ..SceneOptions::flat()
    };
    assert!(photograph(&card(), &options).is_err());
}
