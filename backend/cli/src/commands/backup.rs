use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use credence_app::App;
use credence_backup::{BackupFolder, Source, Store, list_older, remove_older};
use credence_types::{Clock, SystemClock};

use crate::arguments::{BackupArguments, Settings};
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::database;
use crate::assemble::private_postgres::database_url;
use crate::assemble::vault::{self, MissingKey, keyring};

/// Backs up the database and the images while the service runs, and prints where; then sees to older
/// backups.
pub(crate) async fn backup(settings: &Settings, arguments: &BackupArguments) -> Result<()> {
    let url = database_url(settings)?;
    let mut connection = database::connect_once(&url).await?;
    let pool = database::connect(&url).await?;
    let keyring = keyring(settings, &pool, MissingKey::Refuse).await?;
    let backend = vault::objects(settings, "backend")?;
    let dvs = vault::objects(settings, "dvs")?;
    let stores = stores(&backend, &dvs);
    let now = SystemClock.now();
    let source = Source {
        connection: &mut connection,
        keyring: &keyring,
        stores: &stores,
        made_by: concat!("credence ", env!("CARGO_PKG_VERSION")),
        now,
    };
    let folder = BackupFolder::new(settings.backups());
    let made = credence_backup::make(source, &folder)
        .await
        .context("making a backup")?;
    let app = backend::app(settings, pool, keyring, &DvsKeys::unused(), None)?;
    credence_app::note_backup(&app, &made)
        .await
        .context("noting the backup in the audit logs")?;
    println!("{}", made.path.display());
    println!(
        "{} tables, {} images, {} bytes sealed; {} keys beside them",
        made.tables, made.objects, made.bytes, made.keys
    );
    if made.objects_gone > 0 {
        println!("{} images were erased meanwhile", made.objects_gone);
    }
    if let Some(days) = arguments.keep {
        remove(&app, &folder, days_before(now, days.into())).await?;
    }
    warn_of_older(&app, &folder, now).await
}

/// Removes backups, and says which, here and in the audit logs.
async fn remove(app: &App, folder: &BackupFolder, than: DateTime<Utc>) -> Result<()> {
    let removed = remove_older(folder, than).context("removing older backups")?;
    for kept in &removed {
        println!("removed {}", kept.path.display());
    }
    credence_app::note_removed_backups(app, &removed)
        .await
        .context("noting in the audit logs that backups were removed")
}

/// Names the backups in which images or fields may be read that retention has destroyed since.
async fn warn_of_older(app: &App, folder: &BackupFolder, now: DateTime<Utc>) -> Result<()> {
    let days = credence_app::shortest_kept_days(app)
        .await
        .context("reading how long things are kept")?;
    let older = list_older(folder, days_before(now, days));
    let older = older.context("looking for older backups")?;
    if older.is_empty() {
        return Ok(());
    }
    println!(
        "warn  older than {days} days, the shortest time for which images or fields are kept; what has been \
         destroyed since can still be read in them:"
    );
    for kept in older {
        println!("      {}", kept.path.display());
    }
    println!("      `credence backup --keep DAYS` removes what is older than you need");
    Ok(())
}

fn days_before(now: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    now.checked_sub_signed(TimeDelta::days(days.into()))
        .unwrap_or(DateTime::<Utc>::MIN_UTC)
}

/// The stores by the schema whose rows name the objects.
pub(crate) fn stores<'a>(
    backend: &'a credence_objects::ObjectStore,
    dvs: &'a credence_objects::ObjectStore,
) -> [Store<'a>; 2] {
    [("credence", backend), ("dvs", dvs)].map(|(schema, objects)| Store { schema, objects })
}
