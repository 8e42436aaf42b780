//! Names of two sources: what the formats change is equal, everything else is not.

use credence_documents::compare::Equality::{Different, NotComparable, Same, SameShortened};
use credence_documents::compare::{Equality, HolderName, compare_names};
use credence_documents::{aamva, mrz};
use credence_types::{CalendarDate, FieldSource, Redacted};
use proptest::prelude::*;

use crate::aamva_text::{ELEMENTS_2016, licence};

/// `FAMILY|FIRST|MIDDLE|SUFFIX`.
fn name(origin: FieldSource, text: &str) -> HolderName {
    let mut parts = text.split('|').map(|part| Redacted::new(part.to_owned()));
    let mut next = || parts.next().unwrap_or_default();
    HolderName {
        origin,
        family: next(),
        first: next(),
        middle: next(),
        suffix: next(),
        unsplit: Redacted::default(),
        is_family_shortened: false,
        is_first_shortened: false,
        is_middle_shortened: false,
        room: None,
    }
}

fn printed(text: &str) -> HolderName {
    name(FieldSource::Printed, text)
}

/// The name of a passport whose first line ends in this name field.
fn zone(names: &str) -> HolderName {
    let today = CalendarDate::new(2025, 6, 15).unwrap();
    let text = format!("P<UTO{names:<<39}\nL898902C36UTO7408122F1204159ZE184226B<<<<<10");
    HolderName::from_zone(&mrz::parse(&text, today).unwrap())
}

/// The name of a licence with these elements instead of the usual ones.
fn barcode(elements: &[&str]) -> HolderName {
    let kept = ELEMENTS_2016
        .iter()
        .filter(|usual| !elements.iter().any(|own| own[..3] == usual[..3]))
        .chain(elements)
        .copied()
        .collect::<Vec<_>>();
    let text = licence("636014", 9, "DL", &kept, None);
    HolderName::from_barcode(&aamva::parse(text.as_bytes()).unwrap())
}

fn check(left: &HolderName, right: &HolderName, expected: Equality, case: &str) {
    assert_eq!(compare_names(left, right), expected, "{case}");
    assert_eq!(compare_names(right, left), expected, "turned round: {case}");
}

#[test]
fn printed_names_and_zones() {
    for (text, names, expected) in [
        ("Eriksson|Anna Maria", "ERIKSSON<<ANNA<MARIA", Same),
        ("Eriksson|Anna|Maria", "ERIKSSON<<ANNA<MARIA", Same),
        ("Eriksson|Anna", "ERIKSSON<<ANNA<MARIA", Different),
        ("Eriksson|Anna Maria", "ERIKSSON<<ANNA", Different),
        ("Eriksson|Maria Anna", "ERIKSSON<<ANNA<MARIA", Different),
        ("Eriksson|Anna M", "ERIKSSON<<ANNA<MARIA", Different),
        ("Erikson|Anna Maria", "ERIKSSON<<ANNA<MARIA", Different),
        ("Eriksson|Anne Maria", "ERIKSSON<<ANNA<MARIA", Different),
        ("SMITH|ROBERT", "SMITH<<BOB", Different),
        ("Müller|Jürgen", "MUELLER<<JUERGEN", Same),
        ("Müller|Jürgen", "MULLER<<JURGEN", Same),
        ("Müller|Jürgen", "MILLER<<JURGEN", Different),
        ("Weiß|Öznur", "WEISS<<OEZNUR", Same),
        ("Ørsted|Åse", "OERSTED<<AASE", Same),
        ("NÚÑEZ|Íñigo", "NUNEZ<<INIGO", Same),
        ("NÚÑEZ|Íñigo", "NUNXXEZ<<INXXIGO", Same),
        ("Þórsdóttir|Æsa", "THORSDOTTIR<<AESA", Same),
        ("Wałęsa|Lech", "WALESA<<LECH", Same),
        ("İNÖNÜ|Işıl", "INONU<<ISIL", Same),
        ("O'Connor|Enya Siobhan", "OCONNOR<<ENYA<SIOBHAN", Same),
        ("O’Connor|Enya", "O<CONNOR<<ENYA", Same),
        (
            "Smith-Jones|Susie Margaret",
            "SMITH<JONES<<SUSIE<MARGARET",
            Same,
        ),
        ("Martin|Jean-Marie", "MARTIN<<JEAN<MARIE", Same),
        ("van der Muellen|Martin", "VAN<DER<MUELLEN<<MARTIN", Same),
        ("Muellen van der|Martin", "VAN<DER<MUELLEN<<MARTIN", Same),
        ("Muellen|Martin van der", "VAN<DER<MUELLEN<<MARTIN", Same),
        ("García López|María", "GARCIA<LOPEZ<<MARIA", Same),
        ("García|López María", "GARCIA<LOPEZ<<MARIA", Same),
        ("López|María García", "GARCIA<LOPEZ<<MARIA", Same),
        ("García|María", "GARCIA<LOPEZ<<MARIA", Different),
        ("Arkfreith|", "ARKFREITH", Same),
        ("Smith|John|Albert|JR", "SMITH<JR<<JOHN<ALBERT", Same),
        ("Smith|John|Albert|JR", "SMITH<<JOHN<ALBERT", SameShortened),
        ("Smith|John|Albert|JR", "SMITH<<JOHN<ALBERT<SR", Different),
        ("Smith|John|Albert|V", "SMITH<<JOHN<ALBERT<V", Same),
        ("Eriksson|", "ERIKSSON<<ANNA<MARIA", NotComparable),
        ("|Anna Maria", "ERIKSSON<<ANNA<MARIA", NotComparable),
        ("Erikson|", "ERIKSSON<<ANNA<MARIA", Different),
        ("|", "ERIKSSON<<ANNA<MARIA", NotComparable),
    ] {
        check(
            &printed(text),
            &zone(names),
            expected,
            &format!("{text} {names}"),
        );
    }
}

/// The examples of Doc 9303-4 section 4.2.3 and their like: a field filled to its last character.
#[test]
fn full_zones_are_cut() {
    for (text, names, expected) in [
        (
            "Nilavadhanananda|Chayapa Dejthamrong Krasuang",
            "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
            SameShortened,
        ),
        (
            "Nilavadhanananda|Arnpol Petch Charonguang",
            "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU",
            SameShortened,
        ),
        (
            "Bennelong Wooloomooloo Warrandyte Warnambool|Dingo Potoroo",
            "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI",
            SameShortened,
        ),
        (
            "Bennelong Wooloomooloo Warrandyte Warnambool|Dingo Potoroo",
            "BENNELONG<WOOLOOMOOLO<WARR<W<<DINGO<POT",
            SameShortened,
        ),
        (
            "Bennelong Wooloomooloo Warrandyte Warnambool|Dingo Potoroo",
            "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNA",
            SameShortened,
        ),
        (
            "Bennelong Wooloomooloo Warrandyte Warnambool|Dingo Potoroo",
            "BENNELONG<WOOLOOMOOLOO<WARRANDYTA<W<<DI",
            Different,
        ),
        (
            "Nilavadhanananda|Chayapa Dejthamrong",
            "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
            Different,
        ),
        // Three places are left: no room for another name of six letters, but for one of two.
        (
            "Featherstonehaugh|Anna Maria Louise Amanda",
            "FEATHERSTONEHAUGH<<ANNA<MARIA<LOUISE",
            SameShortened,
        ),
        (
            "Featherstonehaugh|Anna Maria Louise Jo",
            "FEATHERSTONEHAUGH<<ANNA<MARIA<LOUISE",
            Different,
        ),
        // Written out, a letter with a mark has no room either.
        (
            "Featherstonehaugh|Anna Maria Louise Jä",
            "FEATHERSTONEHAUGH<<ANNA<MARIA<LOUISE",
            SameShortened,
        ),
        // Thirty-nine characters that fit exactly.
        (
            "Papandropoulous|Jonathon Alec Konstans",
            "PAPANDROPOULOUS<<JONATHON<ALEC<KONSTANS",
            Same,
        ),
        (
            "Papandropoulous|Jonathon Alec",
            "PAPANDROPOULOUS<<JONATHON<ALEC",
            Same,
        ),
    ] {
        check(
            &printed(text),
            &zone(names),
            expected,
            &format!("{text} {names}"),
        );
    }
}

#[test]
fn printed_names_and_barcodes() {
    for (text, elements, expected) in [
        ("SAMPLE|JANICE|MARIE", &["DDGN"][..], Same),
        ("SAMPLE|JANICE MARIE", &["DDGN"], Same),
        ("SAMPLE|JANICE|MARIE ANN", &["DDGN"], Different),
        ("SAMPLE|JANICE|MARIE ANN", &["DDGT"], SameShortened),
        ("SAMPLE|JANICE|MARIE", &["DADM", "DDGT"], SameShortened),
        ("SAMPLE|JANICE|MARIE", &["DADM", "DDGU"], SameShortened),
        ("SAMPLE|JANICE|MARIE", &["DADM", "DDGN"], Different),
        ("SAMPLE|JANICE|MARIE", &["DADNONE", "DDGN"], Different),
        ("SAMPLE|JANICE|MARIE", &["DADNONE", "DDGT"], SameShortened),
        ("SAMPLETON|JANICE|MARIE", &["DDEU", "DDGN"], Different),
        ("SAMPLETON|JANICE|MARIE", &["DDET", "DDGN"], SameShortened),
        (
            "FEATHERSTONEHAUGH-SAMPLE|JANICE|MARIE",
            &["DCSFEATHERSTONEHAU", "DDEU", "DDGN"],
            SameShortened,
        ),
        (
            "FEATHERSTONEHAUGH-SAMPLE|JANICE|MARIE",
            &["DCSFEATHERSTONEHAU", "DDEN", "DDGN"],
            Different,
        ),
        ("SAMPLE|JAN|MARIE", &["DDGN"], Different),
        ("SAMPLE|JANICE|MARIE|III", &["DCUIII", "DDGN"], Same),
        ("SAMPLE III|JANICE|MARIE", &["DCU3RD", "DDGN"], Same),
        ("SAMPLE JR|JANICE|MARIE", &["DCUSR", "DDGN"], Different),
        ("SAMPLE|JANICE|MARIE", &["DCUJR", "DDGN"], Different),
        ("SAMPLE V|JANICE|MARIE", &["DCUV", "DDGN"], Same),
    ] {
        let elements = match elements.iter().any(|own| own.starts_with("DCU")) {
            true => elements.to_vec(),
            false => [elements, &["DCU"]].concat(),
        };
        check(
            &printed(text),
            &barcode(&elements),
            expected,
            &format!("{text} {elements:?}"),
        );
    }
    let unsplit = HolderName {
        unsplit: Redacted::new("JANICE MARIE SAMPLE".to_owned()),
        ..name(FieldSource::Barcode, "")
    };
    check(
        &printed("SAMPLE|JANICE|MARIE"),
        &unsplit,
        Same,
        "in one piece",
    );
    check(
        &printed("SAMPLE|MARIE|JANICE"),
        &unsplit,
        Different,
        "in one piece",
    );
}

#[test]
fn a_full_element_of_the_2000_edition_is_cut() {
    let whole = "DAAFEATHERSTONEHAUGH,MAXIMILIANA,ALEXAN";
    let text = licence("636014", 1, "DL", &["DAQD1", whole, "DBB19890701"], None);
    let name = HolderName::from_barcode(&aamva::parse(text.as_bytes()).unwrap());
    check(
        &printed("FEATHERSTONEHAUGH|MAXIMILIANA|ALEXANDRA"),
        &name,
        SameShortened,
        "DAA of 35 characters",
    );
}

fn any_name() -> impl Strategy<Value = HolderName> {
    let part = "[A-ZÄÖÜÑØß'. <a-f-]{0,12}|VAN DER|JR|III|\\PC{0,8}";
    let origin = prop::sample::select(vec![
        FieldSource::Printed,
        FieldSource::Mrz,
        FieldSource::Barcode,
    ]);
    (origin, [part; 5], any::<[bool; 4]>()).prop_map(|(origin, parts, flags)| {
        let [family, first, middle, suffix, unsplit] = parts.map(Redacted::new);
        HolderName {
            room: None,
            origin,
            family,
            first,
            middle,
            suffix,
            unsplit: if flags[3] {
                unsplit
            } else {
                Redacted::default()
            },
            is_family_shortened: flags[0],
            is_first_shortened: flags[1],
            is_middle_shortened: flags[2],
        }
    })
}

proptest! {
    #[test]
    fn a_comparison_has_no_direction(left in any_name(), right in any_name()) {
        prop_assert_eq!(compare_names(&left, &right), compare_names(&right, &left));
    }

    #[test]
    fn a_name_is_itself(name in any_name()) {
        prop_assert!(matches!(compare_names(&name, &name), Same | NotComparable));
    }

    #[test]
    fn one_other_letter_is_another_name(
        family in "[A-Z]{2,12}", first in "[A-Z]{1,12}", at in 0usize..12, by in 1u8..26,
    ) {
        let at = at % family.len();
        let mut other = family.clone().into_bytes();
        other[at] = b'A' + (other[at] - b'A' + by) % 26;
        let other = String::from_utf8(other).unwrap();
        let [left, right] = [family, other].map(|family| printed(&format!("{family}|{first}")));
        prop_assert_eq!(compare_names(&left, &right), Different);
    }
}

#[test]
fn many_ways_of_writing_take_no_long_time() {
    let [part, other] = ["Å".repeat(42), format!("{}Ö", "Å".repeat(41))];
    let name = printed(&format!("{part}|{part}|{part}"));
    check(&name, &name, Same, "itself");
    check(
        &name,
        &printed(&format!("{part}|{part}|{other}")),
        Different,
        "another letter",
    );
    let longer = printed(&format!("{part}|{part}|{part}ÅÅÅ"));
    check(&name, &longer, NotComparable, "longer than a name");
}
