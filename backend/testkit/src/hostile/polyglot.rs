use super::bits::crc32;
use super::metadata::with_comment;

/// A JPEG that is also a web page: the page stands in a comment near the start, where a browser
/// that guesses types looks, and again behind the end. The picture is valid and may be read; it
/// must never be served in a way that lets a browser guess.
#[must_use]
pub fn jpeg_and_page(jpeg: &[u8]) -> Vec<u8> {
    let page = b"<!doctype html><html><body><script>alert(document.domain)</script></body></html>";
    let mut bytes = with_comment(jpeg, page);
    bytes.extend(page);
    bytes
}

/// A JPEG with a ZIP archive behind it; the archive's offsets count from the file's start, so
/// unpackers accept the whole. The picture is valid and may be read.
#[must_use]
pub fn jpeg_and_zip(jpeg: &[u8]) -> Vec<u8> {
    let (name, content) = (b"evil.sh".as_slice(), b"#!/bin/sh\nexit 1\n".as_slice());
    let size = u32::try_from(content.len()).unwrap_or(0).to_le_bytes();
    let name_length = u16::try_from(name.len()).unwrap_or(0).to_le_bytes();
    // Version 10, no flags, stored, no time; then checksum, sizes and lengths.
    let common = [
        b"\x0a\0\0\0\0\0\0\0\x21\0".as_slice(),
        &crc32(content).to_le_bytes(),
        &size,
        &size,
        &name_length,
        b"\0\0",
    ]
    .concat();
    let local = [b"PK\x03\x04".as_slice(), &common, name, content].concat();
    let start = u32::try_from(jpeg.len()).unwrap_or(0);
    // No comment, first disk, no attributes, then where the local header is.
    let entry = [
        b"PK\x01\x02\x0a\0".as_slice(),
        &common,
        &[0; 10],
        &start.to_le_bytes(),
        name,
    ]
    .concat();
    let directory = start + u32::try_from(local.len()).unwrap_or(0);
    let end = [
        b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(),
        &u32::try_from(entry.len()).unwrap_or(0).to_le_bytes(),
        &directory.to_le_bytes(),
        b"\0\0",
    ]
    .concat();
    [jpeg, &local, &entry, &end].concat()
}
