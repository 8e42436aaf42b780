use super::error::CorpusError;
use super::mrz_scene::{mrz_scene, pixels_per_character};
use crate::document::{
    DrawError, Drawing, TravelOptions, VisaSize, ZoneLook, passport, passport_spread, td1_card,
    td2_card, visa,
};
use crate::mrz::MrzFormat;
use crate::scene::{Photograph, SceneOptions, photograph};
use crate::travel::TravelChoices;

/// A photograph of a travel document with its zone.
#[derive(Debug, Clone, PartialEq)]
pub struct MrzPhoto {
    /// Format of the zone.
    pub format: MrzFormat,
    /// The lines from the top.
    pub lines: Vec<String>,
    /// How it was taken.
    pub scene: SceneOptions,
    /// The file and where everything is.
    pub photo: Photograph,
}

/// The photograph of that number, at the hard settings: all five formats in turn, peculiar data,
/// every look of print, 7 to 25 pixels to a character, bent pages, any quarter turn, partial
/// frames, glare, shadow, blur, noise, JPEG. The whole zone lies in the picture.
///
/// # Errors
/// When a font is missing.
pub fn mrz_photo(number: u64) -> Result<MrzPhoto, CorpusError> {
    let format = format(number);
    let pixels = pixels_per_character(number);
    // Drawn half as fine again as it is seen; finer costs time and changes nothing.
    let drawing = draw_document(number, format, (pixels / 2.54 * 1.5).clamp(7.0, 14.0))?;
    let scene = mrz_scene(number, &drawing);
    let photo = photograph(&drawing, &scene)?;
    Ok(MrzPhoto {
        format,
        lines: drawing.mrz.map(|mrz| mrz.lines).unwrap_or_default(),
        scene,
        photo,
    })
}

fn format(number: u64) -> MrzFormat {
    let [first, ..] = MrzFormat::ALL;
    usize::try_from(number % 5)
        .ok()
        .and_then(|index| MrzFormat::ALL.get(index))
        .copied()
        .unwrap_or(first)
}

/// The document of that number in that format: peculiar data, any look of print, expired one time
/// in six. Every seventh passport lies open.
///
/// # Errors
/// When a font is missing.
pub fn draw_document(
    number: u64,
    format: MrzFormat,
    pixels_per_millimetre: f32,
) -> Result<Drawing, DrawError> {
    let options = TravelOptions {
        choices: TravelChoices {
            peculiar_for: Some(format),
            is_expired: number % 6 == 5,
            ..TravelChoices::default()
        },
        pixels_per_millimetre,
        zone: ZoneLook::draw(number),
        ..TravelOptions::default()
    };
    let document = match format {
        MrzFormat::Td1 => return Ok(td1_card(number, &options)?.back),
        MrzFormat::Td2 => td2_card(number, &options)?,
        MrzFormat::Td3 if number % 7 == 3 => passport_spread(number, &options)?,
        MrzFormat::Td3 => passport(number, &options)?,
        MrzFormat::MrvA => visa(number, VisaSize::Large, &options)?,
        MrzFormat::MrvB => visa(number, VisaSize::Small, &options)?,
    };
    Ok(document.drawing)
}
