use credence_documents::printed::{Anchor, DocumentLayout, PrintLine, PrintedField, lay_out};
use credence_documents::{FieldKey, FieldValue};
use credence_types::CalendarDate;

/// Lines of print from texts with the left edge, the upper edge and the height of their capitals;
/// letters are 0.7 of their height wide.
pub(super) fn print(lines: &[(&str, f32, f32, f32)]) -> Vec<PrintLine> {
    lines
        .iter()
        .map(|(text, left, top, height)| {
            let count = text.chars().count();
            PrintLine {
                text: (*text).to_owned().into(),
                confidence: vec![0.9; count],
                left: *left,
                top: *top,
                right: left + 0.7 * height * f32::from(u8::try_from(count).unwrap()),
                bottom: top + height,
            }
        })
        .collect()
}

/// The fields as `key=value`, in the order of keys.
pub(super) fn read(lines: &[(&str, f32, f32, f32)], layout: DocumentLayout) -> Vec<String> {
    let today = CalendarDate::new(2024, 6, 1).unwrap();
    let mut found: Vec<PrintedField> = lay_out(&print(lines), layout, today);
    found.sort_by_key(|field| field.key);
    found
        .iter()
        .map(|field| format!("{}={}", field.key, field.value.expose()))
        .collect()
}

/// Compares the fields with the ones expected, in the order of keys.
#[track_caller]
pub(super) fn expect(
    lines: &[(&str, f32, f32, f32)],
    layout: DocumentLayout,
    expected: &[(FieldKey, &str)],
) {
    let mut expected = expected.to_vec();
    expected.sort_by_key(|(key, _)| *key);
    let expected: Vec<String> = expected
        .iter()
        .map(|(key, text)| format!("{key}={text}"))
        .collect();
    assert_eq!(read(lines, layout), expected);
}

#[test]
fn a_field_says_where_it_stands_and_how_sure_it_is() {
    let mut lines = print(&[
        ("Surname/Nom (1)", 0.3, 0.10, 0.01),
        ("ERIKSSON", 0.3, 0.12, 0.02),
        ("Given names/Prénoms (2)", 0.3, 0.16, 0.01),
        ("ANNA MARIA", 0.3, 0.18, 0.02),
    ]);
    lines[3].confidence[5] = 0.4;
    let today = CalendarDate::new(2024, 6, 1).unwrap();
    let found = lay_out(&lines, DocumentLayout::TravelDocument, today);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].key, FieldKey::FirstName);
    assert_eq!(
        found[1].value.expose(),
        &FieldValue::Text("ANNA MARIA".to_owned())
    );
    assert_eq!((found[1].line, found[1].characters.clone()), (3, 0..10));
    assert_eq!(found[1].anchor, Anchor::Label);
    assert!((found[1].confidence - 0.4).abs() < 1e-6);
    assert!(!format!("{found:?}").contains("ANNA"));
}
