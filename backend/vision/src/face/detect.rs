//! Looks for faces in a picture however it is turned: upright first, then by quarters.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};

use super::built_in::BuiltIn;
use super::chip::cut;
use super::seeta::{LONGEST_SIDE, SMALLEST_FACE, SURE_SCORE};
use super::yunet::{Back, SIDE, Yunet};
use super::{Area, FaceFault, FoundFace};
use crate::luma::Luma;
use crate::picture::Picture;

/// Longest side of the small copy that says which way up a picture is.
const SMALL_SIDE: usize = 480;
/// Longest side of the copy in which a selfie's faces are looked for.
const SELFIE_SIDE: usize = 640;
/// As a picture is turned most often.
const TURNS: [usize; 4] = [0, 1, 3, 2];
/// From here a face is upright for sure. The pictures of the package upside down score up to 10,
/// turned by a quarter up to 2.8; upright 16 to 32.
const UPRIGHT_SCORE: f32 = 12.0;
/// Side of the copy that is looked at with a margin around it where nothing was found: detectors
/// miss faces that fill a picture.
const INSET_SIDE: usize = 400;

impl BuiltIn {
    /// Faces on a picture that is looked at closely: upright, and where nothing is for sure, the way
    /// that a small copy shows them best.
    pub(super) fn faces(&self, picture: &Picture) -> Result<Vec<FoundFace>, FaceFault> {
        let smallest = picture.width().min(picture.height());
        if smallest < SMALLEST_FACE {
            return Err(FaceFault::PictureTooSmall);
        }
        let surest = |boxes: &[(f32, Area)]| boxes.first().map_or(0.0, |(score, _)| *score);
        let upright = self.boxes(picture, LONGEST_SIDE, 0)?;
        if surest(&upright) >= UPRIGHT_SCORE {
            return self.look_at_all(picture, upright, 0);
        }
        let others: &[usize] = if surest(&upright) >= SURE_SCORE {
            &[0, 2]
        } else {
            &TURNS
        };
        let mut best = (0.0, 0);
        for &quarters in others {
            let score = surest(&self.boxes(picture, SMALL_SIDE, quarters)?);
            if score > best.0 {
                best = (score, quarters);
            }
        }
        let turns = match best {
            (score, _) if score <= 0.0 && upright.is_empty() => vec![1, 3, 2],
            (_, 0) => return self.look_at_all(picture, upright, 0),
            (_, quarters) => vec![quarters],
        };
        for quarters in turns {
            let boxes = self.boxes(picture, LONGEST_SIDE, quarters)?;
            if !boxes.is_empty() {
                return self.look_at_all(picture, boxes, quarters);
            }
        }
        Ok(Vec::new())
    }

    /// Faces on a picture that shows little else, quickly: in a small copy, and only where nothing
    /// is there as [`faces`](Self::faces) does it.
    pub(super) fn large_faces(&self, picture: &Picture) -> Result<Vec<FoundFace>, FaceFault> {
        let small = self.boxes(picture, SELFIE_SIDE, 0);
        match small {
            Ok(boxes)
                if boxes
                    .first()
                    .is_some_and(|(score, _)| *score >= UPRIGHT_SCORE) =>
            {
                self.look_at_all(picture, boxes, 0)
            }
            _ => self.faces(picture),
        }
    }

    /// Boxes in the picture's own pixels, turned clockwise so many quarters.
    fn boxes(
        &self,
        picture: &Picture,
        longest: usize,
        quarters: usize,
    ) -> Result<Vec<(f32, Area)>, FaceFault> {
        let small = turned(&picture.luma().shrunk_to(longest), quarters);
        let scale = picture.longest_side() as f32 / small.width().max(small.height()) as f32;
        let boxes = self.seeta.detect(&small)?;
        let larger = boxes
            .into_iter()
            .map(|(score, area)| (score, area.times(scale)));
        Ok(larger.collect())
    }

    fn look_at_all(
        &self,
        picture: &Picture,
        boxes: Vec<(f32, Area)>,
        quarters: usize,
    ) -> Result<Vec<FoundFace>, FaceFault> {
        let looked = boxes
            .into_iter()
            .map(|sight| self.look(picture, sight, quarters));
        looked.filter_map(Result::transpose).collect()
    }
}

impl Yunet {
    /// Faces on a picture, upright or turned by quarters.
    pub(super) fn faces(&self, picture: &Picture) -> Result<Vec<FoundFace>, FaceFault> {
        if picture.width().min(picture.height()) < SMALLEST_FACE {
            return Err(FaceFault::PictureTooSmall);
        }
        let copy = shrunk(picture, SIDE).ok_or(FaceFault::PictureTooSmall)?;
        let inset = shrunk(&copy, INSET_SIDE).ok_or(FaceFault::PictureTooSmall)?;
        for quarters in TURNS {
            for (copy, margin) in [(&copy, 0), (&inset, (SIDE - INSET_SIDE) / 2)] {
                let whole = [0, 0, copy.width(), copy.height()];
                let turned = cut(copy, whole, quarters).ok_or(FaceFault::PictureTooSmall)?;
                let back = Back {
                    quarters,
                    shrunk: copy.longest_side() as f32 / picture.longest_side() as f32,
                    size: (picture.width(), picture.height()),
                };
                let faces = self.detect(&turned, margin, &back)?;
                if !faces.is_empty() {
                    return Ok(faces);
                }
            }
        }
        Ok(Vec::new())
    }
}

/// Turned clockwise so many quarters.
fn turned(luma: &Luma, quarters: usize) -> Luma {
    let quarter = |luma: &Luma| {
        let columns = 0..luma.width();
        let pixels = columns.flat_map(|x| {
            let upwards = luma.rows().rev();
            upwards.filter_map(move |row| row.get(x).copied())
        });
        Luma::new(luma.height(), pixels.collect())
    };
    match quarters % 4 {
        0 => luma.clone(),
        1 => quarter(luma),
        2 => luma.turned_half(),
        _ => quarter(&luma.turned_half()),
    }
}

/// A copy whose longer side is so many pixels; the picture itself where that is no more.
fn shrunk(picture: &Picture, longest: usize) -> Option<Picture> {
    let (width, height) = (picture.width(), picture.height());
    let longest = u32::try_from(longest).ok()?;
    if picture.longest_side() <= longest {
        return Some(picture.clone());
    }
    let side = |side: u32| {
        let scaled = u64::from(side) * u64::from(longest) / u64::from(picture.longest_side());
        u32::try_from(scaled.max(1)).ok()
    };
    let (wide, high) = (side(width)?, side(height)?);
    let from = ImageRef::new(width, height, picture.rgb(), PixelType::U8x3).ok()?;
    let mut into = Image::new(wide, high, PixelType::U8x3);
    Resizer::new().resize(&from, &mut into, None).ok()?;
    Picture::from_rgb(wide, high, into.into_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brightness_is_turned_clockwise() {
        let luma = Luma::new(3, vec![1, 2, 3, 4, 5, 6]);
        let once = turned(&luma, 1);
        assert_eq!((once.width(), once.pixels()), (2, &[4, 1, 5, 2, 6, 3][..]));
        assert_eq!(turned(&luma, 2).pixels(), [6, 5, 4, 3, 2, 1]);
        assert_eq!(
            turned(&luma, 3).pixels(),
            turned(&turned(&luma, 2), 1).pixels()
        );
    }
}
