use axum::response::Response;
use chrono::TimeDelta;
use credence_dcs_protocol::{CheckResponse, CheckResult, ReceivedRequest, Rules, TEST_PASSPORTS};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::find::{Finding, find};
use super::perform::perform;
use super::sealed::answer;
use crate::client_directory::{Directory, EnrolledClient};
use crate::config::WindowLimit;
use crate::refusal::CheckRefusal;
use crate::sliding_window::Allowance;
use crate::state::SimulatorState;
use crate::store::clients::{claim_check, quota_by_client};
use crate::store::received::NewReceived;

/// What is learned on the way, whatever the answer is.
#[derive(Debug, Default)]
pub(crate) struct Visit {
    /// What is put down.
    pub(crate) received: NewReceived,
    /// What the answer says about limits.
    pub(crate) headers: HeaderMap,
}

/// Opens a message, counts it, validates it and answers it.
pub(crate) async fn check(
    state: &SimulatorState,
    message: &[u8],
    visit: &mut Visit,
) -> Result<Response, CheckRefusal> {
    let now = state.clock.now();
    let form = state.config.header_form;
    let clients = &state.clients;
    let directory = clients.current(&state.pool, &state.authority, form).await?;
    let (opened, client) = directory.open(message, now)?;
    visit.received.client = Some(client.id);
    count(state, &directory, &client, visit)?;
    let request = ReceivedRequest::from_json(&opened.payload)?;
    visit.received.note_ids(&request);
    let checked = match request.validate(&rules(state)) {
        Ok(checked) => checked,
        Err(errors) => {
            visit.received.outcome = "validation";
            let messages = errors.iter().map(ToString::to_string).collect();
            return reply(state, &client, &request, CheckResult::Error(messages));
        }
    };
    let details = checked.passport.details();
    visit.received.note_details(details);
    use_quota(state, &client, visit).await?;
    match find(state, details).await? {
        Finding::Result(result) => {
            visit.received.outcome = match &result {
                CheckResult::Valid => "valid",
                CheckResult::Invalid => "invalid",
                CheckResult::Error(_) => "outage",
            };
            reply(state, &client, &request, result)
        }
        Finding::Scripted(scripted) => {
            visit.received.outcome = scripted.name;
            perform(state, &client, &checked, scripted).await
        }
    }
}

/// The published test passports may have expired at any time.
fn rules(state: &SimulatorState) -> Rules {
    Rules {
        timestamp_age: state.config.timestamp_age,
        exempt_from_expiry: TEST_PASSPORTS
            .iter()
            .map(|passport| passport.number.to_owned())
            .collect(),
        ..Rules::at(state.clock.now())
    }
}

/// Both ids as they came, right or wrong.
fn reply(
    state: &SimulatorState,
    client: &EnrolledClient,
    request: &ReceivedRequest,
    result: CheckResult,
) -> Result<Response, CheckRefusal> {
    let response = CheckResponse {
        correlation_id: request.correlation_id().to_owned(),
        request_id: request.request_id().to_owned(),
        result,
    };
    answer(state, client, &response)
}

/// Counts the request against the client's limit.
fn count(
    state: &SimulatorState,
    directory: &Directory,
    client: &EnrolledClient,
    visit: &mut Visit,
) -> Result<(), CheckRefusal> {
    let limit = state
        .config
        .client_limit
        .unwrap_or_else(|| shared_limit(directory.client_count()));
    let taken = state.windows.take_for(client.id, limit, state.clock.now());
    let allowance = taken.unwrap_or_else(|reached| reached.0);
    note_allowance(visit, allowance);
    taken.map(|_| ()).map_err(CheckRefusal::of_client)
}

/// The service shares 300 requests in 60 seconds among its clients (dcs-wire section 1.7).
fn shared_limit(clients: usize) -> WindowLimit {
    let clients = u32::try_from(clients).unwrap_or(u32::MAX).max(1);
    WindowLimit {
        requests: 300 / clients,
        window: TimeDelta::seconds(60),
    }
}

fn note_allowance(visit: &mut Visit, allowance: Allowance) {
    let mut note = |name, value: HeaderValue| {
        visit.headers.insert(HeaderName::from_static(name), value);
    };
    note("x-ratelimit-limit", allowance.limit.into());
    note("x-ratelimit-remaining", allowance.remaining.into());
    note("x-ratelimit-reset", allowance.reset_seconds.into());
}

/// Every valid request costs one check, whatever it is answered.
async fn use_quota(
    state: &SimulatorState,
    client: &EnrolledClient,
    visit: &mut Visit,
) -> Result<(), CheckRefusal> {
    let claimed = claim_check(&state.pool, client.id).await?;
    let (quota, remaining) = match &claimed {
        Some(row) => (row.quota, row.quota.map(|quota| quota - row.checks_made)),
        None => (quota_by_client(&state.pool, client.id).await?, Some(0)),
    };
    if let (Some(quota), Some(remaining)) = (quota, remaining) {
        let mut note = |name, value: i64| {
            let name = HeaderName::from_static(name);
            visit.headers.insert(name, value.into());
        };
        note("dcs-quota-limit", quota);
        note("dcs-quota-remaining", remaining);
    }
    claimed.map(|_| ()).ok_or(CheckRefusal::QuotaUsedUp)
}
