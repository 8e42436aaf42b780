use std::str::FromStr;

/// Where a request stands; the words are those of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RequestStatus {
    /// Stored, nothing read yet.
    Pending,
    /// A Verify holds the lease.
    Processing,
    /// Read; the result is kept.
    Success,
    /// Could not be read; the failure is kept.
    Failed,
    /// Nobody asked for the verification in time.
    Expired,
}

/// The database holds a word that this build does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("reading the status of a request")]
pub(crate) struct UnknownStatus;

impl FromStr for RequestStatus {
    type Err = UnknownStatus;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "pending" => Ok(Self::Pending),
            "processing" => Ok(Self::Processing),
            "success" => Ok(Self::Success),
            "failed" => Ok(Self::Failed),
            "expired" => Ok(Self::Expired),
            _ => Err(UnknownStatus),
        }
    }
}

/// For `try_from` on a queried column.
pub(crate) fn status_of(text: &str) -> Result<RequestStatus, sqlx::Error> {
    text.parse()
        .map_err(|cause: UnknownStatus| sqlx::Error::Decode(Box::new(cause)))
}
