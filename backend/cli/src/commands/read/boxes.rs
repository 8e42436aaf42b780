use anyhow::{Context, Result};
use credence_types::FieldAgreement;
use credence_vision::Picture;

use super::document::Document;
use super::finding::Finding;

const BARCODE: [u8; 3] = [0, 150, 255];
const ZONE: [u8; 3] = [0, 190, 90];
const DOUBT: [u8; 3] = [230, 120, 0];
const OUTLINE: [u8; 3] = [250, 60, 170];
const PRINT: [u8; 3] = [150, 150, 150];
const FIELD: [u8; 3] = [140, 60, 230];
const DIFFERING: [u8; 3] = [220, 20, 20];

/// The picture as a PNG with a box around everything that was found: pink the document, blue a
/// barcode or another code, green a zone, orange a zone in doubt, grey a line of print, violet a field,
/// red a field whose sources differ.
pub(super) fn draw(
    picture: &Picture,
    finding: &Finding,
    document: Option<&Document>,
) -> Result<Vec<u8>> {
    let mut sheet = Sheet {
        width: picture.width(),
        height: picture.height(),
        pixels: picture.rgb().to_vec(),
        pen: (picture.longest_side() as f32 / 500.0).max(2.0),
    };
    if let Some(outline) = &finding.outline {
        sheet.outline(outline.quad.0.map(|c| (c.x, c.y)), OUTLINE);
    }
    for code in &finding.codes {
        sheet.outline(code.corners.map(|c| (c.x, c.y)), BARCODE);
    }
    for barcode in &finding.barcodes {
        sheet.outline(barcode.reading.corners.map(|c| (c.x, c.y)), BARCODE);
    }
    if let Some(zone) = &finding.zone {
        let colour = if zone.doubts.is_empty() { ZONE } else { DOUBT };
        for line in &zone.corners {
            sheet.outline(*line, colour);
        }
    }
    for line in &finding.print {
        sheet.outline(line.corners.map(|c| (c.x, c.y)), PRINT);
    }
    for field in document.iter().flat_map(|document| document.fields()) {
        let colour = if field.agreement == FieldAgreement::Differs {
            DIFFERING
        } else {
            FIELD
        };
        // The document is this one picture, so every sighting is on it.
        for corners in field.sightings.iter().filter_map(|seen| seen.corners) {
            sheet.outline(corners.map(on_sheet), colour);
        }
    }
    sheet.to_png()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "corners come from single precision"
)]
const fn on_sheet([x, y]: [f64; 2]) -> (f32, f32) {
    (x as f32, y as f32)
}

/// Pixels to draw on.
struct Sheet {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
    /// Width of a line.
    pen: f32,
}

impl Sheet {
    fn outline(&mut self, corners: [(f32, f32); 4], colour: [u8; 3]) {
        let next = corners.iter().cycle().skip(1);
        for (from, to) in corners.iter().zip(next) {
            self.line(*from, *to, colour);
        }
    }

    /// A line of square dots, one to a pixel of its length; a point beyond the picture draws
    /// nothing. A hostile corner far away costs no more than the longest line there is.
    fn line(&mut self, from: (f32, f32), to: (f32, f32), colour: [u8; 3]) {
        let longest = (self.width + self.height) as f32;
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        if !length.is_finite() {
            return;
        }
        let steps = length.clamp(1.0, longest);
        let mut step = 0.0;
        while step <= steps {
            let share = step / steps;
            self.dot(
                from.0 + (to.0 - from.0) * share,
                from.1 + (to.1 - from.1) * share,
                colour,
            );
            step += 1.0;
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped into the picture"
    )]
    fn dot(&mut self, x: f32, y: f32, colour: [u8; 3]) {
        let half = self.pen / 2.0;
        let range = |at: f32, side: u32| {
            let first = (at - half).clamp(0.0, side as f32) as u32;
            let last = (at + half).clamp(0.0, side as f32) as u32;
            first..last
        };
        for row in range(y, self.height) {
            for column in range(x, self.width) {
                let at = 3 * (row as usize * self.width as usize + column as usize);
                if let Some(pixel) = self.pixels.get_mut(at..at + 3) {
                    pixel.copy_from_slice(&colour);
                }
            }
        }
    }

    fn to_png(&self) -> Result<Vec<u8>> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().context("writing the PNG's header")?;
        writer
            .write_image_data(&self.pixels)
            .context("writing the PNG's pixels")?;
        writer.finish().context("ending the PNG")?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_drawn_and_one_outside_changes_nothing() {
        let mut sheet = Sheet {
            width: 40,
            height: 30,
            pixels: vec![255; 40 * 30 * 3],
            pen: 2.0,
        };
        let blank = sheet.pixels.clone();
        sheet.outline(
            [
                (-90.0, -90.0),
                (-50.0, -90.0),
                (-50.0, -60.0),
                (-90.0, -60.0),
            ],
            ZONE,
        );
        sheet.line((f32::NAN, 0.0), (f32::INFINITY, 9.0), ZONE);
        assert_eq!(sheet.pixels, blank);
        sheet.outline(
            [(5.0, 5.0), (30.0, 5.0), (30.0, 20.0), (5.0, 20.0)],
            BARCODE,
        );
        let pixel = |x: usize, y: usize| sheet.pixels[3 * (y * 40 + x)..][..3].to_vec();
        assert_eq!(pixel(15, 5), BARCODE);
        assert_eq!(pixel(5, 12), BARCODE);
        assert_eq!(pixel(15, 12), [255; 3]);
        assert!(sheet.to_png().unwrap().starts_with(b"\x89PNG"));
    }
}
