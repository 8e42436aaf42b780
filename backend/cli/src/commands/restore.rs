use anyhow::{Context, Result, anyhow};
use credence_backup::{Restored, Target};
use credence_types::{Clock, SystemClock};

use crate::arguments::{RestoreArguments, Settings};
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::master_keys::keys_at_hand;
use crate::assemble::vault::{self, MissingKey};
use crate::assemble::{database, private_postgres};
use crate::commands::backup::stores;
use crate::commands::block_on;

/// Restores a backup, or opens every part of it and changes nothing.
pub(crate) fn restore(settings: &Settings, arguments: &RestoreArguments) -> Result<()> {
    if arguments.check {
        let keyring = block_on(keys_at_hand(settings))?;
        let checked = credence_backup::check(&arguments.backup, &keyring);
        print(&checked.context("checking the backup")?);
        println!("Whole: every part opens.");
        return Ok(());
    }
    if settings.database_url.is_some() {
        return block_on(run(settings, arguments));
    }
    // Here, in the main thread: the private server goes when the thread that started it ends.
    std::fs::create_dir_all(&settings.data)
        .with_context(|| format!("creating the data folder {}", settings.data.display()))?;
    let server = private_postgres::start(settings)?;
    let maintenance_url = server.url("postgres");
    let ended = std::thread::scope(|scope| {
        let work = scope.spawn(|| {
            block_on(async {
                private_postgres::create_database(&maintenance_url).await?;
                run(settings, arguments).await
            })
        });
        work.join()
    });
    server.stop();
    ended.unwrap_or_else(|_panic| Err(anyhow!("the restoring broke")))
}

async fn run(settings: &Settings, arguments: &RestoreArguments) -> Result<()> {
    let url = private_postgres::database_url(settings)?;
    let owner_url = private_postgres::owner_database_url(settings)?;
    let keyring = keys_at_hand(settings).await?;
    let backend = vault::objects(settings, "backend")?;
    let dvs = vault::objects(settings, "dvs")?;
    let mut connection = database::connect_once(&owner_url).await?;
    let target = Target {
        connection: &mut connection,
        keyring: &keyring,
        stores: &stores(&backend, &dvs),
        erase: arguments.erase,
        now: SystemClock.now(),
    };
    let restored = credence_backup::restore(&arguments.backup, target)
        .await
        .context("restoring the backup")?;
    database::migrate(&owner_url, &url).await?;
    let pool = database::connect(&url).await?;
    let keyring = vault::keyring(settings, &pool, MissingKey::Refuse).await?;
    let app = backend::app(settings, pool, keyring, &DvsKeys::unused(), None)?;
    credence_app::note_restore(&app, &restored)
        .await
        .context("noting the restoring in the audit logs")?;
    print(&restored);
    println!(
        "Restored; {} sessions that were erased since are erased again. Start the service.",
        restored.erased.len()
    );
    Ok(())
}

fn print(found: &Restored) {
    println!(
        "of {} by {}: {} tables, {} images, {} keys",
        found.taken_at.to_rfc3339(),
        found.made_by,
        found.tables,
        found.objects,
        found.keys
    );
    if let Some(made) = found.keys_made {
        println!(
            "{} of {made} keys were taken out by erasures, or are missing",
            made.saturating_sub(found.keys)
        );
    }
    if let Some(gone) = found.sessions_gone.filter(|gone| *gone > 0) {
        println!(
            "{gone} sessions have no key any more: a restore erases them, and asks for --erase {gone}"
        );
    }
}
