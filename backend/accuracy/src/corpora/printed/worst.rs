use credence_documents::printed::PrintLine;

use super::drawn::Read;
use super::values::ASKED;

/// So many are listed.
const LISTED: usize = 30;

/// The worst readings of drawn photographs, in words: values that the layout does not tell rightly,
/// then the texts with most errors.
pub(super) fn worst(read: &[Read]) -> Vec<String> {
    let mut lines: Vec<String> = read.iter().flat_map(values).collect();
    let mut texts: Vec<(usize, String)> = Vec::new();
    for one in read {
        for text in one.texts.iter().filter(|text| text.errors > 0) {
            let words = format!(
                "{} {}: {} → {} ({:.0} px)",
                title(one),
                text.key,
                text.printed,
                text.read,
                text.capitals,
            );
            texts.push((text.errors, words));
        }
    }
    texts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    lines.extend(texts.into_iter().take(LISTED).map(|(_, words)| words));
    lines
}

/// What was read, line by line.
pub(super) fn in_one(lines: &[PrintLine]) -> String {
    let texts = lines.iter().map(|line| line.text.expose().as_str());
    texts.collect::<Vec<_>>().join(" | ")
}

fn values(one: &Read) -> Vec<String> {
    let mut lines: Vec<String> = ASKED
        .iter()
        .zip(&one.told)
        .filter(|(_, told)| !told.is_right)
        .map(|(asked, told)| {
            let read = if told.is_told { &told.read } else { "nothing" };
            let printed = &told.printed;
            format!("{} laid out, {asked}: {printed} → {read}", title(one))
        })
        .collect();
    if !lines.is_empty() {
        lines.push(format!("{} read: {}", title(one), one.lines));
    }
    lines
}

/// Number, hardness, document and typeface.
fn title(one: &Read) -> String {
    let look = one.drawn.look;
    format!(
        "{} {:?} {:?} {:?}/{:?}",
        one.number, one.hardness, one.drawn.document, look.values, look.languages
    )
}
