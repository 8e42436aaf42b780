use credence_engine::{Examination, FieldAgreement, FieldKey};
use credence_testkit::corpus::{
    NameChange, PrintedDocument, ZoneNamePhotos, printed_right_zone, printed_wrong_zone,
};
use credence_types::DocumentType;

use crate::clock::measured;
use crate::engine::examined;
use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::report::Section;
use crate::row::{Floor, Least, Row};
use crate::sample::Sample;

/// Numbers from here on are kept for measuring.
const FIRST: u64 = 100_000;
/// The fields that a name is in.
const NAMES: [FieldKey; 4] = [
    FieldKey::FamilyName,
    FieldKey::FirstName,
    FieldKey::MiddleName,
    FieldKey::FullName,
];

/// Documents whose zone names somebody else than their print, and their honest twins.
pub(crate) fn measure(plan: &Plan) -> Result<Section, AccuracyError> {
    let count = plan.pick(40, 360);
    let wrong = for_each(1, count, |number| {
        look(&printed_wrong_zone(FIRST + number)?)
    })?;
    let right = for_each(1, count, |number| {
        look(&printed_right_zone(FIRST + number)?)
    })?;
    let samples = |test: &dyn Fn(&Seen) -> bool| -> Vec<Sample> {
        let matching = wrong.iter().filter(|seen| test(seen));
        matching.map(Seen::sample).collect()
    };
    let floor = Floor {
        exact: Some(Least::Percent(95.0)),
        misread_percent: 1.0,
        ..Floor::default()
    };
    let mut rows = vec![Row::of("wrong names", &samples(&|_| true), Some(floor))];
    for change in NameChange::ALL {
        let own = samples(&|seen| seen.change == Some(change));
        rows.push(Row::of(format!("  of them {change:?}"), &own, None));
    }
    let honest: Vec<Sample> = right.iter().map(Seen::alarm).collect();
    rows.push(Row {
        exact: None,
        ..Row::of(
            "honest twins",
            &honest,
            Some(Floor {
                misread_percent: 1.0,
                ..Floor::default()
            }),
        )
    });
    let mut worst: Vec<String> = wrong
        .iter()
        .filter(|seen| !seen.is_flagged)
        .map(Seen::words)
        .collect();
    worst.extend(right.iter().filter(|seen| seen.is_flagged).map(Seen::words));
    Ok(Section {
        title: "Zone name against print",
        note: "passports and identity cards whose zone is right in itself; exact: the name is said \
               to differ from the print; accepted: the zone was read; misread: said of an honest \
               document, or of a name that is the same; time: the whole examination",
        rows,
        worst,
        pictures: Vec::new(),
    })
}

/// What the examination says of the name.
struct Seen {
    document: PrintedDocument,
    change: Option<NameChange>,
    is_read: bool,
    is_flagged: bool,
    printed: String,
    told: String,
    milliseconds: f64,
}

impl Seen {
    fn sample(&self) -> Sample {
        Sample {
            is_misread: false,
            ..Sample::new(self.is_flagged, self.is_read, self.milliseconds)
        }
    }

    /// Of an honest document every flag is false.
    fn alarm(&self) -> Sample {
        Sample {
            is_misread: self.is_flagged,
            ..Sample::new(false, self.is_read, self.milliseconds)
        }
    }

    fn words(&self) -> String {
        let truth = match self.change {
            Some(change) => format!("{change:?} not flagged"),
            None => "honest but flagged".to_owned(),
        };
        format!(
            "{:?}, {truth}: printed {}; {}",
            self.document, self.printed, self.told
        )
    }
}

fn look(photos: &ZoneNamePhotos) -> Result<Seen, AccuracyError> {
    // Sent as a passport, a larger card needs no picture of its back.
    let kind = match &photos.back {
        Some(_) => DocumentType::InternationalId,
        None => DocumentType::Passport,
    };
    let back = photos.back.as_ref().map(|back| back.bytes.clone());
    let (examination, milliseconds) = measured(|| examined(kind, photos.front.bytes.clone(), back));
    let values = &photos.values;
    let (is_flagged, told) = match &examination {
        Ok(examination) => (is_flagged(examination), told(examination)),
        Err(refusal) => (false, format!("refused: {refusal}")),
    };
    Ok(Seen {
        document: photos.document,
        change: photos.change,
        is_read: examination.is_ok(),
        is_flagged,
        printed: format!("{}, {}", values.family_name, values.given_names),
        told,
        milliseconds,
    })
}

fn is_flagged(examination: &Examination) -> bool {
    let names = examination
        .fields
        .iter()
        .filter(|field| NAMES.contains(&field.key));
    names
        .into_iter()
        .any(|field| field.agreement == FieldAgreement::Differs)
}

/// Each source's names.
fn told(examination: &Examination) -> String {
    let fields = examination
        .fields
        .iter()
        .filter(|field| NAMES.contains(&field.key));
    let words = fields.map(|field| {
        let sightings = field
            .sightings
            .iter()
            .map(|sighting| format!("{:?} {}", sighting.source, sighting.value.expose()));
        let sightings = sightings.collect::<Vec<_>>().join(" / ");
        format!("{} {}: {sightings}", field.key, field.agreement.as_str())
    });
    words.collect::<Vec<_>>().join("; ")
}
