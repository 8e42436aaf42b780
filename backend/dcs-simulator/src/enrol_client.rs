use credence_dcs_protocol::{Certificate, KeyUsage};
use credence_types::Clock;
use sqlx::PgPool;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;

use crate::store::clients::{self, ClientCertificateRow};

/// A client to be enrolled, or its next certificates.
#[derive(Debug)]
pub struct NewClient<'a> {
    /// The client's name; the same name again adds certificates to the same client.
    pub name: &'a str,
    /// What it signs with.
    pub signing: &'a Certificate,
    /// What answers to requests signed so are encrypted to.
    pub encryption: &'a Certificate,
    /// Checks it may make in all; `None` leaves the quota as it is, at first without an end.
    pub quota: Option<u32>,
}

/// A client could not be enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The name is empty or longer than 200 characters.
    #[error("enrol a client: its name needs 1 to 200 characters")]
    Name,
    /// The signing certificate is not for signing with RSA.
    #[error(
        "enrol a client: the signing certificate has to be of an RSA key of 2048 bits or more, for digital signatures"
    )]
    Signing,
    /// The encryption certificate is not for encrypting to RSA.
    #[error(
        "enrol a client: the encryption certificate has to be of an RSA key of 2048 bits or more, for key encipherment"
    )]
    Encryption,
    /// One key for both uses.
    #[error(
        "enrol a client: the signing and the encryption certificate are of one key; two are wanted"
    )]
    SameKey,
    /// The signing certificate is another client's.
    #[error("enrol a client: another client signs with this certificate")]
    Taken,
    /// The database refused.
    #[error("enrol a client")]
    Database(#[from] sqlx::Error),
}

/// Enrols a client by its signing and encryption certificates, as the service does; a running
/// simulator knows it from its next request on.
///
/// # Errors
/// When a certificate is not for its use, or the signing certificate is another client's.
pub async fn enrol_client(
    pool: &PgPool,
    clock: &dyn Clock,
    new: NewClient<'_>,
) -> Result<(), EnrolError> {
    if !(1..=200).contains(&new.name.trim().chars().count()) {
        return Err(EnrolError::Name);
    }
    if !(new.signing.allows(KeyUsage::DigitalSignature) && has_strong_key(new.signing.der())) {
        return Err(EnrolError::Signing);
    }
    if !(new.encryption.allows(KeyUsage::KeyEncipherment) && has_strong_key(new.encryption.der())) {
        return Err(EnrolError::Encryption);
    }
    if public_key(new.signing.der()) == public_key(new.encryption.der()) {
        return Err(EnrolError::SameKey);
    }
    let now = clock.now();
    let mut transaction = pool.begin().await?;
    let quota = new.quota.map(i64::from);
    let client_id = clients::upsert_client(&mut transaction, new.name.trim(), quota, now).await?;
    let row = ClientCertificateRow {
        client_id,
        signing_certificate: new.signing.der().to_vec(),
        encryption_certificate: new.encryption.der().to_vec(),
    };
    let thumbprint = new.signing.thumbprint();
    if !clients::upsert_client_certificate(&mut transaction, thumbprint, &row, now).await? {
        return Err(EnrolError::Taken);
    }
    transaction.commit().await?;
    Ok(())
}

/// Whether a certificate's key is RSA with 2,048 bits or more.
pub(crate) fn has_strong_key(der: &[u8]) -> bool {
    X509Certificate::from_der(der).is_ok_and(|(_, certificate)| {
        let key = certificate.public_key().parsed();
        matches!(key, Ok(PublicKey::RSA(key)) if key.key_size() >= 2048)
    })
}

fn public_key(der: &[u8]) -> Option<Vec<u8>> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    Some(certificate.public_key().raw.to_vec())
}
