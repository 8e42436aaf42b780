use crate::bits::Bits;
use crate::header::HeaderFault;
use crate::heif::Colours;

/// What a sequence parameter set says (ISO/IEC 23008-2, 7.3.2.2), as far as pictures need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sequence {
    /// Samples as coded; the shown picture may be smaller by less than a block.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// 0 is grey, 1 is 4:2:0, 2 is 4:2:2, 3 is 4:4:4.
    pub(crate) chroma: u32,
    /// Bits of a sample, the same for brightness and colour.
    pub(crate) depth: u32,
    pub(crate) colours: Option<Colours>,
}

pub(super) fn read_sequence(unit: &[u8]) -> Result<Sequence, HeaderFault> {
    let bytes = without_emulation_prevention(unit.get(2..).unwrap_or_default());
    let mut bits = Bits::new(&bytes);
    parse(&mut bits).ok_or(HeaderFault::Malformed)
}

/// 7.3.1.1: a 3 behind two zero bytes is not part of the data.
fn without_emulation_prevention(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut zeros = 0;
    for &byte in bytes {
        if zeros >= 2 && byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        kept.push(byte);
    }
    kept
}

fn parse(bits: &mut Bits<'_>) -> Option<Sequence> {
    bits.skip(4)?;
    let sub_layers = bits.take(3)?;
    bits.skip(1)?;
    skip_profile(bits, sub_layers)?;
    bits.golomb()?;
    let chroma = bits.golomb().filter(|&chroma| chroma <= 3)?;
    if chroma == 3 {
        bits.skip(1)?;
    }
    let (width, height) = (bits.golomb()?, bits.golomb()?);
    if bits.flag()? {
        for _ in 0..4 {
            bits.golomb()?;
        }
    }
    let (depth, chroma_depth) = (
        bits.golomb()?.checked_add(8)?,
        bits.golomb()?.checked_add(8)?,
    );
    let mut sequence = Sequence {
        width,
        height,
        chroma,
        depth,
        colours: None,
    };
    if width == 0 || height == 0 || depth > 16 || (chroma > 0 && chroma_depth != depth) {
        return None;
    }
    // What follows only matters for the colours.
    sequence.colours = colours(bits, sub_layers);
    Some(sequence)
}

/// 7.3.3, `profile_tier_level` with a profile.
fn skip_profile(bits: &mut Bits<'_>, sub_layers: u32) -> Option<()> {
    bits.skip(88 + 8)?;
    let present: Vec<(bool, bool)> = (0..sub_layers)
        .map(|_| Some((bits.flag()?, bits.flag()?)))
        .collect::<Option<_>>()?;
    if sub_layers > 0 {
        bits.skip(2 * usize::try_from(8 - sub_layers).ok()?)?;
    }
    for (has_profile, has_level) in present {
        bits.skip(88 * usize::from(has_profile) + 8 * usize::from(has_level))?;
    }
    Some(())
}

fn colours(bits: &mut Bits<'_>, sub_layers: u32) -> Option<Colours> {
    let order_bits = bits.golomb()?.checked_add(4).filter(|&n| n <= 16)?;
    let layers = if bits.flag()? { sub_layers + 1 } else { 1 };
    for _ in 0..3 * layers + 6 {
        bits.golomb()?;
    }
    if bits.flag()? && bits.flag()? {
        skip_scaling_lists(bits)?;
    }
    bits.skip(2)?;
    if bits.flag()? {
        bits.skip(8)?;
        bits.golomb()?;
        bits.golomb()?;
        bits.skip(1)?;
    }
    // A still picture refers to no others, so this is 0; the sets are not worth reading.
    if bits.golomb()? != 0 {
        return None;
    }
    if bits.flag()? {
        for _ in 0..bits.golomb().filter(|&count| count <= 32)? {
            bits.take(order_bits)?;
            bits.skip(1)?;
        }
    }
    bits.skip(2)?;
    if !bits.flag()? {
        return None;
    }
    // E.2.1, `vui_parameters`: shape of the pixels, overscan, then the signal.
    if bits.flag()? && bits.take(8)? == 255 {
        bits.skip(32)?;
    }
    if bits.flag()? {
        bits.skip(1)?;
    }
    if !bits.flag()? {
        return None;
    }
    bits.skip(3)?;
    let is_full_range = bits.flag()?;
    let matrix = if bits.flag()? {
        bits.skip(16)?;
        bits.take(8)?
    } else {
        2
    };
    Some(Colours {
        matrix: u8::try_from(matrix).ok()?,
        is_full_range,
    })
}

/// 7.3.4, `scaling_list_data`.
fn skip_scaling_lists(bits: &mut Bits<'_>) -> Option<()> {
    for size in 0..4u32 {
        for _ in 0..if size == 3 { 2 } else { 6 } {
            if !bits.flag()? {
                bits.golomb()?;
                continue;
            }
            let coefficients = 64.min(1 << (4 + (size << 1)));
            for _ in 0..coefficients + u32::from(size > 1) {
                bits.golomb()?;
            }
        }
    }
    Some(())
}
