//! Prints how often the cross-check says what is true of drawn documents, and at what cost:
//! `cargo run --release -p credence-engine --example cross_check -- passport|card|licence [documents [first number [longest side]]]`.
#![expect(clippy::print_stdout, reason = "an example prints its table")]

#[path = "../tests/it/drawn.rs"]
mod drawn;

use std::collections::BTreeMap;
use std::error::Error;

use credence_engine::{Examination, FieldAgreement, examine};
use credence_testkit::person::reference_day;
use credence_testkit::scene::{FrameSize, SceneOptions};
use drawn::{Change, changed_card, changed_licence, changed_passport};

const CHANGES: [Change; 5] = [
    Change::Nothing,
    Change::FamilyName,
    Change::OneLetter,
    Change::GivenNames,
    Change::Birth,
];

/// The keys of which one has to differ.
const fn keys_of(change: Change) -> &'static [&'static str] {
    match change {
        Change::Nothing => &[],
        Change::FamilyName | Change::OneLetter => &["familyName"],
        Change::GivenNames => &["firstName", "middleName"],
        Change::Birth => &["dob", "expires"],
    }
}

#[derive(Default)]
struct Row {
    documents: usize,
    refused: usize,
    flagged: usize,
    /// Documents with a difference that is not there.
    false_alarms: usize,
    agreements: BTreeMap<(&'static str, &'static str), usize>,
    milliseconds: Vec<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().unwrap_or_else(|| "passport".to_owned());
    let documents: u64 = arguments.next().map_or(Ok(20), |text| text.parse())?;
    let first: u64 = arguments.next().map_or(Ok(0), |text| text.parse())?;
    let side: u32 = arguments.next().map_or(Ok(1600), |text| text.parse())?;
    let draw = match kind.as_str() {
        "card" => changed_card,
        "licence" => changed_licence,
        _ => changed_passport,
    };
    for change in CHANGES {
        let mut row = Row::default();
        for seed in first..first + documents {
            let scene = SceneOptions {
                size: FrameSize::Fixed(side, side * 3 / 4),
                ..SceneOptions::phone(seed)
            };
            let Some(submission) = draw(seed, change, &scene) else {
                continue;
            };
            row.documents += 1;
            let begun = processor_milliseconds();
            match examine(&submission, reference_day(), None) {
                Ok(examination) => {
                    row.milliseconds.push(processor_milliseconds() - begun);
                    row.take(change, seed, &examination);
                }
                Err(_refusal) => row.refused += 1,
            }
        }
        row.print(change);
    }
    Ok(())
}

/// Time that this thread has spent on a processor, by Linux; 0 elsewhere.
fn processor_milliseconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|text| text.parse().ok());
    nanoseconds.unwrap_or(0.0) / 1e6
}

impl Row {
    fn take(&mut self, change: Change, seed: u64, examination: &Examination) {
        let (mut is_flagged, mut is_false) = (false, false);
        for field in &examination.fields {
            let key = field.key.wire_name();
            let agreement = field.agreement.as_str();
            *self.agreements.entry((key, agreement)).or_default() += 1;
            if field.agreement != FieldAgreement::Differs || key == "fullName" {
                continue;
            }
            let is_meant = keys_of(change).contains(&key);
            is_flagged |= is_meant;
            is_false |= !is_meant;
            if !is_meant {
                let values = field.sightings.iter().map(|seen| seen.value.expose());
                println!("  false: {seed} {key} {:?}", values.collect::<Vec<_>>());
            }
        }
        self.flagged += usize::from(is_flagged);
        self.false_alarms += usize::from(is_false);
        if !is_flagged && change != Change::Nothing {
            let fields = examination.fields.iter();
            for field in fields.filter(|field| keys_of(change).contains(&field.key.wire_name())) {
                let seen = field.sightings.iter();
                let seen = seen.map(|seen| (seen.value.expose(), seen.confidence));
                println!(
                    "  missed: {seed} {} {} {:?}",
                    field.key,
                    field.agreement.as_str(),
                    seen.collect::<Vec<_>>()
                );
            }
        }
    }

    fn print(&mut self, change: Change) {
        self.milliseconds.sort_by(f64::total_cmp);
        let at = |share: usize| {
            let place = self.milliseconds.len() * share / 100;
            self.milliseconds.get(place).copied().unwrap_or_default()
        };
        println!(
            "{change:?}: {} documents, {} refused, {} flagged, {} with false alarms; CPU ms {:.0} median, {:.0} at 95 %",
            self.documents,
            self.refused,
            self.flagged,
            self.false_alarms,
            at(50),
            at(95),
        );
        if change == Change::Nothing {
            for ((key, agreement), count) in &self.agreements {
                if *agreement != "single_source" {
                    println!("    {key:18} {agreement:12} {count}");
                }
            }
        }
    }
}
