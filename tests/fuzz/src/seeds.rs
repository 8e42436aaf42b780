//! Writes what fuzzing starts from: `fuzz-seeds FOLDER` makes one folder for each target, with
//! honest inputs and hostile ones.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use credence_fuzz::TARGETS;
use credence_testkit::aamva::{
    AamvaOptions, AamvaVersion, LicenceChoices, LicenceRecord, compose_aamva,
};
use credence_testkit::barcode::{Pdf417Options, encode_pdf417};
use credence_testkit::corpus::draw_document;
use credence_testkit::document::selfie;
use credence_testkit::hostile::{honest_jpeg, hostile_files};
use credence_testkit::mrz::MrzFormat;
use credence_testkit::travel::{TravelChoices, TravelRecord};
use credence_vision::face::seeded_recogniser;

/// Longest hostile file that is worth mutating.
const MOST_BYTES: usize = 1 << 16;

fn main() -> Result<()> {
    let folder: PathBuf = std::env::args_os().nth(1).context("say where to")?.into();
    for target in TARGETS {
        let seeds = seeds(target.name).with_context(|| format!("seeds of {}", target.name))?;
        let folder = folder.join(target.name);
        fs::create_dir_all(&folder)?;
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), seed)?;
        }
    }
    Ok(())
}

fn seeds(target: &str) -> Result<Vec<Vec<u8>>> {
    match target {
        "jpeg-png-webp" => {
            let files = hostile_files()?.into_iter().map(|(_, file)| file);
            let mut files: Vec<Vec<u8>> = files.filter(|file| file.len() < MOST_BYTES).collect();
            files.push(honest_jpeg()?);
            Ok(files)
        }
        "heic-avif" => stored(),
        "pdf" => Ok(vec![pdf(&honest_jpeg()?)]),
        "pixels" | "mrz-pixels" | "print-pixels" => pixels(),
        "print-text" => Ok(vec![PRINT.to_vec()]),
        "forgery" => Ok(vec![honest_jpeg()?]),
        "face-manifest" => Ok(vec![FACE_MANIFEST.to_vec()]),
        "face-pixels" => faces(),
        "face-onnx" => Ok(vec![seeded_recogniser(1)?]),
        "barcode" => Ok(vec![barcode(2)?, barcode(1)?]),
        "mrz-text" => zones(),
        "aamva" => Ok(licences()),
        "track-string" => Ok(licences().iter().map(|text| track_string(text)).collect()),
        "dcs-message" => Ok(dcs_messages()),
        "dcs-request" => Ok(vec![DCS_REQUEST.to_vec()]),
        "dcs-answer" => Ok(DCS_ANSWERS.iter().map(|text| text.to_vec()).collect()),
        _ => Ok(vec![REQUEST.to_vec(), RESULT.to_vec()]),
    }
}

const REQUEST: &[u8] = br#"{"publicKey":"pk","documentType":1,"frontImageBase64":"data:image/jpeg;base64,/9j/2Q==","backOrSecondImageBase64":"","faceImageBase64":"/9j/2Q==","trackString":{"data":"QAo=","barcodeParams":"x"},"ssn":null,"captureMethod":"120","metadata":{"a":"b"},"overriddenSettings":{"isOCREnabled":true}}"#;
const RESULT: &[u8] = br#"{"requestId":"01920000-0000-7000-8000-000000000001","documentType":2,"status":1,"document":{"familyName":"DRAWN","dob":"1990-01-31"},"validationTests":[{"name":"x","status":0}],"faceVerificationResult":null}"#;

const DCS_REQUEST: &[u8] = br#"{"correlationId":"6d5f2a5e-0c1c-4b5e-9f6d-1f6a1a0f6b11","requestId":"0b5a7a55-3d5a-4c5c-8d3f-9d9c6a5b7c22","timestamp":"2026-11-27T11:59:30.000Z","passportNumber":"824159121","surname":"Watson","forenames":["Mary"],"dateOfBirth":"1932-02-25","expiryDate":"2021-03-01"}"#;
const DCS_ANSWERS: [&[u8]; 4] = [
    br#"{"correlationId":"a","requestId":"b","error":false,"valid":true}"#,
    br#"{"correlationId":"a","requestId":"b","error":true,"errorMessage":["Unplanned outage"]}"#,
    br#"{"available":true,"scheduledOutages":[]}"#,
    br#"{"available":false,"message":"Limit exceeded","scheduledOutages":[{"start":"x","end":"y"}]}"#,
];

/// Lines of a licence; three characters before each are its place and size.
const PRINT: &[u8] = b"H0 4d DLN D1234567\nH8 4b EXP 07/08/2030\nH@ 3 DOB 1998-07-08\nHH 1 M\xc3\x9cLLER\nHP 2 ANNA MARIA\nHX Surname/Nom (1)\nH` 12 AUG/AO\xc3\x9bT 74\nHh MORGA753116SM9IJ";

/// A manifest, a byte 0, values.
const FACE_MANIFEST: &[u8] = b"[{\"weights\":[{\"name\":\"dense0/conv0/bias\",\"shape\":[2,1],\"dtype\":\"float32\",\"quantization\":{\"dtype\":\"uint8\",\"scale\":0.5,\"min\":-1}},{\"name\":\"b\",\"shape\":[1],\"dtype\":\"float32\"}],\"paths\":[\"x.bin\"]}]\0\x01\x02\0\0\x80\x3f";

/// A first byte that says how the rest is wrapped (`dcs.rs`), and signed and encrypted texts.
fn dcs_messages() -> Vec<Vec<u8>> {
    let part = |text: &str| base64_simd::URL_SAFE_NO_PAD.encode_to_string(text);
    let signed = format!(
        "{}.{}.{}",
        part(r#"{"alg":"RS256"}"#),
        part("{}"),
        part("signature")
    );
    let encrypted = format!(
        "{}.{}.{}.{}.{}",
        part(r#"{"alg":"RSA-OAEP-256","enc":"A128CBC-HS256","typ":"JWE"}"#),
        part(&"k".repeat(256)),
        part("sixteen bytes ok"),
        part("sixteen bytes ok"),
        part("sixteen bytes ok"),
    );
    let answer = String::from_utf8_lossy(DCS_ANSWERS[0]).into_owned();
    let texts = [(0, &signed), (1, &encrypted), (1, &signed), (3, &answer)];
    texts
        .into_iter()
        .map(|(how, text)| [&[how], text.as_bytes()].concat())
        .collect()
}

/// The coded pictures that the decoder's own tests keep.
fn stored() -> Result<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../backend/vision/tests/files");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|kind| kind == "heic" || kind == "avif")
        {
            files.push(fs::read(path)?);
        }
    }
    files.sort();
    Ok(files)
}

/// A page with nothing but a scan on it.
fn pdf(jpeg: &[u8]) -> Vec<u8> {
    let head = "%PDF-1.7\n\
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 160 120]/Contents 4 0 R\
        /Resources<</XObject<</I 5 0 R>>>>>>endobj\n\
        4 0 obj<</Length 24>>stream\n160 0 0 120 0 0 cm /I Do\nendstream endobj\n";
    let image = format!(
        "5 0 obj<</Type/XObject/Subtype/Image/Width 160/Height 120/ColorSpace/DeviceRGB\
        /BitsPerComponent 8/Filter/DCTDecode/Length {}>>stream\n",
        jpeg.len()
    );
    let tail = "\nendstream endobj\ntrailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n";
    [head.as_bytes(), image.as_bytes(), jpeg, tail.as_bytes()].concat()
}

/// The zone of a drawn card, and stripes; the first byte is the width less one.
fn pixels() -> Result<Vec<Vec<u8>>> {
    let card = draw_document(4, MrzFormat::Td1, 3.0)?;
    let grey = image::imageops::grayscale(&card.picture);
    let width = grey.width().min(256);
    let height = grey.height().min(120);
    let zone = image::imageops::crop_imm(&grey, 0, grey.height() - height, width, height);
    let mut seed = vec![u8::try_from(width - 1)?];
    seed.extend(zone.to_image().as_raw());
    let stripes = (0..=u8::MAX)
        .cycle()
        .map(|at| if at % 8 < 4 { 20 } else { 230 });
    let stripes = std::iter::once(199)
        .chain(stripes.take(200 * 100))
        .collect();
    Ok(vec![seed, stripes])
}

/// A drawn person in grey, at sizes that the detector searches once and several times; the first
/// byte is the width less one.
fn faces() -> Result<Vec<Vec<u8>>> {
    let record = TravelRecord::draw(1, &TravelChoices::default());
    let grey = image::imageops::grayscale(&selfie(&record.person).picture);
    [(72, 96), (120, 160), (200, 200)]
        .map(|(width, height)| {
            let small = image::imageops::thumbnail(&grey, width, height);
            let mut seed = vec![u8::try_from(width - 1)?];
            seed.extend(small.as_raw());
            Ok(seed)
        })
        .into_iter()
        .collect()
}

/// A symbol with its quiet zone, so many pixels to a module.
fn barcode(scale: usize) -> Result<Vec<u8>> {
    let options = Pdf417Options {
        columns: 2,
        rows: None,
        error_correction_level: 2,
    };
    let symbol = encode_pdf417(b"@\n\x1e\rANSI 636000", &options)?;
    let width = (symbol.width() + 8) * scale;
    let mut pixels = vec![u8::try_from(width - 1)?];
    let blank = |rows: usize| vec![255; rows * scale * width];
    pixels.extend(blank(4));
    for row in symbol.rows() {
        let modules = [false; 4].iter().chain(row).chain(&[false; 4]);
        let line: Vec<u8> = modules
            .flat_map(|&dark| vec![if dark { 0 } else { 255 }; scale])
            .collect();
        pixels.extend(line.repeat(3 * scale));
    }
    pixels.extend(blank(4));
    Ok(pixels)
}

fn zones() -> Result<Vec<Vec<u8>>> {
    let mut zones = Vec::new();
    for (number, format) in (0..).zip(MrzFormat::ALL.into_iter().cycle().take(10)) {
        let drawing = draw_document(number, format, 3.0)?;
        let lines = drawing.mrz.context("a zone")?.lines;
        zones.push(lines.join("\n").into_bytes());
    }
    Ok(zones)
}

fn licences() -> Vec<Vec<u8>> {
    AamvaVersion::ALL
        .into_iter()
        .zip(0..)
        .map(|(version, number)| {
            let record = LicenceRecord::draw(number, &LicenceChoices::default());
            let options = AamvaOptions {
                version,
                ..AamvaOptions::default()
            };
            compose_aamva(&record, &options).bytes
        })
        .collect()
}

/// As the page sends it: two bytes to a character, in base64.
fn track_string(text: &[u8]) -> Vec<u8> {
    let wide: Vec<u8> = text.iter().flat_map(|&byte| [byte, 0]).collect();
    base64_simd::STANDARD.encode_to_string(wide).into_bytes()
}
