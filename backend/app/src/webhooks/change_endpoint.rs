use credence_storage::WebhookEndpointSettings;
use credence_types::WebhookEndpointId;

use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::events::EventType;
use crate::webhooks::WebhookError;
use crate::webhooks::endpoint::{WebhookEndpoint, checked_description, checked_url, names_of};
use crate::webhooks::read_endpoints::endpoint_row;

/// What to change of an endpoint; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct WebhookEndpointChange {
    /// Where. Another address is a fresh start: past failures were the old one's.
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
    let url = change.url.as_deref();
    let url = url.map(|text| checked_url(app, text)).transpose()?;
    let description = change.description.map(checked_description).transpose()?;
    let event_types = change.event_types.as_deref().map(names_of);
    let settings = WebhookEndpointSettings {
        url: url.as_deref(),
        description: description.as_deref(),
        event_types: event_types.as_deref(),
        is_enabled: change.is_enabled,
    };
    let now = app.now();
    let tenant = integrator.tenant;
    let mut transaction = app.pool.begin().await?;
    let is_set =
        credence_storage::set_webhook_endpoint(&mut *transaction, tenant, id, &settings, now)
            .await?;
    if !is_set {
        return Err(WebhookError::NotFound);
    }
    let actor = Actor::Integrator(integrator.key);
    let act = Act::new(tenant, actor, "webhook_endpoint_changed")
        .with("webhook_endpoint_id", id)
        .with("changed", names_of_changes(&settings).join(" "));
    append(&mut transaction, act, now).await?;
    transaction.commit().await?;
    let row = endpoint_row(app, integrator, id).await?;
    Ok(WebhookEndpoint::of(&row, now)?)
}

fn names_of_changes(settings: &WebhookEndpointSettings<'_>) -> Vec<&'static str> {
    let enabled = match settings.is_enabled {
        Some(true) => "enabled",
        Some(false) => "disabled",
        None => "",
    };
    let all = [
        ("url", settings.url.is_some()),
        ("description", settings.description.is_some()),
        ("event_types", settings.event_types.is_some()),
        (enabled, settings.is_enabled.is_some()),
    ];
    let changed = all.into_iter().filter(|(_, is_set)| *is_set);
    changed.map(|(name, _)| name).collect()
}
