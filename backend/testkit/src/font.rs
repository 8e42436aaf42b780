use std::sync::OnceLock;

use ab_glyph::{Font, FontVec, Glyph, PxScale, ScaleFont, point};

/// A typeface that documents are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typeface {
    /// DejaVu Sans.
    Sans,
    /// DejaVu Sans Bold.
    SansBold,
    /// DejaVu Serif.
    Serif,
    /// DejaVu Serif Bold.
    SerifBold,
    /// DejaVu Sans Mono.
    Mono,
    /// OCR-B (ISO 1073-2), which ICAO Doc 9303-3 section 4.4 asks for in the MRZ.
    OcrB,
    /// OCR-B with square ends to its strokes.
    OcrBSharp,
}

/// No usable font file was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the font {file} is missing or unreadable; install the package {package}")]
pub struct FontError {
    file: &'static str,
    package: &'static str,
}

/// Where Debian, Fedora, Arch and Homebrew keep them.
const FOLDERS: [&str; 8] = [
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/opentype/ocr-b",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/usr/share/fonts/dejavu-serif-fonts",
    "/usr/share/fonts/dejavu-sans-mono-fonts",
    "/usr/share/fonts/TTF",
    "/usr/share/fonts/OTF",
    "/opt/homebrew/share/fonts",
];

/// A font in memory with the numbers that set its size.
pub(crate) struct LoadedFont {
    font: FontVec,
    /// Height of a capital H at `PxScale` 1.
    capital_height: f32,
}

type Slot = OnceLock<Result<LoadedFont, FontError>>;

impl Typeface {
    fn slot(self) -> &'static Slot {
        static SANS: Slot = OnceLock::new();
        static SANS_BOLD: Slot = OnceLock::new();
        static SERIF: Slot = OnceLock::new();
        static SERIF_BOLD: Slot = OnceLock::new();
        static MONO: Slot = OnceLock::new();
        static OCR_B: Slot = OnceLock::new();
        static OCR_B_SHARP: Slot = OnceLock::new();
        match self {
            Self::Sans => &SANS,
            Self::SansBold => &SANS_BOLD,
            Self::Serif => &SERIF,
            Self::SerifBold => &SERIF_BOLD,
            Self::Mono => &MONO,
            Self::OcrB => &OCR_B,
            Self::OcrBSharp => &OCR_B_SHARP,
        }
    }

    const fn file(self) -> &'static str {
        match self {
            Self::Sans => "DejaVuSans.ttf",
            Self::SansBold => "DejaVuSans-Bold.ttf",
            Self::Serif => "DejaVuSerif.ttf",
            Self::SerifBold => "DejaVuSerif-Bold.ttf",
            Self::Mono => "DejaVuSansMono.ttf",
            Self::OcrB => "OCRB.otf",
            Self::OcrBSharp => "OCRBS.otf",
        }
    }

    const fn package(self) -> &'static str {
        match self {
            Self::OcrB | Self::OcrBSharp => "fonts-ocr-b",
            Self::Sans | Self::SansBold | Self::Serif | Self::SerifBold | Self::Mono => {
                "fonts-dejavu-core"
            }
        }
    }

    /// The font, read from the system's font folders the first time.
    pub(crate) fn load(self) -> Result<&'static LoadedFont, FontError> {
        self.slot()
            .get_or_init(|| {
                FOLDERS
                    .iter()
                    .filter_map(|folder| std::fs::read(format!("{folder}/{}", self.file())).ok())
                    .find_map(LoadedFont::parse)
                    .ok_or(FontError {
                        file: self.file(),
                        package: self.package(),
                    })
            })
            .as_ref()
            .map_err(Clone::clone)
    }
}

impl LoadedFont {
    fn parse(bytes: Vec<u8>) -> Option<Self> {
        let font = FontVec::try_from_vec(bytes).ok()?;
        let glyph = font.glyph_id('H').with_scale(1000.0);
        let bounds = font.outline_glyph(glyph)?.px_bounds();
        let capital_height = -bounds.min.y / 1000.0;
        (capital_height > 0.1).then_some(Self {
            font,
            capital_height,
        })
    }

    /// Whether it holds every character of the text.
    pub(crate) fn has(&self, text: &str) -> bool {
        text.chars()
            .all(|character| self.font.glyph_id(character).0 != 0)
    }

    /// The scale at which capitals are `pixels` high.
    pub(crate) fn scale_for_capitals(&self, pixels: f32) -> PxScale {
        PxScale::from(pixels / self.capital_height)
    }

    /// How far the text runs, with `tracking` added after each character.
    pub(crate) fn width(&self, scale: PxScale, tracking: f32, text: &str) -> f32 {
        let font = self.font.as_scaled(scale);
        let mut last = None;
        let mut width = 0.0;
        for character in text.chars() {
            let id = font.glyph_id(character);
            if let Some(last) = last {
                width += font.kern(last, id) + tracking;
            }
            width += font.h_advance(id);
            last = Some(id);
        }
        width
    }

    /// Calls `draw` with the glyphs of the text, the pen starting at (x, baseline).
    pub(crate) fn glyphs(
        &self,
        scale: PxScale,
        tracking: f32,
        text: &str,
        start: (f32, f32),
        mut draw: impl FnMut(&FontVec, Glyph),
    ) {
        let font = self.font.as_scaled(scale);
        let mut last = None;
        let (mut x, y) = start;
        for character in text.chars() {
            let id = font.glyph_id(character);
            if let Some(last) = last {
                x += font.kern(last, id) + tracking;
            }
            draw(&self.font, id.with_scale_and_position(scale, point(x, y)));
            x += font.h_advance(id);
            last = Some(id);
        }
    }

    /// The glyph of one character with its middle at `centre`, for print with a fixed pitch.
    pub(crate) fn centred_glyph(
        &self,
        scale: PxScale,
        character: char,
        centre: f32,
        baseline: f32,
    ) -> (&FontVec, Glyph) {
        let font = self.font.as_scaled(scale);
        let id = font.glyph_id(character);
        let x = centre - font.h_advance(id) / 2.0;
        (
            &self.font,
            id.with_scale_and_position(scale, point(x, baseline)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_typeface_loads_with_its_letters() {
        for face in [
            Typeface::Sans,
            Typeface::SansBold,
            Typeface::Serif,
            Typeface::SerifBold,
            Typeface::Mono,
            Typeface::OcrB,
            Typeface::OcrBSharp,
        ] {
            let font = face.load().unwrap();
            let scale = font.scale_for_capitals(20.0);
            assert!(
                font.width(scale, 0.0, "P<UTOERIKSSON<<0123456789") > 100.0,
                "{face:?}"
            );
        }
    }

    #[test]
    fn a_missing_font_names_its_package() {
        let error = FontError {
            file: "OCRB.otf",
            package: "fonts-ocr-b",
        };
        assert!(
            error
                .to_string()
                .ends_with("install the package fonts-ocr-b")
        );
    }
}
