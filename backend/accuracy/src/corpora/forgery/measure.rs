use credence_testkit::scene::Photograph;
use credence_testkit::tamper::{FRESH, TAMPERINGS, Tampering, honest_phone, tampered};
use credence_vision::signs::ForgerySignal;

use super::illustration::illustration;
use super::photographed::Photographed;
use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::report::{Illustration, Section};
use crate::row::{Floor, Row};
use crate::sample::Sample;

/// Honest photographs on which any signal may be raised, in percent.
const FALSE_ALARMS: f64 = 2.0;

/// What one photograph came to.
struct Seen {
    raised: Vec<ForgerySignal>,
    assessed: Vec<ForgerySignal>,
    milliseconds: f64,
    illustration: Option<Illustration>,
}

/// Honest photographs first, then each deed.
pub(crate) fn measure(plan: &Plan) -> Result<Section, AccuracyError> {
    let honest = for_each(1, plan.pick(50, 600), |number| {
        let photo = honest_phone(FRESH + number)?;
        seen(&photo, None)
    })?;
    let mut rows = honest_rows(&honest);
    let mut pictures = Vec::new();
    for tampering in TAMPERINGS {
        let name = words(tampering);
        let found = for_each(1, plan.pick(6, 120), |number| {
            let photo = tampered(tampering, FRESH + number)?.photo;
            seen(&photo, Some(name))
        })?;
        rows.extend(tampered_rows(name, &found));
        // The first on which something was raised, else the first.
        let shown = found.iter().find(|seen| !seen.raised.is_empty());
        let shown = shown.or(found.first());
        pictures.extend(shown.and_then(|seen| seen.illustration.clone()));
    }
    Ok(Section {
        title: "Signals of forgery",
        note: "exact: the signal is raised on what was tampered with; misread: it is raised on an \
               honest photograph; accepted: it could be assessed; the time is that of all signals; \
               no document is rejected on a signal, and none is proof",
        rows,
        worst: Vec::new(),
        pictures,
    })
}

fn words(tampering: Tampering) -> &'static str {
    match tampering {
        Tampering::CopiedField => "field copied in the file",
        Tampering::SwappedPortrait => "portrait swapped in the file",
        Tampering::EditedDigits => "digits edited in the file",
        Tampering::RecapturedScreen => "screen photographed",
        Tampering::PrintedCopy => "printed copy photographed",
        Tampering::AlteredZoneFont => "zone in another typeface",
        Tampering::WrongDensityBarcode => "barcode of wrong density",
        Tampering::PastedPortrait => "portrait pasted on the document",
    }
}

fn seen(photo: &Photograph, title: Option<&str>) -> Result<Seen, AccuracyError> {
    let read = Photographed::look(photo)?;
    let shown = title.map(|title| illustration(title, photo, &read));
    Ok(Seen {
        raised: read.raised().map(|signal| signal.signal).collect(),
        assessed: read.signals.iter().map(|own| own.signal).collect(),
        milliseconds: read.milliseconds,
        illustration: shown.transpose()?,
    })
}

fn honest_rows(honest: &[Seen]) -> Vec<Row> {
    let row = |name: String, test: &dyn Fn(&Seen) -> bool, can: &dyn Fn(&Seen) -> bool, floor| {
        let samples: Vec<Sample> = honest
            .iter()
            .map(|seen| Sample {
                is_misread: test(seen),
                ..Sample::new(false, can(seen), seen.milliseconds)
            })
            .collect();
        Row {
            exact: None,
            ..Row::of(name, &samples, floor)
        }
    };
    let floor = Floor {
        misread_percent: FALSE_ALARMS,
        ..Floor::default()
    };
    let any = |seen: &Seen| !seen.raised.is_empty();
    let can = |seen: &Seen| !seen.assessed.is_empty();
    let name = "honest phone photographs".to_owned();
    let mut rows = vec![row(name, &any, &can, Some(floor))];
    for signal in ForgerySignal::ALL {
        let is_raised = |seen: &Seen| seen.raised.contains(&signal);
        let is_assessed = |seen: &Seen| seen.assessed.contains(&signal);
        let name = format!("  {}", signal.as_str());
        rows.push(row(name, &is_raised, &is_assessed, None));
    }
    rows
}

/// Any signal, then those that were raised at all.
fn tampered_rows(name: &str, found: &[Seen]) -> Vec<Row> {
    let row = |name: String, is_hit: &dyn Fn(&Seen) -> bool, can: &dyn Fn(&Seen) -> bool, floor| {
        let samples: Vec<Sample> = found
            .iter()
            .map(|seen| Sample {
                is_misread: false,
                ..Sample::new(is_hit(seen), can(seen), seen.milliseconds)
            })
            .collect();
        Row::of(name, &samples, floor)
    };
    let any = |seen: &Seen| !seen.raised.is_empty();
    let can = |seen: &Seen| !seen.assessed.is_empty();
    let floor = Floor {
        misread_percent: 100.0,
        ..Floor::default()
    };
    let mut rows = vec![row(name.to_owned(), &any, &can, Some(floor))];
    for signal in ForgerySignal::ALL {
        let is_raised = |seen: &Seen| seen.raised.contains(&signal);
        let is_assessed = |seen: &Seen| seen.assessed.contains(&signal);
        if found.iter().any(is_raised) {
            let name = format!("  {}", signal.as_str());
            rows.push(row(name, &is_raised, &is_assessed, None));
        }
    }
    rows
}
