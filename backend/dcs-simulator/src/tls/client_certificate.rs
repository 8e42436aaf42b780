/// What was made of the certificate that a client showed; among the extensions of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClientCertificate {
    /// It showed none.
    Missing,
    /// It showed one that is not ours, has expired or is for another use.
    Refused,
    /// Ours, and valid.
    Accepted,
}
