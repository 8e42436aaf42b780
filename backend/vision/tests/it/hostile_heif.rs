//! HEIC and AVIF files that lie, and what is said to them.

use credence_vision::DecodeError;

use crate::heif::tiled;
use crate::heif_files::{Item, boxed, coded, grid, heif, ispe, stored};
use crate::hostile::{Random, refused, spoil};

fn plain() -> Item {
    coded("plain.heic", 128, 96)
}

#[test]
fn files_cut_short_anywhere_are_refused() {
    for name in ["plain.heic", "plain.avif", "see_through.avif"] {
        let file = stored(name);
        for end in (12..file.len()).step_by(5) {
            let error = credence_vision::decode(&file[..end]).unwrap_err();
            assert!(
                matches!(error, DecodeError::Truncated | DecodeError::Unreadable),
                "{name} {end}: {error}"
            );
        }
    }
}

#[test]
fn sizes_that_the_coded_picture_does_not_have_are_refused() {
    for (format, width, height) in [("heic", 128, 96), ("avif", 128, 96)] {
        let name = format!("plain.{format}");
        for (wrong_width, wrong_height) in [
            (width * 2, height),
            (width, height - 1),
            (1, 1),
            (12_000, 12_000),
            (u32::MAX, u32::MAX),
            (0, height),
        ] {
            let file = heif(format, &[coded(&name, wrong_width, wrong_height)]);
            let error = refused(&file);
            assert_eq!(
                error,
                DecodeError::Unreadable,
                "{wrong_width} {wrong_height}"
            );
        }
    }
}

#[test]
fn a_bomb_of_tiles_is_refused_by_its_size() {
    // 200 × 200 tiles of 64 × 64 would be 164 MP; as many entries are not even allowed.
    let mut items = vec![
        grid(200, 200, 12_800, 12_800),
        coded("tile_00.heic", 64, 64),
    ];
    items[0].references = vec![(*b"dimg", vec![2; 40_000])];
    assert_eq!(refused(&heif("heic", &items)), DecodeError::TooManyParts);
    items[0] = grid(32, 32, 2048, 2048);
    items[0].references = vec![(*b"dimg", vec![2; 1024])];
    // The same bytes a thousand times: more work than the file has bytes.
    assert_eq!(refused(&heif("heic", &items)), DecodeError::TooManyParts);
}

#[test]
fn circles_and_nested_derivations_are_refused() {
    let mut items = tiled("heic");
    items[0].references = vec![(*b"dimg", vec![1, 1, 1, 1])];
    assert_eq!(
        refused(&heif("heic", &items)),
        DecodeError::UnsupportedCoding
    );
    let mut items = tiled("heic");
    items[1] = grid(1, 1, 64, 64);
    items[1].references = vec![(*b"dimg", vec![1])];
    assert_eq!(
        refused(&heif("heic", &items)),
        DecodeError::UnsupportedCoding
    );
    let mut items = tiled("heic");
    items[0].references = vec![(*b"dimg", vec![2, 3, 4])];
    assert_eq!(refused(&heif("heic", &items)), DecodeError::Unreadable);
    let mut items = tiled("heic");
    items[0].references = vec![(*b"dimg", vec![2, 3, 4, 99])];
    assert_eq!(refused(&heif("heic", &items)), DecodeError::Unreadable);
}

#[test]
fn too_many_of_anything_is_refused() {
    let many = vec![plain(); 2049];
    assert_eq!(refused(&heif("heic", &many)), DecodeError::TooManyParts);
    let boxes = boxed(b"free", b"").repeat(5000);
    let head = boxed(b"ftyp", b"heic\0\0\0\0mif1heic");
    assert_eq!(refused(&[head, boxes].concat()), DecodeError::TooManyParts);
    let mut item = plain();
    let slices = item.data.repeat(65);
    item.data = slices;
    assert_eq!(refused(&heif("heic", &[item])), DecodeError::TooManyPixels);
}

#[test]
fn parts_that_are_not_understood_are_refused() {
    let mut item = plain();
    item.properties.push(boxed(b"what", b""));
    assert_eq!(
        refused(&heif("heic", &[item])),
        DecodeError::UnsupportedCoding
    );
    let mut item = plain();
    item.kind = *b"jpeg";
    assert_eq!(
        refused(&heif("heic", &[item])),
        DecodeError::UnsupportedCoding
    );
    for brand in ["hevc", "msf1", "avis"] {
        assert_eq!(refused(&heif(brand, &[plain()])), DecodeError::Animated);
    }
    let mut item = plain();
    item.properties.remove(0);
    assert_eq!(refused(&heif("heic", &[item])), DecodeError::Unreadable);
    let mut item = plain();
    item.properties[1] = ispe(128, 96)[..18].to_vec();
    assert!(matches!(
        refused(&heif("heic", &[item])),
        DecodeError::Truncated | DecodeError::Unreadable
    ));
}

#[test]
fn spoiled_files_give_a_picture_or_a_refusal_and_never_a_panic() {
    let mut random = Random(11);
    for name in [
        "plain.heic",
        "deep.heic",
        "plain.avif",
        "deep.avif",
        "see_through.avif",
    ] {
        spoil(&stored(name), 300, &mut random);
    }
    for format in ["heic", "avif"] {
        spoil(&heif(format, &tiled(format)), 200, &mut random);
    }
}
