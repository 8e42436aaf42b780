use std::net::IpAddr;
use std::time::Duration;

use credence_app::TryRates;
use credence_http_server::{CallerCounts, Rate, RateExceeded};

use crate::problem::Problem;
use crate::shared_quota::SharedQuota;

/// How much each caller may ask for. What is over gets 429 with `Retry-After`.
#[derive(Debug, Clone)]
pub struct QuotaOptions {
    /// Calls of the API from one address.
    pub calls_per_address: Rate,
    /// Calls with one key, counted by all replicas together, or with one token.
    pub calls_per_credential: Rate,
    /// Attempts to sign in from one address, whoever as.
    pub sign_ins_per_address: Rate,
    /// Attempts to sign in as one person from one address.
    pub sign_ins_per_account: Rate,
    /// Codes that one address may try on the person's own page, counted by all replicas together.
    pub codes_per_address: Rate,
    /// Codes that everybody may try, counted by all replicas together.
    pub codes_altogether: Rate,
}

impl Default for QuotaOptions {
    fn default() -> Self {
        Self {
            calls_per_address: Rate::new(2_000, Duration::from_millis(1)),
            calls_per_credential: Rate::new(2_000, Duration::from_millis(1)),
            sign_ins_per_address: Rate::new(30, Duration::from_secs(6)),
            sign_ins_per_account: Rate::new(5, Duration::from_secs(20)),
            codes_per_address: Rate::new(10, Duration::from_secs(60)),
            codes_altogether: Rate::new(600, Duration::from_millis(100)),
        }
    }
}

/// The quotas at work.
pub(crate) struct Quotas {
    calls_per_address: CallerCounts,
    calls_per_credential: CallerCounts,
    calls_per_key: SharedQuota,
    sign_ins_per_address: CallerCounts,
    sign_ins_per_account: CallerCounts,
    codes_per_address: CallerCounts,
    code_rates: TryRates,
}

impl Quotas {
    pub(crate) fn new(options: &QuotaOptions) -> Self {
        Self {
            calls_per_address: CallerCounts::new(options.calls_per_address),
            calls_per_credential: CallerCounts::new(options.calls_per_credential),
            calls_per_key: SharedQuota::new(options.calls_per_credential),
            sign_ins_per_address: CallerCounts::new(options.sign_ins_per_address),
            sign_ins_per_account: CallerCounts::new(options.sign_ins_per_account),
            codes_per_address: CallerCounts::new(options.codes_per_address),
            code_rates: TryRates {
                per_address: pair(options.codes_per_address),
                altogether: pair(options.codes_altogether),
            },
        }
    }

    /// Counts a call of the API from an address.
    pub(crate) fn call_from(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        Ok(self.calls_per_address.count(&address)?)
    }

    /// What all replicas together allow each key.
    pub(crate) const fn calls_per_key(&self) -> &SharedQuota {
        &self.calls_per_key
    }

    /// Counts a call with a token.
    pub(crate) fn call_with(&self, credential: &str) -> Result<(), Problem> {
        Ok(self.calls_per_credential.count(credential)?)
    }

    /// Counts a code that is tried here; who is over does not get as far as the database.
    pub(crate) fn code_from(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        Ok(self.codes_per_address.count(&address)?)
    }

    /// What all replicas together allow.
    pub(crate) const fn code_rates(&self) -> TryRates {
        self.code_rates
    }

    /// Counts an attempt to get into the console.
    pub(crate) fn sign_in(&self, email: &str, address: Option<IpAddr>) -> Result<(), Problem> {
        self.sign_ins_per_address.count(&address)?;
        let account = email.trim().to_lowercase();
        Ok(self
            .sign_ins_per_account
            .count(&(account.as_str(), address))?)
    }
}

const fn pair(rate: Rate) -> (u32, Duration) {
    (rate.burst.get(), rate.refill)
}

impl From<RateExceeded> for Problem {
    fn from(over: RateExceeded) -> Self {
        Self::too_many_requests(over.retry_after_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_as_one_person_run_out_and_others_do_not() {
        let quotas = Quotas::new(&QuotaOptions::default());
        let home = Some(IpAddr::from([192, 0, 2, 1]));
        for _ in 0..5 {
            quotas.sign_in("ann@example.test", home).unwrap();
        }
        assert!(quotas.sign_in(" ANN@example.test", home).is_err());
        quotas
            .sign_in("ann@example.test", Some(IpAddr::from([192, 0, 2, 2])))
            .unwrap();
        quotas.sign_in("bob@example.test", home).unwrap();
    }

    #[test]
    fn attempts_from_one_address_run_out_whoever_as() {
        let quotas = Quotas::new(&QuotaOptions::default());
        let home = Some(IpAddr::from([192, 0, 2, 1]));
        let attempts =
            (0..40).map(|number| quotas.sign_in(&format!("{number}@example.test"), home));
        assert_eq!(attempts.filter(Result::is_ok).count(), 30);
    }
}
