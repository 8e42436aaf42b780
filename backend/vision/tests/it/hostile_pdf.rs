//! PDF files that lie, and what is said to them.

use credence_vision::{DecodeError, decode};
use image::ImageFormat::Jpeg;

use crate::files::{encoded, picture};
use crate::hostile::{Random, refused, spoil};
use crate::pdf_files::{IMAGE, deflated, image, one_page, pdf, scan, stream};

const GREY: &str = "/ColorSpace/DeviceGray/BitsPerComponent 8";

fn jpeg() -> Vec<u8> {
    image(
        60,
        40,
        "/Filter/DCTDecode",
        &encoded(&picture(60, 40), Jpeg),
    )
}

fn page(content: &str) -> Vec<u8> {
    one_page(IMAGE, content, &[jpeg()])
}

#[test]
fn protected_and_scripted_files_are_refused_by_name() {
    let plain = String::from_utf8_lossy(&scan(image(1, 1, GREY, b"x"))).into_owned();
    let protected = plain.replace("/Root 1 0 R", "/Root 1 0 R/Encrypt<</Filter/Standard>>");
    assert_eq!(refused(protected.as_bytes()), DecodeError::Protected);
    for action in [
        "/OpenAction<</S/JavaScript/JS(app.alert)>>",
        "/OpenAction<</S/#4AavaScript>>",
        "/AA<</O[<</S/Launch/F(cmd.exe)>>]>>",
    ] {
        let scripted = plain.replace("/Type/Catalog", &format!("/Type/Catalog{action}"));
        assert_eq!(
            refused(scripted.as_bytes()),
            DecodeError::Scripted,
            "{action}"
        );
    }
    let hidden = deflated(b"9 0 <</S/JavaScript>>");
    let packed = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &hidden);
    let file = one_page(IMAGE, "", &[jpeg(), packed]);
    assert_eq!(refused(&file), DecodeError::Scripted);
}

#[test]
fn files_without_a_scan_are_refused() {
    for content in [
        "",
        "BT (words) Tj ET",
        "/X Do",
        "q q q",
        "] ) > >> } ID",
        "1 0 0 1 0 0 cm /I Do",
    ] {
        assert_eq!(refused(&page(content)), DecodeError::NoScan, "{content}");
    }
    assert_eq!(refused(b"%PDF-1.7\n%%EOF"), DecodeError::Unreadable);
    assert_eq!(refused(b"%PDF-"), DecodeError::Unreadable);
}

#[test]
fn bombs_are_refused_by_their_size() {
    let sized = |width: u64, height: u64| {
        let entries =
            format!("/Subtype/Image/Width {width}/Height {height}{GREY}/Filter/FlateDecode");
        scan(stream(&entries, &deflated(&[0; 100_000])))
    };
    for (width, height) in [(12_001, 1), (11_000, 11_000), (2_000_000_000, 9)] {
        assert_eq!(refused(&sized(width, height)), DecodeError::TooManyPixels);
    }
    for (width, height) in [(0, 9), (u64::MAX, 9)] {
        assert_eq!(refused(&sized(width, height)), DecodeError::Unreadable);
    }
    assert_eq!(refused(&sized(6000, 6000)), DecodeError::Truncated);
    let wide = String::from_utf8_lossy(&page("/I Do")).replace("[0 0 300 200]", "[0 0 1e9 200]");
    assert_eq!(refused(wide.as_bytes()), DecodeError::TooManyPixels);
}

#[test]
fn packed_operators_that_unpack_without_end_are_cut_off() {
    let operators = deflated(&b"q ".repeat(30_000_000));
    let page = "<</Type/Page/MediaBox[0 0 9 9]/Contents 3 0 R>>";
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        page.as_bytes().to_vec(),
        stream("/Filter/FlateDecode", &operators),
    ]);
    let error = credence_vision::decode(&file).unwrap_err();
    assert_eq!(error, DecodeError::TooManyParts);
}

#[test]
fn what_is_unpacked_counts_though_nothing_comes_of_it() {
    // Sixteen megabytes of nothing, packed twice, behind which stands a filter that there isn't.
    let packed = deflated(&deflated(&vec![b' '; 16 << 20]));
    let objects = "/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode/Nothing]";
    let bombs = (0..6).map(|_| stream(objects, &packed));
    let parts: Vec<Vec<u8>> = std::iter::once(jpeg()).chain(bombs).collect();
    let file = one_page(IMAGE, "/I Do", &parts);
    assert!(file.len() < 40_000, "{}", file.len());
    assert_eq!(decode(&file).unwrap_err(), DecodeError::TooManyParts);
}

#[test]
fn a_page_of_many_parts_that_give_nothing_is_refused() {
    let ends_at_once = deflated(&[b"> ".as_slice(), &vec![b'0'; 7 << 20]].concat());
    let part = stream("/Filter[/FlateDecode/ASCIIHexDecode]", &ends_at_once);
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents[{}]{IMAGE}>>",
        "4 0 R ".repeat(100)
    );
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        page.into_bytes(),
        part,
        jpeg(),
    ]);
    assert!(file.len() < 40_000, "{}", file.len());
    assert_eq!(decode(&file).unwrap_err(), DecodeError::TooManyParts);
}

#[test]
fn circles_end() {
    let own_kid = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R 3 0 R]>>".to_vec(),
    ]);
    assert_eq!(refused(&own_kid), DecodeError::NoScan);
    let own_form = one_page(
        IMAGE,
        "/I Do",
        &[stream(
            "/Subtype/Form/Resources<</XObject<</I 5 0 R>>>>",
            b"/I Do /I Do",
        )],
    );
    assert_eq!(refused(&own_form), DecodeError::TooManyParts);
    let own_value = pdf(&[b"1 0 R".to_vec()]);
    assert_eq!(refused(&own_value), DecodeError::Unreadable);
    let entries = format!("{GREY}/SMask 5 0 R");
    let own_mask = scan(image(2, 2, &entries, b"abcd"));
    assert!(credence_vision::decode(&own_mask).is_ok());
}

#[test]
fn too_many_of_anything_is_refused() {
    assert_eq!(
        refused(&page(&"9 0 0 9 0 0 cm /I Do ".repeat(200))),
        DecodeError::TooManyParts
    );
    let objects: String = (1..120_000)
        .map(|number| format!("{number} 0 obj 1 "))
        .collect();
    let file = format!("%PDF-1.7\n{objects}");
    let error = credence_vision::decode(file.as_bytes()).unwrap_err();
    assert_eq!(error, DecodeError::TooManyParts);
    // Each start of an object would make the reader look at all that follows.
    let nested = format!("%PDF-1.7\n{}", "1 0 obj[".repeat(400_000));
    let error = credence_vision::decode(nested.as_bytes()).unwrap_err();
    assert_eq!(error, DecodeError::Unreadable);
    let texts = format!("%PDF-1.7\n{}", "1 0 obj(".repeat(100_000));
    let error = credence_vision::decode(texts.as_bytes()).unwrap_err();
    assert_eq!(error, DecodeError::TooManyParts);
    let painted = "q 300 0 0 200 0 0 cm /I Do Q ".repeat(6);
    assert_eq!(refused(&page(&painted)), DecodeError::TooManyPixels);
}

#[test]
fn codings_that_are_not_read_are_named() {
    for filter in ["JPXDecode", "JBIG2Decode", "LZWDecode", "Crypt"] {
        let file = scan(image(8, 8, &format!("{GREY}/Filter/{filter}"), b"...."));
        assert_eq!(refused(&file), DecodeError::UnsupportedCoding, "{filter}");
    }
    let space = scan(image(
        2,
        2,
        "/ColorSpace[/Separation/X 9 0 R 9 0 R]/BitsPerComponent 8",
        b"abcd",
    ));
    assert_eq!(refused(&space), DecodeError::UnsupportedCoding);
}

#[test]
fn spoiled_and_cut_files_give_a_picture_or_a_refusal_and_never_a_panic() {
    let mut random = Random(5);
    let packed = image(
        60,
        40,
        "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode",
        &deflated(picture(60, 40).as_raw()),
    );
    for file in [scan(jpeg()), scan(packed)] {
        spoil(&file, 500, &mut random);
        for end in (0..file.len()).step_by(7) {
            let _ = credence_vision::decode(&file[..end]);
        }
    }
}
