//! What outside bytes reach: every decoder and parser, as something that takes bytes. The contract
//! of each is the same for any input: an answer or an error, no panic, bounded memory and time.

mod dcs;
mod faces;
mod printed;

use credence_documents::{aamva, mrz, track_string};
use credence_dvs_protocol::{EncodedImage, ResultV3, ResultV4, VerificationRequest, from_json};
use credence_testkit::person::reference_day;
use credence_vision::barcode::{read_codes, scan_pdf417};
use credence_vision::mrz::read_mrz;
use credence_vision::outline::locate;
use credence_vision::quality::assess;
use credence_vision::signs::{capture_source, perceptual_hash, screen_pattern};
use credence_vision::{Picture, Quad, decode, dimensions};

/// Something that reads outside bytes.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, of letters and dashes.
    pub name: &'static str,
    /// Feeds it.
    pub feed: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 19] = [
    target("jpeg-png-webp", feed_picture_file),
    target("heic-avif", feed_picture_file),
    target("pdf", feed_picture_file),
    target("pixels", feed_pixels),
    target("mrz-pixels", feed_mrz_pixels),
    target("barcode", feed_barcode),
    target("face-manifest", faces::feed_manifest),
    target("face-pixels", faces::feed_pixels),
    target("face-onnx", faces::feed_onnx),
    target("print-pixels", printed::feed_pixels),
    target("print-text", printed::feed_text),
    target("forgery", printed::feed_file),
    target("mrz-text", feed_mrz_text),
    target("aamva", feed_aamva),
    target("track-string", feed_track_string),
    target("dvs-json", feed_dvs_json),
    target("dcs-message", dcs::feed_message),
    target("dcs-request", dcs::feed_request),
    target("dcs-answer", dcs::feed_answer),
];

const fn target(name: &'static str, feed: fn(&[u8])) -> Target {
    Target { name, feed }
}

/// A file by its content; what is decoded is bounded far below what the service takes, so that one
/// input costs milliseconds.
fn feed_picture_file(bytes: &[u8]) {
    const MOST_PIXELS: u32 = 1 << 20;
    let _ = capture_source(bytes);
    let size = dimensions(bytes);
    if size.is_ok_and(|(width, height)| width.saturating_mul(height) > MOST_PIXELS) {
        return;
    }
    if let Ok(picture) = decode(bytes) {
        let _ = picture.rgb();
    }
}

/// Grey pixels: the first byte tells the width.
fn picture(bytes: &[u8]) -> Option<Picture> {
    let (&first, rest) = bytes.split_first()?;
    let width = usize::from(first) + 1;
    let height = rest.len() / width;
    let grey = rest.get(..height * width)?;
    let rgb = grey.iter().flat_map(|&value| [value; 3]).collect();
    Picture::from_rgb(width.try_into().ok()?, height.try_into().ok()?, rgb)
}

fn feed_pixels(bytes: &[u8]) {
    if let Some(picture) = picture(bytes) {
        let _ = assess(&picture);
        let _ = locate(&picture);
        let _ = perceptual_hash(&picture);
        let whole = Quad::rectangle(0.0, 0.0, 1e6, 1e6);
        let _ = screen_pattern(&picture, Some(&whole));
    }
}

/// Any picture is looked at in a thousand pixels to a side, so an input costs seconds here.
fn feed_mrz_pixels(bytes: &[u8]) {
    if let Some(picture) = picture(bytes) {
        let _ = read_mrz(&picture, reference_day());
    }
}

fn feed_barcode(bytes: &[u8]) {
    if let Some(picture) = picture(bytes) {
        let _ = scan_pdf417(&picture);
        let _ = read_codes(&picture);
    }
}

fn feed_mrz_text(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = mrz::parse(text, reference_day());
    }
}

fn feed_aamva(bytes: &[u8]) {
    let _ = aamva::parse(bytes);
}

fn feed_track_string(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = track_string::decode(text);
    }
}

fn feed_dvs_json(bytes: &[u8]) {
    let _ = VerificationRequest::parse(bytes);
    let _ = from_json::<ResultV3>(bytes);
    let _ = from_json::<ResultV4>(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = EncodedImage::new(text).decode(1 << 16);
    }
}
