use serde_json::json;
use sqlx::PgPool;

use super::{Case, refuse_all};
use crate::support::WORLD;
use crate::support::forge::{
    around, encoding_of, encrypted, inner, payload, sign, sign_as, sign_hmac, signature_header,
    signature_header_with, turned, with_part,
};

#[sqlx::test(migrations = "../../migrations")]
async fn an_inner_signature_that_is_not_the_outer_signers_is_refused(pool: PgPool) {
    let with = |members| sign(&signature_header_with(&members), payload());
    let by = |pair, header: &str| sign_as(header, payload().as_bytes(), pair, encoding_of("RS256"));
    let named = |pair: &crate::support::Pair| {
        signature_header_with(&json!({"x5t#S256": pair.certificate().thumbprint()}))
    };
    let header = signature_header().to_string();
    let (second, expired) = (&WORLD.second_signing, &WORLD.expired_signing);
    let cases: Vec<Case> = [
        ("the request unsigned", "not_compact", payload()),
        ("nothing", "not_compact", String::new()),
        ("encrypted once more", "not_compact", encrypted()),
        (
            "in quotation marks",
            "not_compact",
            format!("\"{}\"", inner()),
        ),
        (
            "a line's end behind",
            "not_compact",
            format!("{}\n", inner()),
        ),
        ("a header of words", "bad_header", sign("RS256", payload())),
        (
            "crit",
            "extension_not_allowed",
            with(json!({"crit": ["b64"]})),
        ),
        ("none", "algorithm_not_allowed", {
            with_part(&with(json!({"alg": "none"})), 2, |_| String::new())
        }),
        (
            "HMAC",
            "algorithm_not_allowed",
            sign_hmac("HS256", payload()),
        ),
        (
            "no thumbprint",
            "no_thumbprint",
            with(json!({"x5t#S256": null})),
        ),
        ("SHA-1 alone", "no_thumbprint", {
            let own = WORLD.signing.certificate();
            with(json!({"x5t#S256": null, "x5t": own.sha1_thumbprint()}))
        }),
        ("not enrolled", "unknown_signer", {
            by(&WORLD.stranger_signing, &named(&WORLD.stranger_signing))
        }),
        (
            "one bit turned",
            "bad_signature",
            with_part(&inner(), 2, turned),
        ),
        (
            "no signature",
            "bad_signature",
            with_part(&inner(), 2, |_| String::new()),
        ),
        (
            "a stranger's key",
            "bad_signature",
            by(&WORLD.stranger_signing, &header),
        ),
        (
            "another client's",
            "signers_differ",
            by(second, &named(second)),
        ),
        (
            "an expired certificate's",
            "signer_not_valid",
            by(expired, &named(expired)),
        ),
    ]
    .map(|(name, code, text)| (name, code, around(text)))
    .into();
    refuse_all(pool, cases, 17).await;
}
