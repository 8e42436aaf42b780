#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "samples are clamped to a byte before they are narrowed"
)]
//! Brightness and colour differences, as video codecs keep them, into red, green and blue
//! (ISO/IEC 23091-2, 8.3).

use crate::decode::DecodeError;
use crate::heif::Colours;

/// How many colour samples there are beside the brightness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chroma {
    /// Grey.
    None,
    /// 4:2:0.
    Quarter,
    /// 4:2:2.
    Half,
    /// 4:4:4.
    Full,
}

/// One plane's samples.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Samples<'a> {
    /// Eight bits.
    Bytes(&'a [u8]),
    /// More.
    Words(&'a [u16]),
    /// More, as pairs of bytes in the machine's order.
    Pairs(&'a [u8]),
}

/// A decoded picture, borrowed from its decoder.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Planes<'a> {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Bits of a sample.
    pub(crate) depth: u32,
    pub(crate) chroma: Chroma,
    pub(crate) samples: [Samples<'a>; 3],
    /// Samples from one row to the next.
    pub(crate) strides: [usize; 3],
}

impl Planes<'_> {
    /// A row of one plane, narrowed to eight bits. `false` where the plane is too short.
    fn row(&self, plane: usize, y: usize, into: &mut [u8]) -> bool {
        let (Some(samples), Some(stride)) = (self.samples.get(plane), self.strides.get(plane))
        else {
            return false;
        };
        let start = y * stride;
        let end = start + into.len();
        let down = self.depth.saturating_sub(8);
        let narrow = |sample: u16| {
            let half = (1u32 << down) >> 1;
            ((u32::from(sample) + half) >> down).min(255) as u8
        };
        match samples {
            Samples::Bytes(bytes) => match bytes.get(start..end) {
                Some(row) => into.copy_from_slice(row),
                None => return false,
            },
            Samples::Words(words) => match words.get(start..end) {
                Some(row) => (into.iter_mut().zip(row)).for_each(|(to, &from)| *to = narrow(from)),
                None => return false,
            },
            Samples::Pairs(bytes) => match bytes.as_chunks::<2>().0.get(start..end) {
                Some(row) => (into.iter_mut().zip(row))
                    .for_each(|(to, &from)| *to = narrow(u16::from_ne_bytes(from))),
                None => return false,
            },
        }
        true
    }

    /// A row of the first plane, from 0 to 255.
    pub(crate) fn brightness_row(&self, y: usize, into: &mut [u8]) -> Result<(), DecodeError> {
        let is_whole = into.len() == self.width && self.row(0, y, into);
        is_whole.then_some(()).ok_or(DecodeError::Unreadable)
    }
}

/// Turns rows of samples into rows of colours; keeps its buffers from row to row.
pub(crate) struct RowConverter {
    matrix: Matrix,
    brightness: Vec<u8>,
    differences: [Vec<u8>; 2],
}

impl RowConverter {
    pub(crate) fn new(colours: Colours) -> Result<Self, DecodeError> {
        Ok(Self {
            matrix: Matrix::new(colours).ok_or(DecodeError::UnsupportedCoding)?,
            brightness: Vec::new(),
            differences: [Vec::new(), Vec::new()],
        })
    }

    /// Row `y` in red, green and blue; `into` takes three bytes a pixel.
    pub(crate) fn row(
        &mut self,
        planes: &Planes<'_>,
        y: usize,
        into: &mut [u8],
    ) -> Result<(), DecodeError> {
        let (wide, row) = match planes.chroma {
            Chroma::None => (0, 0),
            Chroma::Quarter => (planes.width.div_ceil(2), y / 2),
            Chroma::Half => (planes.width.div_ceil(2), y),
            Chroma::Full => (planes.width, y),
        };
        self.brightness.resize(planes.width, 0);
        planes.brightness_row(y, &mut self.brightness)?;
        for (index, difference) in self.differences.iter_mut().enumerate() {
            difference.resize(wide, 0);
            if wide > 0 && !planes.row(index + 1, row, difference) {
                return Err(DecodeError::Unreadable);
            }
        }
        let (pixels, matrix) = (into.as_chunks_mut::<3>().0, self.matrix);
        let [blue, red] = &self.differences;
        let brightness = self.brightness.iter();
        if planes.chroma == Chroma::None {
            for (pixel, &y) in pixels.iter_mut().zip(brightness) {
                *pixel = matrix.grey(y);
            }
        } else if planes.chroma == Chroma::Full {
            for ((pixel, &y), (&b, &r)) in
                pixels.iter_mut().zip(brightness).zip(blue.iter().zip(red))
            {
                *pixel = matrix.colour(y, b, r);
            }
        } else {
            let pairs = pixels.chunks_mut(2).zip(self.brightness.chunks(2));
            for ((pixels, brightness), (&b, &r)) in pairs.zip(blue.iter().zip(red)) {
                for (pixel, &y) in pixels.iter_mut().zip(brightness) {
                    *pixel = matrix.colour(y, b, r);
                }
            }
        }
        Ok(())
    }
}

/// Fixed-point factors, in 1/65536.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matrix {
    is_identity: bool,
    black: i32,
    brightness: i32,
    red: i32,
    green: [i32; 2],
    blue: i32,
}

impl Matrix {
    /// From the weights of red and blue in the brightness (table 4). `None` for codes of other
    /// kinds, which no camera uses.
    pub(crate) fn new(colours: Colours) -> Option<Self> {
        let (red, blue) = match colours.matrix {
            // Red, green and blue as they are; 2 is "unspecified".
            0 => (0.299, 0.114),
            1 => (0.2126, 0.0722),
            2 | 5 | 6 => (0.299, 0.114),
            4 => (0.30, 0.11),
            7 => (0.212, 0.087),
            9 => (0.2627, 0.0593),
            _ => return None,
        };
        let green = 1.0 - red - blue;
        let (luma, chroma) = if colours.is_full_range {
            (1.0, 1.0)
        } else {
            (255.0 / 219.0, 255.0 / 224.0)
        };
        let fixed = |value: f64| (value * 65_536.0).round() as i32;
        Some(Self {
            is_identity: colours.matrix == 0,
            black: if colours.is_full_range { 0 } else { 16 },
            brightness: fixed(luma),
            red: fixed(chroma * 2.0 * (1.0 - red)),
            green: [
                fixed(-chroma * 2.0 * (1.0 - blue) * blue / green),
                fixed(-chroma * 2.0 * (1.0 - red) * red / green),
            ],
            blue: fixed(chroma * 2.0 * (1.0 - blue)),
        })
    }

    fn level(self, y: u8) -> i32 {
        (i32::from(y) - self.black) * self.brightness + 32_768
    }

    fn grey(self, y: u8) -> [u8; 3] {
        [narrow(self.level(y)); 3]
    }

    #[inline]
    pub(crate) fn colour(self, y: u8, b: u8, r: u8) -> [u8; 3] {
        if self.is_identity {
            return [r, y, b].map(|value| narrow(self.level(value)));
        }
        let level = self.level(y);
        let (b, r) = (i32::from(b) - 128, i32::from(r) - 128);
        let [green_by_b, green_by_r] = self.green;
        [
            narrow(level + self.red * r),
            narrow(level + green_by_b * b + green_by_r * r),
            narrow(level + self.blue * b),
        ]
    }
}

fn narrow(fixed: i32) -> u8 {
    (fixed >> 16).clamp(0, 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(matrix: u8, is_full_range: bool, [y, b, r]: [u8; 3]) -> [u8; 3] {
        let colours = Colours {
            matrix,
            is_full_range,
        };
        Matrix::new(colours).unwrap().colour(y, b, r)
    }

    #[test]
    fn black_white_and_red_come_out_right() {
        assert_eq!(convert(6, true, [0, 128, 128]), [0; 3]);
        assert_eq!(convert(6, true, [255, 128, 128]), [255; 3]);
        assert_eq!(convert(6, false, [16, 128, 128]), [0; 3]);
        assert_eq!(convert(1, false, [235, 128, 128]), [255; 3]);
        // ITU-R BT.601 and BT.709: pure red in studio range.
        assert_eq!(convert(6, false, [81, 90, 240]), [254, 0, 0]);
        assert_eq!(convert(1, false, [63, 102, 240]), [255, 1, 0]);
        assert_eq!(convert(0, true, [2, 3, 1]), [1, 2, 3]);
    }

    #[test]
    fn matrices_that_are_not_known_are_none() {
        for matrix in [3, 8, 10, 14, 255] {
            assert!(
                Matrix::new(Colours {
                    matrix,
                    is_full_range: true
                })
                .is_none()
            );
        }
    }

    #[test]
    fn ten_bits_are_rounded_to_eight_and_short_planes_are_refused() {
        let words = [0u16, 2, 1023, 512];
        let mut planes = Planes {
            width: 4,
            height: 1,
            depth: 10,
            chroma: Chroma::None,
            samples: [Samples::Words(&words); 3],
            strides: [4; 3],
        };
        let mut row = [9; 4];
        assert_eq!(planes.brightness_row(0, &mut row), Ok(()));
        assert_eq!(row, [0, 1, 255, 128]);
        assert!(planes.brightness_row(1, &mut row).is_err());
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        planes.samples = [Samples::Pairs(&bytes); 3];
        assert_eq!(planes.brightness_row(0, &mut row), Ok(()));
        assert_eq!(row, [0, 1, 255, 128]);
    }
}
