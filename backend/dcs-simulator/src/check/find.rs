use credence_dcs_protocol::{CheckResult, PassportDetails, TestResult, UNPLANNED_OUTAGE};

use super::compare::{is_valid, test_passport, test_result};
use super::script::{ScriptedNumber, entry};
use crate::outage::status_at;
use crate::received::nine_digits;
use crate::state::SimulatorState;
use crate::store::passports::passport_by_number;

/// What there is to say about a passport.
pub(crate) enum Finding {
    Result(CheckResult),
    Scripted(&'static ScriptedNumber),
}

/// An outage comes before everything; then scripted numbers, the published test data, and the
/// register, in which a number that is not there is no valid passport.
pub(crate) async fn find(
    state: &SimulatorState,
    sent: &PassportDetails,
) -> Result<Finding, sqlx::Error> {
    let status = status_at(&state.pool, state.clock.now()).await?;
    if !status.available {
        let message = status.message.unwrap_or_default();
        return Ok(Finding::Result(CheckResult::Error(vec![message])));
    }
    let number = nine_digits(sent.number.expose());
    if let Some(scripted) = entry(&number) {
        return Ok(Finding::Scripted(scripted));
    }
    if let Some(test) = test_passport(&number) {
        return Ok(Finding::Result(match test_result(test, sent) {
            Some(TestResult::Valid) => CheckResult::Valid,
            Some(TestResult::Invalid) | None => CheckResult::Invalid,
            Some(TestResult::UnplannedOutage) => outage(),
        }));
    }
    let known = passport_by_number(&state.pool, &number).await?;
    Ok(Finding::Result(
        if known.is_some_and(|known| is_valid(&known, sent)) {
            CheckResult::Valid
        } else {
            CheckResult::Invalid
        },
    ))
}

/// HM Passport Office cannot be asked.
pub(crate) fn outage() -> CheckResult {
    CheckResult::Error(vec![UNPLANNED_OUTAGE.to_owned()])
}
