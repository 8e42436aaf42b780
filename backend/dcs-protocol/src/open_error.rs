use crate::json::JsonError;

/// Why a message was not opened. Says nothing of its content, and of a decryption only that it
/// failed (RFC 7516 section 11.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// More than [`crate::MESSAGE_LIMIT_BYTES`].
    #[error("open a message: it is longer than 65536 bytes")]
    TooLong,
    /// Not three (JWS) or five (JWE) parts of base64url without padding.
    #[error("open a message: it is not in compact form")]
    Form,
    /// A header is not a JSON object, or names a key twice.
    #[error("open a message: read a header")]
    Header(#[source] JsonError),
    /// A header asks for an extension: `crit`, `zip` or `b64`.
    #[error("open a message: a header asks for an extension that is not allowed")]
    Extension,
    /// A header names an algorithm that is not on the list.
    #[error("open a message: a header names an algorithm that is not allowed")]
    Algorithm,
    /// The encrypted part's `typ` is not `JWE`.
    #[error("open a message: the encrypted part's type is not JWE")]
    Type,
    /// The header names no certificate by SHA-256 thumbprint where one has to.
    #[error("open a message: a header names no certificate (x5t#S256)")]
    NoThumbprint,
    /// No known signing certificate has the thumbprint.
    #[error("open a message: the signing certificate is not known")]
    UnknownSigner,
    /// The message is encrypted to a certificate that is not ours.
    #[error("open a message: it is encrypted to another certificate")]
    UnknownRecipient,
    /// The signing certificate has expired or is not valid yet.
    #[error("open a message: the signing certificate is not valid now")]
    SignerNotValid,
    /// A signature does not verify.
    #[error("open a message: a signature is not right")]
    Signature,
    /// The inner and the outer signature are by different certificates.
    #[error("open a message: two certificates signed it")]
    SignersDiffer,
    /// The decryption failed; why is not told.
    #[error("open a message: the decryption failed")]
    Decryption,
}

impl OpenError {
    /// A stable name for logs, metrics and answers.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Form => "not_compact",
            Self::Header(_) => "bad_header",
            Self::Extension => "extension_not_allowed",
            Self::Algorithm => "algorithm_not_allowed",
            Self::Type => "not_a_jwe",
            Self::NoThumbprint => "no_thumbprint",
            Self::UnknownSigner => "unknown_signer",
            Self::UnknownRecipient => "unknown_recipient",
            Self::SignerNotValid => "signer_not_valid",
            Self::Signature => "bad_signature",
            Self::SignersDiffer => "signers_differ",
            Self::Decryption => "decryption_failed",
        }
    }
}
