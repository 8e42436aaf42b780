//! Signals of forgery, as evidence and as a check. Honest documents raise them now and then, so that
//! none of them, nor all together, turns anybody away.

use std::collections::BTreeSet;

use credence_types::CaptureStep;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::reason::{Finding, Reason};

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
pub(crate) fn forgery_signals(evidence: &Evidence) -> Finding {
    let Some(signals) = &evidence.forgery_signals else {
        return Reason::SignalsNotLookedFor.into();
    };
    if signals.is_empty() {
        return Reason::NoSignalAssessed.into();
    }
    let raised: BTreeSet<String> = signals
        .iter()
        .filter(|signal| signal.is_raised)
        .map(|signal| format!("{} ({})", signal.signal, signal.image.as_str()))
        .collect();
    if raised.is_empty() {
        return Reason::NoSignalRaised.into();
    }
    let raised: Vec<String> = raised.into_iter().collect();
    Reason::SignalsRaised.with([&raised.join(", ")])
}
