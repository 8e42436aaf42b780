use std::sync::LazyLock;

use credence_testkit::aamva::{AamvaOptions, LicenceChoices, LicenceRecord, compose_aamva};
use credence_testkit::document::{LicenceBackOptions, licence_back};
use credence_testkit::scene::{Encoding, FrameSize, SceneOptions, photograph, photograph_nothing};
use serde_json::{Value, json};

/// The beginnings of files: enough to be stored, nothing to be read.
pub(crate) const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0 not a picture";
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n not a picture";
pub(crate) const WEBP: &[u8] = b"RIFF\x20\0\0\0WEBPVP8  not a picture";

const SEED: u64 = 7;

/// The family name of the drawn holder.
pub(crate) static FAMILY_NAME: LazyLock<String> = LazyLock::new(|| record().family_name);

fn record() -> LicenceRecord {
    LicenceRecord::draw(SEED, &LicenceChoices::default())
}

/// The text of the drawn licence's barcode.
pub(crate) fn barcode() -> Vec<u8> {
    compose_aamva(&record(), &AamvaOptions::default()).bytes
}

/// A photograph of the drawn licence's back; taken once, since drawing costs seconds.
pub(crate) fn back_photograph(encoding: Encoding) -> Vec<u8> {
    static JPEG: LazyLock<Vec<u8>> = LazyLock::new(|| photograph_back(Encoding::Jpeg(90)));
    static WEBP: LazyLock<Vec<u8>> = LazyLock::new(|| photograph_back(Encoding::Webp));
    match encoding {
        Encoding::Webp => WEBP.clone(),
        Encoding::Jpeg(_) | Encoding::Png => JPEG.clone(),
    }
}

fn photograph_back(encoding: Encoding) -> Vec<u8> {
    let back = licence_back(SEED, &LicenceBackOptions::default()).unwrap();
    let options = SceneOptions {
        encoding,
        ..SceneOptions::phone(SEED)
    };
    photograph(&back.drawing, &options).unwrap().bytes
}

/// A picture in which there is nothing to be read.
pub(crate) fn scenery(encoding: Encoding) -> Vec<u8> {
    let size = FrameSize::Fixed(640, 480);
    photograph_nothing(&SceneOptions {
        encoding,
        size,
        ..SceneOptions::phone(SEED)
    })
    .unwrap()
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    base64_simd::STANDARD.encode_to_string(bytes)
}

/// Version 3's track string: the barcode, and how the page's decoder saw it.
pub(crate) fn track_string() -> String {
    let seen = b"columns:13,rows:24,ecl:5,x1:1.5,y1:2,x2:9,y2:2,x3:9,y3:4,x4:1,y4:4";
    format!("{}.{}", base64(&barcode()), base64(seen))
}

/// A licence by its track string, with pictures that nobody could read.
pub(crate) fn licence() -> Value {
    json!({
        "documentType": 1,
        "frontImageBase64": base64(JPEG),
        "backOrSecondImageBase64": base64(PNG),
        "faceImageBase64": base64(WEBP),
        "trackString": track_string(),
        "captureMethod": "120",
        "verifyFace": true,
    })
}

/// A licence that can be read: its track string alone, nothing else being asked for.
pub(crate) fn readable() -> Value {
    json!({
        "documentType": 1,
        "trackString": track_string(),
        "captureMethod": "120",
        "userAgent": "test",
        "verifyFace": false,
        "overriddenSettings": {"isOCREnabled": false},
    })
}

/// A licence of which nothing can be read.
pub(crate) fn unreadable() -> Value {
    json!({
        "documentType": 1,
        "frontImageBase64": base64(JPEG),
        "backOrSecondImageBase64": base64(PNG),
    })
}

/// A body as the capture library sends it, with drawn values in its places.
pub(crate) fn fixture(text: &str) -> Value {
    let (data, parameters) = track_string().split_once('.').map(own).unwrap();
    let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    let filled = text
        .replace("{front}", &base64(&scenery(Encoding::Webp)))
        .replace("{back}", &base64(&back_photograph(Encoding::Webp)))
        .replace("{face}", &base64(&scenery(Encoding::Png)))
        .replace("{track data}", &data)
        .replace("{track parameters}", &parameters)
        .replace("{zone}", &base64(zone.as_bytes()));
    serde_json::from_str(&filled).unwrap()
}

fn own((data, parameters): (&str, &str)) -> (String, String) {
    (data.to_owned(), parameters.to_owned())
}
