//! What is sealed under a session's key, and where it belongs.

use credence_objects::{KeyOwner, SealingKey, WrappedKey};
use credence_storage::{SealedKey, SessionRow};
use credence_types::{ImageId, RequestId, ReviewId, ReviewRequestId, SessionId, TenantId};

use crate::app::App;
use crate::fault::Fault;

/// A thing that is sealed. Its name is authenticated, so that one never passes for another.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sealed {
    /// The template of a face.
    FaceTemplate,
    /// The evidence and fields of a DVS request.
    Evidence(RequestId),
    /// An image.
    Image(ImageId),
    /// The name as the person's passport prints it.
    Names,
    /// A reviewer's reason.
    Reason(ReviewId),
    /// What a person wrote who asks for a human.
    ReviewRequest(ReviewRequestId),
    /// The person's token, kept for an idempotency key.
    Token,
}

/// A session's key, opened.
pub(crate) struct SessionKey {
    owner: KeyOwner,
    key: SealingKey,
}

impl SessionKey {
    /// A new key with the wrapped form to store.
    pub(crate) fn generate(
        app: &App,
        tenant: TenantId,
        session: SessionId,
    ) -> Result<(Self, SealedKey), Fault> {
        let owner = KeyOwner::session(tenant, session);
        let (key, sealed) = new_key(app, &owner)?;
        Ok((Self { owner, key }, sealed))
    }

    /// The session's stored key; `None` once the session was erased.
    pub(crate) fn open_for(app: &App, row: &SessionRow) -> Result<Option<Self>, Fault> {
        let Some(stored) = &row.sealing_key else {
            return Ok(None);
        };
        Self::unwrap(app, (row.tenant, row.id), stored).map(Some)
    }

    /// The key that is stored for a session.
    pub(crate) fn unwrap(
        app: &App,
        (tenant, session): (TenantId, SessionId),
        stored: &SealedKey,
    ) -> Result<Self, Fault> {
        let owner = KeyOwner::session(tenant, session);
        let key = stored_key(app, &owner, stored)?;
        Ok(Self { owner, key })
    }

    pub(crate) fn seal(&self, what: Sealed, plaintext: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok(self.key.seal(&self.context(what), plaintext)?)
    }

    pub(crate) fn open(&self, what: Sealed, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok(self.key.open(&self.context(what), sealed)?)
    }

    fn context(&self, what: Sealed) -> Vec<u8> {
        self.owner.context(&match what {
            Sealed::FaceTemplate => "face_template".to_owned(),
            Sealed::Evidence(request) => format!("evidence/{request}"),
            Sealed::Image(image) => format!("image/{image}"),
            Sealed::Names => "names".to_owned(),
            Sealed::Reason(review) => format!("reason/{review}"),
            Sealed::ReviewRequest(request) => format!("review_request/{request}"),
            Sealed::Token => "token".to_owned(),
        })
    }
}

/// A new key of the owner, with the form to store: sealed by the operator's.
pub(crate) fn new_key(app: &App, owner: &KeyOwner) -> Result<(SealingKey, SealedKey), Fault> {
    let (key, wrapped) = app.vault.keyring.new_sealing_key(owner)?;
    let sealed = SealedKey {
        kek: wrapped.kek_id,
        bytes: wrapped.bytes,
    };
    Ok((key, sealed))
}

/// The owner's key as it is stored.
pub(crate) fn stored_key(
    app: &App,
    owner: &KeyOwner,
    stored: &SealedKey,
) -> Result<SealingKey, Fault> {
    let wrapped = WrappedKey {
        kek_id: stored.kek.clone(),
        bytes: stored.bytes.clone(),
    };
    Ok(app.vault.keyring.unwrap(&wrapped, owner)?)
}
