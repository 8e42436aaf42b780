//! What a header must not say.

use credence_dcs_protocol::{JsonError, OpenError};

use super::{Refusals, push};
use crate::message::Message;

pub(super) fn algorithms(list: &mut Refusals) {
    for name in [
        "none",
        "NONE",
        "HS256",
        "HS384",
        "HS512",
        "ES256",
        "ES512",
        "EdDSA",
        "RS1",
        "rs256",
        "RSA-OAEP-256",
        "",
    ] {
        push(
            list,
            format!("outer alg {name}"),
            OpenError::Algorithm,
            |message| {
                message.outer_header = message.outer_header.replace("RS256", name);
            },
        );
        push(
            list,
            format!("inner alg {name}"),
            OpenError::Algorithm,
            |message| {
                message.inner_header = message.inner_header.replace("RS256", name);
            },
        );
    }
    for name in [
        "RSA-OAEP",
        "RSA1_5",
        "RSA-OAEP-384",
        "RSA-OAEP-512",
        "dir",
        "A128KW",
        "ECDH-ES",
        "PBES2-HS256+A128KW",
        "",
    ] {
        push(
            list,
            format!("key alg {name}"),
            OpenError::Algorithm,
            |message| {
                message.encryption_header = message.encryption_header.replace("RSA-OAEP-256", name);
            },
        );
    }
    for name in ["A128CBC", "A128CBC-HS512", "a128gcm", "XC20P", "none", ""] {
        push(
            list,
            format!("enc {name}"),
            OpenError::Algorithm,
            |message| {
                message.encryption_header =
                    message.encryption_header.replace("A128CBC-HS256", name);
            },
        );
    }
    push(list, "no enc", OpenError::Algorithm, |message| {
        message.encryption_header = message
            .encryption_header
            .replace(r#""enc":"A128CBC-HS256","#, "");
    });
}

pub(super) fn headers(list: &mut Refusals) {
    for extension in [
        r#""crit":["exp"]"#,
        r#""crit":[]"#,
        r#""crit":null"#,
        r#""zip":"DEF""#,
        r#""b64":false"#,
        r#""b64":true"#,
    ] {
        for part in ["outer", "inner", "encryption"] {
            push(
                list,
                format!("{part} {extension}"),
                OpenError::Extension,
                |message| {
                    let header = header(message, part);
                    *header = header.replacen('{', &format!("{{{extension},"), 1);
                },
            );
        }
    }
    let malformed = [
        ("", JsonError::Form),
        ("[]", JsonError::Form),
        ("\"RS256\"", JsonError::Form),
        ("{", JsonError::Syntax),
        ("{}x", JsonError::Syntax),
        ("{}", JsonError::Form),
        (r#"{"alg":1}"#, JsonError::Form),
        (r#"{"alg":null}"#, JsonError::Form),
        (r#"{"alg":"RS256","alg":"none"}"#, JsonError::DuplicateKey),
        (r#"{"alg":"none","x":1,"x":1}"#, JsonError::DuplicateKey),
    ];
    for (text, error) in malformed {
        for part in ["outer", "inner", "encryption"] {
            push(
                list,
                format!("{part} header {text}"),
                OpenError::Header(error),
                |message| {
                    *header(message, part) = text.to_owned();
                },
            );
        }
    }
    for kind in ["jwe", "JOSE", "JWT", ""] {
        push(list, format!("typ {kind}"), OpenError::Type, |message| {
            message.encryption_header = message
                .encryption_header
                .replace(r#""typ":"JWE""#, &format!(r#""typ":"{kind}""#));
        });
    }
}

pub(super) fn header<'a>(message: &'a mut Message, part: &str) -> &'a mut String {
    match part {
        "outer" => &mut message.outer_header,
        "inner" => &mut message.inner_header,
        _ => &mut message.encryption_header,
    }
}
