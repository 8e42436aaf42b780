use crate::header::{HeaderFault, be_u32, be_u64};

/// More boxes side by side than any camera writes.
const MAX_BOXES: usize = 4096;

/// A box of ISO/IEC 14496-12, 4.2, and what lies in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Box<'a> {
    pub(super) kind: [u8; 4],
    pub(super) content: &'a [u8],
}

/// The boxes that lie side by side in `rest`.
pub(super) struct Boxes<'a> {
    rest: &'a [u8],
    seen: usize,
}

impl<'a> Boxes<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            seen: 0,
        }
    }

    fn read(&mut self) -> Result<Box<'a>, HeaderFault> {
        let size = be_u32(self.rest, 0).ok_or(HeaderFault::Truncated)?;
        let kind = self.rest.get(4..8).and_then(|kind| kind.try_into().ok());
        let kind = kind.ok_or(HeaderFault::Truncated)?;
        let (head, size) = match size {
            // To the end of what it lies in.
            0 => (8, self.rest.len()),
            1 => {
                let size = be_u64(self.rest, 8).ok_or(HeaderFault::Truncated)?;
                (16, usize::try_from(size).unwrap_or(usize::MAX))
            }
            size => (8, usize::try_from(size).unwrap_or(usize::MAX)),
        };
        if size < head {
            return Err(HeaderFault::Malformed);
        }
        let content = self.rest.get(head..size).ok_or(HeaderFault::Truncated)?;
        self.rest = self.rest.get(size..).unwrap_or_default();
        Ok(Box { kind, content })
    }
}

impl<'a> Iterator for Boxes<'a> {
    type Item = Result<Box<'a>, HeaderFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        self.seen += 1;
        let found = if self.seen > MAX_BOXES {
            Err(HeaderFault::Excessive)
        } else {
            self.read()
        };
        if found.is_err() {
            self.rest = &[];
        }
        Some(found)
    }
}

/// Version, flags and the rest of a `FullBox` (4.2).
pub(super) fn full(content: &[u8]) -> Result<(u8, u32, &[u8]), HeaderFault> {
    let head = be_u32(content, 0).ok_or(HeaderFault::Truncated)?;
    let rest = content.get(4..).ok_or(HeaderFault::Truncated)?;
    Ok((head.to_be_bytes()[0], head & 0x00FF_FFFF, rest))
}

/// Takes big-endian numbers off the front of bytes.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Fields<'a> {
    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], HeaderFault> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or(HeaderFault::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A number of 0 to 8 bytes.
    pub(super) fn number(&mut self, count: usize) -> Result<u64, HeaderFault> {
        let bytes = self.bytes(count)?;
        Ok(bytes
            .iter()
            .fold(0, |value, &byte| value << 8 | u64::from(byte)))
    }

    pub(super) fn u8(&mut self) -> Result<u8, HeaderFault> {
        Ok(self.bytes(1)?.first().copied().unwrap_or_default())
    }

    pub(super) fn u16(&mut self) -> Result<u16, HeaderFault> {
        let bytes = self.bytes(2)?.try_into();
        bytes
            .map(u16::from_be_bytes)
            .map_err(|_| HeaderFault::Truncated)
    }

    pub(super) fn u32(&mut self) -> Result<u32, HeaderFault> {
        let bytes = self.bytes(4)?.try_into();
        bytes
            .map(u32::from_be_bytes)
            .map_err(|_| HeaderFault::Truncated)
    }

    /// A number of two bytes, or of four where `is_wide`.
    pub(super) fn id(&mut self, is_wide: bool) -> Result<u32, HeaderFault> {
        if is_wide {
            self.u32()
        } else {
            self.u16().map(u32::from)
        }
    }
}
