use std::time::{Duration, Instant};

use credence_documents::printed::{
    DocumentLayout, PrintLine, fold, foldings, lay_out, printed_dates,
};
use credence_types::CalendarDate;
use proptest::prelude::*;

fn line() -> impl Strategy<Value = PrintLine> {
    let words = "(Surname|DOB|4a\\.|1\\.|Date of birth|Name/|SEX|F|03/04/1990|12 AUG|8|NY 12345|[A-Z0-9<'\" /.-]{0,8}| ){0,12}";
    let text = prop_oneof![words, ".{0,60}"];
    let edge = prop_oneof![-0.2..1.2_f32, Just(f32::NAN), Just(f32::INFINITY)];
    (
        text,
        [edge.clone(), edge.clone(), edge.clone(), edge],
        0..80_usize,
    )
        .prop_map(|(text, [left, top, right, bottom], known)| PrintLine {
            text: text.into(),
            confidence: vec![0.5; known],
            left,
            top,
            right,
            bottom,
        })
}

fn layouts() -> impl Strategy<Value = DocumentLayout> {
    prop_oneof![
        Just(DocumentLayout::NorthAmericanCard),
        Just(DocumentLayout::TravelDocument),
        Just(DocumentLayout::DrivingLicence),
        Just(DocumentLayout::Any),
    ]
}

proptest! {
    #[test]
    fn fields_of_any_print_lie_inside_their_lines(
        lines in prop::collection::vec(line(), 0..30),
        layout in layouts(),
    ) {
        let today = CalendarDate::new(2024, 6, 1).unwrap();
        let found = lay_out(&lines, layout, today);
        for (place, field) in found.iter().enumerate() {
            prop_assert!(found[..place].iter().all(|other| other.key != field.key));
            prop_assert!((0.0..=1.0).contains(&field.confidence));
            let parts = field.more_lines.iter().cloned();
            for (line, characters) in parts.chain([(field.line, field.characters.clone())]) {
                let length = lines[line].text.expose().chars().count();
                prop_assert!(characters.start < characters.end && characters.end <= length);
            }
        }
    }

    #[test]
    fn no_text_stops_the_folds(text in ".{0,300}") {
        prop_assert_eq!(&foldings(&text)[0], &fold(&text));
        prop_assert!(printed_dates(&text).len() <= 150);
    }
}

#[test]
fn print_without_end_is_read_in_bounded_time() {
    let today = CalendarDate::new(2024, 6, 1).unwrap();
    for text in [
        "DOB SEX EXP Surname Name/Nom date of birht ",
        "a b c d e f g h i j ",
        "03/04/1990 ",
        "1 2 8 4a 4b ",
        "''''((((",
    ] {
        let lines: Vec<PrintLine> = (0..1000_u16)
            .map(|place| PrintLine {
                text: text.repeat(1000).into(),
                right: 1.0,
                top: f32::from(place) / 400.0,
                bottom: f32::from(place) / 400.0 + 0.002,
                ..PrintLine::default()
            })
            .collect();
        let started = Instant::now();
        let found = lay_out(&lines, DocumentLayout::NorthAmericanCard, today);
        assert!(
            found
                .iter()
                .all(|field| field.line < 200 && field.characters.end <= 200)
        );
        assert!(started.elapsed() < Duration::from_secs(20), "{text}");
    }
}
