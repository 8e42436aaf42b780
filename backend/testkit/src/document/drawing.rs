use image::RgbImage;

use crate::geometry::{Point, Quad, Rectangle};

/// What was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Back of a North American licence.
    LicenceBack,
    /// Front of a North American licence.
    LicenceFront,
    /// Data page of a passport.
    PassportPage,
    /// Both open pages of a passport.
    PassportSpread,
    /// Front of an identity card of ICAO size TD1.
    CardFront,
    /// Back of an identity card of ICAO size TD1, with the MRZ.
    CardBack,
    /// Identity card of ICAO size TD2, MRZ on the front.
    LargeCard,
    /// Visa sticker, MRV-A or MRV-B.
    Visa,
    /// A person face on; the portrait box is the head.
    Selfie,
    /// Printed paper that is no identity document.
    Paper,
    /// Front of a bank card.
    BankCard,
}

/// A line of print.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedField {
    /// What it says: a DVS key such as `family_name`, or the AAMVA element such as `DAQ`.
    pub key: &'static str,
    /// The text as printed.
    pub text: String,
    /// Its box in drawing pixels, capitals' height tall.
    pub area: Rectangle,
}

/// The PDF417 symbol on a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct BarcodeTruth {
    /// The bytes in it.
    pub bytes: Vec<u8>,
    /// The symbol without quiet zone, in drawing pixels.
    pub area: Rectangle,
    /// Modules from the left to the right.
    pub modules: u32,
    /// Rows.
    pub rows: u32,
    /// Data columns.
    pub columns: u32,
    /// Error correction level.
    pub error_correction_level: u32,
}

impl BarcodeTruth {
    /// Width of a module in drawing pixels.
    #[must_use]
    pub fn pixels_per_module(&self) -> f32 {
        self.area.width / self.modules as f32
    }
}

/// The machine readable zone on a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct MrzTruth {
    /// The lines from the top.
    pub lines: Vec<String>,
    /// Their boxes in drawing pixels, capitals' height tall.
    pub areas: Vec<Rectangle>,
}

impl MrzTruth {
    /// Distance from one character to the next in drawing pixels.
    #[must_use]
    pub fn pixels_per_character(&self) -> f32 {
        match (self.lines.first(), self.areas.first()) {
            (Some(line), Some(area)) => area.width / line.chars().count().max(1) as f32,
            _ => 0.0,
        }
    }

    /// The box around all lines.
    #[must_use]
    pub fn area(&self) -> Rectangle {
        self.areas
            .iter()
            .copied()
            .reduce(Rectangle::union)
            .unwrap_or_default()
    }
}

/// A document face on, edge to edge, with its ground truth in drawing pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// What it is.
    pub kind: DocumentKind,
    /// The pixels; the corners beyond `corner_radius` are not part of the document.
    pub picture: RgbImage,
    /// Resolution.
    pub pixels_per_millimetre: f32,
    /// Radius of the round corners in pixels; 0 for square ones.
    pub corner_radius: f32,
    /// Everything printed that a reader may be asked for.
    pub fields: Vec<PrintedField>,
    /// The portrait.
    pub portrait: Option<Rectangle>,
    /// The second, fainter portrait.
    pub ghost_portrait: Option<Rectangle>,
    /// The PDF417 symbol.
    pub barcode: Option<BarcodeTruth>,
    /// The machine readable zone.
    pub mrz: Option<MrzTruth>,
}

impl Drawing {
    /// The four corners in drawing pixels.
    #[must_use]
    pub fn outline(&self) -> Quad {
        self.bounds().corners()
    }

    /// The part above the machine readable zone, as a photograph shows it that cuts the zone off.
    /// A drawing without a zone stays as it is.
    #[must_use]
    pub fn above_zone(self) -> Self {
        let Some(mrz) = &self.mrz else { return self };
        let margin = 2.5 * self.pixels_per_millimetre;
        let rows = self.picture.rows().len() as f32;
        let share = ((mrz.area().y - margin) / rows).clamp(0.1, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of the picture's height"
        )]
        let height = (share * rows) as u32;
        let picture = image::imageops::crop_imm(&self.picture, 0, 0, self.picture.width(), height);
        let is_left = |area: Rectangle| area.bottom() <= height as f32;
        Self {
            picture: picture.to_image(),
            fields: self
                .fields
                .into_iter()
                .filter(|f| is_left(f.area))
                .collect(),
            portrait: self.portrait.filter(|area| is_left(*area)),
            ghost_portrait: self.ghost_portrait.filter(|area| is_left(*area)),
            barcode: self.barcode.filter(|barcode| is_left(barcode.area)),
            mrz: None,
            ..self
        }
    }

    /// The whole sheet.
    #[must_use]
    pub fn bounds(&self) -> Rectangle {
        Rectangle::new(
            0.0,
            0.0,
            self.picture.width() as f32,
            self.picture.height() as f32,
        )
    }

    /// The middle of the sheet.
    #[must_use]
    pub fn centre(&self) -> Point {
        self.bounds().centre()
    }

    /// What is printed under a key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&PrintedField> {
        self.fields.iter().find(|field| field.key == key)
    }
}
