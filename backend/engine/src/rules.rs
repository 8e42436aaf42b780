//! Whether the document's data are such as its issuer could have put there.

use credence_documents::aamva::rules::{Outcome, check};
use credence_documents::consistency::{SourceFields, consistency};
use credence_documents::uk_driver_number;
use credence_documents::{DocumentFields, FieldKey};
use credence_types::{CalendarDate, FieldSource};

use crate::barcode::Barcode;
use crate::validation::ValidationTest;
use crate::warning::ExaminationWarning;
use crate::zone::Zone;

/// The sources, as far as they were read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sources<'a> {
    pub(crate) barcode: Option<&'a Barcode>,
    pub(crate) zone: Option<&'a Zone>,
    /// What of the print was read for certain.
    pub(crate) printed: Option<&'a DocumentFields>,
}

/// What the rules say. Rules that honest documents break now and then are warnings.
#[derive(Debug, Default)]
pub(crate) struct RuleReport {
    pub(crate) tests: Vec<ValidationTest>,
    pub(crate) warnings: Vec<ExaminationWarning>,
}

pub(crate) fn rules(sources: Sources<'_>, today: CalendarDate) -> RuleReport {
    let mut report = RuleReport::default();
    if let Some(barcode) = sources.barcode {
        report.of_barcode(barcode, today);
    }
    report.of_all(sources);
    report
        .tests
        .extend(sources.printed.and_then(of_driver_number));
    report
}

impl RuleReport {
    fn of_barcode(&mut self, barcode: &Barcode, today: CalendarDate) {
        let mut reasons = Vec::new();
        for rule in check(&barcode.document, today) {
            match rule.outcome {
                Outcome::Broken(_) if rule.is_hint => {
                    self.warnings
                        .push(ExaminationWarning::BarcodeRule(rule.rule));
                }
                Outcome::Broken(why) => reasons.push(format!("{}: {why}", rule.rule)),
                Outcome::Held | Outcome::NotApplicable => {}
            }
        }
        let test =
            ValidationTest::by_reasons("BarcodeRules", "Rules for the barcode's data", &reasons);
        self.tests.push(test);
    }

    fn of_all(&mut self, sources: Sources<'_>) {
        let barcode = sources.barcode.map(|barcode| SourceFields {
            origin: FieldSource::Barcode,
            fields: &barcode.document.fields,
            zone: None,
        });
        let zone = sources.zone.map(|zone| SourceFields {
            origin: FieldSource::Mrz,
            fields: &zone.document.fields,
            zone: Some(&zone.document),
        });
        let printed = sources.printed.map(|fields| SourceFields {
            origin: FieldSource::Printed,
            fields,
            zone: None,
        });
        let evidence: Vec<SourceFields<'_>> =
            [barcode, zone, printed].into_iter().flatten().collect();
        if evidence.is_empty() {
            return;
        }
        let (hints, faults): (Vec<_>, Vec<_>) = consistency(&evidence)
            .into_iter()
            .partition(|finding| finding.is_hint());
        let reasons: Vec<String> = faults.iter().map(|fault| fault.code().to_owned()).collect();
        let name = ("SourcesConsistent", "Whether the sources fit together");
        self.tests
            .push(ValidationTest::by_reasons(name.0, name.1, &reasons));
        self.warnings
            .extend(hints.into_iter().map(ExaminationWarning::Inconsistent));
    }
}

/// Whether a British licence's number is its holder's; none where it is no such number.
fn of_driver_number(printed: &DocumentFields) -> Option<ValidationTest> {
    let number = uk_driver_number::parse(printed.text(FieldKey::Id)?.expose()).ok()?;
    let agreement = number.agreement(printed);
    let (name, display_name) = ("DriverNumber", "Driver number and its holder");
    let reasons: Vec<String> = agreement
        .differing
        .iter()
        .map(|part| format!("{part} differs"))
        .collect();
    if reasons.is_empty() && agreement.agreeing.is_empty() {
        return None;
    }
    Some(ValidationTest::by_reasons(name, display_name, &reasons))
}

#[cfg(test)]
mod tests {
    use credence_documents::FieldValue;

    use super::*;
    use crate::validation::TestStatus;

    fn printed(number: &str, family: &str) -> DocumentFields {
        let birth = CalendarDate::new(1976, 3, 11).unwrap();
        [
            (FieldKey::Id, FieldValue::Text(number.to_owned())),
            (FieldKey::FamilyName, FieldValue::Text(family.to_owned())),
            (FieldKey::DateOfBirth, FieldValue::Date(birth)),
        ]
        .into_iter()
        .collect()
    }

    fn tests(printed: &DocumentFields) -> Vec<ValidationTest> {
        let sources = Sources {
            barcode: None,
            zone: None,
            printed: Some(printed),
        };
        rules(sources, CalendarDate::new(2026, 7, 1).unwrap()).tests
    }

    #[test]
    fn a_british_number_is_held_against_its_holder() {
        let fitting = tests(&printed("MORGA753116SM9IJ", "MORGAN"));
        let statuses: Vec<_> = fitting
            .iter()
            .map(|test| (test.name, test.status))
            .collect();
        let passed = TestStatus::Passed;
        assert_eq!(
            statuses,
            [("SourcesConsistent", passed), ("DriverNumber", passed)]
        );
        let other = tests(&printed("MORGA753116SM9IJ", "SMITH"));
        assert_eq!(other[1].reason, "surname differs");
        assert_eq!(tests(&printed("D1234567", "SMITH")).len(), 1);
    }
}
