use super::drawing::{DocumentKind, Drawing, MrzTruth, PrintedField};
use super::print_look::PrintLook;
use crate::canvas::{Canvas, Ink, TextStyle};
use crate::font::{FontError, Typeface};
use crate::geometry::Rectangle;

/// OCR-B, size I: ten characters to the inch (Doc 9303-3 section 4.4).
pub(super) const MRZ_PITCH: f32 = 2.54;

/// A canvas that remembers what was printed on it.
pub(super) struct Printer {
    pub(super) canvas: Canvas,
    pub(super) fields: Vec<PrintedField>,
    pub(super) mrz: Option<MrzTruth>,
    /// Ink and size of labels.
    pub(super) label: TextStyle,
    pub(super) look: PrintLook,
}

impl Printer {
    pub(super) fn new(canvas: Canvas, label_ink: Ink) -> Self {
        Self {
            canvas,
            fields: Vec::new(),
            mrz: None,
            label: TextStyle::new(Typeface::Sans, 1.0, label_ink),
            look: PrintLook::default(),
        }
    }

    /// Prints values and labels in that look.
    pub(super) fn looking(self, look: PrintLook) -> Self {
        Self { look, ..self }
    }

    /// Prints without remembering.
    pub(super) fn note(
        &mut self,
        x: f32,
        baseline: f32,
        style: TextStyle,
        text: &str,
    ) -> Result<(), FontError> {
        self.canvas.text(x, baseline, style, text)?;
        Ok(())
    }

    /// Prints a value and remembers where it is.
    pub(super) fn field(
        &mut self,
        key: &'static str,
        x: f32,
        baseline: f32,
        style: TextStyle,
        text: &str,
    ) -> Result<(), FontError> {
        let style = self.look.value(style, text);
        let area = self.canvas.text(x, baseline, style, text)?;
        self.fields.push(PrintedField {
            key,
            text: text.to_owned(),
            area,
        });
        Ok(())
    }

    /// Prints a column of a travel document: its label in the look's languages, no wider than `room`
    /// where the look chooses the label's height, and the value below.
    pub(super) fn column(
        &mut self,
        key: &'static str,
        label: &str,
        (x, y): (f32, f32),
        (style, room): (TextStyle, f32),
        text: &str,
    ) -> Result<(), FontError> {
        let plain = self.label;
        self.label = self.look.label_style(plain, room);
        let words = self.look.label(key, label, plain, room);
        let printed = self.labelled(key, &words, (x, y), style, text);
        self.label = plain;
        printed
    }

    /// Prints a small label with the value below it. Without a value only the label is printed.
    pub(super) fn labelled(
        &mut self,
        key: &'static str,
        label: &str,
        (x, y): (f32, f32),
        style: TextStyle,
        text: &str,
    ) -> Result<(), FontError> {
        self.note(x, y, self.label, label)?;
        if text.is_empty() {
            return Ok(());
        }
        self.field(key, x, y + style.capital_height + 1.0, style, text)
    }

    /// Prints a small label with the value beside it, as licences number their fields.
    pub(super) fn numbered(
        &mut self,
        key: &'static str,
        label: &str,
        (x, baseline): (f32, f32),
        style: TextStyle,
        text: &str,
    ) -> Result<(), FontError> {
        let style_of_label = self.look.label_style(self.label, f32::MAX);
        let area = self.canvas.text(x, baseline, style_of_label, label)?;
        let beside = area.right() / self.canvas.pixels_per_millimetre() + 0.7;
        self.field(key, beside, baseline, style, text)
    }

    /// The finished drawing. Portrait boxes are given in millimetres.
    pub(super) fn finish(
        self,
        kind: DocumentKind,
        corner: f32,
        portrait: Option<Rectangle>,
        ghost_portrait: Option<Rectangle>,
    ) -> Drawing {
        let pixels_per_millimetre = self.canvas.pixels_per_millimetre();
        Drawing {
            kind,
            portrait: portrait.map(|area| self.canvas.to_pixels(area)),
            ghost_portrait: ghost_portrait.map(|area| self.canvas.to_pixels(area)),
            picture: self.canvas.into_picture(),
            pixels_per_millimetre,
            corner_radius: corner * pixels_per_millimetre,
            fields: self.fields,
            barcode: None,
            mrz: self.mrz,
        }
    }
}
