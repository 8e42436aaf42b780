use super::text::ConsentText;
use super::view::text_of;
use crate::app::App;
use crate::audit::{Act, Actor, append};
use crate::authenticate::Integrator;
use crate::branding::organisation_name;
use crate::fault::Fault;
use crate::retention::policy_of_tenant;

/// What a tenant has set about consent, and the words that its persons read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentSettings {
    /// Whether an integrator that hands in a request of its own has to state the person's consent.
    pub verify_needs_consent: bool,
    /// The words of the page; where faces are searched for among other sessions, those of such
    /// sessions too.
    pub texts: Vec<ConsentText>,
}

/// The tenant's settings (scope `admin`).
///
/// # Errors
/// When the database refuses.
pub async fn consent_settings(
    app: &App,
    integrator: &Integrator,
) -> Result<ConsentSettings, Fault> {
    let tenant = integrator.tenant;
    let settings = credence_storage::tenant_settings(&app.pool, tenant)
        .await?
        .ok_or(Fault::Corrupt("a key's tenant"))?;
    let name = organisation_name(Some(&settings.name), settings.branding.as_ref())?;
    let policy = policy_of_tenant(app, tenant).await?;
    let mut texts = vec![text_of(app, &policy, &name, false)?];
    if app.config.duplicate_search_retention.is_some() {
        texts.push(text_of(app, &policy, &name, true)?);
    }
    Ok(ConsentSettings {
        verify_needs_consent: settings.verify_needs_consent,
        texts,
    })
}

/// Says whether integrators have to state a consent (scope `admin`). Audited; a repetition changes
/// nothing.
///
/// # Errors
/// When the database refuses.
pub async fn change_consent_settings(
    app: &App,
    integrator: &Integrator,
    verify_needs_consent: bool,
) -> Result<ConsentSettings, Fault> {
    let mut transaction = app.pool.begin().await?;
    let is_changed = credence_storage::set_verify_needs_consent(
        &mut *transaction,
        integrator.tenant,
        verify_needs_consent,
    )
    .await?;
    if is_changed {
        let actor = Actor::Integrator(integrator.key);
        let act = Act::new(integrator.tenant, actor, "consent_settings_changed")
            .with("verify_needs_consent", verify_needs_consent);
        append(&mut transaction, act, app.now()).await?;
    }
    transaction.commit().await?;
    consent_settings(app, integrator).await
}
