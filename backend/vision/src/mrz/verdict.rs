//! Is a zone that was read to be relied on?

use credence_documents::mrz::{self, CheckOutcome, MrzDocument, MrzFormat};
use credence_types::CalendarDate;

use super::names::weigh_names;
use super::proof::likeliest_proof;
use super::reading::{Doubt, Repair};
use super::states::weigh_states;
use super::zone::Zone;

/// Least certainty of a character that two check digits cover, its field's and the whole zone's: a
/// mistake passes both one time in a hundred.
const LEAST_COVERED_TWICE: f32 = 0.6;
/// Least certainty of any other: names, states, the document code and the sex have no check digit,
/// optional data one at most.
const LEAST: f32 = 0.9;
/// Least certainty of every character where one was put right: a second mistake would have let the
/// check digits prove the wrong thing.
const LEAST_BESIDE_REPAIR: f32 = 0.9;
/// Score by place below which nothing was read but noise, whatever its check digits.
const LEAST_SCORE: f32 = -0.8;
/// Score by place from which the characters are plain, whatever their check digits.
const PLAIN_SCORE: f32 = -0.15;
/// Twelfths of the check digits that are right in a zone that was read badly.
const LEAST_RIGHT: usize = 9;
/// Twelfths that count as right where all of them are with other characters.
const SUPPOSED: usize = 3;
/// Characters that print alike.
const TWINS: [(char, char); 8] = [
    ('O', '0'),
    ('D', '0'),
    ('Q', '0'),
    ('B', '8'),
    ('S', '5'),
    ('Z', '2'),
    ('I', '1'),
    ('G', '6'),
];
/// A twin that the recogniser holds for less likely than this is not tried.
const LEAST_TWIN: f32 = 0.0005;
/// A twin is this much likelier than the next one that would do.
const TWIN_LEAD: f32 = 100.0;

/// A zone as its check digits, its grammar and the recogniser's certainty judge it.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    pub(super) document: MrzDocument,
    pub(super) doubts: Vec<Doubt>,
    pub(super) repairs: Vec<Repair>,
    /// Check digits that are right as the characters were seen, of how many.
    checks: (usize, usize),
    /// Whether others are right with characters that are nearly as likely.
    is_supposed: bool,
}

impl Verdict {
    /// Judges a zone, after putting right what a check digit proves.
    pub(super) fn of(zone: &mut Zone, today: CalendarDate) -> Option<Self> {
        weigh_states(zone);
        weigh_names(zone);
        let mut document = parse(&zone.texts(), today)?;
        let mut checks = checks(&document);
        let (mut repairs, mut is_supposed) = (Vec::new(), false);
        if !document.is_every_check_passed() {
            let likeliest = likeliest_proof(zone).unwrap_or_default();
            if let Some((repair, repaired)) = proved(zone, &likeliest, today) {
                zone.settle(repair.line, repair.column, repair.to);
                repairs.push(repair);
                checks = self::checks(&repaired);
                document = repaired;
            } else if let Some((assumed, supposed)) = suppose(zone, &likeliest, today) {
                *zone = assumed;
                document = supposed;
                is_supposed = true;
            }
        }
        Some(Self {
            doubts: doubts(zone, &document, &repairs),
            document,
            repairs,
            checks,
            is_supposed,
        })
    }

    pub(super) fn is_accepted(&self) -> bool {
        self.doubts.is_empty()
    }

    /// Whether what was read is a machine-readable zone at all: some check digits over fields that
    /// hold something are right, or every character is plain and stands where it may.
    pub(super) fn is_a_zone(&self, score: f32) -> bool {
        let (_, right) = self.rank();
        let is_plain = score > PLAIN_SCORE && !self.doubts.contains(&Doubt::Layout);
        score > LEAST_SCORE && (right >= LEAST_RIGHT || is_plain)
    }

    /// For choosing among zones: accepted before not, then by check digits.
    pub(super) fn rank(&self) -> (bool, usize) {
        let (right, of) = self.checks;
        // The check digits of a field that holds nothing prove nothing.
        let is_empty = self.document.document_number.expose().is_empty()
            || self.document.primary_name.expose().is_empty();
        let right = if is_empty { 0 } else { right };
        let supposed = if self.is_supposed { SUPPOSED } else { 0 };
        (
            self.is_accepted(),
            (right * 12 / of.max(1) + supposed).min(12),
        )
    }
}

fn parse(lines: &[String], today: CalendarDate) -> Option<MrzDocument> {
    mrz::parse(&lines.join("\n"), today).ok()
}

fn checks(document: &MrzDocument) -> (usize, usize) {
    let passed = |check: &&mrz::MrzCheck| check.outcome == CheckOutcome::Passed;
    let right = document.checks.iter().filter(passed).count();
    (right, document.checks.len())
}

fn doubts(zone: &Zone, document: &MrzDocument, repairs: &[Repair]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if !document.is_every_check_passed() {
        doubts.push(Doubt::CheckDigits);
    }
    if zone.is_foreign {
        doubts.push(Doubt::Layout);
    }
    if !document.is_conforming() {
        doubts.push(Doubt::Irregular);
    }
    let is_uncertain = zone.certainties().iter().enumerate().any(|(line, places)| {
        places.iter().enumerate().any(|(column, &certainty)| {
            let is_put_right = |repair: &Repair| (repair.line, repair.column) == (line, column);
            let least = match coverage(zone.format, line, column) {
                _ if repairs.iter().any(is_put_right) => return false,
                _ if !repairs.is_empty() => LEAST_BESIDE_REPAIR,
                2 => LEAST_COVERED_TWICE,
                _ => LEAST,
            };
            certainty < least
        })
    });
    if is_uncertain {
        doubts.push(Doubt::UncertainCharacter);
    }
    doubts
}

/// How many check digits stand over a place, their own places included.
const fn coverage(format: MrzFormat, line: usize, column: usize) -> u8 {
    match (format, line) {
        (MrzFormat::Td1, 0) => match column {
            0..=4 => 0,
            5..=14 => 2,
            _ => 1,
        },
        (MrzFormat::Td1, 1) => match column {
            7 | 15..=17 => 0,
            0..=6 | 8..=14 => 2,
            _ => 1,
        },
        (MrzFormat::Td1, _) | (_, 0) => 0,
        (_, _) => match (format, column) {
            (_, 10..=12 | 20) => 0,
            (MrzFormat::MrvA | MrzFormat::MrvB, 28..) => 0,
            (MrzFormat::MrvA | MrzFormat::MrvB, _) | (MrzFormat::Td2, 28..) => 1,
            (_, _) => 2,
        },
    }
}

/// The one repair that is proved, unless others explain the check digits better.
fn proved(zone: &Zone, likeliest: &[Repair], today: CalendarDate) -> Option<(Repair, MrzDocument)> {
    match likeliest {
        [] => repair(zone, today),
        [only] => repair(zone, today).filter(|(repair, _)| repair == only),
        _ => None,
    }
}

/// The zone with characters exchanged by what is likely, if its check digits are then right.
fn suppose(zone: &Zone, likeliest: &[Repair], today: CalendarDate) -> Option<(Zone, MrzDocument)> {
    let mut supposed = zone.clone();
    for repair in likeliest {
        supposed.assume(repair.line, repair.column, repair.to);
    }
    let document = parse(&supposed.texts(), today)?;
    document
        .is_every_check_passed()
        .then_some((supposed, document))
}

/// The likeliest exchange of twins after which every check digit is right. Nothing when another one
/// is nearly as likely: then neither is proved.
fn repair(zone: &Zone, today: CalendarDate) -> Option<(Repair, MrzDocument)> {
    let lines = zone.texts();
    let mut found: Vec<(f32, Repair, MrzDocument)> = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        for (column, from) in text.chars().enumerate() {
            if coverage(zone.format, line, column) == 0 {
                continue;
            }
            for to in twins(from) {
                let likelihood = zone.probability(line, column, to);
                if likelihood < LEAST_TWIN {
                    continue;
                }
                let mut changed = lines.clone();
                if let Some(text) = changed.get_mut(line) {
                    text.replace_range(column..=column, to.encode_utf8(&mut [0; 4]));
                }
                let document = parse(&changed, today)?;
                if document.is_every_check_passed() {
                    let repair = Repair {
                        line,
                        column,
                        from,
                        to,
                    };
                    found.push((likelihood, repair, document));
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let runner_up = found.get(1).map_or(0.0, |(likelihood, ..)| *likelihood);
    let (likelihood, repair, document) = found.into_iter().next()?;
    (likelihood > TWIN_LEAD * runner_up).then_some((repair, document))
}

fn twins(of: char) -> impl Iterator<Item = char> {
    TWINS
        .into_iter()
        .filter_map(move |(letter, digit)| match of {
            _ if of == letter => Some(digit),
            _ if of == digit => Some(letter),
            _ => None,
        })
}
