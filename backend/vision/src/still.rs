//! Decodes HEIC and AVIF tile by tile into the picture that is kept, so that never more than one
//! tile's samples are held beside it.

use image::metadata::Orientation;

use crate::canvas::Canvas;
use crate::decode::{DecodeError, MAX_WORKING_BYTES, turned};
use crate::header::Header;
use crate::header::heif::{CodedStill, Coding};
use crate::heif::{Plane, Turn, Turns};
use crate::picture::Picture;
use crate::planes::{Planes, RowConverter};
use crate::{av1, hevc, pixels};

pub(crate) fn decode(header: &Header, coded: &CodedStill<'_>) -> Result<Picture, DecodeError> {
    let still = &coded.still;
    let mut canvas = Canvas::new(header)?;
    let mut converter = RowConverter::new(coded.colours())?;
    for_each_tile(&coded.colour, &still.colour, |planes, place| {
        canvas.draw(
            place,
            (planes.width, planes.height),
            3,
            |y, row| converter.row(planes, y, row),
            <[u8]>::copy_from_slice,
        )
    })?;
    if let (Some(coding), Some(plane)) = (&coded.alpha, &still.alpha) {
        let over = if still.is_premultiplied {
            pixels::add_white
        } else {
            pixels::blend_with_white
        };
        for_each_tile(coding, plane, |planes, place| {
            canvas.draw(
                place,
                (planes.width, planes.height),
                1,
                |y, row| planes.brightness_row(y, row),
                over,
            )
        })?;
    }
    turn(canvas, &still.turns)
}

fn for_each_tile(
    coding: &Coding<'_>,
    plane: &Plane<'_>,
    mut draw: impl FnMut(&Planes<'_>, (usize, usize)) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    let size = (plane.tile_width, plane.tile_height);
    let columns = plane.columns.max(1) as usize;
    for (index, tile) in plane.tiles.iter().enumerate() {
        let place = (
            index % columns * plane.tile_width as usize,
            index / columns * plane.tile_height as usize,
        );
        match coding {
            Coding::Hevc(configuration) => {
                let frame = hevc::decode(configuration, tile, size, MAX_WORKING_BYTES)?;
                draw(&frame.planes(), place)?;
            }
            Coding::Av1(sequence) => {
                let frame = av1::decode(sequence, tile, size)?;
                draw(&frame.planes(), place)?;
            }
        }
    }
    Ok(())
}

fn turn(canvas: Canvas, turns: &Turns) -> Result<Picture, DecodeError> {
    let scale = canvas.scale();
    let (mut width, mut height, mut rgb) = canvas.into_parts();
    for turn in turns.iter() {
        let orientation = match turn {
            Turn::Crop(window) => {
                let [left, top, wide, high] = window.map(|pixels| pixels / scale);
                let window = [left, top, wide.max(1), high.max(1)];
                rgb = pixels::crop(width, rgb, window).ok_or(DecodeError::Unreadable)?;
                [width, height] = [wide.max(1), high.max(1)];
                continue;
            }
            Turn::Rotate(0) => continue,
            Turn::Rotate(1) => Orientation::Rotate270,
            Turn::Rotate(2) => Orientation::Rotate180,
            Turn::Rotate(_) => Orientation::Rotate90,
            Turn::FlipSides => Orientation::FlipHorizontal,
            Turn::FlipEnds => Orientation::FlipVertical,
        };
        (width, height, rgb) =
            turned(width, height, rgb, orientation).ok_or(DecodeError::Unreadable)?;
    }
    Picture::from_rgb(width, height, rgb).ok_or(DecodeError::Unreadable)
}
