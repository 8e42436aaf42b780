//! Writes small PDF files, right or wrong.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// A dictionary with a stream behind it.
pub(crate) fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>stream\r\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// A file of objects numbered from 1, of which the first is the catalog.
pub(crate) fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = places.len() + 1;
    file.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    file
}

/// The usual first objects: a catalog, one page with this `more`, and its content as object 4;
/// further ones follow from 5.
pub(crate) fn one_page(more: &str, content: &str, further: &[Vec<u8>]) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R{more}>>");
    let first = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        page.into_bytes(),
        stream("", content.as_bytes()),
    ];
    pdf(&[&first, further].concat())
}

pub(crate) const IMAGE: &str = "/Resources<</XObject<</I 5 0 R>>>>";

/// An image object.
pub(crate) fn image(width: u32, height: u32, entries: &str, bytes: &[u8]) -> Vec<u8> {
    let size = format!("/Type/XObject/Subtype/Image/Width {width}/Height {height}{entries}");
    stream(&size, bytes)
}

/// A page that is one picture.
pub(crate) fn scan(image: Vec<u8>) -> Vec<u8> {
    one_page(IMAGE, "q 300 0 0 200 0 0 cm /I Do Q", &[image])
}
