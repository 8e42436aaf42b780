//! What a picture's file says about where the picture comes from.

use crate::dimensions;
use crate::media_type::MediaType;

use super::exif::{self, Exif};
use super::makers::{
    EDITORS, GENERATED_SOURCE, GENERATORS, PROMPT_KEYWORDS, PROMPT_SIGNS, SCREENS, SCREENSHOT_TOOLS,
};
use super::metadata::{self, Metadata};

/// Characters after the name of a program's field in XMP that are looked at.
const NAME_LENGTH: usize = 160;
/// Such fields that are looked at, of each kind: one for every step of a long history.
const MAX_FIELDS: usize = 64;
/// Bytes of packets that are looked at together.
const MAX_PACKETS: usize = 4 << 20;
/// Fields of XMP in which programs name themselves, in small letters.
const PROGRAM_FIELDS: [&str; 3] = ["creatortool", "softwareagent", "claim_generator"];

/// Signs of a picture's source, from its file alone, as stable codes in this order:
///
/// - `edited_by_software`: a program made for changing pictures names itself;
/// - `generated_by_ai`: a program that makes pictures names itself, its prompt was left in the
///   file, or a statement of provenance says that an algorithm made it;
/// - `screenshot`: a PNG file that a screenshot program wrote, or with the size of a screen and no
///   camera.
///
/// That nothing names a camera is no sign: so it is with every picture that a browser takes. All of
/// it is easily removed or invented. A file of no known picture format and a PDF have no signs. Takes
/// no longer than one pass over the file.
#[must_use]
pub fn capture_source(file: &[u8]) -> Vec<&'static str> {
    let metadata = metadata::read(file);
    let is_picture = !matches!(metadata.media_type, None | Some(MediaType::Pdf));
    if !is_picture {
        return Vec::new();
    }
    let exif = exif::read(metadata.exif);
    let packets = small_letters(&metadata.xmp);
    let provenance = small_letters(&metadata.provenance);
    let programs = programs(&metadata, &exif, &[&packets, &provenance]);
    let signs = [
        (
            "edited_by_software",
            metadata.has_editor_resources || names_any(&programs, &EDITORS),
        ),
        (
            "generated_by_ai",
            names_any(&programs, &GENERATORS)
                || has_prompt(&metadata, &exif)
                || [&packets, &provenance]
                    .iter()
                    .any(|text| text.contains(GENERATED_SOURCE)),
        ),
        (
            "screenshot",
            metadata.media_type == Some(MediaType::Png) && is_screenshot(file, &exif, &programs),
        ),
    ];
    signs
        .into_iter()
        .filter_map(|(code, is_seen)| is_seen.then_some(code))
        .collect()
}

fn small_letters(packets: &[&[u8]]) -> String {
    let mut text = String::new();
    for packet in packets {
        if text.len() < MAX_PACKETS {
            text.push_str(&String::from_utf8_lossy(packet));
        }
    }
    text.make_ascii_lowercase();
    text
}

/// The programs that name themselves, in small letters.
fn programs(metadata: &Metadata<'_>, exif: &Exif, packets: &[&String]) -> Vec<String> {
    let mut programs = vec![exif.software.clone()];
    for (keyword, text) in &metadata.texts {
        if keyword.eq_ignore_ascii_case(b"software") {
            let text = text.get(..NAME_LENGTH).unwrap_or(text);
            programs.push(String::from_utf8_lossy(text).to_lowercase());
        }
    }
    for packet in packets {
        for field in PROGRAM_FIELDS {
            let named = packet.split(field).skip(1).take(MAX_FIELDS);
            programs.extend(named.map(|rest| rest.chars().take(NAME_LENGTH).collect()));
        }
    }
    programs
}

fn names_any(programs: &[String], names: &[&str]) -> bool {
    let is_named = |program: &String| names.iter().any(|name| program.contains(name));
    programs.iter().any(is_named)
}

fn has_prompt(metadata: &Metadata<'_>, exif: &Exif) -> bool {
    let is_prompt = |keyword: &[u8]| {
        PROMPT_KEYWORDS
            .iter()
            .any(|known| keyword.eq_ignore_ascii_case(known.as_bytes()))
    };
    metadata.texts.iter().any(|(keyword, _)| is_prompt(keyword))
        || PROMPT_SIGNS.iter().any(|sign| exif.comment.contains(sign))
}

fn is_screenshot(file: &[u8], exif: &Exif, programs: &[String]) -> bool {
    let has_screen_size = dimensions(file)
        .is_ok_and(|(width, height)| SCREENS.contains(&(width.min(height), width.max(height))));
    names_any(programs, &SCREENSHOT_TOOLS)
        || exif.comment.contains("screenshot")
        || (has_screen_size && !exif.names_camera)
}
