/// What a client's key is for: the profiles of the DCS certification authority (dcs-wire section 1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// The client's end of mutual TLS.
    Tls,
    /// Signing requests.
    JsonSigning,
    /// What answers are encrypted to.
    JsonEncryption,
}

impl Profile {
    /// All three, one key for each.
    pub const ALL: [Self; 3] = [Self::Tls, Self::JsonSigning, Self::JsonEncryption];

    /// The words in a common name: `[Organisation] JSON Signing Integration 2026-11-27`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tls => "TLS",
            Self::JsonSigning => "JSON Signing",
            Self::JsonEncryption => "JSON Encryption",
        }
    }
}
