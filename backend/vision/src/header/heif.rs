//! HEIC and AVIF: the picture that the container shows, and what its coded pieces say of themselves.

use super::{Header, HeaderFault};
use crate::av1;
use crate::heif::{self, Codec, Colours, Plane, Still};
use crate::hevc::{self, Configuration};
use crate::planes::Chroma;

/// How far a coded picture may be larger than the shown one: to the end of its last block.
const LARGEST_BLOCK: u32 = 64;

/// What a pass over the pixels costs more than the scan of a JPEG file that the limits are made for.
const SCANS_PER_PASS: u32 = 3;

/// How the pieces of a picture are coded.
#[derive(Debug)]
pub(crate) enum Coding<'a> {
    Hevc(Configuration<'a>),
    Av1(av1::Sequence),
}

/// A picture of which everything is known but its pixels.
#[derive(Debug)]
pub(crate) struct CodedStill<'a> {
    pub(crate) still: Still<'a>,
    pub(crate) colour: Coding<'a>,
    pub(crate) alpha: Option<Coding<'a>>,
}

impl CodedStill<'_> {
    /// What the container says of the colours, or else the coded picture, or else the standard.
    pub(crate) fn colours(&self) -> Colours {
        let coded = match &self.colour {
            Coding::Hevc(configuration) => configuration.sequence.colours,
            Coding::Av1(sequence) => Some(sequence.colours),
        };
        self.still.colours.or(coded).unwrap_or(Colours::UNSAID)
    }
}

pub(crate) fn read(bytes: &[u8]) -> Result<(Header, CodedStill<'_>), HeaderFault> {
    let still = heif::read(bytes)?;
    let (colour, mut facts) = coding(still.codec, &still.colour)?;
    let mut alpha = None;
    if let Some(plane) = &still.alpha {
        let (coding, more) = self::coding(still.codec, plane)?;
        facts.passes = facts.passes.saturating_add(more.passes);
        facts.tile_bytes = facts.tile_bytes.max(more.tile_bytes);
        alpha = Some(coding);
    }
    let passes = facts.passes.saturating_mul(SCANS_PER_PASS);
    let header = Header {
        width: still.colour.width,
        height: still.colour.height,
        scans: passes,
        working_bytes: Header::kept_bytes(still.colour.width, still.colour.height)
            .saturating_add(facts.tile_bytes)
            .saturating_add(still.copied_bytes() as u64),
        is_animated: false,
    };
    let still = CodedStill {
        still,
        colour,
        alpha,
    };
    Ok((header, still))
}

/// What the limits are about.
struct Facts {
    /// The most passes over any tile.
    passes: u32,
    /// What decoding one tile holds.
    tile_bytes: u64,
}

fn coding<'a>(codec: Codec, plane: &Plane<'a>) -> Result<(Coding<'a>, Facts), HeaderFault> {
    match codec {
        Codec::Hevc => hevc_coding(plane),
        Codec::Av1 => av1_coding(plane),
    }
}

fn hevc_coding<'a>(plane: &Plane<'a>) -> Result<(Coding<'a>, Facts), HeaderFault> {
    let configuration = Configuration::read(plane.configuration)?;
    let sequence = configuration.sequence;
    let mut passes = 0;
    for tile in &plane.tiles {
        passes = passes.max(hevc::count_slices(&configuration, tile)?);
    }
    let fits = |coded: u32, shown: u32| coded >= shown && coded - shown < LARGEST_BLOCK;
    if !fits(sequence.width, plane.tile_width) || !fits(sequence.height, plane.tile_height) {
        return Err(HeaderFault::Malformed);
    }
    let halves_per_pixel = match sequence.chroma {
        0 => 2,
        1 => 3,
        2 => 4,
        _ => 6,
    };
    // The planes, their copy without the margin, and what is kept of every block.
    let samples = halves_per_pixel * if sequence.depth > 8 { 2 } else { 1 };
    let pixels = u64::from(sequence.width) * u64::from(sequence.height);
    let facts = Facts {
        passes,
        tile_bytes: pixels.saturating_mul(samples + 3),
    };
    Ok((Coding::Hevc(configuration), facts))
}

fn av1_coding<'a>(plane: &Plane<'a>) -> Result<(Coding<'a>, Facts), HeaderFault> {
    let mut sequence: Option<av1::Sequence> = None;
    let mut passes = 0;
    let mut longest = 0;
    for tile in &plane.tiles {
        let (found, frames) = av1::inspect(tile)?;
        if *sequence.get_or_insert(found) != found {
            return Err(HeaderFault::Unsupported);
        }
        passes = passes.max(frames);
        longest = longest.max(tile.len() as u64);
    }
    let sequence = sequence.ok_or(HeaderFault::Malformed)?;
    if (sequence.width, sequence.height) != (plane.tile_width, plane.tile_height) {
        return Err(HeaderFault::Malformed);
    }
    let halves_per_pixel = match sequence.chroma {
        Chroma::None => 2,
        Chroma::Quarter => 3,
        Chroma::Half => 4,
        Chroma::Full => 6,
    };
    let samples = halves_per_pixel * if sequence.depth > 8 { 2 } else { 1 };
    let pixels = u64::from(sequence.width) * u64::from(sequence.height);
    let facts = Facts {
        passes,
        // The planes, what is kept of every block, and the decoder's own copy of the data.
        tile_bytes: (pixels.saturating_mul(samples + 4) / 2).saturating_add(longest),
    };
    Ok((Coding::Av1(sequence), facts))
}
