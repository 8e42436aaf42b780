use ab_glyph::{Font, FontVec, Glyph};

use super::surface::{Canvas, Ink};
use crate::font::{FontError, Typeface};
use crate::geometry::Rectangle;

/// Which end of the text the given place holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// The text starts there.
    Left,
    /// The text is spread around it.
    Centre,
    /// The text ends there.
    Right,
}

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextStyle {
    pub(crate) face: Typeface,
    /// Height of the capitals in millimetres.
    pub(crate) capital_height: f32,
    pub(crate) ink: Ink,
    /// Extra room after each character in millimetres.
    pub(crate) tracking: f32,
    pub(crate) align: Align,
    /// Beyond this many millimetres the text is set smaller.
    pub(crate) widest: f32,
}

impl TextStyle {
    /// Text of that height, from the left, as wide as it likes.
    pub(crate) const fn new(face: Typeface, capital_height: f32, ink: Ink) -> Self {
        Self {
            face,
            capital_height,
            ink,
            tracking: 0.0,
            align: Align::Left,
            widest: f32::MAX,
        }
    }

    /// The same, aligned otherwise.
    pub(crate) const fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// The same, spaced out.
    pub(crate) const fn tracked(self, tracking: f32) -> Self {
        Self { tracking, ..self }
    }

    /// The same, shrunk where it would run wider.
    pub(crate) const fn within(self, widest: f32) -> Self {
        Self { widest, ..self }
    }
}

impl Canvas {
    /// Sets a line of text; returns its box in pixels, capitals' height tall.
    pub(crate) fn text(
        &mut self,
        x: f32,
        baseline: f32,
        style: TextStyle,
        text: &str,
    ) -> Result<Rectangle, FontError> {
        let font = style.face.load()?;
        let per_millimetre = self.pixels_per_millimetre;
        let mut capitals = style.capital_height * per_millimetre;
        let mut tracking = style.tracking * per_millimetre;
        let mut width = font.width(font.scale_for_capitals(capitals), tracking, text);
        let widest = style.widest * per_millimetre;
        if width > widest {
            let shrink = widest / width;
            capitals *= shrink;
            tracking *= shrink;
            width = widest;
        }
        let left = x * per_millimetre
            - match style.align {
                Align::Left => 0.0,
                Align::Centre => width / 2.0,
                Align::Right => width,
            };
        let baseline = baseline * per_millimetre;
        let scale = font.scale_for_capitals(capitals);
        font.glyphs(scale, tracking, text, (left, baseline), |font, glyph| {
            self.glyph(font, glyph, style.ink);
        });
        Ok(Rectangle::new(left, baseline - capitals, width, capitals))
    }

    /// Sets characters with equal pitch (millimetres); returns the box in pixels: pitch times the
    /// number of characters wide, capitals' height tall.
    pub(crate) fn fixed_pitch(
        &mut self,
        x: f32,
        baseline: f32,
        pitch: f32,
        style: TextStyle,
        text: &str,
    ) -> Result<Rectangle, FontError> {
        let font = style.face.load()?;
        let per_millimetre = self.pixels_per_millimetre;
        let (pitch, left) = (pitch * per_millimetre, x * per_millimetre);
        let capitals = style.capital_height * per_millimetre;
        let baseline = baseline * per_millimetre;
        let scale = font.scale_for_capitals(capitals);
        let mut right = left;
        for character in text.chars() {
            let centre = right + pitch / 2.0;
            let (font, glyph) = font.centred_glyph(scale, character, centre, baseline);
            self.glyph(font, glyph, style.ink);
            right += pitch;
        }
        Ok(Rectangle::new(
            left,
            baseline - capitals,
            right - left,
            capitals,
        ))
    }

    /// Sets text that reads upwards, starting at (x, bottom); returns its box in pixels.
    pub(crate) fn text_upwards(
        &mut self,
        x: f32,
        bottom: f32,
        style: TextStyle,
        text: &str,
    ) -> Result<Rectangle, FontError> {
        let font = style.face.load()?;
        let per_millimetre = self.pixels_per_millimetre;
        let capitals = style.capital_height * per_millimetre;
        let tracking = style.tracking * per_millimetre;
        let scale = font.scale_for_capitals(capitals);
        let (x, bottom) = (x * per_millimetre, bottom * per_millimetre);
        font.glyphs(scale, tracking, text, (0.0, 0.0), |font, glyph| {
            let Some(outline) = font.outline_glyph(glyph) else {
                return;
            };
            let corner = outline.px_bounds().min;
            outline.draw(|across, down, coverage| {
                let along = corner.x + across as f32;
                let below = corner.y + down as f32;
                self.blend(
                    (x + below) as i32,
                    (bottom - along) as i32,
                    style.ink,
                    coverage,
                );
            });
        });
        let length = font.width(scale, tracking, text);
        Ok(Rectangle::new(
            x - capitals,
            bottom - length,
            capitals,
            length,
        ))
    }

    fn glyph(&mut self, font: &FontVec, glyph: Glyph, ink: Ink) {
        let Some(outline) = font.outline_glyph(glyph) else {
            return;
        };
        let corner = outline.px_bounds().min;
        let (left, top) = (corner.x as i32, corner.y as i32);
        outline.draw(|x, y, coverage| self.blend(left + x as i32, top + y as i32, ink, coverage));
    }
}
