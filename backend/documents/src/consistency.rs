//! Whether the sources of one document fit together, beyond what [`compare`](crate::compare) says
//! of each field: kinds of document, order of dates across sources, states.

use chrono::Datelike;
use credence_types::{CalendarDate, FieldSource};

use crate::compare::{Equality, compare_nationalities};
use crate::mrz::{MrzDocument, MrzFormat};
use crate::{DocumentFields, FieldKey};

/// What one source says.
#[derive(Debug, Clone, Copy)]
pub struct SourceFields<'a> {
    /// Where it stands.
    pub origin: FieldSource,
    /// Its values.
    pub fields: &'a DocumentFields,
    /// The zone itself, where the source is one.
    pub zone: Option<&'a MrzDocument>,
}

/// Something about a document's sources that does not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Inconsistency {
    /// The sources are of different kinds of document.
    KindsDiffer,
    /// The zone's document code is not one for its layout (Doc 9303 parts 4 to 7).
    DocumentCodeOfOtherLayout,
    /// One source has the document issued before another has its holder born.
    IssuedBeforeBirth,
    /// One source has the document expire before, or on the day that, another has it issued.
    ExpiredWhenIssued,
    /// The document is valid for longer than any of its kind.
    TermTooLong,
    /// The holder is older than anyone has been.
    HolderTooOld,
    /// The issuer is another state than the holder's.
    IssuerOfOtherState,
}

/// Doc 9303-4 advises ten years, and no state gives passports or visas for longer than this.
const LONGEST_PASSPORT_TERM_YEARS: i32 = 11;
/// How old a holder may be when the document expires; the oldest age on record is 122.
const OLDEST_HOLDER_YEARS: u32 = 135;

impl Inconsistency {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::KindsDiffer => "kinds_differ",
            Self::DocumentCodeOfOtherLayout => "document_code_of_other_layout",
            Self::IssuedBeforeBirth => "issued_before_birth",
            Self::ExpiredWhenIssued => "expired_when_issued",
            Self::TermTooLong => "term_too_long",
            Self::HolderTooOld => "holder_too_old",
            Self::IssuerOfOtherState => "issuer_of_other_state",
        }
    }

    /// Whether honest documents show it too: residence permits, travel documents for refugees and
    /// visas go to foreigners, and some states have their own document codes.
    #[must_use]
    pub const fn is_hint(self) -> bool {
        match self {
            Self::DocumentCodeOfOtherLayout | Self::TermTooLong | Self::IssuerOfOtherState => true,
            Self::KindsDiffer
            | Self::IssuedBeforeBirth
            | Self::ExpiredWhenIssued
            | Self::HolderTooOld => false,
        }
    }
}

/// What does not fit together in the sources of one document, each thing once.
#[must_use]
pub fn consistency(evidence: &[SourceFields<'_>]) -> Vec<Inconsistency> {
    let [births, issues, expiries] = [FieldKey::DateOfBirth, FieldKey::Issued, FieldKey::Expires]
        .map(|key| dates(evidence, key));
    let is_any = |left: &[CalendarDate], right: &[CalendarDate], fits: DatePair| {
        left.iter()
            .any(|left| right.iter().any(|right| fits(*left, *right)))
    };
    let is_passport = kinds(evidence).any(|kind| kind == "Passport");
    let zones = || evidence.iter().filter_map(|source| source.zone);
    let findings = [
        (Inconsistency::KindsDiffer, kinds_differ(evidence)),
        (
            Inconsistency::DocumentCodeOfOtherLayout,
            zones().any(is_code_of_other_layout),
        ),
        (
            Inconsistency::IssuedBeforeBirth,
            is_any(&births, &issues, |birth, issue| issue < birth),
        ),
        (
            Inconsistency::ExpiredWhenIssued,
            is_any(&issues, &expiries, |issue, expiry| expiry <= issue),
        ),
        (
            Inconsistency::TermTooLong,
            is_passport && is_any(&issues, &expiries, is_too_long_a_term),
        ),
        (
            Inconsistency::HolderTooOld,
            is_any(&births, &expiries, |birth, expiry| {
                birth.years_until(expiry) > OLDEST_HOLDER_YEARS
            }),
        ),
        (
            Inconsistency::IssuerOfOtherState,
            zones().any(is_issued_by_other_state),
        ),
    ];
    findings
        .into_iter()
        .filter(|(_, is_found)| *is_found)
        .map(|(finding, _)| finding)
        .collect()
}

type DatePair = fn(CalendarDate, CalendarDate) -> bool;

/// The dates of all sources. A zone has two digits of the year, so that of birth may be a hundred
/// years earlier than it was taken for, and is no ground to find fault.
fn dates(evidence: &[SourceFields<'_>], key: FieldKey) -> Vec<CalendarDate> {
    evidence
        .iter()
        .filter(|source| key != FieldKey::DateOfBirth || source.origin != FieldSource::Mrz)
        .filter_map(|source| source.fields.date(key))
        .collect()
}

fn kinds<'a>(evidence: &'a [SourceFields<'_>]) -> impl Iterator<Item = String> + 'a {
    evidence
        .iter()
        .filter_map(|source| source.fields.text(FieldKey::IdType))
        .map(credence_types::Redacted::into_inner)
}

/// Any two kinds that are not the same. An enhanced licence carries the zone of a card, which says
/// `ID` beside the barcode's `DL` and is one document.
fn kinds_differ(evidence: &[SourceFields<'_>]) -> bool {
    let has_card_zone = evidence.iter().any(|source| {
        source
            .zone
            .is_some_and(|zone| zone.format == MrzFormat::Td1)
    });
    let mut kinds = kinds(evidence).map(|kind| match kind.as_str() {
        "DL" if has_card_zone => "ID".to_owned(),
        _ => kind,
    });
    let first = kinds.next();
    kinds.any(|kind| Some(kind) != first)
}

/// Passports begin with P, visas with V, cards with A, C or I; crew and travel documents in the
/// size of a card have those too.
fn is_code_of_other_layout(zone: &MrzDocument) -> bool {
    let letters = match zone.format {
        MrzFormat::Td3 => "P",
        MrzFormat::MrvA | MrzFormat::MrvB => "V",
        MrzFormat::Td1 | MrzFormat::Td2 => "ACIP",
    };
    !zone
        .document_code
        .starts_with(|code| letters.contains(code))
}

fn is_issued_by_other_state(zone: &MrzDocument) -> bool {
    let (Some(issuer), Some(nationality)) = (&zone.issuing_state, &zone.nationality) else {
        return false;
    };
    let compared = compare_nationalities(issuer.as_str(), nationality.as_str());
    // The kinds of British nationality have codes of their own; GBR issues to them all.
    let is_british = |code: &str| code.starts_with("GB");
    compared == Equality::Different
        && !(is_british(issuer.as_str()) && is_british(nationality.as_str()))
}

fn is_too_long_a_term(issue: CalendarDate, expiry: CalendarDate) -> bool {
    expiry.as_naive().year() - issue.as_naive().year() > LONGEST_PASSPORT_TERM_YEARS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mrz;

    fn today() -> CalendarDate {
        CalendarDate::new(2025, 6, 15).unwrap()
    }

    fn zone(text: &str) -> MrzDocument {
        mrz::parse(text, today()).unwrap()
    }

    fn passport() -> MrzDocument {
        zone(
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
             L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        )
    }

    fn printed(kind: &str, birth: &str, issued: &str, expires: &str) -> DocumentFields {
        let mut fields = DocumentFields::default();
        fields.set_text(FieldKey::IdType, kind);
        for (key, text) in [
            (FieldKey::DateOfBirth, birth),
            (FieldKey::Issued, issued),
            (FieldKey::Expires, expires),
        ] {
            fields.set_date(key, text.parse().ok());
        }
        fields
    }

    fn found(fields: &DocumentFields, zone: &MrzDocument) -> Vec<Inconsistency> {
        let sources = [
            SourceFields {
                origin: FieldSource::Printed,
                fields,
                zone: None,
            },
            SourceFields {
                origin: FieldSource::Mrz,
                fields: &zone.fields,
                zone: Some(zone),
            },
        ];
        consistency(&sources)
    }

    #[test]
    fn one_document_fits_together() {
        let fields = printed("Passport", "1974-08-12", "2007-04-16", "2012-04-15");
        assert_eq!(found(&fields, &passport()), []);
        assert_eq!(consistency(&[]), []);
    }

    #[test]
    fn each_thing_that_does_not_fit_is_named() {
        use Inconsistency::{
            ExpiredWhenIssued, HolderTooOld, IssuedBeforeBirth, KindsDiffer, TermTooLong,
        };
        for (kind, birth, issued, expected) in [
            ("DL", "", "2007-04-16", vec![KindsDiffer]),
            (
                "Passport",
                "1974-08-12",
                "1974-08-11",
                vec![IssuedBeforeBirth, TermTooLong],
            ),
            (
                "Passport",
                "2008-01-01",
                "2007-04-16",
                vec![IssuedBeforeBirth],
            ),
            ("Passport", "", "2012-04-15", vec![ExpiredWhenIssued]),
            ("Passport", "", "2000-04-16", vec![TermTooLong]),
            ("Passport", "1870-01-01", "2007-04-16", vec![HolderTooOld]),
        ] {
            let fields = printed(kind, birth, issued, "");
            assert_eq!(
                found(&fields, &passport()),
                expected,
                "{kind} {birth} {issued}"
            );
        }
    }

    #[test]
    fn foreigners_documents_are_a_hint() {
        let of = |issuer: &str, nationality: &str| {
            let text = format!(
                "P<{issuer}ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                 L898902C36{nationality}7408122F1204159ZE184226B<<<<<10"
            );
            found(&DocumentFields::default(), &zone(&text))
        };
        assert_eq!(of("FRA", "SYR"), [Inconsistency::IssuerOfOtherState]);
        assert!(Inconsistency::IssuerOfOtherState.is_hint());
        assert_eq!(of("D<<", "D<<"), []);
        assert_eq!(of("GBR", "GBO"), []);
    }

    #[test]
    fn an_enhanced_licence_is_one_document() {
        let card = zone(
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n\
             ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        );
        assert_eq!(found(&printed("DL", "", "", ""), &card), []);
        assert_eq!(
            found(&printed("Passport", "", "", ""), &card),
            [Inconsistency::KindsDiffer]
        );
    }
}
