use crate::bits::Bits;
use crate::header::HeaderFault;
use crate::heif::Colours;
use crate::planes::Chroma;

/// What a sequence header says (5.5), as far as pictures need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sequence {
    /// The largest frame, in samples.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) depth: u32,
    pub(crate) chroma: Chroma,
    pub(crate) colours: Colours,
}

pub(super) fn read_sequence(content: &[u8]) -> Result<Sequence, HeaderFault> {
    parse(&mut Bits::new(content)).ok_or(HeaderFault::Malformed)
}

fn parse(bits: &mut Bits<'_>) -> Option<Sequence> {
    let profile = bits.take(3).filter(|&profile| profile <= 2)?;
    bits.skip(1)?;
    let is_reduced = bits.flag()?;
    if is_reduced {
        bits.skip(5)?;
    } else {
        skip_operating_points(bits)?;
    }
    let (width_bits, height_bits) = (bits.take(4)? + 1, bits.take(4)? + 1);
    let (width, height) = (bits.take(width_bits)? + 1, bits.take(height_bits)? + 1);
    if !is_reduced && bits.flag()? {
        bits.skip(4 + 3)?;
    }
    bits.skip(3)?;
    if !is_reduced {
        skip_tools_of_films(bits)?;
    }
    bits.skip(3)?;
    let (depth, chroma, colours) = colour_configuration(bits, profile)?;
    Some(Sequence {
        width,
        height,
        depth,
        chroma,
        colours,
    })
}

/// Timing, decoder model and operating points.
fn skip_operating_points(bits: &mut Bits<'_>) -> Option<()> {
    let mut delay_bits = None;
    if bits.flag()? {
        bits.skip(64)?;
        if bits.flag()? {
            // `uvlc()` is coded as Exp-Golomb is.
            bits.golomb()?;
        }
        if bits.flag()? {
            delay_bits = Some(bits.take(5)? + 1);
            bits.skip(32 + 5 + 5)?;
        }
    }
    let has_delay = bits.flag()?;
    for _ in 0..=bits.take(5)? {
        bits.skip(12)?;
        if bits.take(5)? > 7 {
            bits.skip(1)?;
        }
        if let Some(delay_bits) = delay_bits
            && bits.flag()?
        {
            bits.take(delay_bits)?;
            bits.take(delay_bits)?;
            bits.skip(1)?;
        }
        if has_delay && bits.flag()? {
            bits.skip(4)?;
        }
    }
    Some(())
}

/// From `enable_interintra_compound` to `order_hint_bits`.
fn skip_tools_of_films(bits: &mut Bits<'_>) -> Option<()> {
    bits.skip(4)?;
    let has_order = bits.flag()?;
    if has_order {
        bits.skip(2)?;
    }
    let may_force_screen_tools = if bits.flag()? { true } else { bits.flag()? };
    if may_force_screen_tools && !bits.flag()? {
        bits.skip(1)?;
    }
    if has_order {
        bits.skip(3)?;
    }
    Some(())
}

/// 5.5.2, `color_config`.
fn colour_configuration(bits: &mut Bits<'_>, profile: u32) -> Option<(u32, Chroma, Colours)> {
    let is_deep = bits.flag()?;
    let is_deeper = profile == 2 && is_deep && bits.flag()?;
    let depth = 8 + 2 * u32::from(is_deep) + 2 * u32::from(is_deeper);
    let is_grey = profile != 1 && bits.flag()?;
    let [primaries, transfer, matrix] = if bits.flag()? {
        [bits.take(8)?, bits.take(8)?, bits.take(8)?]
    } else {
        [2; 3]
    };
    let matrix = u8::try_from(matrix).ok()?;
    let colours = |is_full_range| Colours {
        matrix,
        is_full_range,
    };
    if is_grey {
        return Some((depth, Chroma::None, colours(bits.flag()?)));
    }
    // sRGB without a matrix.
    if (primaries, transfer, matrix) == (1, 13, 0) {
        return Some((depth, Chroma::Full, colours(true)));
    }
    let colours = colours(bits.flag()?);
    let chroma = match profile {
        0 => Chroma::Quarter,
        1 => Chroma::Full,
        _ if depth < 12 => Chroma::Half,
        _ if !bits.flag()? => Chroma::Full,
        _ if bits.flag()? => Chroma::Quarter,
        _ => Chroma::Half,
    };
    Some((depth, chroma, colours))
}
