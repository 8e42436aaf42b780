use credence_storage::WebhookEndpointRow;
use credence_types::WebhookEndpointId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::events::EventType;
use crate::webhooks::WebhookError;
use crate::webhooks::endpoint::{
    DisabledReason, WebhookEndpoint, checked_description, checked_url, names_of,
};
use crate::webhooks::read_endpoints::endpoint_row;

/// What to change of an endpoint; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct WebhookEndpointChange {
    /// Where.
    pub url: Option<String>,
    /// The integrator's own words for it; empty for none.
    pub description: Option<String>,
    /// What it listens to; empty is everything.
    pub event_types: Option<Vec<EventType>>,
    /// Whether anything is sent. Switching it on forgets past failures; what was skipped meanwhile is
    /// sent when it is asked for.
    pub is_enabled: Option<bool>,
}

/// Changes an endpoint (scope `webhooks:write`).
///
/// # Errors
/// When there is no such endpoint, or the address or the description is refused.
pub async fn change_webhook_endpoint(
    app: &App,
    integrator: &Integrator,
    id: WebhookEndpointId,
    change: WebhookEndpointChange,
) -> Result<WebhookEndpoint, WebhookError> {
    let mut row = endpoint_row(app, integrator, id).await?;
    let now = app.now();
    let changed = apply(app, &mut row, change)?;
    row.updated_at = now;
    let mut transaction = app.pool.begin().await?;
    if !credence_storage::set_webhook_endpoint(&mut *transaction, &row).await? {
        return Err(WebhookError::NotFound);
    }
    let actor = Actor::Integrator(integrator.key);
    let act = Act::new(row.tenant, actor, "webhook_endpoint_changed")
        .with("webhook_endpoint_id", id)
        .with("changed", changed.join(" "));
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    Ok(WebhookEndpoint::of(&row, now)?)
}

/// Gives the names of what was changed.
fn apply(
    app: &App,
    row: &mut WebhookEndpointRow,
    change: WebhookEndpointChange,
) -> Result<Vec<&'static str>, WebhookError> {
    let mut changed = Vec::new();
    if let Some(url) = change.url {
        row.url = checked_url(app, &url)?;
        changed.push("url");
    }
    if let Some(text) = change.description {
        row.description = Some(checked_description(text)?).filter(|text| !text.is_empty());
        changed.push("description");
    }
    if let Some(types) = change.event_types {
        row.event_types = names_of(&types);
        changed.push("event_types");
    }
    match change.is_enabled {
        Some(true) => {
            row.disabled_at = None;
            row.disabled_reason = None;
            row.failing_since = None;
            row.held_until = None;
            changed.push("enabled");
        }
        Some(false) if row.disabled_at.is_none() => {
            row.disabled_at = Some(app.now());
            row.disabled_reason = Some(DisabledReason::Integrator.as_str().to_owned());
            changed.push("disabled");
        }
        Some(false) | None => {}
    }
    Ok(changed)
}
