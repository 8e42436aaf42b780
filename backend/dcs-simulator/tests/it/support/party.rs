use credence_dcs_protocol::{
    Certificate, CheckResponse, CheckResult, HeaderForm, OpenError, Opened, Opener, Recipient,
    ResponseError, Sealer, ThumbprintRule,
};
use serde_json::{Value, json};

use super::world::{Pair, WORLD, now};

/// A client's end of the envelope.
pub(crate) struct Party {
    signing: &'static Pair,
    encryption: &'static Pair,
    form: HeaderForm,
    known: Vec<Certificate>,
}

/// A request about the passport with this number; the details are anybody's.
pub(crate) fn request(number: &str) -> Value {
    json!({
        "correlationId": "c7f5e9a6-0b6e-4a57-9d3b-0f6f6a2f9f11",
        "requestId": "6e0c8b0e-5a4a-4f7c-8f5c-1d9f3f0a7c22",
        "timestamp": "2026-11-27T10:00:00.000Z",
        "passportNumber": number,
        "surname": "Anybody",
        "forenames": ["Ann", "Mary"],
        "dateOfBirth": "1980-02-29",
        "expiryDate": "2030-01-01",
    })
}

impl Party {
    /// The client that is enrolled from the start.
    pub(crate) fn enrolled() -> Self {
        Self {
            signing: &WORLD.signing,
            encryption: &WORLD.encryption,
            form: HeaderForm::Thumbprint,
            known: vec![WORLD.dcs_signing.clone()],
        }
    }

    /// One with certificates of the same authority.
    pub(crate) fn second() -> Self {
        Self {
            signing: &WORLD.second_signing,
            encryption: &WORLD.second_encryption,
            ..Self::enrolled()
        }
    }

    pub(crate) fn with_form(mut self, form: HeaderForm) -> Self {
        self.form = form;
        self
    }

    /// Also knows the service's expired signing certificate.
    pub(crate) fn knowing_expired(mut self) -> Self {
        self.known.push(WORLD.dcs_expired_signing.clone());
        self
    }

    pub(crate) fn seal(&self, payload: &Value) -> String {
        self.seal_bytes(payload.to_string().as_bytes())
    }

    pub(crate) fn seal_bytes(&self, payload: &[u8]) -> String {
        let sealer = Sealer::new(
            &self.signing.key(),
            self.signing.certificate(),
            WORLD.dcs_encryption.clone(),
            self.form,
        );
        sealer.unwrap().seal_undated(payload).unwrap()
    }

    pub(crate) fn open(&self, message: &[u8]) -> Result<Opened, OpenError> {
        let encryption = self.encryption;
        let recipient = Recipient::new(&encryption.key(), encryption.certificate()).unwrap();
        let opener = Opener::new(
            self.known.clone(),
            vec![recipient],
            ThumbprintRule::Optional,
        );
        opener.unwrap().open(message, now())
    }

    pub(crate) fn response(&self, message: &[u8]) -> Result<CheckResponse, ResponseError> {
        CheckResponse::from_json(&self.open(message).unwrap().payload)
    }

    pub(crate) fn result(&self, message: &[u8]) -> CheckResult {
        self.response(message).unwrap().result
    }
}
