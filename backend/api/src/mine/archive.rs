//! A ZIP of files that are stored as they are (APPNOTE 6.3.10): photographs do not get smaller.

/// One file.
pub(super) struct ArchivedFile<'a> {
    /// Its path, in ASCII.
    pub(super) name: String,
    pub(super) content: &'a [u8],
}

/// 1 January 1980, the first day that the format knows: a copy tells nothing of its own time.
const DATE: u16 = 0x0021;
/// Version 2.0 of the format, nothing compressed.
const VERSION: u16 = 20;

/// The archive; `None` should it be too large for the format (4 GiB), which no session comes near.
pub(super) fn zip(files: &[ArchivedFile<'_>]) -> Option<Vec<u8>> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let offset = u32::try_from(archive.len()).ok()?;
        let facts = facts(file)?;
        archive.extend_from_slice(b"PK\x03\x04");
        archive.extend_from_slice(&facts);
        archive.extend_from_slice(file.name.as_bytes());
        archive.extend_from_slice(file.content);
        directory.extend_from_slice(b"PK\x01\x02");
        directory.extend_from_slice(&VERSION.to_le_bytes());
        directory.extend_from_slice(&facts);
        // No comment, first disk, no attributes.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(file.name.as_bytes());
    }
    let count = u16::try_from(files.len()).ok()?.to_le_bytes();
    let start = u32::try_from(archive.len()).ok()?.to_le_bytes();
    let length = u32::try_from(directory.len()).ok()?.to_le_bytes();
    archive.extend_from_slice(&directory);
    archive.extend_from_slice(b"PK\x05\x06");
    archive.extend_from_slice(&[0; 4]);
    for part in [&count[..], &count, &length, &start, &[0; 2]] {
        archive.extend_from_slice(part);
    }
    Some(archive)
}

/// What both headers of a file say alike (sections 4.3.7 and 4.3.12), from the version on.
fn facts(file: &ArchivedFile<'_>) -> Option<Vec<u8>> {
    let length = u32::try_from(file.content.len()).ok()?.to_le_bytes();
    let name = u16::try_from(file.name.len()).ok()?.to_le_bytes();
    let mut facts = Vec::new();
    for number in [VERSION, 0, 0, 0, DATE] {
        facts.extend_from_slice(&number.to_le_bytes());
    }
    facts.extend_from_slice(&crc32fast::hash(file.content).to_le_bytes());
    for part in [&length[..], &length, &name, &[0; 2]] {
        facts.extend_from_slice(part);
    }
    Some(facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_byte_for_byte_what_the_format_says() {
        let file = ArchivedFile {
            name: "a.txt".to_owned(),
            content: b"123456789",
        };
        let archive = zip(&[file]).unwrap();
        // Local header 30, name 5, content 9; directory 46 and 5; end 22.
        assert_eq!(archive.len(), 30 + 5 + 9 + 46 + 5 + 22);
        // CRC-32 of the digits, from its specification.
        assert_eq!(archive[14..18], 0xcbf4_3926_u32.to_le_bytes());
        assert_eq!(&archive[30..44], b"a.txt123456789");
        assert_eq!(&archive[44..48], b"PK\x01\x02");
        assert_eq!(&archive[90..95], b"a.txt");
        assert_eq!(&archive[95..99], b"PK\x05\x06");
        assert_eq!(archive[95 + 16..95 + 20], 44_u32.to_le_bytes());
    }
}
