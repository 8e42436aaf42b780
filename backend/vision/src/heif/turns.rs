use super::boxes::Fields;
use crate::header::HeaderFault;

/// What is done to the decoded picture before it is shown, in the file's order. Each may come
/// once. The EXIF orientation plays no part in HEIF (ISO/IEC 23008-12, annex A.2.1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Turns(Vec<Turn>);

/// One step of showing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// `irot`: by quarters, against the clock.
    Rotate(u8),
    /// `imir` 1: left and right change places.
    FlipSides,
    /// `imir` 0: top and bottom change places.
    FlipEnds,
    /// `clap`: left, top, width and height in pixels.
    Crop([u32; 4]),
}

impl Turns {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Turn> + '_ {
        self.0.iter().copied()
    }

    /// Takes a property that is a turn; the size is that of the picture as decoded.
    pub(super) fn take(
        &mut self,
        kind: [u8; 4],
        content: &[u8],
        size: (u32, u32),
    ) -> Result<(), HeaderFault> {
        let turn = match &kind {
            b"irot" => Turn::Rotate(Fields(content).u8()? & 3),
            b"imir" if Fields(content).u8()? & 1 == 1 => Turn::FlipSides,
            b"imir" => Turn::FlipEnds,
            // The window is in pixels of the unturned picture, so it has to come first.
            b"clap" if !self.0.is_empty() => return Err(HeaderFault::Unsupported),
            b"clap" => Turn::Crop(window(content, size).ok_or(HeaderFault::Malformed)?),
            _ => return Ok(()),
        };
        let is_same = |other: &Turn| match turn {
            Turn::Rotate(_) => matches!(other, Turn::Rotate(_)),
            Turn::FlipSides | Turn::FlipEnds => {
                matches!(other, Turn::FlipSides | Turn::FlipEnds)
            }
            Turn::Crop(_) => matches!(other, Turn::Crop(_)),
        };
        if self.0.iter().any(is_same) {
            return Err(HeaderFault::Malformed);
        }
        self.0.push(turn);
        Ok(())
    }
}

/// ISO/IEC 14496-12, 12.1.4.1: width, height and the offsets of the centre, as fractions.
fn window(content: &[u8], (width, height): (u32, u32)) -> Option<[u32; 4]> {
    let mut fields = Fields(content);
    let mut fraction = || {
        let numerator = i64::from(fields.u32().ok()?.cast_signed());
        let denominator = i64::from(fields.u32().ok()?.cast_signed());
        (denominator > 0).then_some((numerator, denominator))
    };
    let side = |full: u32, size: (i64, i64), centre: (i64, i64)| {
        let length = u32::try_from(size.0 / size.1).ok().filter(|&l| l > 0)?;
        // Twice the start: full − length + 2 · centre.
        let doubled = i64::from(full) - i64::from(length) + 2 * centre.0 / centre.1;
        let start = u32::try_from(doubled / 2).ok()?;
        (doubled >= 0 && start.checked_add(length)? <= full).then_some((start, length))
    };
    let (wide, high) = (fraction()?, fraction()?);
    let (across, down) = (fraction()?, fraction()?);
    let (left, width) = side(width, wide, across)?;
    let (top, height) = side(height, high, down)?;
    Some([left, top, width, height])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clap(values: [i32; 8]) -> Vec<u8> {
        values.iter().flat_map(|v| v.to_be_bytes()).collect()
    }

    #[test]
    fn a_window_is_placed_by_its_centre() {
        let centred = clap([60, 1, 40, 1, 0, 1, 0, 1]);
        assert_eq!(window(&centred, (100, 80)), Some([20, 20, 60, 40]));
        let corner = clap([60, 1, 40, 1, 40, 2, -20, 1]);
        assert_eq!(window(&corner, (100, 80)), Some([40, 0, 60, 40]));
    }

    #[test]
    fn a_window_outside_of_the_picture_is_none() {
        for values in [
            [101, 1, 40, 1, 0, 1, 0, 1],
            [60, 1, 40, 1, 21, 1, 0, 1],
            [60, 1, 40, 1, -21, 1, 0, 1],
            [60, 0, 40, 1, 0, 1, 0, 1],
            [0, 1, 40, 1, 0, 1, 0, 1],
            [60, 1, 40, 1, i32::MIN, 1, i32::MAX, 1],
        ] {
            assert_eq!(window(&clap(values), (100, 80)), None, "{values:?}");
        }
        assert_eq!(window(&[0; 31], (100, 80)), None);
    }

    #[test]
    fn each_turn_comes_once_and_the_window_first() {
        let mut turns = Turns::default();
        assert_eq!(turns.take(*b"irot", &[1], (100, 80)), Ok(()));
        assert_eq!(turns.take(*b"imir", &[1], (100, 80)), Ok(()));
        let again = turns.take(*b"imir", &[0], (100, 80));
        assert_eq!(again, Err(HeaderFault::Malformed));
        let late = turns.take(*b"clap", &clap([60, 1, 40, 1, 0, 1, 0, 1]), (100, 80));
        assert_eq!(late, Err(HeaderFault::Unsupported));
        assert!(turns.iter().eq([Turn::Rotate(1), Turn::FlipSides]));
    }
}
