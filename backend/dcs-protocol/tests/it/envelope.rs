use aws_lc_rs::signature::{
    RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512,
    RsaSignatureEncoding,
};
use credence_dcs_protocol::{
    HeaderForm, KeyError, OpenError, Opener, Recipient, RsaKey, SealError, Sealer, ThumbprintRule,
};
use proptest::prelude::*;
use rcgen::KeyUsagePurpose;

use crate::message::Message;
use crate::party::{
    EXPIRED_SENDER, RECIPIENT, SECOND_RECIPIENT, SECOND_SENDER, SENDER, STRANGER, identity, now,
    opener, sealer,
};

#[test]
fn what_is_sealed_is_opened_in_every_form() {
    for form in [
        HeaderForm::Thumbprint,
        HeaderForm::WithSha1,
        HeaderForm::Bare,
    ] {
        let message = sealer(form).seal(b"{}", now()).unwrap();
        let opened = opener(ThumbprintRule::Optional)
            .open(message.as_bytes(), now())
            .unwrap();
        assert_eq!(*opened.payload, b"{}");
        assert_eq!(opened.signer, SENDER.certificate.thumbprint());
        let strict = opener(ThumbprintRule::Required).open(message.as_bytes(), now());
        let expected = (form == HeaderForm::Bare).then_some(OpenError::NoThumbprint);
        assert_eq!(strict.err(), expected, "{form:?}");
    }
}

#[test]
fn a_check_is_as_long_as_the_guidance_measured() {
    let message = sealer(HeaderForm::Thumbprint)
        .seal(&[b'x'; 268], now())
        .unwrap();
    assert!((2_300..3_000).contains(&message.len()), "{}", message.len());
}

#[test]
fn every_listed_signature_is_accepted() {
    let algorithms: [(&str, &'static RsaSignatureEncoding); 5] = [
        ("RS384", &RSA_PKCS1_SHA384),
        ("RS512", &RSA_PKCS1_SHA512),
        ("PS256", &RSA_PSS_SHA256),
        ("PS384", &RSA_PSS_SHA384),
        ("PS512", &RSA_PSS_SHA512),
    ];
    for (name, algorithm) in algorithms {
        let mut message = Message::new();
        message.inner_header = message.inner_header.replace("RS256", name);
        message.outer_header = message.outer_header.replace("RS256", name);
        message.inner_signature = algorithm;
        message.outer_signature = algorithm;
        let opened = opener(ThumbprintRule::Required).open(message.build().as_bytes(), now());
        assert!(opened.is_ok(), "{name}: {:?}", opened.err());
    }
}

#[test]
fn the_certificates_of_a_rotation_work_side_by_side() {
    let sealer = Sealer::new(
        &SECOND_SENDER.key,
        SECOND_SENDER.certificate.clone(),
        SECOND_RECIPIENT.certificate.clone(),
        HeaderForm::Bare,
    )
    .unwrap();
    let message = sealer.seal(b"{}", now()).unwrap();
    let opened = opener(ThumbprintRule::Optional)
        .open(message.as_bytes(), now())
        .unwrap();
    assert_eq!(opened.signer, SECOND_SENDER.certificate.thumbprint());
}

#[test]
fn dates_are_kept_on_both_sides() {
    let (from, until) = (
        SENDER.certificate.not_before(),
        SENDER.certificate.not_after(),
    );
    let sealer = sealer(HeaderForm::Thumbprint);
    let second = chrono::TimeDelta::seconds(1);
    for (at, expected) in [
        (from, None),
        (until, None),
        (from - second, Some(OpenError::SignerNotValid)),
        (until + second, Some(OpenError::SignerNotValid)),
    ] {
        assert_eq!(
            sealer.seal(b"{}", at).err(),
            expected.map(|_| SealError::SignerNotValid)
        );
        let message = sealer.seal_undated(b"{}").unwrap();
        let opened = opener(ThumbprintRule::Required).open(message.as_bytes(), at);
        assert_eq!(opened.err(), expected, "{at}");
    }
    let expired = identity(Some(KeyUsagePurpose::KeyEncipherment), (-400, -1));
    let to_expired = Sealer::new(
        &SENDER.key,
        SENDER.certificate.clone(),
        expired.certificate,
        HeaderForm::Bare,
    );
    assert_eq!(
        to_expired.unwrap().seal(b"{}", now()).err(),
        Some(SealError::RecipientNotValid)
    );
    assert!(!EXPIRED_SENDER.certificate.is_valid_at(now()));
}

#[test]
fn a_certificate_is_used_with_its_key_and_for_its_use_only() {
    let seal = |key: &RsaKey, certificate: &crate::party::Identity, to: &crate::party::Identity| {
        Sealer::new(
            key,
            certificate.certificate.clone(),
            to.certificate.clone(),
            HeaderForm::Bare,
        )
        .err()
    };
    assert_eq!(
        seal(&STRANGER.key, &SENDER, &RECIPIENT),
        Some(KeyError::OtherKey)
    );
    assert_eq!(
        seal(&SENDER.key, &SENDER, &SECOND_SENDER),
        Some(KeyError::Usage)
    );
    assert_eq!(
        seal(&RECIPIENT.key, &RECIPIENT, &RECIPIENT),
        Some(KeyError::Usage)
    );
    assert_eq!(seal(&SENDER.key, &SENDER, &RECIPIENT), None);
    let receive = |key: &RsaKey, own: &crate::party::Identity| {
        Recipient::new(key, own.certificate.clone()).err()
    };
    assert_eq!(receive(&SENDER.key, &SENDER), Some(KeyError::Usage));
    assert_eq!(receive(&SENDER.key, &RECIPIENT), Some(KeyError::OtherKey));
    let no_usage = identity(None, (-1, 1));
    assert_eq!(receive(&no_usage.key, &no_usage), None);
    let own = || vec![Recipient::new(&RECIPIENT.key, RECIPIENT.certificate.clone()).unwrap()];
    let rule = ThumbprintRule::Optional;
    assert_eq!(
        Opener::new(Vec::new(), own(), rule).err(),
        Some(KeyError::None)
    );
    let signers = || vec![SENDER.certificate.clone()];
    assert_eq!(
        Opener::new(signers(), Vec::new(), rule).err(),
        Some(KeyError::None)
    );
    let wrong_use = Opener::new(vec![RECIPIENT.certificate.clone()], own(), rule);
    assert_eq!(wrong_use.err(), Some(KeyError::Usage));
}

#[test]
fn nothing_secret_is_printed() {
    let printed = format!(
        "{:?} {:?} {:?}",
        SENDER.key,
        sealer(HeaderForm::Bare),
        opener(ThumbprintRule::Optional)
    );
    let key: String = SENDER
        .key
        .pkcs8_der()
        .iter()
        .map(u8::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    assert!(
        !printed.contains(&key) && printed.contains("[redacted]"),
        "{printed}"
    );
}

#[test]
fn every_usual_file_of_a_key_is_read_and_no_other() {
    let pkcs8 = SENDER.key.pkcs8_der();
    assert!(RsaKey::from_der(pkcs8).unwrap().is_of(&SENDER.certificate));
    // The octets behind version and algorithm are the key as PKCS#1 writes it.
    let pkcs1 = &pkcs8[26..];
    assert!(RsaKey::from_der(pkcs1).unwrap().is_of(&SENDER.certificate));
    let pem = format!(
        "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n",
        base64_simd::STANDARD.encode_to_string(pkcs1)
    );
    assert!(
        RsaKey::from_pem(pem.as_bytes())
            .unwrap()
            .is_of(&SENDER.certificate)
    );
    assert_eq!(RsaKey::from_pem(b"no key").err(), Some(KeyError::NotPem));
    assert_eq!(RsaKey::from_der(&pkcs8[..40]).err(), Some(KeyError::NotRsa));
    let curve = rcgen::KeyPair::generate().unwrap().serialize_pem();
    assert_eq!(
        RsaKey::from_pem(curve.as_bytes()).err(),
        Some(KeyError::NotRsa)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_payload_survives(payload in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let message = sealer(HeaderForm::Thumbprint).seal(&payload, now()).unwrap();
        let opened = opener(ThumbprintRule::Required).open(message.as_bytes(), now()).unwrap();
        prop_assert_eq!(&*opened.payload, &payload);
    }

    #[test]
    fn no_single_change_survives(place in any::<prop::sample::Index>(), by in 1_u8..=255) {
        let message = sealer(HeaderForm::Thumbprint).seal(b"{}", now()).unwrap();
        let mut bytes = message.into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = bytes[place].wrapping_add(by);
        prop_assert!(opener(ThumbprintRule::Required).open(&bytes, now()).is_err());
    }

    #[test]
    fn any_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(opener(ThumbprintRule::Optional).open(&bytes, now()).is_err());
    }
}
