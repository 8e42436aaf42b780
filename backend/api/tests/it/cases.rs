use credence_types::ImageId;
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{
    Answer, Api, Dvs, Integrator, OTHER, PICTURE, Reviewer, Session, Settings, TENANT,
};

pub(crate) struct Scene {
    pub(crate) api: Api,
    pub(crate) integrator: Integrator,
    pub(crate) reviewer: Reviewer,
    pub(crate) session: Session,
    _dvs: Dvs,
}

impl Scene {
    /// A session whose photographs DVS has looked at.
    pub(crate) async fn after(pool: PgPool, dvs: Dvs) -> Self {
        let settings = Settings {
            dvs: Some(dvs.client.clone()),
            ..Settings::default()
        };
        let api = Api::start_with(pool, settings).await;
        let integrator = Integrator::new(&api, TENANT).await;
        let reviewer = Reviewer::first(&api, TENANT).await;
        let session = integrator.create_session(&api).await;
        let call = api
            .post(&session.path("/submission"))
            .bearer(&session.token);
        call.json(&json!({ "request_id": Uuid::from_u128(7) }))
            .send()
            .await
            .expect(202);
        assert_eq!(credence_app::work_due(&api.app).await.unwrap(), 1);
        Self {
            api,
            integrator,
            reviewer,
            session,
            _dvs: dvs,
        }
    }

    fn case(&self, rest: &str) -> String {
        format!("/v1/console/cases/{}{rest}", self.session.id)
    }

    async fn read(&self, rest: &str) -> Answer {
        self.reviewer.get(&self.api, &self.case(rest)).send().await
    }

    async fn decide(&self, body: Value) -> Answer {
        self.reviewer
            .post(&self.api, &self.case("/decision"))
            .json(&body)
            .send()
            .await
    }

    async fn session(&self) -> Value {
        let call = self
            .api
            .get(&self.session.path(""))
            .bearer(&self.session.token);
        call.send().await.expect(200)
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_honest_licence_waits_for_a_reviewer(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let session = scene.session().await;
    assert_eq!(session["state"], "needs_review");
    assert_eq!(session["summary"]["decision"], "needs_review");
    assert_eq!(session["summary"]["decided_by"], "policy");
    let text = session.to_string();
    assert!(!text.contains("DRAWN") && !text.contains("1990"), "{text}");
    let checks = session["summary"]["checks"].as_array().unwrap();
    let face = checks
        .iter()
        .find(|check| check["code"] == "face_match")
        .unwrap();
    assert_eq!(face["outcome"], "unavailable");
    assert!(
        face["message"].is_string() && face.get("reason").is_none(),
        "{face}"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_integrator_gets_the_full_result(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let call = scene
        .api
        .get(&scene.session.path("/result"))
        .bearer(&scene.integrator.key);
    let answer = call.send().await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let result = answer.expect(200);
    assert_eq!(result["session_id"], scene.session.id.as_str());
    assert_eq!(result["dvs_request_id"], Uuid::from_u128(7).to_string());
    assert_eq!(result["decision"]["outcome"], "needs_review");
    assert!(result["decision"]["checks"][0]["reason"].is_string());
    assert_eq!(
        result["scores"],
        json!({ "document": null, "face": null, "liveness": null })
    );
    let fields = result["fields"].as_array().unwrap();
    let name = fields
        .iter()
        .find(|field| field["value"] == "DRAWN")
        .unwrap();
    assert!(
        name["key"].is_string() && name["source"].is_string(),
        "{name}"
    );
    for key in ["policy_version", "engine_build"] {
        assert!(!result[key].as_str().unwrap().is_empty());
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn result_and_case_tell_what_every_source_says_and_the_person_does_not_learn_it(
    pool: PgPool,
) {
    let scene = Scene::after(pool, Dvs::cross_checking().await).await;
    let call = scene
        .api
        .get(&scene.session.path("/result"))
        .bearer(&scene.integrator.key);
    let result = call.send().await.expect(200);
    let case = scene.read("").await.expect(200);
    for told in [&result, &case] {
        let fields = told["fields"].as_array().unwrap();
        let name = fields.iter().find(|field| field["key"] == "family_name");
        let name = name.unwrap();
        assert_eq!(name["agreement"], "differs");
        assert_eq!(
            name["sightings"],
            json!([
                {
                    "source": "barcode", "image": "back", "value": "DRAWN", "confidence": null,
                    "corners": null,
                },
                {
                    "source": "printed", "image": "front", "value": "DRAWM", "confidence": 97,
                    "corners": [[1.5, 2.0], [9.0, 2.0], [9.0, 4.0], [1.5, 4.0]],
                },
            ])
        );
        assert_eq!(
            told["forgery_signals"],
            json!([{
                "image": "front", "signal": "splice", "score": 2.5, "threshold": 1.0,
                "is_raised": true, "corners": null,
            }])
        );
    }
    assert_eq!(
        case["failed_checks"],
        json!(["fields_consistent", "document.forgery_signals"])
    );
    let session = scene.session().await.to_string();
    for secret in ["DRAWN", "DRAWM", "family_name", "splice", "forgery"] {
        assert!(!session.contains(secret), "{secret}: {session}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reader_that_does_not_tell_its_sources_leaves_them_out(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let case = scene.read("").await.expect(200);
    assert_eq!(case["forgery_signals"], Value::Null);
    assert_eq!(case["fields"][0]["agreement"], Value::Null);
    assert_eq!(case["fields"][0]["sightings"], json!([]));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_case_shows_what_there_is_and_who_looked(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    scene.read("").await.expect(200);
    let case = scene.read("").await.expect(200);
    assert_eq!(
        (&case["state"], &case["attempts"]),
        (&json!("needs_review"), &json!(1))
    );
    assert_eq!(case["document_type"], "driver_license_or_id");
    assert_eq!(case["decision"], "needs_review");
    assert_eq!(case["retake"], Value::Null);
    let steps: Vec<_> = case["images"]
        .as_array()
        .unwrap()
        .iter()
        .map(|image| &image["step"])
        .collect();
    assert_eq!(steps, ["front", "back", "face"]);
    assert_eq!(case["images"][0]["byte_length"], PICTURE.len());
    assert!(
        case["checks"]
            .as_array()
            .unwrap()
            .iter()
            .all(|check| check["reason"].is_string())
    );
    let history = case["history"].as_array().unwrap();
    assert!(
        history
            .iter()
            .any(|line| line["actor_kind"] == "reviewer" && line["actor_name"] == "Ann")
    );
    assert!(history.iter().any(|line| line["actor_kind"] == "person"));
    let sequences: Vec<_> = history
        .iter()
        .map(|line| line["sequence"].as_i64().unwrap())
        .collect();
    assert!(sequences.is_sorted());
    let page = scene
        .reviewer
        .get(&scene.api, "/v1/console/cases?state=needs_review")
        .send()
        .await;
    assert_eq!(
        page.expect(200)["cases"][0]["id"],
        scene.session.id.as_str()
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_image_shows_and_does_nothing_else(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let case = scene.read("").await.expect(200);
    let image = case["images"][0]["id"].as_str().unwrap().to_owned();
    let answer = scene.read(&format!("/images/{image}")).await;
    assert_eq!((answer.status, &answer.body[..]), (200, PICTURE));
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-disposition", "attachment; filename=\"image\""),
        (
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'; sandbox",
        ),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    let history = scene.read("").await.expect(200)["history"].to_string();
    assert!(
        history.contains(&image),
        "the look at the image is not audited: {history}"
    );

    let none = ImageId::from_uuid(Uuid::from_u128(5));
    scene
        .read(&format!("/images/{none}"))
        .await
        .expect_problem(404, "not_found");
    scene
        .read("/images/front")
        .await
        .expect_problem(404, "not_found");
    // An image of this case is none of another's, nor another tenant's.
    let other = scene.integrator.create_session(&scene.api).await;
    let path = format!("/v1/console/cases/{}/images/{image}", other.id);
    let answer = scene.reviewer.get(&scene.api, &path).send().await;
    answer.expect_problem(404, "not_found");
    let stranger = Reviewer::join(
        &scene.api,
        OTHER,
        credence_app::Role::Administrator,
        "b@example.test",
    )
    .await;
    let path = scene.case(&format!("/images/{image}"));
    stranger
        .get(&scene.api, &path)
        .send()
        .await
        .expect_problem(404, "not_found");
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_browsers_do_not_show_comes_as_a_jpeg(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::keeping(b"\0\0\0\x14ftypheic\0\0\0\0heic").await).await;
    let image = &scene.read("").await.expect(200)["images"][0].clone();
    // It is kept as it was sent.
    assert_eq!(image["media_type"], "image/heic");
    let path = format!("/images/{}", image["id"].as_str().unwrap());
    let answer = scene.read(&path).await;
    assert_eq!((answer.status, &answer.body[..]), (200, &b"made of it"[..]));
    assert_eq!(answer.header("content-type"), "image/jpeg");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_cannot_be_decoded_is_no_picture(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::keeping(b"%PDF-1.7 and no more").await).await;
    let image = &scene.read("").await.expect(200)["images"][0].clone();
    assert_eq!(image["media_type"], "application/pdf");
    let path = format!("/images/{}", image["id"].as_str().unwrap());
    let answer = scene.read(&path).await;
    assert_eq!(answer.header("content-type"), "application/octet-stream");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reviewer_settles_a_case_once(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let body = json!({ "decision": "approve", "reason": "seen at the counter" });
    let case = scene.decide(body.clone()).await.expect(200);
    assert_eq!(case["state"], "approved");
    assert!(case["history"].to_string().contains("seen at the counter"));
    let session = scene.session().await;
    assert_eq!(
        (&session["state"], &session["capture"]),
        (&json!("approved"), &Value::Null)
    );
    assert_eq!(session["summary"]["decided_by"], "reviewer");
    assert!(!session.to_string().contains("counter"));
    scene
        .decide(body)
        .await
        .expect_problem(409, "case_already_decided");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_reviewer_can_ask_for_a_picture_again(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let body = json!({ "decision": "retake", "step": "face", "reason": "the face is in the dark" });
    assert_eq!(scene.decide(body).await.expect(200)["state"], "retake");
    let session = scene.session().await;
    assert_eq!(session["retake"]["step"], "face");
    assert_eq!(session["retake"]["code"], "reviewer_asked");
    assert!(session["capture"].is_object());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_decision_is_whole_or_refused(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    for (body, code) in [
        (
            json!({ "decision": "approve", "reason": "ab" }),
            "invalid_reason",
        ),
        (
            json!({ "decision": "approve", "reason": "a".repeat(2_001) }),
            "invalid_reason",
        ),
        (json!({ "decision": "approve" }), "invalid_body"),
        (
            json!({ "decision": "CANARY", "reason": "all is well" }),
            "invalid_body",
        ),
        (
            json!({ "decision": "retake", "reason": "all is well" }),
            "invalid_step",
        ),
        (
            json!({ "decision": "reject", "step": "face", "reason": "all is well" }),
            "invalid_step",
        ),
        (
            json!({ "decision": "retake", "step": "hand", "reason": "all is well" }),
            "invalid_body",
        ),
    ] {
        let answer = scene.decide(body).await;
        answer.expect_problem(422, code);
        assert!(!answer.text().contains("CANARY"));
    }
    let body = json!({ "decision": "reject", "reason": "not" });
    assert_eq!(scene.decide(body).await.expect(200)["state"], "rejected");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_picture_that_cannot_be_read_is_asked_for_again(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::refusing("PDF417Error").await).await;
    let session = scene.session().await;
    assert_eq!(session["state"], "retake");
    assert_eq!(
        (&session["retake"]["step"], &session["retake"]["code"]),
        (&json!("back"), &json!("PDF417Error"))
    );
    assert!(
        session["retake"]["message"]
            .as_str()
            .unwrap()
            .ends_with('.')
    );
    assert_eq!(session["attempts_left"], 4);
    let call = scene
        .api
        .get(&scene.session.path("/result"))
        .bearer(&scene.integrator.key);
    call.send().await.expect_problem(409, "result_not_ready");
}
