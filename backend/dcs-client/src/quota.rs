use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use credence_outbound::header::HeaderMap;

/// How many checks were spent and are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Checks that this process sent and the service may have counted.
    pub spent: u64,
    /// What the service last said is left; `None` where it said nothing.
    pub remaining: Option<u64>,
}

#[derive(Debug)]
pub(crate) struct QuotaCount {
    spent: AtomicU64,
    /// Below 0: not told.
    remaining: AtomicI64,
}

impl Default for QuotaCount {
    fn default() -> Self {
        Self {
            spent: AtomicU64::new(0),
            remaining: AtomicI64::new(-1),
        }
    }
}

impl QuotaCount {
    pub(crate) fn spend(&self) {
        self.spent.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("credence_dcs_checks_spent_total").increment(1);
    }

    pub(crate) fn note(&self, headers: &HeaderMap) {
        let told = headers
            .get("dcs-quota-remaining")
            .and_then(|value| value.to_str().ok()?.trim().parse::<u32>().ok());
        if let Some(remaining) = told {
            self.remaining
                .store(i64::from(remaining), Ordering::Relaxed);
            metrics::gauge!("credence_dcs_quota_remaining").set(f64::from(remaining));
        }
    }

    pub(crate) fn now(&self) -> Quota {
        Quota {
            spent: self.spent.load(Ordering::Relaxed),
            remaining: u64::try_from(self.remaining.load(Ordering::Relaxed)).ok(),
        }
    }
}
