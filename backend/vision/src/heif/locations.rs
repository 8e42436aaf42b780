use std::borrow::Cow;

use super::boxes::{Fields, full};
use super::meta::{Item, MAX_ITEMS, Meta};
use crate::header::HeaderFault;

/// Pieces that an item's bytes lie in; one is usual.
const MAX_EXTENTS: u16 = 64;

/// Where a piece of an item lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// In the `idat` box, rather than in the file.
    is_inside: bool,
    offset: u64,
    /// 0 stands for all up to the end.
    length: u64,
}

/// ISO/IEC 14496-12, 8.11.3.
pub(super) fn read_locations(content: &[u8], meta: &mut Meta<'_>) -> Result<(), HeaderFault> {
    let (version, _, rest) = full(content)?;
    if version > 2 {
        return Err(HeaderFault::Malformed);
    }
    let mut fields = Fields(rest);
    let (sizes, more) = (fields.u8()?, fields.u8()?);
    let [offset, length, base, index] = [sizes >> 4, sizes & 15, more >> 4, more & 15];
    if [offset, length, base]
        .iter()
        .any(|s| !matches!(s, 0 | 4 | 8))
        || index > 8
    {
        return Err(HeaderFault::Malformed);
    }
    let index = if version > 0 { index } else { 0 };
    let count = fields.id(version == 2)?;
    if usize::try_from(count).is_ok_and(|count| count > MAX_ITEMS) {
        return Err(HeaderFault::Excessive);
    }
    for _ in 0..count {
        let id = fields.id(version == 2)?;
        let method = if version > 0 { fields.u16()? & 15 } else { 0 };
        let other_file = fields.u16()?;
        let base = fields.number(base.into())?;
        let count = fields.u16()?;
        if count > MAX_EXTENTS {
            return Err(HeaderFault::Excessive);
        }
        let mut extents = Vec::with_capacity(count.into());
        for _ in 0..count {
            fields.bytes(index.into())?;
            let offset = fields.number(offset.into())?.checked_add(base);
            extents.push(Extent {
                is_inside: method == 1,
                offset: offset.ok_or(HeaderFault::Malformed)?,
                length: fields.number(length.into())?,
            });
        }
        // An item elsewhere, or made from other items' bytes, is one that cannot be used.
        if other_file != 0 || method > 1 {
            extents.clear();
        }
        let Some(item) = meta.items.get_mut(&id) else {
            continue;
        };
        if !item.extents.is_empty() {
            return Err(HeaderFault::Malformed);
        }
        item.extents = extents;
    }
    Ok(())
}

/// The bytes of an item.
pub(super) fn bytes_of<'a>(
    file: &'a [u8],
    meta: &Meta<'a>,
    item: &Item,
) -> Result<Cow<'a, [u8]>, HeaderFault> {
    let piece = |extent: &Extent| {
        let place = if extent.is_inside { meta.inside } else { file };
        let start = usize::try_from(extent.offset).unwrap_or(usize::MAX);
        let piece = match usize::try_from(extent.length).unwrap_or(usize::MAX) {
            0 => place.get(start..),
            length => place.get(start..start.saturating_add(length)),
        };
        let piece = piece.ok_or(HeaderFault::Truncated)?;
        let left = meta.unread.get().checked_sub(piece.len());
        meta.unread.set(left.ok_or(HeaderFault::Excessive)?);
        Ok(piece)
    };
    match item.extents.as_slice() {
        [] => Err(HeaderFault::Unsupported),
        [extent] => piece(extent).map(Cow::Borrowed),
        several => {
            let mut bytes = Vec::new();
            for extent in several {
                bytes.extend_from_slice(piece(extent)?);
            }
            Ok(Cow::Owned(bytes))
        }
    }
}
