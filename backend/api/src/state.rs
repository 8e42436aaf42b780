use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use credence_app::App;
use credence_http_server::Metrics;
use tokio::sync::Semaphore;

use crate::console_cookie::ConsoleCookie;
use crate::manual::ManualFiles;
use crate::mine;
use crate::pages::{PageFiles, PagePolicies};
use crate::quota::{QuotaOptions, Quotas};

/// Asks whether the database can be reached; behind `/readyz`.
pub type ReadinessProbe = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

/// Makes a JPEG of a picture that browsers do not show: HEIC, AVIF, a page of a PDF. `None` where
/// it cannot be decoded. Takes up to seconds, and blocks. This room decodes nothing itself.
pub type ToJpeg = fn(&[u8]) -> Option<Vec<u8>>;

/// Codes a logo anew as PNG. `None` where it cannot be decoded. Blocks.
pub type ToLogo = fn(&[u8]) -> Option<Vec<u8>>;

/// What an operator sets for this room alone.
#[derive(Debug, Clone, Default)]
pub struct ApiOptions {
    /// How many proxies in front append to `X-Forwarded-For`; 0 ignores the header.
    pub trusted_proxies: usize,
    /// How much each caller may ask for.
    pub quotas: QuotaOptions,
}

/// What the room is made of; the command line and the tests put it together.
pub struct ApiParts {
    /// The service behind.
    pub app: Arc<App>,
    /// The pages; [`PageFiles::embedded`] outside tests.
    pub pages: PageFiles,
    /// What the operator set.
    pub options: ApiOptions,
    /// The process's measurements.
    pub metrics: Metrics,
    /// Whether requests can be served.
    pub is_ready: ReadinessProbe,
    /// How a picture becomes one that browsers show.
    pub to_jpeg: ToJpeg,
    /// How a logo becomes one that is safe to serve.
    pub to_logo: ToLogo,
}

/// What every handler can reach; clones share it.
#[derive(Clone)]
pub struct ApiState(Arc<Inner>);

struct Inner {
    app: Arc<App>,
    pages: PageFiles,
    manual: ManualFiles,
    mine_files: PageFiles,
    policies: PagePolicies,
    cookie: ConsoleCookie,
    quotas: Quotas,
    trusted_proxies: usize,
    public_origin: String,
    public_url: String,
    metrics: Metrics,
    is_ready: ReadinessProbe,
    to_jpeg: ToJpeg,
    to_logo: ToLogo,
    /// Decoding holds up to 200 MB, so one picture is turned into a JPEG at a time.
    conversions: Arc<Semaphore>,
    /// A copy of all photographs is held until its last byte is read.
    copies: Arc<Semaphore>,
}

/// Copies for people that are held at a time.
const COPIES: usize = 8;

impl ApiState {
    /// Puts the room together.
    #[must_use]
    pub fn new(parts: ApiParts) -> Self {
        let config = parts.app.config();
        let public_origin = config.public_url.origin().ascii_serialization();
        let dvs_origin = config.dvs_public_url.origin().ascii_serialization();
        Self(Arc::new(Inner {
            pages: parts.pages,
            manual: ManualFiles::default(),
            mine_files: mine::files(),
            policies: PagePolicies::new(&dvs_origin),
            cookie: ConsoleCookie::new(config.public_url.scheme() == "https"),
            quotas: Quotas::new(&parts.options.quotas),
            trusted_proxies: parts.options.trusted_proxies,
            public_origin,
            public_url: config.public_url.as_str().trim_end_matches('/').to_owned(),
            metrics: parts.metrics,
            is_ready: parts.is_ready,
            to_jpeg: parts.to_jpeg,
            to_logo: parts.to_logo,
            conversions: Arc::new(Semaphore::new(1)),
            copies: Arc::new(Semaphore::new(COPIES)),
            app: parts.app,
        }))
    }

    pub(crate) fn app(&self) -> &Arc<App> {
        &self.0.app
    }

    /// Permits for copies for people; keep one for as long as the copy is held.
    pub(crate) fn copies(&self) -> &Arc<Semaphore> {
        &self.0.copies
    }

    pub(crate) fn pages(&self) -> &PageFiles {
        &self.0.pages
    }

    /// A page of the manual.
    pub(crate) fn manual(&self) -> &PageFiles {
        self.0.manual.get(&self.0.public_url)
    }

    /// What the person's own page is drawn with.
    pub(crate) fn mine_files(&self) -> &PageFiles {
        &self.0.mine_files
    }

    pub(crate) fn policies(&self) -> &PagePolicies {
        &self.0.policies
    }

    pub(crate) fn cookie(&self) -> &ConsoleCookie {
        &self.0.cookie
    }

    pub(crate) fn quotas(&self) -> &Quotas {
        &self.0.quotas
    }

    pub(crate) fn trusted_proxies(&self) -> usize {
        self.0.trusted_proxies
    }

    pub(crate) fn public_origin(&self) -> &str {
        &self.0.public_origin
    }

    /// Where browsers and services reach us, without a slash at its end.
    pub(crate) fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// Whether browsers reach the service over HTTPS.
    pub(crate) fn is_https(&self) -> bool {
        self.0.cookie.is_secure()
    }

    pub(crate) fn metrics(&self) -> Metrics {
        self.0.metrics
    }

    pub(crate) fn to_jpeg(&self) -> ToJpeg {
        self.0.to_jpeg
    }

    pub(crate) fn to_logo(&self) -> ToLogo {
        self.0.to_logo
    }

    pub(crate) fn conversions(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.conversions)
    }

    pub(crate) fn is_ready(&self) -> ReadinessProbe {
        Arc::clone(&self.0.is_ready)
    }
}
