use super::boxes::{Fields, full};
use super::colour::Colours;
use super::meta::{Item, Meta};
use super::turns::Turns;
use crate::header::HeaderFault;

/// Properties that change nothing of what is shown, or that are understood.
const KNOWN: [&[u8; 4]; 16] = [
    b"hvcC", b"av1C", b"ispe", b"colr", b"pixi", b"irot", b"imir", b"clap", b"auxC", b"pasp",
    b"clli", b"mdcv", b"cclv", b"amve", b"a1lx", b"udes",
];

/// What an item's properties say.
#[derive(Debug, Default)]
pub(super) struct Properties<'a> {
    /// Width and height in pixels, as decoded.
    pub(super) size: (u32, u32),
    /// `hvcC` or `av1C`.
    pub(super) configuration: Option<&'a [u8]>,
    pub(super) colours: Option<Colours>,
    pub(super) turns: Turns,
    /// What an auxiliary picture is for, as a URN.
    pub(super) purpose: &'a [u8],
}

impl<'a> Properties<'a> {
    /// Refuses an item that needs a property which is not understood.
    pub(super) fn read(meta: &Meta<'a>, item: &Item) -> Result<Self, HeaderFault> {
        let mut read = Self::default();
        let all = || {
            item.properties.iter().map(|&(place, is_essential)| {
                let property = meta.properties.get(place);
                property
                    .map(|property| (property.kind, property.content, is_essential))
                    .ok_or(HeaderFault::Malformed)
            })
        };
        for property in all() {
            let (kind, content, is_essential) = property?;
            match &kind {
                b"ispe" => {
                    let (_, _, rest) = full(content)?;
                    let mut fields = Fields(rest);
                    read.size = (fields.u32()?, fields.u32()?);
                }
                b"hvcC" | b"av1C" => read.configuration = Some(content),
                b"colr" => read.colours = read.colours.or_else(|| Colours::read(content)),
                b"auxC" => {
                    let (_, _, rest) = full(content)?;
                    read.purpose = rest.split(|&byte| byte == 0).next().unwrap_or_default();
                }
                _ if is_essential && !KNOWN.contains(&&kind) => {
                    return Err(HeaderFault::Unsupported);
                }
                _ => {}
            }
        }
        if read.size.0 == 0 || read.size.1 == 0 {
            return Err(HeaderFault::Malformed);
        }
        for property in all() {
            let (kind, content, _) = property?;
            read.turns.take(kind, content, read.size)?;
        }
        Ok(read)
    }
}
