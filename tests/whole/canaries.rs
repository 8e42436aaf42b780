//! The search itself: what it cannot find, it cannot miss either.

use credence_tests::Canaries;

const TEXT: &str = "Quetzalcoatl";

#[test]
fn a_text_is_found_in_every_form() {
    let canaries = Canaries::default().text("name", TEXT);
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("x{TEXT}").encode_utf16().flat_map(order).collect()
    };
    let hexadecimal = |bytes: &[u8]| -> String {
        let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        digits.concat()
    };
    let mut places = vec![
        TEXT.as_bytes().to_vec(),
        TEXT.to_uppercase().into_bytes(),
        TEXT.to_lowercase().into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        hexadecimal(TEXT.as_bytes()).into_bytes(),
        hexadecimal(TEXT.to_lowercase().as_bytes()).into_bytes(),
        // A column of bytes, as the database prints it in a row, that holds base64.
        format!(
            "(1,\"\\\\x{}\")",
            hexadecimal(
                base64_simd::STANDARD
                    .encode_to_string(TEXT.as_bytes())
                    .as_bytes()
            )
        )
        .into_bytes(),
    ];
    for before in 0..4 {
        for after in 0..4 {
            let longer = format!("{}{TEXT}{}", "<".repeat(before), ">".repeat(after));
            for alphabet in [base64_simd::STANDARD, base64_simd::URL_SAFE] {
                places.push(alphabet.encode_to_string(longer.as_bytes()).into_bytes());
            }
        }
    }
    for place in places {
        let inside = [b"before ".as_slice(), &place, b" after"].concat();
        assert_eq!(canaries.found_in(&inside), ["name"], "{place:?}");
    }
    for other in ["", "Quetzal", "coatl Quetzal", "\\x", "\\xq"] {
        assert!(canaries.found_in(other.as_bytes()).is_empty(), "{other}");
    }
}

#[test]
fn a_part_of_a_picture_is_enough() {
    let file: Vec<u8> = (0..4000_u32)
        .flat_map(|n| (n * 7919).to_le_bytes())
        .collect();
    let canaries = Canaries::default().picture("picture", &file);
    assert_eq!(canaries.found_in(&file[5000..9000]), ["picture"]);
    assert_eq!(canaries.found_in(&file[..5000]), [] as [&str; 0]);
}
