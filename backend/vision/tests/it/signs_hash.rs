//! Perceptual hashes: how far copies and different pictures are apart.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides of a few hundred pixels"
)]

use std::error::Error;

use credence_testkit::dice;
use credence_testkit::document::{
    Drawing, LicenceFrontOptions, TravelOptions, licence_front, passport, selfie,
};
use credence_testkit::person::Person;
use credence_testkit::scene::{Encoding, SceneOptions, encode_picture, photograph};
use credence_types::PerceptualHash;
use credence_vision::decode;
use credence_vision::signs::perceptual_hash;
use image::{RgbImage, imageops};

/// Pictures of each kind: 66 pairs each.
const PICTURES: u64 = 12;

fn hash(picture: &RgbImage, quality: u8) -> Result<PerceptualHash, Box<dyn Error>> {
    let file = encode_picture(picture, Encoding::Jpeg(quality), None)?;
    perceptual_hash(&decode(&file)?).ok_or_else(|| "no structure".into())
}

fn taken(drawing: &Drawing, seed: u64) -> Result<RgbImage, Box<dyn Error>> {
    let photo = photograph(drawing, &SceneOptions::phone(seed))?;
    let picture = decode(&photo.bytes)?;
    let (width, height) = (picture.width(), picture.height());
    RgbImage::from_raw(width, height, picture.rgb().to_vec()).ok_or_else(|| "no pixels".into())
}

/// Selfies, licences and passports of different people, photographed.
fn photographs() -> Result<[Vec<RgbImage>; 3], Box<dyn Error>> {
    let mut kinds = [const { Vec::new() }; 3];
    for seed in 0..PICTURES {
        let person = Person::draw(&mut dice(seed, "person"));
        let licence = licence_front(seed, &LicenceFrontOptions::default())?.drawing;
        let passport = passport(seed, &TravelOptions::default())?.drawing;
        let drawings = [selfie(&person), licence, passport];
        for (kind, drawing) in kinds.iter_mut().zip(&drawings) {
            kind.push(taken(drawing, seed)?);
        }
    }
    Ok(kinds)
}

/// Cut by a hundredth on each side.
fn cropped(picture: &RgbImage) -> Result<PerceptualHash, Box<dyn Error>> {
    let (width, height) = picture.dimensions();
    let (left, top) = (width / 100, height / 100);
    let cut = imageops::crop_imm(picture, left, top, width - 2 * left, height - 2 * top);
    hash(&cut.to_image(), 80)
}

fn copies(picture: &RgbImage) -> Result<Vec<PerceptualHash>, Box<dyn Error>> {
    let scaled = |times: f32| {
        let side = |pixels: u32| (pixels as f32 * times) as u32;
        let (width, height) = (side(picture.width()), side(picture.height()));
        imageops::resize(picture, width, height, imageops::FilterType::Triangle)
    };
    Ok(vec![
        hash(picture, 40)?,
        hash(&scaled(0.4), 70)?,
        hash(&scaled(0.9), 80)?,
        hash(&scaled(1.1), 80)?,
        hash(&imageops::brighten(picture, 25), 80)?,
    ])
}

#[test]
fn copies_are_near_crops_nearer_than_other_pictures() -> Result<(), Box<dyn Error>> {
    for kind in photographs()? {
        let hashes: Vec<_> = kind.iter().map(|p| hash(p, 90)).collect::<Result<_, _>>()?;
        for (place, (picture, own)) in kind.iter().zip(&hashes).enumerate() {
            for copy in copies(picture)? {
                assert!(own.distance(&copy) <= 12, "copy: {}", own.distance(&copy));
            }
            let crop = own.distance(&cropped(picture)?);
            assert!(crop <= 40, "crop: {crop}");
            for other in hashes.iter().take(place) {
                assert!(own.distance(other) >= 50, "other: {}", own.distance(other));
            }
        }
    }
    Ok(())
}
