use credence_dvs_protocol::{
    Dialect, OutgoingRequest, ResultV4, SecretKey, VerificationContent, from_json,
};
use credence_outbound::Method;
use credence_types::{DocumentType, Redacted, RequestId};

use crate::answer::CallFailure;
use crate::endpoint::{Call, Endpoint};
use crate::error::{DvsClientBuildError, DvsError};
use crate::options::DvsOptions;
use crate::outcome::{self, Verification, VerifyOutcome};
use crate::stored::{self, StoredRequest};

/// What a backend does with its secret key: verify requests and read their results.
#[derive(Debug, Clone)]
pub struct SecretClient(Endpoint);

impl SecretClient {
    /// A client of the server with a secret key.
    ///
    /// # Errors
    /// When the options do not make sense.
    pub fn new(options: &DvsOptions, key: &SecretKey) -> Result<Self, DvsClientBuildError> {
        Endpoint::new(options, key.expose()).map(Self)
    }

    /// Reads what the server keeps of a request, its pictures included.
    ///
    /// # Errors
    /// When the request is unknown, or the server refuses or is not available.
    pub async fn result(&self, id: RequestId) -> Result<StoredRequest, DvsError> {
        let id_text = id.to_string();
        let call = Call {
            method: Method::GET,
            path: &["api", "v3", "Request", &id_text, "result"],
            query: &[],
            body: None,
        };
        let body = self
            .0
            .call_repeatedly(&call)
            .await
            .map_err(CallFailure::into_error)?;
        stored::read(&body, id)
    }

    /// Verifies pictures in one call of version 3. Never repeated once the server may have seen
    /// it: there is no id yet to ask by.
    ///
    /// # Errors
    /// When the server refuses or is not available.
    pub async fn verify_direct(
        &self,
        request: &OutgoingRequest<'_>,
    ) -> Result<VerifyOutcome, DvsError> {
        let body = request.to_json(Dialect::V3).map_err(DvsError::Unwritable)?;
        let call = Call {
            method: Method::POST,
            path: &["api", "v3", "Verify"],
            query: &[],
            body: Some(body.into()),
        };
        self.verify_images(&call, request.document_type, stored::read_v3_of_any)
            .await
    }

    /// Verifies pictures in one call of version 4. `return_request` and `return_content` ask for
    /// the request and the pictures in the answer. Never repeated once the server may have seen it.
    ///
    /// # Errors
    /// When the server refuses or is not available.
    pub async fn verify_v4(
        &self,
        request: &OutgoingRequest<'_>,
        return_request: bool,
        return_content: bool,
    ) -> Result<VerifyOutcome, DvsError> {
        let body = request.to_json(Dialect::V4).map_err(DvsError::Unwritable)?;
        let text = |flag: bool| if flag { "true" } else { "false" };
        let query = [
            ("returnRequest", text(return_request)),
            ("returnContent", text(return_content)),
        ];
        let call = Call {
            method: Method::POST,
            path: &["api", "v4", "verify"],
            query: &query,
            body: Some(body.into()),
        };
        self.verify_images(&call, request.document_type, read_v4)
            .await
    }

    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.0
    }

    async fn verify_images(
        &self,
        call: &Call<'_>,
        kind: Option<DocumentType>,
        read: fn(&str) -> Result<Verification, DvsError>,
    ) -> Result<VerifyOutcome, DvsError> {
        match self.0.call_until_received(call).await {
            Ok(body) => {
                let json = str::from_utf8(&body).map_err(|_| DvsError::Unreadable)?;
                read(json).map(|result| VerifyOutcome::Verified(Box::new(result)))
            }
            Err(failure) => failure
                .bad_request()
                .and_then(|error| outcome::retake_of(error, kind))
                .ok_or_else(|| failure.into_error()),
        }
    }
}

fn read_v4(json: &str) -> Result<Verification, DvsError> {
    let result: ResultV4 = from_json(json.as_bytes()).map_err(|_| DvsError::Unreadable)?;
    let images = result.images().cloned();
    let content = result.into_content();
    // Every key is optional, so an object of something else would pass as an empty result.
    if content == VerificationContent::default() {
        return Err(DvsError::Unreadable);
    }
    Ok(Verification {
        content,
        raw: Redacted::new(json.to_owned()),
        images,
    })
}
