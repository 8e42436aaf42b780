use std::cell::Cell;
use std::collections::BTreeMap;

use super::boxes::{Box, Boxes, Fields, full};
use super::locations::{Extent, read_locations};
use crate::header::HeaderFault;

/// A 48 MP photograph has about 400 items; nothing needs more.
pub(super) const MAX_ITEMS: usize = 2048;
/// References of one item to others: the tiles of a grid.
const MAX_REFERENCES: usize = 1024;

/// One item of the file.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) kind: [u8; 4],
    pub(super) extents: Vec<Extent>,
    /// Places in [`Meta::properties`], from 0, and whether it may not be shown without.
    pub(super) properties: Vec<(usize, bool)>,
    /// `dimg`: what a derived picture is made from.
    pub(super) parts: Vec<u32>,
    /// `auxl`: what it is an auxiliary picture of.
    pub(super) auxiliary_of: Vec<u32>,
    /// `prem`: its colours are already multiplied by its alpha.
    pub(super) is_premultiplied: bool,
}

/// What the `meta` box says (ISO/IEC 14496-12, 8.11).
#[derive(Debug, Default)]
pub(super) struct Meta<'a> {
    pub(super) primary: u32,
    pub(super) items: BTreeMap<u32, Item>,
    pub(super) properties: Vec<Box<'a>>,
    pub(super) inside: &'a [u8],
    /// Bytes that items may still take: together no more than the file has, so that pieces lying
    /// over each other cost nobody anything.
    pub(super) unread: Cell<usize>,
}

pub(super) fn read_meta(content: &[u8], file_length: usize) -> Result<Meta<'_>, HeaderFault> {
    let (_, _, rest) = full(content)?;
    let mut meta = Meta {
        unread: Cell::new(file_length),
        ..Meta::default()
    };
    let mut references = None;
    let mut properties = None;
    let mut locations = None;
    let mut primary = None;
    for found in Boxes::new(rest) {
        let Box { kind, content } = found?;
        match &kind {
            b"pitm" => {
                let (version, _, rest) = full(content)?;
                primary = Some(Fields(rest).id(version > 0)?);
            }
            b"iinf" => read_items(content, &mut meta)?,
            b"idat" => meta.inside = content,
            b"iref" => references = Some(content),
            b"iprp" => properties = Some(content),
            b"iloc" => locations = Some(content),
            _ => {}
        }
    }
    meta.primary = primary.ok_or(HeaderFault::Malformed)?;
    // These name items, and may stand before them.
    read_locations(locations.ok_or(HeaderFault::Malformed)?, &mut meta)?;
    read_properties(properties.ok_or(HeaderFault::Malformed)?, &mut meta)?;
    if let Some(references) = references {
        read_references(references, &mut meta)?;
    }
    Ok(meta)
}

/// 8.11.6: entries of version 2 and 3 carry the type that HEIF needs.
fn read_items(content: &[u8], meta: &mut Meta<'_>) -> Result<(), HeaderFault> {
    let (version, _, rest) = full(content)?;
    let mut fields = Fields(rest);
    fields.id(version > 0)?;
    for found in Boxes::new(fields.0) {
        let Box { kind, content } = found?;
        let (version, _, rest) = full(content)?;
        if &kind != b"infe" || version < 2 {
            continue;
        }
        let mut fields = Fields(rest);
        let id = fields.id(version > 2)?;
        fields.u16()?;
        let kind = fields.bytes(4)?.try_into().unwrap_or_default();
        if meta.items.len() >= MAX_ITEMS {
            return Err(HeaderFault::Excessive);
        }
        let item = Item {
            kind,
            ..Item::default()
        };
        if meta.items.insert(id, item).is_some() {
            return Err(HeaderFault::Malformed);
        }
    }
    Ok(())
}

/// ISO/IEC 23008-12, 9.3: the properties, and which item has which.
fn read_properties<'a>(content: &'a [u8], meta: &mut Meta<'a>) -> Result<(), HeaderFault> {
    for found in Boxes::new(content) {
        let Box { kind, content } = found?;
        match &kind {
            b"ipco" => meta.properties = Boxes::new(content).collect::<Result<_, _>>()?,
            b"ipma" => read_associations(content, meta)?,
            _ => {}
        }
    }
    Ok(())
}

fn read_associations(content: &[u8], meta: &mut Meta<'_>) -> Result<(), HeaderFault> {
    let (version, flags, rest) = full(content)?;
    let mut fields = Fields(rest);
    for _ in 0..fields.u32()? {
        let id = fields.id(version > 0)?;
        let count = fields.u8()?;
        let mut properties = Vec::with_capacity(count.into());
        for _ in 0..count {
            let (is_essential, index) = if flags & 1 == 1 {
                let value = fields.u16()?;
                (value >> 15 == 1, value & 0x7FFF)
            } else {
                let value = fields.u8()?;
                (value >> 7 == 1, u16::from(value & 0x7F))
            };
            // 0 stands for none.
            if let Some(place) = usize::from(index).checked_sub(1) {
                properties.push((place, is_essential));
            }
        }
        // Items of kinds that were left out may be spoken of.
        let Some(item) = meta.items.get_mut(&id) else {
            continue;
        };
        if !item.properties.is_empty() {
            return Err(HeaderFault::Malformed);
        }
        item.properties = properties;
    }
    Ok(())
}

/// 8.11.12: typed references between items.
fn read_references(content: &[u8], meta: &mut Meta<'_>) -> Result<(), HeaderFault> {
    let (version, _, rest) = full(content)?;
    let is_wide = version > 0;
    for found in Boxes::new(rest) {
        let Box { kind, content } = found?;
        let mut fields = Fields(content);
        let from = fields.id(is_wide)?;
        let count = usize::from(fields.u16()?);
        let Some(item) = meta.items.get_mut(&from) else {
            continue;
        };
        if count > MAX_REFERENCES {
            return Err(HeaderFault::Excessive);
        }
        let list = match &kind {
            b"dimg" => &mut item.parts,
            b"auxl" => &mut item.auxiliary_of,
            b"prem" => {
                item.is_premultiplied = true;
                continue;
            }
            _ => continue,
        };
        if !list.is_empty() {
            return Err(HeaderFault::Malformed);
        }
        for _ in 0..count {
            list.push(fields.id(is_wide)?);
        }
    }
    Ok(())
}
