use anyhow::{Context, Result};
use credence_backup::{BackupFolder, Source, Store};
use credence_types::{Clock, SystemClock};

use crate::arguments::Settings;
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::database;
use crate::assemble::private_postgres::{database_url, owner_database_url};
use crate::assemble::vault::{self, MissingKey, keyring};

/// Backs up the database and the images while the service runs, and prints where.
pub(crate) async fn backup(settings: &Settings) -> Result<()> {
    let url = database_url(settings)?;
    let mut connection = database::connect_once(&owner_database_url(settings)?).await?;
    let pool = database::connect(&url).await?;
    let keyring = keyring(settings, &pool, MissingKey::Refuse).await?;
    let backend = vault::objects(settings, "backend")?;
    let dvs = vault::objects(settings, "dvs")?;
    let stores = stores(&backend, &dvs);
    let source = Source {
        connection: &mut connection,
        keyring: &keyring,
        stores: &stores,
        made_by: concat!("credence ", env!("CARGO_PKG_VERSION")),
        now: SystemClock.now(),
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
    Ok(())
}

/// The stores by the schema whose rows name the objects.
pub(crate) fn stores<'a>(
    backend: &'a credence_objects::ObjectStore,
    dvs: &'a credence_objects::ObjectStore,
) -> [Store<'a>; 2] {
    [("credence", backend), ("dvs", dvs)].map(|(schema, objects)| Store { schema, objects })
}
