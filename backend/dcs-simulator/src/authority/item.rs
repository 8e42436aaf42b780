/// A key and its certificate in the authority's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    /// Signs the intermediate alone.
    Root,
    /// Signs everything else.
    Intermediate,
    /// The listener's.
    ServerTls,
    /// Signs answers.
    DcsSigning,
    /// What requests are encrypted to.
    DcsEncryption,
    /// Signs the answers that a client must refuse for the certificate's age.
    DcsExpiredSigning,
    /// Nobody's: for answers that a client must refuse for their key.
    Stranger,
    /// The enrolled client's end of the connection.
    ClientTls,
    /// Signs the enrolled client's requests.
    ClientSigning,
    /// What answers to the enrolled client are encrypted to.
    ClientEncryption,
}

impl Item {
    /// The root first: as long as it is there, the folder is an authority's.
    pub(crate) const ALL: [Self; 10] = [
        Self::Root,
        Self::Intermediate,
        Self::ServerTls,
        Self::DcsSigning,
        Self::DcsEncryption,
        Self::DcsExpiredSigning,
        Self::Stranger,
        Self::ClientTls,
        Self::ClientSigning,
        Self::ClientEncryption,
    ];

    /// What its two files begin with.
    const fn stem(self) -> &'static str {
        match self {
            Self::Root => "authority-root",
            Self::Intermediate => "authority-intermediate",
            Self::ServerTls => "server-tls",
            Self::DcsSigning => "dcs-signing",
            Self::DcsEncryption => "dcs-encryption",
            Self::DcsExpiredSigning => "dcs-expired-signing",
            Self::Stranger => "stranger",
            Self::ClientTls => "client-tls",
            Self::ClientSigning => "client-signing",
            Self::ClientEncryption => "client-encryption",
        }
    }

    pub(crate) fn key_file(self) -> String {
        format!("{}-key.pem", self.stem())
    }

    pub(crate) fn certificate_file(self) -> String {
        format!("{}-certificate.pem", self.stem())
    }
}
