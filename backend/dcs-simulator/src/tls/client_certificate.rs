/// What was made of the certificate that a client showed; among the extensions of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClientCertificate {
    /// It showed none.
    Missing,
    /// It showed one that is not ours or has expired.
    Refused,
    /// Ours, and valid.
    Accepted,
}
