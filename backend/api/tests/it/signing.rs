use base64_simd::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use credence_app::{Role, Rotation, Scope, rotate_signing_key};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Api, Dvs, EMAIL, Integrator, Reviewer, Session, Settings, TENANT};

/// A part of a JWT, unchecked.
fn part(token: &str, position: usize) -> Value {
    let part = token.split('.').nth(position).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode_to_vec(part).unwrap()).unwrap()
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode_to_string(part.to_string().as_bytes())
}

async fn read_with(api: &Api, session: &Session, token: &str) -> u16 {
    let call = api.get(&session.path("")).bearer(token);
    let answer = call.send().await;
    if answer.status != 200 {
        answer.expect_problem(401, "invalid_credential");
    }
    answer.status
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_public_keys_are_for_everybody(pool: PgPool) {
    let api = Api::start(pool).await;
    let answer = api.get("/.well-known/jwks.json").send().await;
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let body = answer.expect(200);
    let key = &body["keys"][0];
    assert_eq!(
        (&key["kty"], &key["crv"], &key["alg"], &key["use"]),
        (
            &json!("EC"),
            &json!("P-256"),
            &json!("ES256"),
            &json!("sig")
        )
    );
    assert_eq!(key["kid"].as_str().unwrap().len(), 43);
    assert!(key.get("d").is_none());

    let lead = Rotation::After(TimeDelta::minutes(10));
    let new = rotate_signing_key(&api.app, lead).await.unwrap();
    let body = api.get("/.well-known/jwks.json").send().await.expect(200);
    assert_eq!(&body["keys"][0], key);
    assert_eq!(body["keys"][1]["kid"], new);
    api.clock.advance(TimeDelta::minutes(10));
    let body = api.get("/.well-known/jwks.json").send().await.expect(200);
    assert_eq!(body["keys"][0]["kid"], new);
    assert_eq!(&body["keys"][1], key);
    let last = rotate_signing_key(&api.app, Rotation::Revoke)
        .await
        .unwrap();
    let body = api.get("/.well-known/jwks.json").send().await.expect(200);
    assert_eq!(body["keys"].as_array().unwrap().len(), 1);
    assert_eq!(body["keys"][0]["kid"], last);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_session_token_is_for_one_session_and_purpose(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = Integrator::new(&api, TENANT)
        .await
        .create_session(&api)
        .await;
    let (header, claims) = (part(&session.token, 0), part(&session.token, 1));
    assert_eq!(
        (&header["alg"], &header["typ"]),
        (&json!("ES256"), &json!("credence-session+jwt"))
    );
    assert_eq!(claims["iss"], "http://localhost:8080");
    assert_eq!(claims["aud"], "http://localhost:8080/verify");
    assert_eq!(claims["sub"], session.id);
    assert_eq!(claims["tenant"], json!(TENANT));
    assert_eq!(
        claims["exp"],
        json!(claims["iat"].as_i64().unwrap() + 24 * 3600)
    );
    assert_eq!(claims.as_object().unwrap().len(), 8, "{claims}");
    assert_eq!(read_with(&api, &session, &session.token).await, 200);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_forged_or_lapsed_session_token_is_refused(pool: PgPool) {
    let api = Api::start(pool).await;
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    let [header, body, signature] = session.token.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts");
    };
    let kid = part(&session.token, 0)["kid"].clone();
    let with_header = |header: Value| format!("{}.{body}.{signature}", encoded(&header));
    let mut longer = part(&session.token, 1);
    longer["exp"] = json!(9_999_999_999_i64);
    for forged in [
        with_header(json!({ "alg": "none", "typ": "credence-session+jwt", "kid": kid })),
        with_header(json!({ "alg": "HS256", "typ": "credence-session+jwt", "kid": kid })),
        with_header(json!({ "alg": "ES256", "typ": "credence-session+jwt", "kid": "other" })),
        with_header(
            json!({ "alg": "ES256", "typ": "credence-session+jwt", "kid": kid,
                            "jku": "https://elsewhere.example/jwks.json" }),
        ),
        with_header(json!({ "alg": "ES256", "typ": "JWT", "kid": kid })),
        with_header(json!({ "alg": "ES256", "typ": "credence-session+jwt" })),
        format!("{header}.{}.{signature}", encoded(&longer)),
        format!("{header}.{body}."),
        format!("{header}.{body}"),
        format!("{header}..{signature}"),
        "..".to_owned(),
        "eyJ".repeat(2000),
    ] {
        assert_eq!(read_with(&api, &session, &forged).await, 401, "{forged}");
    }
    // Genuine, and for this very session, but not the one that it was given.
    sqlx::query("update credence.session set token_hash = sha256('other')")
        .execute(&api.pool)
        .await
        .unwrap();
    assert_eq!(read_with(&api, &session, &session.token).await, 401);

    let session = integrator.create_session(&api).await;
    api.clock
        .advance(TimeDelta::days(1) - TimeDelta::seconds(1));
    assert_eq!(read_with(&api, &session, &session.token).await, 200);
    api.clock.advance(TimeDelta::seconds(1));
    assert_eq!(read_with(&api, &session, &session.token).await, 401);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_token_of_the_older_form_stays_good_for_its_session(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = Integrator::new(&api, TENANT)
        .await
        .create_session(&api)
        .await;
    let id: Uuid = session.id.parse().unwrap();
    let bytes = [
        TENANT.as_uuid().as_bytes().as_slice(),
        id.as_bytes(),
        &[7; 32],
    ]
    .concat();
    let old = format!("st_{}", URL_SAFE_NO_PAD.encode_to_string(&bytes));
    assert_eq!(read_with(&api, &session, &old).await, 401);
    sqlx::query("update credence.session set token_hash = sha256($1) where id = $2")
        .bind(old.as_bytes())
        .bind(id)
        .execute(&api.pool)
        .await
        .unwrap();
    assert_eq!(read_with(&api, &session, &old).await, 200);
    assert_eq!(read_with(&api, &session, &session.token).await, 401);
}

/// A session that a reviewer has settled.
async fn decided(api: &Api, integrator: &Integrator, decision: &str) -> Session {
    let session = integrator.create_session(api).await;
    let call = api
        .post(&session.path("/submission"))
        .bearer(&session.token);
    let body = json!({ "request_id": Uuid::new_v4() });
    call.json(&body).send().await.expect(202);
    credence_app::work_due(&api.app).await.unwrap();
    let reviewer = Reviewer::join(api, TENANT, Role::Reviewer, &format!("{decision}{EMAIL}")).await;
    let case = format!("/v1/console/cases/{}", session.id);
    reviewer.get(api, &case).send().await.expect(200);
    let review = json!({ "decision": decision, "reason": "looked at it" });
    let call = reviewer
        .post(api, &format!("{case}/decision"))
        .json(&review);
    assert_eq!(call.send().await.status, 200);
    session
}

async fn reading(pool: PgPool) -> (Api, Dvs) {
    let dvs = Dvs::reading().await;
    let settings = Settings {
        dvs: Some(dvs.client.clone()),
        ..Settings::default()
    };
    (Api::start_with(pool, settings).await, dvs)
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_signed_result_says_who_and_why(pool: PgPool) {
    let (api, _dvs) = reading(pool).await;
    let scopes = [Scope::SessionsWrite, Scope::ResultsRead, Scope::PiiRead];
    let integrator = Integrator::with_scopes(&api, TENANT, &scopes).await;
    let session = decided(&api, &integrator, "approve").await;
    let path = session.path("/result.jwt");
    let answer = api.get(&path).bearer(&integrator.key).send().await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "application/jwt")
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    let token = answer.text();
    assert_eq!(part(&token, 0)["typ"], "credence-result+jwt");
    let jwks = api.get("/.well-known/jwks.json").send().await.expect(200);
    assert_eq!(part(&token, 0)["kid"], jwks["keys"][0]["kid"]);
    let claims = part(&token, 1);
    assert_eq!(claims["sub"], session.id);
    assert_eq!(claims["aud"], json!(TENANT));
    assert_eq!(claims["exp"], json!(claims["iat"].as_i64().unwrap() + 1800));
    assert_eq!(claims["decision"]["outcome"], "approved");
    assert_eq!(claims["decision"]["decided_by"], "reviewer");
    assert!(claims["decision"]["policy_version"].is_string());
    assert!(claims["decision"]["checks"][0]["code"].is_string());
    let verified = &claims["verified_claims"];
    assert_eq!(
        verified["claims"],
        json!({ "family_name": "DRAWN", "birthdate": "1990-01-31" })
    );
    let verification = &verified["verification"];
    assert_eq!(verification["trust_framework"], "credence");
    let evidence = &verification["evidence"][0];
    assert_eq!(evidence["type"], "document");
    assert_eq!(
        evidence["check_details"],
        json!([{ "check_method": "vri" }])
    );
    assert_eq!(
        evidence["document_details"],
        json!({ "type": "driving_permit_or_idcard", "date_of_expiry": "2030-01-31" })
    );
    // One kind of token never passes for another.
    assert_eq!(read_with(&api, &session, &token).await, 401);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_signed_result_names_nobody_without_the_scope_or_the_approval(pool: PgPool) {
    let (api, _dvs) = reading(pool).await;
    let all = Integrator::with_scopes(&api, TENANT, &Scope::ALL).await;
    let lacking = Integrator::with_scopes(&api, TENANT, &[Scope::ResultsRead]).await;
    let approved = decided(&api, &all, "approve").await;
    let rejected = decided(&api, &all, "reject").await;
    for (session, key, outcome) in [
        (&approved, &lacking.key, "approved"),
        (&rejected, &all.key, "rejected"),
    ] {
        let answer = api
            .get(&session.path("/result.jwt"))
            .bearer(key)
            .send()
            .await;
        let claims = part(&answer.text(), 1);
        assert_eq!(claims["decision"]["outcome"], outcome);
        assert!(claims.get("verified_claims").is_none(), "{claims}");
        assert!(!claims.to_string().contains("DRAWN"));
    }
    let open = all.create_session(&api).await;
    let answer = api
        .get(&open.path("/result.jwt"))
        .bearer(&all.key)
        .send()
        .await;
    answer.expect_problem(409, "result_not_ready");
}
