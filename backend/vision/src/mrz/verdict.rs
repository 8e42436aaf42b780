//! Is a zone that was read to be relied on?

use std::f32::consts::LN_10;

use credence_documents::mrz::{self, CheckOutcome, MrzDocument};
use credence_types::CalendarDate;

use super::names::weigh_names;
use super::proof::{Proof, coverage, likeliest_proof};
use super::reading::{Doubt, Repair};
use super::states::weigh_states;
use super::zone::Zone;

/// Least certainty of a character that two check digits cover, its field's and the whole zone's;
/// what else they would allow is counted beside ([`LEAST_PROOF`]).
const LEAST_COVERED_TWICE: f32 = 0.6;
/// Least certainty of any other: names, states, the document code and the sex have no check digit,
/// optional data one at most.
const LEAST: f32 = 0.9;
/// Least certainty of every character where one was put right: a second mistake would have let the
/// check digits prove the wrong thing.
const LEAST_BESIDE_REPAIR: f32 = 0.9;
/// Least certainty of every character where a check digit is wrong as it stands there: less may have
/// been misread.
const LEAST_BESIDE_WRONG: f32 = 0.95;
/// Score by place below which nothing was read but noise, whatever its check digits.
pub(super) const LEAST_SCORE: f32 = -0.8;
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
/// Least share of the characters read among all with which every check digit is right.
const LEAST_PROOF: f32 = 0.99;

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
        if document.format != zone.format {
            return None;
        }
        let mut checks = checks(&document);
        let (mut repairs, mut is_supposed) = (Vec::new(), false);
        // Outside of the grammar, anything may be made of the characters.
        let proof = (!zone.is_foreign).then(|| likeliest_proof(zone)).flatten();
        if !document.is_every_check_passed()
            && let Some(proof) = &proof
        {
            if let Some((settled, repair, repaired)) = repaired(zone, proof, today) {
                *zone = settled;
                repairs.push(repair);
                checks = self::checks(&repaired);
                document = repaired;
            } else if let Some((assumed, supposed)) = suppose(zone, &proof.repairs, today) {
                *zone = assumed;
                document = supposed;
                is_supposed = true;
            }
        }
        let certainty = proof.map_or(0.0, |proof| proof.certainty);
        Some(Self {
            doubts: doubts(zone, &document, &repairs, is_supposed, certainty),
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
        let right = self.right_twelfths();
        let is_plain = score > PLAIN_SCORE && !self.doubts.contains(&Doubt::Layout);
        score > LEAST_SCORE && (right >= LEAST_RIGHT || is_plain)
    }

    /// Whether another look may make it one that is accepted: a check digit is right or may be.
    pub(super) fn is_likely(&self) -> bool {
        self.right_twelfths() > 0
    }

    /// Check digits over fields that hold something that are right, in twelfths of all.
    fn right_twelfths(&self) -> usize {
        let (right, of) = self.checks();
        let supposed = if self.is_supposed { SUPPOSED } else { 0 };
        (right * 12 / of.max(1) + supposed).min(12)
    }

    /// How much the check digits speak for the zone, as a natural logarithm: by chance one in ten
    /// is right.
    pub(super) fn evidence(&self) -> f32 {
        let (right, of) = self.checks();
        let supposed = if self.is_supposed {
            (of - right) as f32 / 2.0
        } else {
            0.0
        };
        (right as f32 + supposed) * LN_10
    }

    /// Check digits that are right, of how many; those of a document without number or name prove
    /// nothing.
    fn checks(&self) -> (usize, usize) {
        let (right, of) = self.checks;
        let is_empty = self.document.document_number.expose().is_empty()
            || self.document.primary_name.expose().is_empty();
        (if is_empty { 0 } else { right }, of)
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

/// What keeps the zone from being accepted; `proof` is how certain its check digits make it, and
/// those that are right with supposed characters prove nothing.
fn doubts(
    zone: &Zone,
    document: &MrzDocument,
    repairs: &[Repair],
    is_supposed: bool,
    proof: f32,
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let is_wrong = is_supposed || !document.is_every_check_passed();
    if is_wrong {
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
                _ if is_wrong => LEAST_BESIDE_WRONG,
                _ if repairs.iter().any(is_put_right) => return false,
                _ if !repairs.is_empty() => LEAST_BESIDE_REPAIR,
                2 => LEAST_COVERED_TWICE,
                _ => LEAST,
            };
            certainty < least
        })
    });
    if is_uncertain || !is_wrong && proof < LEAST_PROOF {
        doubts.push(Doubt::UncertainCharacter);
    }
    doubts
}

/// The zone with one twin exchanged for the other, where the check digits prove it: nothing else
/// that they allow is nearly as likely.
fn repaired(
    zone: &Zone,
    proof: &Proof,
    today: CalendarDate,
) -> Option<(Zone, Repair, MrzDocument)> {
    let [repair] = proof.repairs.as_slice() else {
        return None;
    };
    let are_twins = twins(repair.from).any(|twin| twin == repair.to);
    if !are_twins || proof.certainty < LEAST_PROOF {
        return None;
    }
    let mut settled = zone.clone();
    settled.settle(repair.line, repair.column, repair.to);
    let document = parse(&settled.texts(), today)?;
    document
        .is_every_check_passed()
        .then_some((settled, *repair, document))
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

fn twins(of: char) -> impl Iterator<Item = char> {
    TWINS
        .into_iter()
        .filter_map(move |(letter, digit)| match of {
            _ if of == letter => Some(digit),
            _ if of == digit => Some(letter),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use credence_documents::mrz::MrzFormat;

    use super::*;

    /// Doc 9303-4, appendix B.
    const BOOK: [&str; 2] = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];

    fn verdict(mut zone: Zone) -> Verdict {
        Verdict::of(&mut zone, CalendarDate::new(2026, 1, 1).unwrap()).unwrap()
    }

    fn book(lower: &str) -> Zone {
        Zone::certain(MrzFormat::Td3, &[BOOK[0], lower])
    }

    /// Whether the check digits are in doubt, and whether a character is.
    fn doubted(verdict: &Verdict) -> (bool, bool) {
        let has = |doubt| verdict.doubts.contains(&doubt);
        (has(Doubt::CheckDigits), has(Doubt::UncertainCharacter))
    }

    #[test]
    fn a_wrong_check_digit_that_is_plain_to_see_is_called_wrong_and_not_unclear() {
        let altered = BOOK[1].replace("L898902C3", "L898903C3");
        assert_eq!(doubted(&verdict(book(&altered))), (true, false));
        // With a character that may be another, it may have been misread.
        let unsure = verdict(book(&altered).or(1, 2, '7', 0.1));
        assert_eq!(doubted(&unsure), (true, true));
    }

    #[test]
    fn characters_that_were_supposed_leave_the_check_digits_in_doubt() {
        // No look-alikes, so that nothing is put right: the 8 may be a 4.
        let misread = BOOK[1].replacen('8', "4", 1);
        let supposed = verdict(book(&misread).or(1, 1, '8', 0.3));
        assert!(supposed.document.is_every_check_passed() && supposed.repairs.is_empty());
        assert_eq!(doubted(&supposed), (true, true));
    }

    #[test]
    fn nothing_is_put_right_outside_of_the_grammar() {
        let mut misread = book(BOOK[1]).or(1, 1, 'B', 0.9);
        assert_eq!(verdict(misread.clone()).repairs.len(), 1);
        misread.is_foreign = true;
        let verdict = verdict(misread);
        assert!(verdict.repairs.is_empty() && verdict.doubts.contains(&Doubt::CheckDigits));
    }
}
