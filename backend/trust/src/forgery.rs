//! Signals of forgery, as evidence and as a check. Honest documents raise them now and then, so that
//! none of them, nor all together, turns anybody away.

use std::collections::BTreeSet;

use credence_types::CaptureStep;
use serde::{Deserialize, Serialize};

use crate::check::CheckOutcome;
use crate::evidence::Evidence;

/// A signal of forgery that was assessed on a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForgeryFinding {
    /// The picture.
    pub image: CaptureStep,
    /// A stable name of the signal.
    pub signal: String,
    /// Whether it speaks strongly enough to be shown to a reviewer.
    pub is_raised: bool,
}

/// Another reader than ours does not look for them.
pub(crate) fn forgery_signals(evidence: &Evidence) -> (CheckOutcome, String) {
    let Some(signals) = &evidence.forgery_signals else {
        return (
            CheckOutcome::NotApplicable,
            "This reader does not look for signals of forgery.".to_owned(),
        );
    };
    if signals.is_empty() {
        return (
            CheckOutcome::Unavailable,
            "No signal of forgery could be assessed on these pictures.".to_owned(),
        );
    }
    let raised: BTreeSet<String> = signals
        .iter()
        .filter(|signal| signal.is_raised)
        .map(|signal| format!("{} ({})", signal.signal, signal.image.as_str()))
        .collect();
    if raised.is_empty() {
        return (
            CheckOutcome::Passed,
            "None of the signals of forgery that were assessed is raised.".to_owned(),
        );
    }
    let raised: Vec<String> = raised.into_iter().collect();
    (
        CheckOutcome::Failed,
        format!(
            "Signals of forgery, none of them proof: {}.",
            raised.join(", ")
        ),
    )
}
