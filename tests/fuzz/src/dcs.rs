//! The messages of the Document Checking Service. A signature that must be right would end every
//! mutation at the first step, so half of the inputs are what a right signature is about.

use std::sync::LazyLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64_simd::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use credence_dcs_protocol::{
    Certificate, CheckResponse, HeaderForm, Opener, ReceivedRequest, Recipient, RsaKey, Rules,
    Sealer, Status, ThumbprintRule,
};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};

/// One party that writes to itself.
struct Party {
    key: RsaKeyPair,
    header: String,
    sealer: Sealer,
    opener: Opener,
    now: DateTime<Utc>,
}

static PARTY: LazyLock<Option<Party>> = LazyLock::new(|| Party::new().ok());

impl Party {
    fn new() -> anyhow::Result<Self> {
        let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
        let certificate = CertificateParams::default().self_signed(&pair)?;
        let certificate = Certificate::from_der(certificate.der())?;
        let key = RsaKey::from_der(pair.serialized_der())?;
        let header = format!(
            r#"{{"alg":"RS256","x5t#S256":"{}"}}"#,
            certificate.thumbprint()
        );
        let own = || certificate.clone();
        Ok(Self {
            now: certificate.not_before(),
            key: RsaKeyPair::from_pkcs8(key.pkcs8_der())?,
            header: URL_SAFE_NO_PAD.encode_to_string(header),
            sealer: Sealer::new(&key, own(), own(), HeaderForm::Thumbprint)?,
            opener: Opener::new(
                vec![own()],
                vec![Recipient::new(&key, own())?],
                ThumbprintRule::Optional,
            )?,
        })
    }

    fn signed(&self, payload: &[u8]) -> Option<String> {
        let text = format!(
            "{}.{}",
            self.header,
            URL_SAFE_NO_PAD.encode_to_string(payload)
        );
        let mut signature = vec![0; self.key.public_modulus_len()];
        let random = SystemRandom::new();
        self.key
            .sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature)
            .ok()?;
        Some(format!(
            "{text}.{}",
            URL_SAFE_NO_PAD.encode_to_string(signature)
        ))
    }
}

/// The first byte chooses: the bytes as they are, signed, or sealed whole.
pub(crate) fn feed_message(bytes: &[u8]) {
    let (Some(party), Some((choice, bytes))) = (PARTY.as_ref(), bytes.split_first()) else {
        return;
    };
    let message = match choice % 4 {
        0 => Some(bytes.to_vec()),
        1 | 2 => party.signed(bytes).map(String::into_bytes),
        _ => party
            .sealer
            .seal(bytes, party.now)
            .ok()
            .map(String::into_bytes),
    };
    if let Some(opened) = message.and_then(|message| party.opener.open(&message, party.now).ok()) {
        let _ = CheckResponse::from_json(&opened.payload);
    }
    let _ = Certificate::list_from_pem(bytes);
    let _ = Certificate::from_der(bytes);
    let _ = RsaKey::from_pem(bytes);
}

pub(crate) fn feed_request(bytes: &[u8]) {
    if let Ok(received) = ReceivedRequest::from_json(bytes) {
        let rules = Rules::at(DateTime::UNIX_EPOCH);
        if let Ok(request) = received.validate(&rules) {
            let again = ReceivedRequest::from_json(&request.to_json());
            assert!(again.is_ok_and(|again| again.validate(&rules).is_ok()));
        }
    }
}

pub(crate) fn feed_answer(bytes: &[u8]) {
    if let Ok(response) = CheckResponse::from_json(bytes) {
        let again = CheckResponse::from_json(&response.to_json());
        assert!(again == Ok(response), "an answer is read as it is written");
    }
    let _ = Status::from_json(bytes);
}
