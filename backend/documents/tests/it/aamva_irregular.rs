//! What issuers and transports do to barcodes: each damage gives warnings, never a failure.

use credence_documents::FieldKey;
use credence_documents::aamva::{AamvaDocument, AamvaError, BYTE_LIMIT, parse};
use proptest::prelude::*;

use crate::aamva_text::{ELEMENTS_2016, licence, regular};

fn warnings(document: &AamvaDocument) -> Vec<String> {
    document.warnings.iter().map(ToString::to_string).collect()
}

/// Parses, and holds the fields against those of the undamaged barcode.
fn same_fields(text: &str) -> Vec<String> {
    let whole = parse(regular().as_bytes()).unwrap();
    let document = parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text:?}"));
    assert_eq!(
        document.fields, whole.fields,
        "{text:?}: {:?}",
        document.warnings
    );
    warnings(&document)
}

#[test]
fn lost_control_characters_do_no_harm() {
    let whole = regular();
    assert_eq!(same_fields(&whole.replace("\u{1e}\r", "\u{1e}\n")), [""; 0]);
    assert_eq!(same_fields(&format!("\u{feff}{whole}")), [""; 0]);
    assert_eq!(
        same_fields(whole.trim_start_matches(['@', '\n', '\u{1e}', '\r'])),
        [""; 0]
    );
    assert_eq!(same_fields(&whole.replace("@\n\u{1e}\r", "@\n6")), [""; 0]);
    let no_terminators = same_fields(&whole.replace('\r', ""));
    assert!(
        no_terminators.contains(&"subfile_offset_wrong ZC".to_owned()),
        "{no_terminators:?}"
    );
    let doubled = same_fields(&whole.replace('\n', "\r\n"));
    assert!(
        doubled.contains(&"subfile_offset_wrong ZC".to_owned()),
        "{doubled:?}"
    );
}

#[test]
fn lying_offsets_are_found_out() {
    let whole = regular();
    let (start, rest) = whole.split_at(23);
    let shifted = format!("{start}9{}", &rest[1..]);
    assert_eq!(same_fields(&shifted), ["subfile_offset_wrong DL"]);
    let length = whole
        .replacen("DL0041", "DL00419999", 1)
        .replacen("9999", "", 1);
    assert_eq!(same_fields(&length), [""; 0]);
}

#[test]
fn a_subfile_may_lack_its_name_or_share_the_line() {
    let whole = regular();
    let nameless = whole.replacen("DLDAQ", "DAQ", 1);
    let found = same_fields(&nameless);
    assert!(
        found.contains(&"subfile_name_missing DL".to_owned()),
        "{found:?}"
    );
    let on_own_line = whole.replacen("DLDAQ", "DL\nDAQ", 1);
    assert!(same_fields(&on_own_line).contains(&"subfile_offset_wrong ZC".to_owned()));
    // The terminator before the jurisdiction's subfile became a letter.
    let glued = whole.replacen("\rZC", "MZC", 1);
    let document = parse(glued.as_bytes()).unwrap();
    assert_eq!(document.element("ZCA").unwrap().expose(), "Y");
    assert_eq!(document.element("DDK").unwrap().expose(), "1M");
    let nameless = whole.replacen("ZCZCAY", "ZCAY", 1);
    let document = parse(nameless.as_bytes()).unwrap();
    assert!(document.element("ZCA").is_some());
    assert!(warnings(&document).contains(&"subfile_name_missing ZC".to_owned()));
}

#[test]
fn subfiles_that_the_header_forgets_or_invents_are_warned_of() {
    let text = licence("636014", 9, "DL", &ELEMENTS_2016, None);
    let forgotten = format!("{text}ZCZCAY\rZCB\r");
    let document = parse(forgotten.as_bytes()).unwrap();
    assert_eq!(document.element("ZCA").unwrap().expose(), "Y");
    assert!(warnings(&document).contains(&"subfile_unlisted ZC".to_owned()));
    let invented = text.replacen("0001DL0031", "0002DL0031", 1);
    assert!(
        warnings(&parse(invented.as_bytes()).unwrap()).contains(&"entry_count_wrong".to_owned())
    );
    let absent = text.replacen("DLDAQ", "ZX09990010DLDAQ", 1);
    let found = warnings(&parse(absent.as_bytes()).unwrap());
    assert!(
        found.contains(&"subfile_missing ZX".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a_header_with_other_letters_or_digits_reads() {
    let whole = regular();
    assert_eq!(
        same_fields(&whole.replace("ANSI ", "AAMVA")),
        ["header_tag_legacy"]
    );
    assert_eq!(same_fields(&whole.replace("ANSI ", "ansi ")), [""; 0]);
    assert!(
        same_fields(&whole.replace("ANSI ", "?NSI ")).contains(&"header_tag_damaged".to_owned())
    );
    let short = same_fields(&whole.replace("636014090002", "36014090002"));
    assert!(
        short.contains(&"header_digits_irregular".to_owned()),
        "{short:?}"
    );
}

#[test]
fn other_separators_and_none_at_all_are_read() {
    let whole = regular();
    let bars = whole.replace(['\n', '\r', '\u{1e}'], "|");
    assert_eq!(same_fields(&bars), ["separator_unusual"]);
    let blanks = whole.replace(['\n', '\r', '\u{1e}'], " ");
    let found = same_fields(&blanks.replacen("ZCZCAY ZCB", "", 1));
    assert!(found.contains(&"separators_lost".to_owned()), "{found:?}");
}

#[test]
fn repeated_and_unknown_elements_and_stray_text_are_warned_of() {
    let added = ["DAQX999", "DEX1", "not an element", "DCSSAMPLE"];
    let elements = [ELEMENTS_2016.as_slice(), added.as_slice()].concat();
    let text = licence("636014", 9, "DL", &elements, Some(("ZC", &["ZCAY", "ZCB"])));
    assert_eq!(
        same_fields(&text),
        ["stray_text", "element_repeated DAQ", "element_unknown DEX"]
    );
}

#[test]
fn values_that_cannot_be_are_left_out() {
    let replaced = [
        (
            "DBB07011989",
            "DBB13331989",
            "date_unreadable DBB",
            FieldKey::DateOfBirth,
        ),
        ("DAU064 IN", "DAU009", "height_unreadable", FieldKey::Height),
        ("DBC2", "DBC7", "sex_unreadable", FieldKey::Gender),
        ("DAW131", "DAWSLIM", "weight_unreadable", FieldKey::Weight),
    ];
    for (value, other, warning, key) in replaced {
        let document = parse(regular().replacen(value, other, 1).as_bytes()).unwrap();
        assert!(
            warnings(&document).contains(&warning.to_owned()),
            "{other}: {:?}",
            document.warnings
        );
        assert_eq!(document.fields.get(key), None, "{other}");
    }
}

#[test]
fn contradictions_are_warned_of() {
    for (value, other, warning) in [
        ("DBA07012029", "DBA07012019", "dates_out_of_order"),
        ("DBB07011989", "DBB19890701", "date_order_unexpected DBB"),
        ("DCGUSA", "DCGCAN", "country_differs_from_issuer"),
        ("DAYHAZ", "DAYQQQ", "colour_unknown DAY"),
        ("DAK902230000  ", "DAK9022", "postal_code_irregular"),
        ("636014", "999999", "issuer_unknown"),
    ] {
        let document = parse(regular().replacen(value, other, 1).as_bytes()).unwrap();
        assert!(
            warnings(&document).contains(&warning.to_owned()),
            "{other}: {:?}",
            document.warnings
        );
    }
}

#[test]
fn a_card_may_never_expire() {
    for value in ["DBANON-EXPIRING", "DBA99999999"] {
        let document = parse(regular().replacen("DBA07012029", value, 1).as_bytes()).unwrap();
        assert!(document.flags.never_expires, "{value}");
        assert_eq!(document.fields.get(FieldKey::Expires), None);
    }
}

#[test]
fn elements_without_a_header_are_taken_only_when_they_are_a_licences() {
    let text = ELEMENTS_2016.join("\n");
    let document = parse(text.as_bytes()).unwrap();
    assert!(warnings(&document).contains(&"header_missing".to_owned()));
    assert_eq!(
        document.fields.text(FieldKey::Id).unwrap().expose(),
        "D1234567"
    );
    let few = parse(b"DAQ12\nDBB01011990\nDCSROE");
    assert_eq!(few, Err(AamvaError::NotALicenceBarcode));
}

#[test]
fn other_barcodes_are_refused() {
    for text in [
        "",
        "M1ROE/JANE EABC123 LHRJFKBA 0117",
        "https://example.org/ANSI",
        "9612019012345678",
    ] {
        assert_eq!(
            parse(text.as_bytes()),
            Err(AamvaError::NotALicenceBarcode),
            "{text}"
        );
    }
    assert_eq!(
        parse(b"@\n\x1e\rANSI 636014090001DL00310000"),
        Err(AamvaError::NoContent)
    );
    assert_eq!(parse(&vec![b'A'; BYTE_LIMIT + 1]), Err(AamvaError::TooLong));
}

proptest! {
    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = parse(&bytes);
    }

    #[test]
    fn no_damage_panics(at in 0usize..500, byte in any::<u8>(), cut in 0usize..500, added in "[A-Z0-9\n\r]{0,12}") {
        let mut bytes = regular().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(cut.max(20));
        let end = bytes.len();
        bytes.splice(at.min(end)..at.min(end), added.bytes());
        let _ = parse(&bytes);
    }
}
