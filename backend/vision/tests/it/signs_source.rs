//! What files say about where they come from.

#![expect(
    clippy::cast_possible_truncation,
    reason = "shades may wrap, texts are short"
)]

use std::error::Error;

use credence_testkit::hostile::hostile_files;
use credence_testkit::scene::{Encoding, encode_picture};
use credence_vision::signs::capture_source;
use image::RgbImage;

fn drawn(width: u32, height: u32, encoding: Encoding) -> Result<Vec<u8>, Box<dyn Error>> {
    let picture = RgbImage::from_fn(width, height, |x, y| image::Rgb([(x + y) as u8; 3]));
    Ok(encode_picture(&picture, encoding, None)?)
}

/// A JPEG file with these segments behind its first marker.
fn jpeg(segments: &[(u8, &[u8])]) -> Result<Vec<u8>, Box<dyn Error>> {
    let plain = drawn(32, 32, Encoding::Jpeg(80))?;
    let (start, rest) = plain.split_at(2);
    let mut file = start.to_vec();
    for (marker, content) in segments {
        file.extend([0xFF, *marker]);
        file.extend(u16::try_from(content.len() + 2)?.to_be_bytes());
        file.extend_from_slice(content);
    }
    file.extend_from_slice(rest);
    Ok(file)
}

/// A PNG file with these chunks before its pixels. Their checksums are wrong: nobody looks.
fn png(width: u32, chunks: &[(&[u8], &[u8])]) -> Result<Vec<u8>, Box<dyn Error>> {
    let plain = drawn(width, 2532, Encoding::Png)?;
    let (start, rest) = plain.split_at(8 + 25);
    let mut file = start.to_vec();
    for (kind, content) in chunks {
        file.extend(u32::try_from(content.len())?.to_be_bytes());
        file.extend_from_slice(kind);
        file.extend_from_slice(content);
        file.extend([0; 4]);
    }
    file.extend_from_slice(rest);
    Ok(file)
}

/// An EXIF segment with one text of at least five bytes.
fn exif(tag: u16, text: &str) -> Vec<u8> {
    let mut block = b"Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
    block.extend(tag.to_be_bytes());
    block.extend(2_u16.to_be_bytes());
    block.extend((text.len() as u32).to_be_bytes());
    block.extend(26_u32.to_be_bytes());
    block.extend([0; 4]);
    block.extend(text.as_bytes());
    block
}

const MAKE: u16 = 0x010F;
const SOFTWARE: u16 = 0x0131;

#[test]
fn a_cameras_file_shows_no_sign() -> Result<(), Box<dyn Error>> {
    let file = jpeg(&[(0xE1, &exif(MAKE, "Camera maker"))])?;
    assert_eq!(capture_source(&file), Vec::<&str>::new());
    Ok(())
}

#[test]
fn a_browsers_file_shows_no_sign() -> Result<(), Box<dyn Error>> {
    for encoding in [Encoding::Jpeg(80), Encoding::Png, Encoding::Webp] {
        assert_eq!(
            capture_source(&drawn(64, 48, encoding)?),
            Vec::<&str>::new()
        );
    }
    Ok(())
}

#[test]
fn editors_name_themselves() -> Result<(), Box<dyn Error>> {
    let in_exif = exif(SOFTWARE, "Adobe Photoshop 26.0 (Windows)");
    let in_xmp = b"http://ns.adobe.com/xap/1.0/\0<x xmp:CreatorTool=\"Snapseed 2.0\"/>";
    let resources = b"Photoshop 3.0\08BIM\x04\x21\0\0\0\0\0\0";
    for segment in [
        (0xE1, in_exif.as_slice()),
        (0xE1, in_xmp),
        (0xED, resources),
    ] {
        let signs = capture_source(&jpeg(&[segment])?);
        assert_eq!(signs, ["edited_by_software"]);
    }
    let word_in_a_title = b"http://ns.adobe.com/xap/1.0/\0<x dc:title=\"My GIMP course\"/>";
    let signs = capture_source(&jpeg(&[(0xE1, word_in_a_title)])?);
    assert_eq!(signs, Vec::<&str>::new());
    Ok(())
}

#[test]
fn generators_leave_words() -> Result<(), Box<dyn Error>> {
    let stated = b"JP\0\x01jumbjumdc2pa digitalSourceType trainedAlgorithmicMedia";
    let signs = capture_source(&jpeg(&[(0xEB, stated)])?);
    assert_eq!(signs, ["generated_by_ai"]);
    let prompt: (&[u8], &[u8]) = (b"tEXt", b"parameters\0a face, Steps: 20");
    let signs = capture_source(&png(100, &[prompt])?);
    assert_eq!(signs, ["generated_by_ai"]);
    // A camera signs its pictures too.
    let signed = b"JP\0\x01jumbjumdc2pa digitalSourceType digitalCapture";
    let file = jpeg(&[(0xEB, signed), (0xE1, &exif(MAKE, "Camera maker"))])?;
    assert_eq!(capture_source(&file), Vec::<&str>::new());
    Ok(())
}

#[test]
fn screenshots_have_a_tool_or_a_screens_size() -> Result<(), Box<dyn Error>> {
    let tool: (&[u8], &[u8]) = (b"tEXt", b"Software\0gnome-screenshot");
    for file in [png(100, &[tool])?, png(1170, &[])?] {
        assert_eq!(capture_source(&file), ["screenshot"]);
    }
    assert_eq!(capture_source(&png(1171, &[])?), Vec::<&str>::new());
    Ok(())
}

#[test]
fn hostile_files_end_without_a_panic() -> Result<(), Box<dyn Error>> {
    for (_, file) in hostile_files()? {
        assert!(capture_source(&file).len() <= 3);
    }
    let whole = jpeg(&[(0xE1, &exif(SOFTWARE, "Adobe Photoshop"))])?;
    for end in 0..whole.len() {
        assert!(capture_source(&whole[..end]).len() <= 3);
    }
    let word: (&[u8], &[u8]) = (b"tEXt", b"Software\0x");
    let long = png(40, &[word; 3000])?;
    assert_eq!(capture_source(&long), Vec::<&str>::new());
    Ok(())
}
