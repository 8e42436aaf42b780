//! Zones that are written and read back.

use credence_documents::mrz::{MrzFormat, check_digit, parse};
use credence_types::CalendarDate;
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Holder {
    number: String,
    primary: String,
    secondary: String,
    birth: (i32, u32, u32),
    expiry: (i32, u32, u32),
    optional: String,
}

fn holder() -> impl Strategy<Value = Holder> {
    let name = || prop::collection::vec("[A-Z]{2,8}", 1..2).prop_map(|words| words.join(" "));
    let birth = (1926..=2024, 1..=12u32, 1..=28u32);
    let expiry = (2000..=2070, 1..=12u32, 1..=28u32);
    (
        "[A-Z0-9]{1,9}",
        name(),
        name(),
        birth,
        expiry,
        "[A-Z0-9]{0,7}",
    )
        .prop_map(
            |(number, primary, secondary, birth, expiry, optional)| Holder {
                number,
                primary,
                secondary,
                birth,
                expiry,
                optional,
            },
        )
}

fn filled(text: &str, length: usize) -> String {
    format!("{text:<<length$}")
}

fn digit(text: &str) -> char {
    check_digit(text).unwrap()
}

fn six((year, month, day): (i32, u32, u32)) -> String {
    let text = format!("{:02}{month:02}{day:02}", year % 100);
    format!("{text}{}", digit(&text))
}

fn write(holder: &Holder, format: MrzFormat) -> String {
    let length = format.line_length();
    let names = format!("{}<<{}", holder.primary, holder.secondary).replace(' ', "<");
    let number = filled(&holder.number, 9);
    let number = format!("{number}{}", digit(&number));
    let (birth, expiry) = (six(holder.birth), six(holder.expiry));
    let optional = &holder.optional;
    let first = |code: &str| filled(&format!("{code}UTO{names}"), length);
    match format {
        MrzFormat::Td1 => {
            let line = filled(&format!("I<UTO{number}{optional}"), 30);
            let second = filled(&format!("{birth}F{expiry}UTO"), 29);
            let composite = digit(&format!("{}{birth}{expiry}{}", &line[5..], &second[18..]));
            format!("{line}\n{second}{composite}\n{}", filled(&names, 30))
        }
        MrzFormat::Td2 => {
            let second = filled(&format!("{number}UTO{birth}F{expiry}{optional}"), 35);
            let composite = digit(&format!("{number}{birth}{}", &second[21..]));
            format!("{}\n{second}{composite}", first("I<"))
        }
        MrzFormat::Td3 => {
            let field = filled(optional, 14);
            let second = format!("{number}UTO{birth}F{expiry}{field}{}", digit(&field));
            let composite = digit(&format!("{number}{birth}{}", &second[21..]));
            format!("{}\n{second}{composite}", first("P<"))
        }
        MrzFormat::MrvA | MrzFormat::MrvB => {
            let second = filled(&format!("{number}UTO{birth}F{expiry}{optional}"), length);
            format!("{}\n{second}", first("V<"))
        }
    }
}

proptest! {
    #[test]
    fn a_written_zone_reads_back(holder in holder(), format in prop::sample::select(MrzFormat::ALL.to_vec())) {
        let today = CalendarDate::new(2025, 6, 15).unwrap();
        let document = parse(&write(&holder, format), today).unwrap();
        let day = |(year, month, day)| CalendarDate::new(year, month, day).ok();
        prop_assert_eq!(document.format, format);
        prop_assert_eq!(document.document_number.expose(), &holder.number);
        prop_assert_eq!(document.primary_name.expose(), &holder.primary);
        prop_assert_eq!(document.secondary_name.expose(), &holder.secondary);
        prop_assert_eq!(document.date_of_birth.expose().day(), day(holder.birth));
        prop_assert_eq!(document.date_of_expiry.expose().day(), day(holder.expiry));
        prop_assert_eq!(document.optional_data[0].expose(), &holder.optional);
        prop_assert!(document.is_every_check_passed());
    }

    #[test]
    fn a_changed_character_fails_a_check(holder in holder(), at in 0usize..27, by in 1u32..9) {
        let today = CalendarDate::new(2025, 6, 15).unwrap();
        let text = write(&holder, MrzFormat::Td3);
        let at = 45 + at;
        let old = char::from(text.as_bytes()[at]);
        // Positions 10 to 12 hold the nationality and 20 the sex: no check digit covers them.
        prop_assume!(old.is_ascii_digit());
        let new = char::from_digit((old.to_digit(10).unwrap() + by) % 10, 10).unwrap();
        let mut changed = text.clone();
        changed.replace_range(at..=at, &new.to_string());
        prop_assert!(!parse(&changed, today).unwrap().is_every_check_passed());
    }
}
