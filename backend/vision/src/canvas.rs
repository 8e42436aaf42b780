//! The picture that a decoder fills piece by piece, at half the size where it is too large to keep.

use crate::decode::DecodeError;
use crate::header::Header;

pub(crate) struct Canvas {
    /// Pixels across and down before halving.
    full: (usize, usize),
    /// 1, or 2 where only every second pixel is kept, as a mean of four.
    scale: usize,
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

impl Canvas {
    pub(crate) fn new(header: &Header) -> Result<Self, DecodeError> {
        let scale = if header.is_halved() { 2 } else { 1 };
        let full = (header.width as usize, header.height as usize);
        let (width, height) = ((full.0 / scale).max(1), (full.1 / scale).max(1));
        Ok(Self {
            full,
            scale,
            width,
            height,
            rgb: vec![0; 3 * width * height],
        })
    }

    /// How many pixels across became one.
    pub(crate) const fn scale(&self) -> u32 {
        if self.scale == 2 { 2 } else { 1 }
    }

    pub(crate) fn into_parts(self) -> (u32, u32, Vec<u8>) {
        let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
        (side(self.width), side(self.height), self.rgb)
    }

    /// Draws a piece with its upper left corner at `place`; what hangs over is cut off. `read`
    /// gives a row of the piece, `merge` puts a run of its pixels into as many of the picture's.
    pub(crate) fn draw(
        &mut self,
        place: (usize, usize),
        size: (usize, usize),
        bytes_per_pixel: usize,
        mut read: impl FnMut(usize, &mut [u8]) -> Result<(), DecodeError>,
        merge: impl Fn(&mut [u8], &[u8]),
    ) -> Result<(), DecodeError> {
        let seen = (
            size.0.min(self.full.0.saturating_sub(place.0)),
            size.1.min(self.full.1.saturating_sub(place.1)),
        );
        // Pieces meet between pixels that are averaged together.
        if self.scale == 2 && (place.0 % 2 == 1 || place.1 % 2 == 1) {
            return Err(DecodeError::UnsupportedCoding);
        }
        let (left, top) = (place.0 / self.scale, place.1 / self.scale);
        let (wide, high) = (seen.0 / self.scale, seen.1 / self.scale);
        let mut row = vec![0; size.0 * bytes_per_pixel];
        let mut next = row.clone();
        for y in 0..high {
            read(y * self.scale, &mut row)?;
            if self.scale == 2 {
                read(y * 2 + 1, &mut next)?;
                halve_rows(&mut row, &next, bytes_per_pixel, wide);
            }
            let start = 3 * ((top + y) * self.width + left);
            let into = self.rgb.get_mut(start..start + 3 * wide);
            let from = row.get(..wide * bytes_per_pixel);
            let (Some(into), Some(from)) = (into, from) else {
                return Err(DecodeError::Unreadable);
            };
            merge(into, from);
        }
        Ok(())
    }
}

/// Means of 2 × 2 pixels, into the front of the first row.
fn halve_rows(row: &mut [u8], next: &[u8], bytes_per_pixel: usize, wide: usize) {
    for x in 0..wide {
        for channel in 0..bytes_per_pixel {
            let at = 2 * x * bytes_per_pixel + channel;
            let value = |from: &[u8], at: usize| from.get(at).copied().map_or(0, u16::from);
            let sum = value(row, at)
                + value(row, at + bytes_per_pixel)
                + value(next, at)
                + value(next, at + bytes_per_pixel);
            if let Some(into) = row.get_mut(x * bytes_per_pixel + channel) {
                *into = u8::try_from((sum + 2) / 4).unwrap_or(255);
            }
        }
    }
}
