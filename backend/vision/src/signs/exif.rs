//! What an EXIF block (CIPA DC-008, a TIFF directory) says of camera and program. No number in it
//! is believed: entries are counted, places checked, one step down is taken and no more.

/// More entries than any camera writes.
const MAX_ENTRIES: usize = 512;
/// Bytes of a text that are looked at.
const MAX_TEXT: usize = 1024;

const MAKE: u16 = 0x010F;
const MODEL: u16 = 0x0110;
const SOFTWARE: u16 = 0x0131;
const DIRECTORY: u16 = 0x8769;
const EXPOSURE_TIME: u16 = 0x829A;
const USER_COMMENT: u16 = 0x9286;

/// Bytes of one value by type, from type 1.
const SIZES: [usize; 12] = [1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/// What matters here of an EXIF block.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Exif {
    /// It names a camera or an exposure.
    pub(super) names_camera: bool,
    /// The program, in small letters.
    pub(super) software: String,
    /// The comment, in small letters.
    pub(super) comment: String,
}

struct Tiff<'a> {
    bytes: &'a [u8],
    is_big_endian: bool,
}

/// Reads a TIFF block, without the `Exif\0\0` before it; what is malformed is not there.
pub(super) fn read(bytes: &[u8]) -> Exif {
    let mut exif = Exif::default();
    let is_big_endian = match bytes.get(..4) {
        Some(b"II*\0") => false,
        Some(b"MM\0*") => true,
        _ => return exif,
    };
    let tiff = Tiff {
        bytes,
        is_big_endian,
    };
    let first = tiff.u32(4);
    if let Some(second) = first.and_then(|place| tiff.read_directory(place, &mut exif)) {
        tiff.read_directory(second, &mut exif);
    }
    exif
}

impl<'a> Tiff<'a> {
    /// Where the directory of the photograph's circumstances is, if this one says so.
    fn read_directory(&self, place: u32, exif: &mut Exif) -> Option<u32> {
        let place = usize::try_from(place).ok()?;
        let count = usize::from(self.u16(place)?).min(MAX_ENTRIES);
        let mut next = None;
        for index in 0..count {
            let entry = place.checked_add(2 + 12 * index)?;
            match self.u16(entry)? {
                MAKE | MODEL => {
                    exif.names_camera |= self.text(entry).is_some_and(|t| !t.is_empty())
                }
                EXPOSURE_TIME => exif.names_camera = true,
                SOFTWARE => exif.software = self.text(entry).unwrap_or_default(),
                USER_COMMENT => exif.comment = self.text(entry).unwrap_or_default(),
                DIRECTORY => next = self.u32(entry + 8),
                _ => {}
            }
        }
        next
    }

    /// An entry's bytes as a text in small letters, of whatever type they are; letters of two bytes
    /// lose their zeros.
    fn text(&self, entry: usize) -> Option<String> {
        let kind = usize::from(self.u16(entry + 2)?);
        let size = *SIZES.get(kind.checked_sub(1)?)?;
        let length = usize::try_from(self.u32(entry + 4)?)
            .ok()?
            .checked_mul(size)?;
        let start = if length <= 4 {
            entry + 8
        } else {
            usize::try_from(self.u32(entry + 8)?).ok()?
        };
        let end = start.checked_add(length)?;
        let value = self.bytes.get(start..end)?;
        let value: Vec<u8> = value
            .iter()
            .take(MAX_TEXT)
            .copied()
            .filter(|&byte| byte != 0)
            .collect();
        Some(String::from_utf8_lossy(&value).trim().to_lowercase())
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_big_endian {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.is_big_endian {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A little-endian block whose one directory holds these texts.
    fn block(entries: &[(u16, &[u8])]) -> Vec<u8> {
        let mut block = b"II*\0\x08\0\0\0".to_vec();
        block.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
        let mut place = 8 + 2 + 12 * entries.len() + 4;
        let mut texts = Vec::new();
        for (tag, text) in entries {
            block.extend(tag.to_le_bytes());
            block.extend(2_u16.to_le_bytes());
            block.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
            block.extend(u32::try_from(place).unwrap().to_le_bytes());
            texts.extend_from_slice(text);
            place += text.len();
        }
        block.extend([0; 4]);
        block.extend(texts);
        block
    }

    #[test]
    fn camera_and_program_are_read() {
        let exif = read(&block(&[(MAKE, b"Maker\0"), (SOFTWARE, b"GIMP 2.10\0")]));
        assert!(exif.names_camera);
        assert_eq!(exif.software, "gimp 2.10");
    }

    #[test]
    fn an_empty_maker_is_no_camera() {
        assert!(!read(&block(&[(MAKE, b"\0\0\0\0\0\0")])).names_camera);
    }

    #[test]
    fn damaged_blocks_say_nothing_more_than_they_hold() {
        let whole = block(&[(SOFTWARE, b"GIMP 2.10\0")]);
        for end in 0..whole.len() {
            assert_eq!(read(&whole[..end]), Exif::default());
        }
        // A directory that points at itself, and one far away.
        let mut loops = block(&[(DIRECTORY, b"12345")]);
        for place in [8_u32, u32::MAX] {
            loops[18..22].copy_from_slice(&place.to_le_bytes());
            assert_eq!(read(&loops), Exif::default());
        }
    }
}
