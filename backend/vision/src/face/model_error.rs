use thiserror::Error;

/// Why models were refused. Files are named by what they are for, never by a path.
#[derive(Debug, Error)]
pub enum ModelError {
    /// A file is not the one that was pinned.
    #[error("{file} does not have the SHA-256 that it was pinned to")]
    NotPinned {
        /// Which file.
        file: String,
    },
    /// A file is larger than any model of its kind.
    #[error("{file} is larger than {} MiB", super::MAX_MODEL_BYTES >> 20)]
    TooLarge {
        /// Which file.
        file: &'static str,
    },
    /// A manifest cannot be understood.
    #[error("reading a manifest of weights: {reason}")]
    Manifest {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A manifest lacks a weight of the network.
    #[error("the weight {name} is missing")]
    WeightMissing {
        /// Its name in the manifest.
        name: String,
    },
    /// A weight has another shape than the network's.
    #[error("the weight {name} has the wrong shape")]
    WeightShape {
        /// Its name in the manifest.
        name: String,
    },
    /// The weights are longer or shorter than their manifest says.
    #[error("the weights are longer or shorter than their manifest says")]
    Truncated,
    /// The runtime refused a network.
    #[error("loading the {network}")]
    Network {
        /// Which network.
        network: &'static str,
        /// What the runtime said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A network takes another input than its kind does.
    #[error("the {network} does not take the input of its kind")]
    InputShape {
        /// Which network.
        network: &'static str,
    },
    /// A network gives another output than its kind does.
    #[error("the {network} does not give the output of its kind")]
    OutputShape {
        /// Which network.
        network: &'static str,
    },
    /// A network gives values that are no numbers.
    #[error("the {network} gives values that are no numbers")]
    NotFinite {
        /// Which network.
        network: &'static str,
    },
    /// A network fails what any network of its kind passes.
    #[error("the {network} failed its self-test: {reason}")]
    SelfTest {
        /// Which network.
        network: &'static str,
        /// What it did.
        reason: &'static str,
    },
    /// The stated mean or deviation of the input is unusable.
    #[error("the stated mean or deviation of the input is unusable")]
    Normalisation,
    /// The thresholds are negative, out of order or no numbers.
    #[error("the thresholds are negative, out of order or no numbers")]
    Thresholds,
    /// The calibration is for another model, states no rate, or there are no thresholds for it.
    #[error("the calibration is of another model, states no rate, or lacks thresholds")]
    Calibration,
}
