//! Who must not have signed, and to whom a message must not be encrypted.

use credence_dcs_protocol::OpenError;

use super::headers::header;
use super::{Refusals, push};
use crate::message::OAEP_WITH_SHA1;
use crate::party::{
    EXPIRED_SENDER, Identity, OTHER_RECIPIENT, RECIPIENT, SECOND_SENDER, SENDER, STRANGER,
};

pub(super) fn signers(list: &mut Refusals) {
    for part in ["outer", "inner"] {
        push(
            list,
            format!("{part}: a stranger's thumbprint"),
            OpenError::UnknownSigner,
            |message| {
                *header(message, part) = by(&STRANGER);
            },
        );
        push(
            list,
            format!("{part}: signed by a stranger"),
            OpenError::Signature,
            |message| match part {
                "outer" => message.outer_key = &STRANGER.key,
                _ => message.inner_key = &STRANGER.key,
            },
        );
        push(
            list,
            format!("{part}: another known sender's thumbprint"),
            OpenError::Signature,
            |message| {
                *header(message, part) = by(&SECOND_SENDER);
            },
        );
        for (name, thumbprint) in [
            ("hexadecimal", "d490851292d75b97"),
            ("padded", &format!("{}=", SENDER.certificate.thumbprint())),
            ("empty", ""),
            ("SHA-1", SENDER.certificate.sha1_thumbprint()),
        ] {
            push(
                list,
                format!("{part}: {name} thumbprint"),
                OpenError::UnknownSigner,
                |message| {
                    *header(message, part) =
                        format!(r#"{{"alg":"RS256","x5t#S256":"{thumbprint}"}}"#);
                },
            );
        }
        push(
            list,
            format!("{part}: the SHA-1 thumbprint is another's"),
            OpenError::UnknownSigner,
            |message| {
                let header = header(message, part);
                let other = SECOND_SENDER.certificate.sha1_thumbprint();
                *header = header.replacen('{', &format!(r#"{{"x5t":"{other}","#), 1);
            },
        );
    }
}

pub(super) fn mixed_signers(list: &mut Refusals) {
    push(
        list,
        "expired signer",
        OpenError::SignerNotValid,
        |message| {
            (message.outer_header, message.outer_key) = (by(&EXPIRED_SENDER), &EXPIRED_SENDER.key);
        },
    );
    push(
        list,
        "expired signer inside",
        OpenError::SignerNotValid,
        |message| {
            (message.inner_header, message.inner_key) = (by(&EXPIRED_SENDER), &EXPIRED_SENDER.key);
        },
    );
    push(
        list,
        "two known senders",
        OpenError::SignersDiffer,
        |message| {
            (message.inner_header, message.inner_key) = (by(&SECOND_SENDER), &SECOND_SENDER.key);
        },
    );
    push(
        list,
        "the key that the message brings along",
        OpenError::Signature,
        |message| {
            message.outer_header = message.outer_header.replacen(
                '{',
                r#"{"jwk":{"kty":"RSA","n":"AQAB","e":"AQAB"},"#,
                1,
            );
            message.outer_key = &STRANGER.key;
        },
    );
}

pub(super) fn recipients(list: &mut Refusals) {
    push(
        list,
        "to another's certificate",
        OpenError::UnknownRecipient,
        |message| {
            let (ours, theirs) = (&RECIPIENT.certificate, &OTHER_RECIPIENT.certificate);
            message.encryption_header = message
                .encryption_header
                .replace(ours.thumbprint(), theirs.thumbprint());
        },
    );
    push(
        list,
        "to another's key under our thumbprint",
        OpenError::Decryption,
        |message| {
            message.encryption_key = &OTHER_RECIPIENT.key;
        },
    );
    push(
        list,
        "to another's key without a thumbprint",
        OpenError::Decryption,
        |message| {
            message.encryption_key = &OTHER_RECIPIENT.key;
            message.encryption_header =
                r#"{"alg":"RSA-OAEP-256","enc":"A128CBC-HS256","typ":"JWE"}"#.to_owned();
        },
    );
    push(
        list,
        "key encrypted with SHA-1",
        OpenError::Decryption,
        |message| {
            message.key_encryption = OAEP_WITH_SHA1;
        },
    );
    for length in [0, 1, 16, 24, 31, 33, 48, 64] {
        push(
            list,
            format!("a content key of {length} bytes"),
            OpenError::Decryption,
            |message| {
                message.content_key.resize(length, 9);
            },
        );
    }
    for enc in [
        "A192CBC-HS384",
        "A256CBC-HS512",
        "A128GCM",
        "A192GCM",
        "A256GCM",
    ] {
        push(
            list,
            format!("content of another encryption than {enc}"),
            OpenError::Decryption,
            |message| {
                message.encryption_header = message.encryption_header.replace("A128CBC-HS256", enc);
            },
        );
    }
}

/// A header that names the identity's certificate.
fn by(identity: &Identity) -> String {
    format!(
        r#"{{"alg":"RS256","x5t#S256":"{}"}}"#,
        identity.certificate.thumbprint()
    )
}
