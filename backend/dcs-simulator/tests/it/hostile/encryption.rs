use aws_lc_rs::aead::AES_128_GCM;
use aws_lc_rs::rsa::OAEP_SHA256_MGF1SHA256;
use serde_json::json;
use sqlx::PgPool;

use super::{Case, refuse_all};
use crate::support::WORLD;
use crate::support::forge::{
    encode, encrypt, encrypt_256, encrypt_sha1, encrypt_to, encrypted, encryption_header_with,
    inner, outer, turned, with_part,
};

#[sqlx::test(migrations = "../../migrations")]
async fn an_encryption_in_another_form_or_way_is_refused(pool: PgPool) {
    let good = encrypted();
    let mut cases: Vec<Case> = [
        ("nothing", String::new()),
        ("the inner signature, unencrypted", inner()),
        ("four parts", good.rsplit_once('.').unwrap().0.to_owned()),
        ("six parts", format!("{good}.AA")),
        ("in quotation marks", format!("\"{good}\"")),
        ("a line's end behind", format!("{good}\n")),
        (
            "a padded part",
            with_part(&good, 1, |part| format!("{part}=")),
        ),
        ("JSON serialisation", r#"{"ciphertext":"AA"}"#.to_owned()),
        ("no text at all", "é".to_owned()),
    ]
    .map(|(name, text)| (name, "not_compact", outer(text)))
    .into();
    cases.extend(
        [
            ("an array", "[]"),
            ("no JSON", "RSA-OAEP-256"),
            ("no algorithm", r#"{"enc":"A128GCM","typ":"JWE"}"#),
            (
                "enc twice",
                r#"{"alg":"RSA-OAEP-256","enc":"A128GCM","enc":"A128GCM"}"#,
            ),
            (
                "typ of a number",
                r#"{"alg":"RSA-OAEP-256","enc":"A128GCM","typ":1}"#,
            ),
        ]
        .map(|(name, header)| (name, "bad_header", outer(encrypt(header, inner())))),
    );
    let with = |members| outer(encrypt(&encryption_header_with(&members), inner()));
    cases.extend(
        [
            ("zip", json!({"zip": "DEF"})),
            ("crit", json!({"crit": ["x"], "x": 1})),
        ]
        .map(|(name, members)| (name, "extension_not_allowed", with(members))),
    );
    cases.extend(
        [
            "RSA1_5",
            "RSA-OAEP-384",
            "RSA-OAEP-512",
            "dir",
            "A128KW",
            "ECDH-ES",
            "PBES2-HS256+A128KW",
            "rsa-oaep-256",
            "none",
            "RS256",
            "",
        ]
        .map(|name| (name, "algorithm_not_allowed", with(json!({"alg": name})))),
    );
    cases.extend(
        [
            "A128CBC",
            "a128gcm",
            "none",
            "A128CBC-HS512",
            "C20P",
            "",
            "XC20P",
        ]
        .map(|name| (name, "algorithm_not_allowed", with(json!({"enc": name})))),
    );
    let sha1 = encryption_header_with(&json!({"alg": "RSA-OAEP"}));
    cases.push((
        "SHA-1",
        "algorithm_not_allowed",
        outer(encrypt_sha1(&sha1, inner())),
    ));
    cases.push((
        "no enc",
        "algorithm_not_allowed",
        with(json!({"enc": null})),
    ));
    cases.extend(
        [
            ("no typ", json!({"typ": null})),
            ("typ in small letters", json!({"typ": "jwe"})),
            ("typ JWT", json!({"typ": "JWT"})),
            ("typ JOSE", json!({"typ": "JOSE"})),
            ("typ with space", json!({"typ": " JWE"})),
        ]
        .map(|(name, members)| (name, "not_a_jwe", with(members))),
    );
    refuse_all(pool, cases, 41).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_encryption_that_is_not_to_us_or_not_whole_is_refused(pool: PgPool) {
    let with = |members| outer(encrypt(&encryption_header_with(&members), inner()));
    let named = WORLD.encryption.certificate();
    let mut cases: Vec<Case> = [
        (
            "the client's own certificate",
            json!({"x5t#S256": named.thumbprint()}),
        ),
        (
            "our signing certificate",
            json!({"x5t#S256": WORLD.dcs_signing.thumbprint()}),
        ),
        ("an empty thumbprint", json!({"x5t#S256": ""})),
        ("another x5t", json!({"x5t": named.sha1_thumbprint()})),
    ]
    .map(|(name, members)| (name, "unknown_recipient", with(members)))
    .into();
    let header = encryption_header_with(&json!({}));
    let to_stranger = |header: &str| {
        let stranger = WORLD.stranger_encryption.certificate();
        encrypt_to(
            header,
            inner(),
            &stranger,
            &OAEP_SHA256_MGF1SHA256,
            &AES_128_GCM,
        )
    };
    let good = encrypted();
    let part = |position, change: fn(&str) -> String| with_part(&good, position, change);
    let unnamed = encryption_header_with(&json!({"x5t#S256": null}));
    let other = encryption_header_with(&json!({"cty": "JWT"}));
    let longer = encryption_header_with(&json!({"enc": "A256GCM"}));
    let cbc = encryption_header_with(&json!({"enc": "A128CBC-HS256"}));
    cases.extend(
        [
            ("another's key under our name", to_stranger(&header)),
            ("another's key, unnamed", to_stranger(&unnamed)),
            ("SHA-1 under SHA-256's name", encrypt_sha1(&header, inner())),
            (
                "a header changed afterwards",
                with_part(&good, 0, |_| encode(&other)),
            ),
            ("an encrypted key turned", part(1, turned)),
            ("no encrypted key", part(1, |_| String::new())),
            ("an encrypted key of zeros", part(1, |_| encode([0; 256]))),
            ("an encrypted key too long", part(1, |_| encode([1; 512]))),
            ("a vector turned", part(2, turned)),
            ("no vector", part(2, |_| String::new())),
            ("a vector too long", part(2, |_| encode([7; 16]))),
            ("a text turned", part(3, turned)),
            ("no text", part(3, |_| String::new())),
            ("a text cut short", part(3, |text| text[..400].to_owned())),
            ("a tag turned", part(4, turned)),
            ("no tag", part(4, |_| String::new())),
            ("a tag cut short", part(4, |_| encode([0; 8]))),
            ("a tag too long", part(4, |_| encode([0; 32]))),
            ("a key too short for its enc", encrypt(&longer, inner())),
            ("a key too long for its enc", encrypt_256(&header, inner())),
            ("GCM that says CBC", encrypt(&cbc, inner())),
        ]
        .map(|(name, text)| (name, "decryption_failed", outer(text))),
    );
    refuse_all(pool, cases, 25).await;
}
