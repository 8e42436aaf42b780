use std::borrow::Cow;

use super::boxes::{Boxes, Fields};
use super::colour::Colours;
use super::locations::bytes_of;
use super::meta::{Item, Meta, read_meta};
use super::properties::Properties;
use super::turns::Turns;
use crate::header::HeaderFault;

/// More tiles than the largest photograph has at 512 × 512.
const MAX_TILES: usize = 1024;
/// What an alpha plane calls itself: ISO/IEC 23000-22 (MIAF) and, before it, ISO/IEC 23008-12.
const ALPHA: [&[u8]; 2] = [
    b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha",
    b"urn:mpeg:hevc:2015:auxid:1",
];

/// How the pictures are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Codec {
    /// ISO/IEC 23008-2.
    Hevc,
    /// The AOMedia video codec.
    Av1,
}

/// The picture that the file shows.
#[derive(Debug)]
pub(crate) struct Still<'a> {
    pub(crate) codec: Codec,
    pub(crate) colour: Plane<'a>,
    pub(crate) alpha: Option<Plane<'a>>,
    pub(crate) is_premultiplied: bool,
    pub(crate) colours: Option<Colours>,
    pub(crate) turns: Turns,
}

impl Still<'_> {
    /// Bytes that had to be copied together because they lay in pieces.
    pub(crate) fn copied_bytes(&self) -> usize {
        let planes = self.alpha.iter().chain([&self.colour]);
        let tiles = planes.flat_map(|plane| &plane.tiles);
        tiles
            .map(|tile| match tile {
                Cow::Borrowed(_) => 0,
                Cow::Owned(bytes) => bytes.len(),
            })
            .sum()
    }
}

/// One picture of a single coded piece, or of tiles row by row.
#[derive(Debug)]
pub(crate) struct Plane<'a> {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) columns: u32,
    pub(crate) tile_width: u32,
    pub(crate) tile_height: u32,
    pub(crate) configuration: &'a [u8],
    pub(crate) tiles: Vec<Cow<'a, [u8]>>,
}

/// Finds the picture. Bytes behind the `meta` box are looked at only where it points to.
pub(crate) fn read(file: &[u8]) -> Result<Still<'_>, HeaderFault> {
    let meta = Boxes::new(file)
        .find_map(|found| match found {
            Ok(found) if &found.kind == b"meta" => Some(Ok(found.content)),
            Ok(_) => None,
            Err(fault) => Some(Err(fault)),
        })
        .unwrap_or(Err(HeaderFault::Malformed))?;
    let meta = read_meta(meta, file.len())?;
    let item = item(&meta, meta.primary)?;
    let properties = Properties::read(&meta, item)?;
    let (codec, colour) = plane(file, &meta, item, &properties)?;
    let colours = properties
        .colours
        .or_else(|| first_tile_colours(&meta, item));
    let alpha = read_alpha(file, &meta, codec, &colour)?;
    Ok(Still {
        codec,
        colour,
        alpha,
        is_premultiplied: item.is_premultiplied,
        colours,
        turns: properties.turns,
    })
}

fn item<'m>(meta: &'m Meta<'_>, id: u32) -> Result<&'m Item, HeaderFault> {
    meta.items.get(&id).ok_or(HeaderFault::Malformed)
}

fn codec(item: &Item) -> Option<Codec> {
    match &item.kind {
        b"hvc1" | b"hev1" => Some(Codec::Hevc),
        b"av01" => Some(Codec::Av1),
        _ => None,
    }
}

fn plane<'a>(
    file: &'a [u8],
    meta: &Meta<'a>,
    item: &Item,
    properties: &Properties<'a>,
) -> Result<(Codec, Plane<'a>), HeaderFault> {
    if &item.kind == b"grid" {
        return grid(file, meta, item, properties.size);
    }
    // Overlays and derivations of derivations are not written by cameras.
    let codec = codec(item).ok_or(HeaderFault::Unsupported)?;
    let (width, height) = properties.size;
    let plane = Plane {
        width,
        height,
        columns: 1,
        tile_width: width,
        tile_height: height,
        configuration: properties.configuration.ok_or(HeaderFault::Malformed)?,
        tiles: vec![bytes_of(file, meta, item)?],
    };
    Ok((codec, plane))
}

/// ISO/IEC 23008-12, 6.6.2.3. Tiles have to be coded pictures, so no grid can lie in another.
fn grid<'a>(
    file: &'a [u8],
    meta: &Meta<'a>,
    item: &Item,
    size: (u32, u32),
) -> Result<(Codec, Plane<'a>), HeaderFault> {
    let layout = bytes_of(file, meta, item)?;
    let mut fields = Fields(&layout);
    let (version, flags) = (fields.u8()?, fields.u8()?);
    let (rows, columns) = (u32::from(fields.u8()?) + 1, u32::from(fields.u8()?) + 1);
    let is_wide = flags & 1 == 1;
    let (width, height) = (fields.id(is_wide)?, fields.id(is_wide)?);
    let count = usize::try_from(rows * columns).unwrap_or(usize::MAX);
    if version != 0 || (width, height) != size || item.parts.len() != count {
        return Err(HeaderFault::Malformed);
    }
    if count > MAX_TILES {
        return Err(HeaderFault::Excessive);
    }
    let mut plane: Option<(Codec, Plane<'a>)> = None;
    for &id in &item.parts {
        let tile = self::item(meta, id)?;
        let codec = codec(tile).ok_or(HeaderFault::Unsupported)?;
        let properties = Properties::read(meta, tile)?;
        let configuration = properties.configuration.ok_or(HeaderFault::Malformed)?;
        let bytes = bytes_of(file, meta, tile)?;
        let (tile_width, tile_height) = properties.size;
        let (first, plane) = plane.get_or_insert_with(|| {
            let plane = Plane {
                width,
                height,
                columns,
                tile_width,
                tile_height,
                configuration,
                tiles: Vec::with_capacity(count),
            };
            (codec, plane)
        });
        let is_like_the_first = *first == codec
            && (plane.tile_width, plane.tile_height) == properties.size
            && plane.configuration == configuration
            && properties.turns == Turns::default();
        if !is_like_the_first {
            return Err(HeaderFault::Unsupported);
        }
        plane.tiles.push(bytes);
    }
    let (codec, plane) = plane.ok_or(HeaderFault::Malformed)?;
    let fits = |full: u32, tile: u32, count: u32| {
        let (full, tile, count) = (u64::from(full), u64::from(tile), u64::from(count));
        full <= tile * count && full > tile * (count - 1)
    };
    if !fits(width, plane.tile_width, columns) || !fits(height, plane.tile_height, rows) {
        return Err(HeaderFault::Malformed);
    }
    Ok((codec, plane))
}

/// Where the grid itself says nothing about its colours, its tiles may.
fn first_tile_colours(meta: &Meta<'_>, item: &Item) -> Option<Colours> {
    let tile = meta.items.get(item.parts.first()?)?;
    Properties::read(meta, tile).ok()?.colours
}

/// The alpha plane of the picture, which has to be of its size and coding.
fn read_alpha<'a>(
    file: &'a [u8],
    meta: &Meta<'a>,
    codec: Codec,
    colour: &Plane<'a>,
) -> Result<Option<Plane<'a>>, HeaderFault> {
    for item in meta.items.values() {
        if !item.auxiliary_of.contains(&meta.primary) {
            continue;
        }
        let Ok(properties) = Properties::read(meta, item) else {
            continue;
        };
        if !ALPHA.contains(&properties.purpose) {
            continue;
        }
        let (coding, alpha) = plane(file, meta, item, &properties)?;
        if coding != codec || (alpha.width, alpha.height) != (colour.width, colour.height) {
            return Err(HeaderFault::Unsupported);
        }
        return Ok(Some(alpha));
    }
    Ok(None)
}
