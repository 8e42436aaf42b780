use credence_types::TenantId;

use crate::app::App;
use crate::fault::Fault;
use crate::retention::{Purged, in_force_or_taken_up, purge_due};
use crate::sweep::history::drop_old_history;

/// As many tenants are named in a line of the log.
const MOST_NAMED: usize = 20;

/// What retention did.
#[derive(Debug, Default)]
pub(super) struct Retained {
    pub(super) purged: Purged,
    pub(super) history: u64,
    /// Tenants for whom the installation's policy waits for the operator to confirm it.
    pub(super) unconfirmed: Vec<TenantId>,
}

/// Destroys what is due, tenant by tenant; trouble with one holds up none of the others.
pub(super) async fn destroy_due(app: &App, tenants: &[TenantId]) -> Result<Retained, Fault> {
    let mut all = Retained::default();
    let mut trouble = None;
    for tenant in tenants {
        match destroy_due_of(app, *tenant).await {
            Ok(one) => all.add(one),
            Err(fault) => trouble = trouble.or(Some(fault)),
        }
    }
    let unconfirmed = u32::try_from(all.unconfirmed.len()).unwrap_or(u32::MAX);
    metrics::gauge!("credence_retention_unconfirmed_tenants").set(f64::from(unconfirmed));
    if unconfirmed > 0 {
        tracing::warn!(
            tenants = unconfirmed,
            ids = named(&all.unconfirmed),
            "the installation's retention would destroy things at once and waits: see `credence retention plan`"
        );
    }
    trouble.map_or(Ok(all), Err)
}

fn named(tenants: &[TenantId]) -> String {
    let some = tenants.iter().take(MOST_NAMED);
    let ids: Vec<_> = some.map(ToString::to_string).collect();
    ids.join(", ")
}

async fn destroy_due_of(app: &App, tenant: TenantId) -> Result<Retained, Fault> {
    let (in_force, is_unconfirmed) = in_force_or_taken_up(app, tenant).await?;
    let mut one = Retained {
        unconfirmed: is_unconfirmed.then_some(tenant).into_iter().collect(),
        ..Retained::default()
    };
    if let Some(in_force) = in_force {
        one.purged = purge_due(app, tenant, &in_force).await?;
        one.history = drop_old_history(app, tenant, &in_force).await?;
    }
    Ok(one)
}

impl Retained {
    fn add(&mut self, one: Self) {
        self.purged.images += one.purged.images;
        self.purged.fields += one.purged.fields;
        self.purged.summaries += one.purged.summaries;
        self.history += one.history;
        self.unconfirmed.extend(one.unconfirmed);
    }
}
