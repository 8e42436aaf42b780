use chrono::{DateTime, Utc};
use credence_dcs_client::spellings;
use credence_dcs_protocol::{Passport, PassportDetails};
use credence_dvs_protocol::{Document, DocumentKey, VerificationContent};
use credence_types::{CalendarDate, DocumentType, Redacted};

use crate::printed_names::PrintedNames;

/// The test that says whether the machine-readable zone is on the image, and its good outcome
/// (dvs-wire section 1.5).
const SEEN_ON_IMAGE: &str = "MrzOnImage";
const TEST_PASSED: i32 = 1;

/// What was read of a British passport, as far as its record is asked for by it.
#[derive(Debug)]
pub(crate) struct BritishPassport {
    number: Redacted<String>,
    date_of_birth: Redacted<CalendarDate>,
    expiry_date: Redacted<CalendarDate>,
    /// Surname and given names as the machine-readable zone has them.
    zone: Redacted<(String, String)>,
    /// The name as the printed text has it, where that was read as a spelling of the zone's that the
    /// service would take.
    printed: Option<PrintedNames>,
}

/// The passports to ask about, one after the other, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Questions {
    Ask(Vec<Passport>),
    /// The person gave a name that is not the document's.
    OtherName,
    CannotAsk(&'static str),
}

/// Whether this is a document that HM Passport Office knows: by what its zone says, or by what the
/// page called it where the zone does not say. The page's word alone would let a passport be handed
/// in as something that nobody asks about.
pub(crate) fn is_british_passport(content: &VerificationContent) -> bool {
    const PASSPORT: &str = "Passport";
    let country = text(&content.document, DocumentKey::Abbr3Country);
    let is_british = matches!(country.as_deref(), Some("GBR" | "GB"));
    let is_passport = match text(&content.document, DocumentKey::IdType) {
        Some(kind) => kind == PASSPORT,
        None => content.document_type == Some(DocumentType::Passport),
    };
    is_british && is_passport
}

impl BritishPassport {
    /// `None` unless number, surname, given names, birth date and expiry date were read. What only
    /// the page's own word stands for was not: the page could ask about anybody.
    pub(crate) fn read(content: &VerificationContent) -> Option<Self> {
        let is_unseen = content.validation_tests.iter().any(|test| {
            test.name.as_deref() == Some(SEEN_ON_IMAGE) && test.status != Some(TEST_PASSED)
        });
        if is_unseen {
            return None;
        }
        let merged = &content.document;
        let zone = content
            .machine_readable
            .as_ref()
            .map_or(merged, |side| &side.document);
        let day = |key| text(merged, key)?.parse::<CalendarDate>().ok();
        let zone = (
            text(zone, DocumentKey::FamilyName)?,
            text(zone, DocumentKey::FirstName)?,
        );
        let printed = content.visual.as_ref().and_then(|side| {
            let first = text(&side.document, DocumentKey::FirstName)?;
            let middle = text(&side.document, DocumentKey::MiddleName).unwrap_or_default();
            let surname = text(&side.document, DocumentKey::FamilyName)?;
            let forenames = format!("{first} {middle}");
            PrintedNames::new(&surname.into(), &forenames.into()).ok()
        });
        let printed = printed.filter(|printed| printed.is_spelling_of(&zone.0, &zone.1));
        Some(Self {
            number: text(merged, DocumentKey::Id)?.into(),
            date_of_birth: day(DocumentKey::Dob)?.into(),
            expiry_date: day(DocumentKey::Expires)?.into(),
            zone: zone.into(),
            printed,
        })
    }

    /// Whether only the machine-readable zone says reliably how the name is spelt.
    pub(crate) const fn is_spelling_open(&self) -> bool {
        self.printed.is_none()
    }

    /// What to ask: the spelling that the person gave alone, else the printed one alone, else up to
    /// `limit` of those that the zone leaves open. What the service would not take is left out.
    pub(crate) fn questions(
        &self,
        given: Option<&PrintedNames>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Questions {
        let passport = |surname: &Redacted<String>, forenames: &Redacted<Vec<String>>| {
            let details = PassportDetails {
                number: self.number.clone(),
                surname: surname.clone(),
                forenames: forenames.clone(),
                date_of_birth: self.date_of_birth.clone(),
                expiry_date: self.expiry_date.clone(),
            };
            Passport::new(details, now).ok()
        };
        let (surname, given_names) = self.zone.expose();
        if given.is_some_and(|given| !given.is_spelling_of(surname, given_names)) {
            return Questions::OtherName;
        }
        let asked: Vec<Passport> = match given.or(self.printed.as_ref()) {
            Some(names) => passport(names.surname(), names.forenames())
                .into_iter()
                .collect(),
            None => spellings(surname, given_names, limit.max(1))
                .iter()
                .filter_map(|one| passport(&one.surname, &one.forenames))
                .collect(),
        };
        if asked.is_empty() {
            Questions::CannotAsk("details_refused")
        } else {
            Questions::Ask(asked)
        }
    }
}

/// A field that holds something.
fn text(document: &Document, key: DocumentKey) -> Option<String> {
    let text = document.get(key)?.expose().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use credence_dvs_protocol::{SideReading, ValidationTest};

    use super::*;

    fn content() -> VerificationContent {
        let mut content = VerificationContent {
            document_type: Some(DocumentType::Passport),
            ..VerificationContent::default()
        };
        for (key, text) in [
            (DocumentKey::FamilyName, "HUDSON"),
            (DocumentKey::FirstName, "SARAH JANE"),
            (DocumentKey::Dob, "1981-06-11"),
            (DocumentKey::Id, "398593142"),
            (DocumentKey::Expires, "2032-01-01"),
            (DocumentKey::Abbr3Country, "GBR"),
        ] {
            content.document.set(key, text);
        }
        content
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn asked(content: &VerificationContent, given: Option<&PrintedNames>) -> Vec<String> {
        let read = BritishPassport::read(content).unwrap();
        let Questions::Ask(passports) = read.questions(given, 3, now()) else {
            panic!("nothing to ask");
        };
        let told = |passport: &Passport| {
            let details = passport.details();
            let forenames = details.forenames.expose().join("|");
            format!("{}/{forenames}", details.surname.expose())
        };
        passports.iter().map(told).collect()
    }

    fn given(surname: &str, forenames: &str) -> PrintedNames {
        PrintedNames::new(&surname.to_owned().into(), &forenames.to_owned().into()).unwrap()
    }

    #[test]
    fn only_british_passports_are_asked_about() {
        assert!(is_british_passport(&content()));
        for (kind, country, wanted) in [
            (DocumentType::Passport, "GB", true),
            (DocumentType::Passport, "FRA", false),
            (DocumentType::Passport, "GBD", false),
            (DocumentType::DriverLicenseOrId, "GBR", false),
        ] {
            let mut content = content();
            content.document_type = Some(kind);
            content.document.set(DocumentKey::Abbr3Country, country);
            assert_eq!(is_british_passport(&content), wanted, "{country}");
        }
    }

    #[test]
    fn a_detail_that_is_missing_or_no_date_leaves_nothing_to_ask() {
        for key in [
            DocumentKey::FamilyName,
            DocumentKey::FirstName,
            DocumentKey::Dob,
            DocumentKey::Id,
            DocumentKey::Expires,
        ] {
            for text in [" ", "01/02/03"] {
                let mut content = content();
                content.document.set(key, text);
                let is_date = matches!(key, DocumentKey::Dob | DocumentKey::Expires);
                let is_read = BritishPassport::read(&content).is_some();
                assert_eq!(is_read, text != " " && !is_date, "{key:?}");
            }
        }
    }

    #[test]
    fn what_only_the_page_says_is_not_asked_about() {
        for (status, is_read) in [(TEST_PASSED, true), (0, false), (2, false)] {
            let mut content = content();
            content.validation_tests.push(ValidationTest {
                name: Some(SEEN_ON_IMAGE.to_owned()),
                status: Some(status),
                ..ValidationTest::default()
            });
            assert_eq!(BritishPassport::read(&content).is_some(), is_read);
        }
    }

    #[test]
    fn the_zones_spellings_are_tried_in_order() {
        assert_eq!(
            asked(&content(), None),
            ["HUDSON/SARAH|JANE", "HUDSON/SARAH-JANE"]
        );
        assert!(
            BritishPassport::read(&content())
                .unwrap()
                .is_spelling_open()
        );
    }

    #[test]
    fn the_printed_spelling_is_asked_about_alone() {
        let mut content = content();
        let mut side = SideReading::default();
        side.document.set(DocumentKey::FamilyName, "Hudson");
        side.document.set(DocumentKey::FirstName, "Sarah-Jane");
        content.visual = Some(side);
        assert_eq!(asked(&content, None), ["Hudson/Sarah-Jane"]);
        assert!(!BritishPassport::read(&content).unwrap().is_spelling_open());
    }

    #[test]
    fn the_persons_own_spelling_goes_alone_and_only_with_the_documents_letters() {
        assert_eq!(
            asked(&content(), Some(&given("Hudson", "Sarah-Jane"))),
            ["Hudson/Sarah-Jane"]
        );
        let read = BritishPassport::read(&content()).unwrap();
        assert_eq!(
            read.questions(Some(&given("Watson", "Mary")), 3, now()),
            Questions::OtherName
        );
    }

    #[test]
    fn details_that_the_service_would_not_take_are_not_sent() {
        for (key, text) in [
            (DocumentKey::Id, "925665416"),
            (DocumentKey::Expires, "2021-01-01"),
            (DocumentKey::FamilyName, "HUDS0N"),
        ] {
            let mut content = content();
            content.document.set(key, text);
            let read = BritishPassport::read(&content).unwrap();
            let questions = read.questions(None, 3, now());
            assert_eq!(
                questions,
                Questions::CannotAsk("details_refused"),
                "{key:?}"
            );
        }
    }
}
