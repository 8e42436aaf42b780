use std::sync::{Mutex, OnceLock, PoisonError};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Upper bounds of the duration histogram, in seconds.
const DURATION_BOUNDS: [f64; 11] = [
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0,
];

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
static INSTALLING: Mutex<()> = Mutex::new(());

/// The process's measurements in the Prometheus text format.
#[derive(Debug, Clone, Copy)]
pub struct Metrics(());

/// The recorder of measurements could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("could not install the recorder of metrics")]
pub struct MetricsError(#[source] metrics_exporter_prometheus::BuildError);

impl Metrics {
    /// Starts recording in this process; later calls give the same recorder.
    ///
    /// # Errors
    /// When another recorder was installed in this process.
    pub fn install() -> Result<Self, MetricsError> {
        let _one_at_a_time = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
        if HANDLE.get().is_none() {
            let duration = Matcher::Full("http_request_duration_seconds".to_owned());
            let handle = PrometheusBuilder::new()
                .set_buckets_for_metric(duration, &DURATION_BOUNDS)
                .and_then(PrometheusBuilder::install_recorder)
                .map_err(MetricsError)?;
            HANDLE.get_or_init(|| handle);
        }
        Ok(Self(()))
    }

    /// All measurements as text.
    #[must_use]
    pub fn render(self) -> String {
        HANDLE
            .get()
            .map(PrometheusHandle::render)
            .unwrap_or_default()
    }

    pub(crate) fn upkeep() {
        if let Some(handle) = HANDLE.get() {
            handle.run_upkeep();
        }
    }
}
