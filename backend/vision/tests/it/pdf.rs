use credence_vision::{DecodeError, MediaType, decode, dimensions, sniff};
use image::ImageFormat::Jpeg;
use image::imageops::{flip_horizontal, rotate90, rotate180};
use image::{GrayImage, RgbImage};

use crate::files::{encoded, picture, segment, with_segments};
use crate::heif::difference;
use crate::pdf_files::{IMAGE, deflated, image, one_page, pdf, scan, stream};

const RGB: &str = "/ColorSpace/DeviceRGB/BitsPerComponent 8";

fn shows(file: &[u8], expected: &RgbImage) {
    let found = difference(&decode(file).unwrap(), expected);
    assert!(found < 2.0, "{found}");
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let file = encoded(&picture(width, height), Jpeg);
    image(
        width,
        height,
        "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
        &file,
    )
}

#[test]
fn a_page_that_is_a_jpeg_file_is_that_picture() {
    let file = scan(jpeg(120, 80));
    assert_eq!(sniff(&file), Some(MediaType::Pdf));
    assert_eq!(dimensions(&file), Ok((120, 80)));
    shows(&file, &picture(120, 80));
}

#[test]
fn the_page_and_not_the_exif_says_how_a_picture_stands() {
    let tiff = [0u8, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
    let exif = segment(
        0xE1,
        &[b"Exif\0\0MM\0*\0\0\0\x08".as_slice(), &tiff].concat(),
    );
    let file = with_segments(&encoded(&picture(120, 80), Jpeg), &[exif]);
    let object = image(120, 80, "/Filter[/DCTDecode]", &file);
    shows(&scan(object.clone()), &picture(120, 80));
    let turned = one_page(
        &format!("{IMAGE}/Rotate 90"),
        "300 0 0 200 0 0 cm/I Do",
        &[object],
    );
    shows(&turned, &rotate90(&picture(120, 80)));
}

#[test]
fn pictures_are_turned_and_mirrored_as_they_are_drawn() {
    let source = picture(120, 80);
    let cases = [
        ("0 -300 200 0 0 300 cm", rotate90(&source)),
        ("-300 0 0 -200 300 200 cm", rotate180(&source)),
        ("-300 0 0 200 300 0 cm", flip_horizontal(&source)),
    ];
    for (place, expected) in cases {
        let file = one_page(IMAGE, &format!("q {place} /I Do Q"), &[jpeg(120, 80)]);
        shows(&file, &expected);
    }
}

#[test]
fn packed_samples_are_unpacked_with_their_predictor() {
    let source = picture(60, 40);
    let packed = format!("{RGB}/Filter/FlateDecode");
    let plain = deflated(source.as_raw());
    shows(&scan(image(60, 40, &packed, &plain)), &source);
    let rows: Vec<u8> = (source.as_raw().chunks(180).enumerate())
        .flat_map(|(y, row)| {
            let above = |x: usize| {
                if y == 0 {
                    0
                } else {
                    source.as_raw()[(y - 1) * 180 + x]
                }
            };
            let changed = row
                .iter()
                .enumerate()
                .map(move |(x, v)| v.wrapping_sub(above(x)));
            std::iter::once(2).chain(changed).collect::<Vec<_>>()
        })
        .collect();
    let up = format!("{packed}/DecodeParms<</Predictor 15/Colors 3/Columns 60>>");
    shows(&scan(image(60, 40, &up, &deflated(&rows))), &source);
    let text: String = plain.iter().map(|byte| format!("{byte:02x}")).collect();
    let twice = format!("{RGB}/Filter[/ASCIIHexDecode/FlateDecode]");
    shows(
        &scan(image(60, 40, &twice, format!("{text}>").as_bytes())),
        &source,
    );
    let short = deflated(&source.as_raw()[..6000]);
    let cut = decode(&scan(image(60, 40, &packed, &short)));
    assert_eq!(cut.unwrap_err(), DecodeError::Truncated);
}

#[test]
fn grey_inks_and_palettes_are_colours() {
    let grey = |value: u8| RgbImage::from_pixel(8, 2, image::Rgb([value; 3]));
    let one = |entries: &str, bytes: &[u8]| scan(image(8, 2, entries, bytes));
    shows(
        &one("/ColorSpace/DeviceGray/BitsPerComponent 8", &[90; 16]),
        &grey(90),
    );
    shows(
        &one("/ColorSpace/DeviceGray/BitsPerComponent 4", &[0x66; 8]),
        &grey(102),
    );
    shows(
        &one(
            "/ColorSpace/DeviceGray/BitsPerComponent 1/Decode[1 0]",
            &[0; 2],
        ),
        &grey(255),
    );
    shows(&one("/ImageMask true", &[0; 2]), &grey(0));
    shows(
        &one(
            "/ColorSpace/DeviceCMYK/BitsPerComponent 8",
            &[0, 0, 0, 155].repeat(16),
        ),
        &grey(100),
    );
    let palette = "/ColorSpace[/Indexed/DeviceRGB 1<000000 505050>]/BitsPerComponent 1";
    shows(&one(palette, &[0xFF; 2]), &grey(80));
    let profile = "/ColorSpace[/ICCBased 6 0 R]/BitsPerComponent 16";
    let object = image(8, 2, profile, &[70, 1].repeat(16));
    let file = one_page(
        IMAGE,
        "300 0 0 200 0 0 cm/I Do",
        &[object, stream("/N 1", b"")],
    );
    shows(&file, &grey(70));
}

#[test]
fn a_fax_page_is_black_on_white() {
    // T.6: three white, three black, two white; the same again; end of block.
    let bits = "001100010".to_owned() + "1" + "111" + "000000000001000000000001";
    let bytes: Vec<u8> = (bits.as_bytes().chunks(8))
        .map(|chunk| {
            chunk
                .iter()
                .enumerate()
                .fold(0, |byte, (i, bit)| byte | (bit - b'0') << (7 - i))
        })
        .collect();
    let entries = "/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 8/Rows 2>>";
    let expected = GrayImage::from_fn(8, 2, |x, _| {
        image::Luma([if (3..6).contains(&x) { 0 } else { 255 }])
    });
    let expected = image::DynamicImage::ImageLuma8(expected).into_rgb8();
    shows(&scan(image(8, 2, entries, &bytes)), &expected);
}

#[test]
fn strips_are_put_together() {
    let source = picture(300, 200);
    let strip = |top: u32| {
        let part = image::imageops::crop_imm(&source, 0, top, 300, 100).to_image();
        image(
            300,
            100,
            &format!("{RGB}/Filter/FlateDecode"),
            &deflated(part.as_raw()),
        )
    };
    let names = "/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>";
    let content = "q 300 0 0 100 0 100 cm /A Do Q q 300 0 0 100 0 0 cm /B Do Q";
    let file = one_page(names, content, &[strip(0), strip(100)]);
    assert_eq!(dimensions(&file), Ok((300, 200)));
    shows(&file, &source);
}

#[test]
fn the_first_page_with_a_picture_counts() {
    let logo = "q 20 0 0 20 0 0 cm /I Do Q BT (words) Tj ET";
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]/MediaBox[0 0 300 200]/Resources<</XObject<</I 5 0 R/F 8 0 R>>>>>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec(),
        stream("", logo.as_bytes()),
        jpeg(120, 80),
        b"<</Type/Page/Parent 2 0 R/Contents[7 0 R]>>".to_vec(),
        stream("/Filter/FlateDecode", &deflated(b"/F Do")),
        stream("/Subtype/Form/Matrix[2 0 0 2 0 0]", b"150 0 0 100 0 0 cm /I Do"),
    ]);
    shows(&file, &picture(120, 80));
    let words = one_page(IMAGE, logo, &[jpeg(120, 80)]);
    assert_eq!(decode(&words).unwrap_err(), DecodeError::NoScan);
}

#[test]
fn objects_may_be_packed_and_tables_missing() {
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let pages = "<</Type/Pages/Kids[3 0 R]>>";
    let head = format!("1 0 2 {} ", catalog.len() + 1);
    let packed = deflated(format!("{head}{catalog} {pages}").as_bytes());
    let entries = format!("/Type/ObjStm/N 2/First {}/Filter/FlateDecode", head.len());
    let page = format!(
        "<</Type/Page/MediaBox[0 0 300 200]/Contents 5 0 R{}>>",
        IMAGE.replace('5', "6")
    );
    let mut file = b"%PDF-1.5\n".to_vec();
    for (number, object) in [
        (4, stream(&entries, &packed)),
        (3, page.into_bytes()),
        (5, stream("", b"300 0 0 200 0 0 cm/I Do")),
        (6, jpeg(120, 80)),
        (7, stream("/Type/XRef/Root 1 0 R", b"")),
    ] {
        file.extend(format!("{number} 0 obj ").bytes());
        file.extend(object);
        file.extend(b" endobj ");
    }
    shows(&file, &picture(120, 80));
}

#[test]
fn a_soft_mask_lets_white_through() {
    let source = picture(60, 40);
    let entries = format!("{RGB}/SMask 6 0 R");
    let mask = image(2, 1, "/ColorSpace/DeviceGray/BitsPerComponent 8", &[0, 255]);
    let content = "300 0 0 200 0 0 cm/I Do";
    let file = one_page(
        IMAGE,
        content,
        &[image(60, 40, &entries, source.as_raw()), mask],
    );
    let expected = RgbImage::from_fn(60, 40, |x, y| {
        if x < 30 {
            image::Rgb([255; 3])
        } else {
            *source.get_pixel(x, y)
        }
    });
    shows(&file, &expected);
}
