//! The Document Checking Service, played by its simulator over mutual TLS.

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use credence_dcs_client::{ClientPair, DcsClient, DcsFiles, DcsOptions};
use credence_dcs_simulator::{
    Authority, Enrolment, SimulatorConfig, SimulatorParts, SimulatorState, enrol_own_client,
    import_passports, serve,
};
use credence_types::{Clock, SystemClock};
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

/// Made once: ten RSA keys take their time. Certificates follow the system's clock, as TLS does.
static AUTHORITY: LazyLock<(Arc<Authority>, DcsFiles)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::open(folder.path(), &[], SystemClock.now()).unwrap();
    let files = files(authority.enrolment());
    (Arc::new(authority), files)
});

pub(crate) struct Dcs {
    pub(crate) client: DcsClient,
    _running: DropGuard,
}

impl Dcs {
    /// A simulator whose register holds these lines: number, surname, forenames, born on
    /// 1990-04-01, valid until 2031-04-01.
    pub(crate) async fn start(pool: &PgPool, register: &[(&str, &str, &str)]) -> Self {
        let mut csv = "number,surname,forenames,date_of_birth,expiry_date,status".to_owned();
        for (number, surname, forenames) in register {
            csv += &format!("\n{number},{surname},{forenames},1990-04-01,2031-04-01,valid");
        }
        import_passports(pool, &SystemClock, &csv).await.unwrap();
        let (authority, files) = &*AUTHORITY;
        let state = SimulatorState::new(SimulatorParts {
            pool: pool.clone(),
            authority: Arc::clone(authority),
            clock: Arc::new(SystemClock),
            config: SimulatorConfig::default(),
        })
        .unwrap();
        enrol_own_client(&state).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let stop = CancellationToken::new();
        tokio::spawn(serve(state, listener, stop.clone()));
        let url = format!("https://localhost:{port}/checks/passport");
        let options = DcsOptions {
            attempts: 2,
            first_wait: Duration::from_millis(1),
            breaker_failures: 1,
            ..DcsOptions::new(url.parse().unwrap())
        };
        Self {
            client: DcsClient::new(options, files, Arc::new(SystemClock)).unwrap(),
            _running: stop.drop_guard(),
        }
    }
}

fn files(files: &Enrolment) -> DcsFiles {
    let read = |path: &Path| fs::read(path).unwrap();
    let pair = |certificate: &Path, key: &Path| ClientPair {
        certificate: read(certificate),
        key: read(key),
    };
    DcsFiles {
        authorities: read(&files.ca_bundle_pem),
        tls: Some(pair(&files.client_tls_chain_pem, &files.client_tls_key_pem)),
        signing: pair(
            &files.client_signing_certificate_pem,
            &files.client_signing_key_pem,
        ),
        encryption: vec![pair(
            &files.client_encryption_certificate_pem,
            &files.client_encryption_key_pem,
        )],
        dcs_signing_certificates: vec![read(&files.dcs_signing_certificate_pem)],
        dcs_encryption_certificate: read(&files.dcs_encryption_certificate_pem),
    }
}
