use serde_json::json;
use sqlx::PgPool;

use super::{Case, refuse_all};
use crate::support::WORLD;
use crate::support::forge::{
    encode, encoding_of, encrypted, message, sign, sign_as, sign_hmac, signature_header,
    signature_header_with, turned, with_part,
};

#[sqlx::test(migrations = "../../migrations")]
async fn an_algorithm_that_is_not_on_the_list_is_refused(pool: PgPool) {
    let names = [
        "none",
        "None",
        "NONE",
        "",
        "ES256",
        "ES384",
        "ES256K",
        "EdDSA",
        "RS1",
        "rs256",
        "RS256 ",
        "RSA-OAEP-256",
        "dir",
        "A128CBC-HS256",
        "RS2048",
        "PS1",
    ];
    let mut cases: Vec<Case> = names
        .map(|name| {
            let header = signature_header_with(&json!({"alg": name}));
            (name, "algorithm_not_allowed", sign(&header, encrypted()))
        })
        .into();
    for name in ["none", "nOnE"] {
        let header = signature_header_with(&json!({"alg": name}));
        let unsigned = with_part(&sign(&header, encrypted()), 2, |_| String::new());
        cases.push((name, "algorithm_not_allowed", unsigned));
    }
    for name in ["HS256", "HS384", "HS512"] {
        let keyed = sign_hmac(name, encrypted());
        cases.push((name, "algorithm_not_allowed", keyed));
    }
    refuse_all(pool, cases, 21).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_signer_that_is_not_named_or_not_enrolled_is_refused(pool: PgPool) {
    let own = WORLD.signing.certificate();
    let hexadecimal: String = own
        .der()
        .iter()
        .take(32)
        .map(|b| format!("{b:02x}"))
        .collect();
    let thumbprint = |text: &str| json!({"x5t#S256": text});
    let of = |certificate: credence_dcs_protocol::Certificate| json!({"x5t#S256": certificate.thumbprint()});
    let embedded = json!({
        "x5t#S256": WORLD.stranger_signing.certificate().thumbprint(),
        "x5c": [base64_simd::STANDARD.encode_to_string(WORLD.stranger_signing.certificate().der())],
    });
    let cases: Vec<Case> = [
        ("no thumbprint", "no_thumbprint", json!({"x5t#S256": null})),
        (
            "SHA-1 alone",
            "no_thumbprint",
            json!({"x5t#S256": null, "x5t": own.sha1_thumbprint()}),
        ),
        (
            "a kid alone",
            "no_thumbprint",
            json!({"x5t#S256": null, "kid": own.thumbprint()}),
        ),
        ("an empty one", "unknown_signer", thumbprint("")),
        ("any words", "unknown_signer", thumbprint("my certificate")),
        ("hexadecimal", "unknown_signer", thumbprint(&hexadecimal)),
        (
            "padded",
            "unknown_signer",
            thumbprint(&format!("{}=", own.thumbprint())),
        ),
        (
            "SHA-1 in its place",
            "unknown_signer",
            thumbprint(own.sha1_thumbprint()),
        ),
        (
            "cut short",
            "unknown_signer",
            thumbprint(&own.thumbprint()[..42]),
        ),
        (
            "another x5t beside",
            "unknown_signer",
            json!({"x5t": "nR_QlI44QZMkBb_zjWb8sOyDRnc"}),
        ),
        (
            "our encryption certificate",
            "unknown_signer",
            of(WORLD.encryption.certificate()),
        ),
        (
            "our TLS certificate",
            "unknown_signer",
            of(WORLD.tls.certificate()),
        ),
        (
            "the service's own",
            "unknown_signer",
            of(WORLD.dcs_signing.clone()),
        ),
        (
            "another authority's",
            "unknown_signer",
            of(WORLD.stranger_signing.certificate()),
        ),
        ("one brought along", "unknown_signer", embedded),
        ("a number", "bad_header", json!({"x5t#S256": 7})),
        (
            "a list",
            "bad_header",
            json!({"x5t#S256": [own.thumbprint()]}),
        ),
    ]
    .map(|(name, code, members)| {
        (
            name,
            code,
            sign(&signature_header_with(&members), encrypted()),
        )
    })
    .into();
    refuse_all(pool, cases, 17).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_signature_that_is_not_right_is_refused(pool: PgPool) {
    let good = message();
    let header = signature_header().to_string();
    let by = |pair| sign_as(&header, encrypted().as_bytes(), pair, encoding_of("RS256"));
    let claiming = |claimed: &str, used: &str| {
        let header = signature_header_with(&json!({"alg": claimed}));
        let used = encoding_of(used);
        sign_as(&header, encrypted().as_bytes(), &WORLD.signing, used)
    };
    let expired = WORLD.expired_signing.certificate();
    let expired_header = signature_header_with(&json!({"x5t#S256": expired.thumbprint()}));
    let signature = |change: fn(&str) -> String| with_part(&good, 2, change);
    let other = signature_header_with(&json!({"kid": "another"}));
    let mut cases: Vec<Case> = [
        ("none", signature(|_| String::new())),
        ("one byte", signature(|_| "AA".to_owned())),
        ("one bit turned", signature(turned)),
        ("zeros", signature(|_| encode([0; 256]))),
        ("cut short", signature(|part| part[..340].to_owned())),
        (
            "twice as long",
            signature(|part| format!("{}{}", &part[..340], part)),
        ),
        ("of another message", {
            let other = message();
            with_part(&good, 2, |_| other.rsplit('.').next().unwrap().to_owned())
        }),
        (
            "another payload",
            with_part(&good, 1, |_| encode(encrypted())),
        ),
        (
            "a header changed afterwards",
            with_part(&good, 0, |_| encode(&other)),
        ),
        ("a stranger's key", by(&WORLD.stranger_signing)),
        ("another client's key", by(&WORLD.second_signing)),
        ("our own encryption key", by(&WORLD.encryption)),
        ("our own TLS key", by(&WORLD.tls)),
        ("RS256 that says PS256", claiming("PS256", "RS256")),
        ("PS256 that says RS256", claiming("RS256", "PS256")),
        ("RS256 that says RS512", claiming("RS512", "RS256")),
        ("PS384 that says PS256", claiming("PS256", "PS384")),
    ]
    .map(|(name, message)| (name, "bad_signature", message))
    .into();
    cases.push((
        "an expired certificate's",
        "signer_not_valid",
        sign_as(
            &expired_header,
            encrypted().as_bytes(),
            &WORLD.expired_signing,
            encoding_of("RS256"),
        ),
    ));
    refuse_all(pool, cases, 18).await;
}
