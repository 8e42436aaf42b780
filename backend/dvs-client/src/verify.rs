//! Verifying a request by its id. The server verifies a request once, so a call is repeated only
//! when it cannot have arrived, or when `/result` says that it had no effect.

use bytes::Bytes;
use credence_dvs_protocol::{ErrorBody, ErrorCode};
use credence_outbound::Method;
use credence_types::{DocumentType, ErrorChain, RequestId};

use crate::answer::CallFailure;
use crate::endpoint::Call;
use crate::error::{DvsError, Unavailable};
use crate::outcome::{self, VerifyOutcome};
use crate::secret::SecretClient;
use crate::stored;

/// What one attempt led to.
enum Attempt {
    /// An outcome.
    Settled(VerifyOutcome),
    /// Nothing yet; another attempt does no harm.
    Again(Unavailable),
}

impl SecretClient {
    /// Verifies a request (version 3) and waits for the outcome. Safe to call again for the same
    /// request: what was verified before is read back.
    ///
    /// # Errors
    /// When the request is unknown, failed for good or lapsed, the key is refused, or the server is
    /// not available.
    pub async fn verify(&self, id: RequestId) -> Result<VerifyOutcome, DvsError> {
        let mut attempt = 1;
        loop {
            match self.attempt(id).await? {
                Attempt::Settled(outcome) => return Ok(outcome),
                Attempt::Again(cause) if attempt < self.endpoint().attempts() => {
                    tracing::warn!(%id, attempt, error = %ErrorChain(&cause), "DVS did not verify; calling again");
                    self.endpoint().pause(attempt).await;
                    attempt += 1;
                }
                Attempt::Again(cause) => return Err(DvsError::Unavailable(cause)),
            }
        }
    }

    /// As [`Self::verify`], for a request that an earlier call may have reached the server with:
    /// asks `/result` first, and verifies only what has no outcome yet.
    ///
    /// # Errors
    /// As [`Self::verify`], and when `/result` does not answer: what became of the request has to be
    /// known before it is verified.
    pub async fn verify_again(&self, id: RequestId) -> Result<VerifyOutcome, DvsError> {
        match self.outcome_so_far(id).await? {
            Some(outcome) => Ok(outcome),
            None => self.verify(id).await,
        }
    }

    async fn attempt(&self, id: RequestId) -> Result<Attempt, DvsError> {
        let id_text = id.to_string();
        let call = Call {
            method: Method::POST,
            path: &["api", "v3", "Verify", &id_text],
            query: &[],
            body: Some(Bytes::from_static(b"{}")),
        };
        match self.endpoint().call(&call).await {
            Ok(body) => {
                let json = str::from_utf8(&body).map_err(|_| DvsError::Unreadable)?;
                let verification = stored::read_v3(json, id)?;
                Ok(Attempt::Settled(VerifyOutcome::Verified(Box::new(
                    verification,
                ))))
            }
            Err(CallFailure::NotReceived(cause)) => Ok(Attempt::Again(cause)),
            Err(CallFailure::Uncertain(cause)) => match self.outcome_so_far(id).await? {
                Some(outcome) => Ok(Attempt::Settled(outcome)),
                None => Ok(Attempt::Again(cause)),
            },
            Err(failure @ (CallFailure::Busy(_) | CallFailure::Refused { .. })) => {
                let outcome = match failure.bad_request() {
                    Some(error) => self.outcome_of_refusal(id, error).await?,
                    None => None,
                };
                outcome
                    .map(Attempt::Settled)
                    .ok_or_else(|| failure.into_error())
            }
        }
    }

    /// The outcome that a status of 400 stands for, if it stands for one.
    async fn outcome_of_refusal(
        &self,
        id: RequestId,
        error: &ErrorBody,
    ) -> Result<Option<VerifyOutcome>, DvsError> {
        if error.code == ErrorCode::RequestAlreadyProcessed {
            let outcome = self.outcome_so_far(id).await?;
            return match outcome {
                Some(outcome) => Ok(Some(outcome)),
                None => Err(DvsError::Unavailable(Unavailable::StillProcessing)),
            };
        }
        let kind = if depends_on_kind(&error.code) {
            self.document_type(id).await
        } else {
            None
        };
        Ok(outcome::retake_of(error, kind))
    }

    /// The outcome that `/result` tells. Some servers know no result of a request that was not
    /// verified, so an unknown one is as good as a pending one.
    async fn outcome_so_far(&self, id: RequestId) -> Result<Option<VerifyOutcome>, DvsError> {
        match self.result(id).await {
            Ok(stored) => stored.into_outcome(),
            Err(DvsError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The kind of the request's document, where `/result` tells it.
    async fn document_type(&self, id: RequestId) -> Option<DocumentType> {
        self.result(id)
            .await
            .ok()
            .and_then(|stored| stored.document_type)
    }
}

/// The MRZ is on the back of a card and on the only page of a passport.
fn depends_on_kind(code: &ErrorCode) -> bool {
    code.retake_step(Some(DocumentType::Passport))
        != code.retake_step(Some(DocumentType::PassportCard))
}
