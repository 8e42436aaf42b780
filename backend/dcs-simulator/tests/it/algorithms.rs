use credence_dcs_protocol::CheckResult;
use serde_json::json;
use sqlx::PgPool;

use crate::support::forge::{
    encoding_of, encrypt, encrypt_256, encryption_header_with, payload, sign_as,
    signature_header_with,
};
use crate::support::{Simulator, WORLD};

#[sqlx::test(migrations = "../../migrations")]
async fn every_documented_signature_is_taken(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    for name in ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"] {
        let header = signature_header_with(&json!({"alg": name, "kid": "ignored", "typ": "JOSE"}));
        let sign =
            |text: &str| sign_as(&header, text.as_bytes(), &WORLD.signing, encoding_of(name));
        let encrypted = encrypt(&encryption_header_with(&json!({})), sign(&payload()));
        let answer = simulator.post(&sign(&encrypted)).await;
        assert_eq!(
            simulator.party.result(&answer.body),
            CheckResult::Valid,
            "{name}"
        );
    }
}

/// A128CBC-HS256 is what every other test sends.
#[sqlx::test(migrations = "../../migrations")]
async fn an_encryption_with_gcm_or_without_a_thumbprint_is_taken(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let header = signature_header_with(&json!({}));
    let sign = |text: &str| {
        sign_as(
            &header,
            text.as_bytes(),
            &WORLD.signing,
            encoding_of("RS256"),
        )
    };
    let unnamed = encryption_header_with(&json!({"x5t#S256": null}));
    let longer = encryption_header_with(&json!({"enc": "A256GCM", "cty": "JWT"}));
    for encrypted in [
        encrypt(&unnamed, sign(&payload())),
        encrypt_256(&longer, sign(&payload())),
    ] {
        let answer = simulator.post(&sign(&encrypted)).await;
        assert_eq!(simulator.party.result(&answer.body), CheckResult::Valid);
    }
}
