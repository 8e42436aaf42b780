//! Microseconds to seal and to open a message as long as a check's, beside the bare RSA operations
//! that each cannot do without. `cargo bench -p credence-dcs-protocol`.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, OaepPublicEncryptingKey, PrivateDecryptingKey,
};
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use credence_dcs_protocol::{
    Certificate, HeaderForm, Opener, Recipient, RsaKey, Sealer, ThumbprintRule,
};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256, RsaKeySize};

const ROUNDS: usize = 300;
/// A check's request is about so long.
const PAYLOAD: [u8; 268] = [b'x'; 268];
/// What stands between the two signatures is about so long.
const ENCRYPTED: [u8; 1_600] = [b'x'; 1_600];
const CONTENT_KEY: [u8; 32] = [7; 32];

type Work<'a> = Box<dyn FnMut() -> Result<(), Box<dyn Error>> + 'a>;

fn main() -> Result<(), Box<dyn Error>> {
    let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
    let certificate = CertificateParams::default().self_signed(&pair)?;
    let certificate = Certificate::from_der(certificate.der())?;
    let now = certificate.not_before();
    let key = RsaKey::from_der(pair.serialized_der())?;
    let own = || certificate.clone();
    let sealer = Sealer::new(&key, own(), own(), HeaderForm::Thumbprint)?;
    let recipient = Recipient::new(&key, own())?;
    let opener = Opener::new(vec![own()], vec![recipient], ThumbprintRule::Required)?;
    let message = sealer.seal(&PAYLOAD, now)?;

    let signing = RsaKeyPair::from_pkcs8(key.pkcs8_der())?;
    let private = PrivateDecryptingKey::from_pkcs8(key.pkcs8_der())?;
    let encrypting = OaepPublicEncryptingKey::new(private.public_key())?;
    let decrypting = OaepPrivateDecryptingKey::new(private)?;
    let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, signing.public_key().as_ref());
    let sign = |text: &[u8]| -> Result<Vec<u8>, Box<dyn Error>> {
        let mut signature = vec![0; signing.public_modulus_len()];
        signing.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            text,
            &mut signature,
        )?;
        Ok(signature)
    };
    let encrypt = || -> Result<Vec<u8>, Box<dyn Error>> {
        let mut space = vec![0; encrypting.ciphertext_size()];
        encrypting.encrypt(&OAEP_SHA256_MGF1SHA256, &CONTENT_KEY, &mut space, None)?;
        Ok(space)
    };
    let encrypted_key = encrypt()?;
    let signatures = [sign(&PAYLOAD)?, sign(&ENCRYPTED)?];

    let works: [(&str, Work<'_>); 4] = [
        (
            "seal",
            Box::new(|| {
                black_box(sealer.seal(&PAYLOAD, now)?);
                Ok(())
            }),
        ),
        (
            "its RSA",
            Box::new(|| {
                black_box((sign(&PAYLOAD)?, encrypt()?, sign(&ENCRYPTED)?));
                Ok(())
            }),
        ),
        (
            "open",
            Box::new(|| {
                black_box(opener.open(message.as_bytes(), now)?);
                Ok(())
            }),
        ),
        (
            "its RSA",
            Box::new(|| {
                public.verify(&ENCRYPTED, &signatures[1])?;
                let mut space = vec![0; decrypting.min_output_size()];
                decrypting.decrypt(&OAEP_SHA256_MGF1SHA256, &encrypted_key, &mut space, None)?;
                public.verify(&PAYLOAD, &signatures[0])?;
                Ok(())
            }),
        ),
    ];
    print(&measured(works)?);
    Ok(())
}

/// The best of the rounds of each, in microseconds: other work on the machine only ever adds time.
/// The works take turns, so that a slow spell falls on all of them.
fn measured<'a>(
    mut works: [(&'a str, Work<'_>); 4],
) -> Result<[(&'a str, f64); 4], Box<dyn Error>> {
    let mut best = [f64::INFINITY; 4];
    for _ in 0..ROUNDS {
        for ((_, work), best) in works.iter_mut().zip(&mut best) {
            let started = Instant::now();
            work()?;
            *best = best.min(started.elapsed().as_secs_f64() * 1e6);
        }
    }
    let mut best = best.into_iter();
    Ok(works.map(|(name, _)| (name, best.next().unwrap_or(f64::INFINITY))))
}

fn print(measured: &[(&str, f64); 4]) {
    println!("A check's message, µs, the best of {ROUNDS}; 2,048-bit keys");
    for pair in measured.chunks(2) {
        let [(name, whole), (_, rsa)] = pair else {
            continue;
        };
        println!(
            "{name:<12} {whole:7.0}   in RSA {rsa:7.0} ({:3.0} %)   {:.2} × bare RSA",
            rsa / whole * 100.0,
            whole / rsa
        );
    }
    let sum = |from: usize| {
        measured
            .iter()
            .skip(from)
            .step_by(2)
            .map(|(_, time)| time)
            .sum::<f64>()
    };
    let (whole, rsa) = (sum(0), sum(1));
    println!(
        "seal + open  {whole:7.0}   in RSA {rsa:7.0} ({:3.0} %)   {:.2} × bare RSA",
        rsa / whole * 100.0,
        whole / rsa
    );
}
