//! Two parties with keys and certificates, made once.

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use credence_dcs_protocol::{
    Certificate, HeaderForm, Opener, Recipient, RsaKey, Sealer, ThumbprintRule,
};
use rcgen::{CertificateParams, KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256, RsaKeySize};

/// A key with a certificate.
pub(crate) struct Identity {
    pub(crate) key: RsaKey,
    pub(crate) certificate: Certificate,
}

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-27T12:00:00Z".parse().unwrap()
}

/// A certificate around [`now`], beginning and ending so many days from it.
pub(crate) fn identity(usage: Option<KeyUsagePurpose>, days: (i64, i64)) -> Identity {
    let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    let mut params = CertificateParams::default();
    params.key_usages = usage.into_iter().collect();
    let instant = |days| {
        let at = (now() + TimeDelta::days(days)).timestamp();
        time::OffsetDateTime::from_unix_timestamp(at).unwrap()
    };
    params.not_before = instant(days.0);
    params.not_after = instant(days.1);
    let certificate = params.self_signed(&pair).unwrap();
    Identity {
        key: RsaKey::from_pem(pair.serialize_pem().as_bytes()).unwrap(),
        certificate: Certificate::from_der(certificate.der()).unwrap(),
    }
}

fn valid(usage: KeyUsagePurpose) -> Identity {
    identity(Some(usage), (-1, 365))
}

pub(crate) static SENDER: LazyLock<Identity> =
    LazyLock::new(|| valid(KeyUsagePurpose::DigitalSignature));
pub(crate) static SECOND_SENDER: LazyLock<Identity> =
    LazyLock::new(|| valid(KeyUsagePurpose::DigitalSignature));
pub(crate) static EXPIRED_SENDER: LazyLock<Identity> =
    LazyLock::new(|| identity(Some(KeyUsagePurpose::DigitalSignature), (-400, -1)));
pub(crate) static STRANGER: LazyLock<Identity> =
    LazyLock::new(|| valid(KeyUsagePurpose::DigitalSignature));
pub(crate) static RECIPIENT: LazyLock<Identity> =
    LazyLock::new(|| valid(KeyUsagePurpose::KeyEncipherment));
pub(crate) static SECOND_RECIPIENT: LazyLock<Identity> =
    LazyLock::new(|| valid(KeyUsagePurpose::KeyEncipherment));
pub(crate) static OTHER_RECIPIENT: LazyLock<Identity> =
    LazyLock::new(|| valid(KeyUsagePurpose::KeyEncipherment));

pub(crate) fn sealer(form: HeaderForm) -> Sealer {
    Sealer::new(
        &SENDER.key,
        SENDER.certificate.clone(),
        RECIPIENT.certificate.clone(),
        form,
    )
    .unwrap()
}

/// Knows two senders and an expired one, and has two keys of its own.
pub(crate) fn opener(rule: ThumbprintRule) -> Opener {
    let signers =
        [&SENDER, &SECOND_SENDER, &EXPIRED_SENDER].map(|sender| sender.certificate.clone());
    let recipients = [&RECIPIENT, &SECOND_RECIPIENT]
        .map(|own| Recipient::new(&own.key, own.certificate.clone()).unwrap());
    Opener::new(signers.into(), recipients.into(), rule).unwrap()
}
