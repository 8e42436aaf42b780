use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use credence_app::App;
use credence_dcs_client::DcsClient;
use credence_postgres::PrivatePostgres;
use credence_types::{ErrorChain, SystemClock};
use sqlx::PgPool;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::arguments::Settings;
use crate::assemble::backend::{self, DvsKeys};
use crate::assemble::master_keys::{MasterKeys, MissingKey};
use crate::assemble::{database, dcs, faces, private_postgres, provision, simulator};
use crate::commands::block_on;
use crate::greeting::Greeting;
use crate::roles::{self, listen};
use crate::secrets::SecretsFolder;
use crate::shutdown;

/// How soon a private database that ended is noticed, and the end of the service too.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Runs everything in one process over the data folder, which the first start fills.
pub(crate) fn up(settings: &Settings) -> Result<()> {
    std::fs::create_dir_all(&settings.data)
        .with_context(|| format!("creating the data folder {}", settings.data.display()))?;
    if settings.database_url.is_some() {
        return block_on(run(settings, None));
    }
    if settings.owner_database_url.is_some() {
        bail!(
            "CREDENCE_OWNER_DATABASE_URL is set without DATABASE_URL, which names the same database for the service"
        );
    }
    // Here, in the main thread: the private server goes when the thread that started it ends.
    let mut server = private_postgres::start(settings)?;
    server
        .notices()
        .iter()
        .for_each(|notice| println!("{notice}"));
    let maintenance_url = server.url("postgres");
    let ended = std::thread::scope(|scope| {
        let service = scope.spawn(|| block_on(run(settings, Some(&maintenance_url))));
        keep_alive(&mut server, || service.is_finished());
        service.join()
    });
    server.stop();
    ended.unwrap_or_else(|_panic| Err(anyhow!("the service broke")))
}

/// Starts the private server again whenever it ends, until the service has.
fn keep_alive(server: &mut PrivatePostgres, is_over: impl Fn() -> bool) {
    while !is_over() {
        match server.revive() {
            Ok(false) => {}
            Ok(true) => tracing::warn!("the private database had ended and was started again"),
            Err(error) => {
                tracing::error!(error = %ErrorChain(&error), "the private database does not start");
            }
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

async fn run(settings: &Settings, maintenance_url: Option<&str>) -> Result<()> {
    if let Some(url) = maintenance_url {
        private_postgres::create_database(url).await?;
    }
    let url = private_postgres::database_url(settings)?;
    let owner_url = private_postgres::owner_database_url(settings)?;
    database::migrate(&owner_url, &url).await?;
    let pool = database::connect(&url).await?;
    let shutdown = shutdown::on_signal()?;
    let secrets = SecretsFolder::below(&settings.data);
    let listener = listen(settings.listen, "--listen").await?;
    let master_keys = MasterKeys::open(settings, &pool, MissingKey::Make).await?;
    let following = master_keys.follow(&pool, "up", shutdown.clone()).await?;
    let mut roles = JoinSet::new();
    let mut faces = None;
    let keys = if settings.dvs_url.is_some() {
        DvsKeys::from_settings(settings)?
    } else {
        let listener = listen(settings.dvs_listen, "--dvs-listen").await?;
        let keyring = master_keys.keyring.clone();
        let token = shutdown.clone();
        let models = faces::load(settings).context("loading the face models")?;
        faces = Some(models.description.clone());
        roles.spawn(roles::dvs::run(
            listener,
            settings.clone(),
            pool.clone(),
            keyring,
            models,
            token,
        ));
        provision::kept_dvs_keys(&pool, &SystemClock, &secrets).await?
    };
    let dcs = match dcs::client(settings)? {
        Some(client) => client,
        None => start_simulator(settings, &pool, &mut roles, &shutdown).await?,
    };
    let app = backend::app(
        settings,
        pool.clone(),
        master_keys.keyring,
        &keys,
        Some(dcs),
    )?;
    let greeting = greet(settings, &app, &secrets, faces).await?;
    let (settings, token) = (settings.clone(), shutdown.clone());
    roles.spawn(roles::api::run(
        listener,
        settings,
        Arc::clone(&app),
        pool,
        token,
    ));
    roles.spawn(roles::worker::run(app, owner_url, shutdown.clone()));
    println!("{greeting}");
    let ended = wait_for(roles, &shutdown).await;
    following.await?;
    tracing::info!("stopped");
    ended
}

/// Starts our simulator of the Document Checking Service and gives a client of it.
async fn start_simulator(
    settings: &Settings,
    pool: &PgPool,
    roles: &mut JoinSet<Result<()>>,
    shutdown: &CancellationToken,
) -> Result<DcsClient> {
    let listener = listen(settings.dcs.dcs_listen, "--dcs-listen").await?;
    let state = simulator::state(settings, pool.clone())?;
    roles.spawn(roles::dcs_simulator::run(state, listener, shutdown.clone()));
    simulator::client(settings)
}

async fn greet(
    settings: &Settings,
    app: &App,
    secrets: &SecretsFolder,
    faces: Option<String>,
) -> Result<Greeting> {
    provision::ensure_tenant(app).await?;
    let key = provision::kept_integrator_key(app, secrets).await?;
    let invitation = provision::first_invitation(app).await?;
    Greeting::prepare(settings, app, &key, invitation, secrets, faces).await
}

/// Waits for every role. One that ends on its own takes the others with it.
async fn wait_for(mut roles: JoinSet<Result<()>>, shutdown: &CancellationToken) -> Result<()> {
    let mut first_failure = Ok(());
    while let Some(ended) = roles.join_next().await {
        shutdown.cancel();
        let ended = ended.context("a role broke").and_then(|ended| ended);
        first_failure = first_failure.and(ended);
    }
    first_failure
}
