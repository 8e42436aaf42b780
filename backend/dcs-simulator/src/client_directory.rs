use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use credence_dcs_protocol::{
    Certificate, HeaderForm, KeyError, OpenError, Opened, Opener, Recipient, Sealer, ThumbprintRule,
};
use sqlx::PgPool;
use uuid::Uuid;

use crate::authority::Authority;
use crate::store::clients::{ClientCertificateRow, list_client_certificates};

/// A client as its signature tells it.
#[derive(Debug)]
pub(crate) struct EnrolledClient {
    pub(crate) id: Uuid,
    /// What answers to it are encrypted to.
    pub(crate) encryption: Certificate,
    /// Seals with the service's own keys to it, as it should be.
    pub(crate) sealer: Sealer,
    /// The newest good answer to it, for the scripted replay.
    pub(crate) last_answer: Mutex<Option<String>>,
}

/// Everybody who is enrolled at one moment.
#[derive(Debug)]
pub(crate) struct Directory {
    rows: Vec<ClientCertificateRow>,
    /// `None` while nobody is enrolled.
    opener: Option<Opener>,
    by_signer: HashMap<String, Arc<EnrolledClient>>,
}

impl Directory {
    /// Opens a message, and says who sent it.
    pub(crate) fn open(
        &self,
        message: &[u8],
        now: DateTime<Utc>,
    ) -> Result<(Opened, Arc<EnrolledClient>), OpenError> {
        let opener = self.opener.as_ref().ok_or(OpenError::UnknownSigner)?;
        let opened = opener.open(message, now)?;
        let client = self.by_signer.get(&opened.signer).map(Arc::clone);
        Ok((opened, client.ok_or(OpenError::UnknownSigner)?))
    }

    /// How many clients there are.
    pub(crate) fn client_count(&self) -> usize {
        let mut clients: Vec<Uuid> = self.rows.iter().map(|row| row.client_id).collect();
        clients.sort_unstable();
        clients.dedup();
        clients.len()
    }

    /// A certificate that cannot be used is left out: one wrong row must not stop the others.
    fn of(
        rows: Vec<ClientCertificateRow>,
        authority: &Authority,
        form: HeaderForm,
    ) -> Result<Self, KeyError> {
        let mut signers = Vec::new();
        let mut by_signer = HashMap::new();
        for row in &rows {
            let pair = (
                Certificate::from_der(&row.signing_certificate),
                Certificate::from_der(&row.encryption_certificate),
            );
            let (Ok(signing), Ok(encryption)) = pair else {
                tracing::warn!(client = %row.client_id, "a client's certificate cannot be read");
                continue;
            };
            let Ok(sealer) = authority.signing.sealer_to(&encryption, form) else {
                tracing::warn!(client = %row.client_id, "a client's certificate cannot be used");
                continue;
            };
            let client = EnrolledClient {
                id: row.client_id,
                encryption,
                sealer,
                last_answer: Mutex::new(None),
            };
            by_signer.insert(signing.thumbprint().to_owned(), Arc::new(client));
            signers.push(signing);
        }
        let own = &authority.encryption;
        let opener = if signers.is_empty() {
            None
        } else {
            let recipient = Recipient::new(&own.key, own.certificate.clone())?;
            Some(Opener::new(
                signers,
                vec![recipient],
                ThumbprintRule::Required,
            )?)
        };
        Ok(Self {
            rows,
            opener,
            by_signer,
        })
    }
}

/// The directory, read anew when the database's changes.
#[derive(Debug, Default)]
pub(crate) struct ClientDirectory(Mutex<Option<Arc<Directory>>>);

/// Who is enrolled could not be told.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DirectoryError {
    #[error("read the enrolled clients")]
    Database(#[from] sqlx::Error),
    #[error("read the enrolled clients: use their certificates")]
    Key(#[from] KeyError),
}

impl ClientDirectory {
    pub(crate) async fn current(
        &self,
        pool: &PgPool,
        authority: &Authority,
        form: HeaderForm,
    ) -> Result<Arc<Directory>, DirectoryError> {
        let rows = list_client_certificates(pool).await?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(directory) = kept.as_ref().filter(|directory| directory.rows == rows) {
            return Ok(Arc::clone(directory));
        }
        let directory = Arc::new(Directory::of(rows, authority, form)?);
        *kept = Some(Arc::clone(&directory));
        Ok(directory)
    }
}
