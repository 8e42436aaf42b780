//! What the person's own page says beside the photographs: who asked, what was agreed to, what is kept,
//! and the receipt in the end.

use serde_json::{Value, json};
use sqlx::PgPool;

use crate::cases::Scene;
use crate::mine::{code_of, come_in, get, post};
use crate::support::{Api, Dvs, Integrator, TENANT};

async fn brand(scene: &Scene) {
    let call = scene.api.call("PUT", "/v1/branding");
    let body = json!({
        "version": 0, "display_name": "Example <Bank>",
        "accent": { "light": "#0d5c55", "dark": "#7ccfc2" },
        "support_contact": "help@bank.example",
        "privacy_notice_url": "https://bank.example/privacy?a=1&b=2",
    });
    let call = call.bearer(&scene.integrator.key).json(&body);
    call.send().await.expect(200);
    let logo = scene.api.call("PUT", "/v1/branding/logo");
    let logo = logo.bearer(&scene.integrator.key);
    let logo = logo.header("content-type", "image/png").body("logo");
    logo.send().await.expect(200);
}

/// Erases, and gives what the browser keeps of it.
async fn erase(api: &Api, cookie: &str) -> String {
    let erased = post(api, "/mine/erase", cookie, "").await;
    let mut set = erased.headers.get_all("set-cookie").iter();
    let note = set.next_back().unwrap().to_str().unwrap();
    note.split(';').next().unwrap().to_owned()
}

/// `identity-check.json` out of the archive, whose files are stored as they are.
async fn taken_along(api: &Api, cookie: &str) -> Value {
    let answer = get(api, "/mine/download", cookie).await;
    let bytes = answer.body.as_ref();
    let begin = bytes.iter().position(|byte| *byte == b'{').unwrap();
    let mut values = serde_json::Deserializer::from_slice(&bytes[begin..]).into_iter();
    values.next().unwrap().unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_asked_is_named_and_reached_on_every_page(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let api = &scene.api;
    let cookie = come_in(api, &code_of(&scene).await).await;
    let plain = get(api, "/mine/", &cookie).await.text();
    assert!(
        plain.contains("<p class=\"masthead-name\">One</p>"),
        "{plain}"
    );
    assert!(!plain.contains("<footer") && !plain.contains("brand/"));
    brand(&scene).await;
    let names = |text: &str, path: &str| {
        for shown in [
            "alt=\"Example &lt;Bank&gt;\"",
            "<img src=\"../v1/logos/",
            "href=\"brand/0d5c55-7ccfc2.css\"",
            "href=\"mailto:help@bank.example\"",
            "Help from Example &lt;Bank&gt;",
            "href=\"https://bank.example/privacy?a=1&amp;b=2\"",
        ] {
            assert!(text.contains(shown), "{path}: {shown} in {text}");
        }
        assert!(!text.contains("<script") && !text.contains("style="));
    };
    for path in ["/mine/", "/mine/human", "/mine/erase"] {
        names(&get(api, path, &cookie).await.text(), path);
    }
    let refused = post(api, "/mine/human", &cookie, "text=").await;
    assert_eq!(refused.status, 422);
    names(&refused.text(), "a refused text");
    let style = get(api, "/mine/brand/0d5c55-7ccfc2.css", "").await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.text().contains("--accent: #0d5c55;"));
    for other in ["0d5c55.css", "0d5c55-red.css", "x%7D-7ccfc2.css"] {
        let path = format!("/mine/brand/{other}");
        assert_eq!(get(api, &path, "").await.status, 404, "{other}");
    }
    // Nobody is known before the code.
    let form = get(api, "/mine/", "").await.text();
    assert!(form.contains("<p class=\"masthead-name\">Identity check</p>"));
    assert!(!form.contains("Bank"), "{form}");
    let note = erase(api, &cookie).await;
    names(&get(api, "/mine/erased", &note).await.text(), "erased");
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_agreed_to_is_shown_and_taken_along(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::cross_checking().await).await;
    let api = &scene.api;
    let session = api
        .get(&scene.session.path(""))
        .bearer(&scene.session.token);
    let session = session.send().await.expect(200);
    let version = session["consent"]["text_version"].as_str().unwrap();
    let cookie = come_in(api, &code_of(&scene).await).await;
    let page = get(api, "/mine/", &cookie).await.text();
    for shown in [
        "<h2>What you agreed to</h2>",
        version,
        "<dt>Language</dt><dd>English</dd>",
        "<ul lang=\"en\">\n<li>One asks for this, to make sure that you are who you say you are.</li>",
        "<dt>Search for your face among other checks</dt><dd>No</dd>",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    let copy = taken_along(api, &cookie).await;
    let consent = &copy["consents"][0];
    for name in [
        "obtained_by",
        "text_version",
        "locale",
        "given_at",
        "biometric",
    ] {
        assert_eq!(consent[name], session["consent"][name], "{name}");
    }
    let words = consent["words"].as_array().unwrap();
    assert!(words.len() > 5, "{consent}");
    for name in [
        "images_kept_until",
        "fields_kept_until",
        "summary_kept_until",
    ] {
        assert!(session[name].is_string(), "{name}");
        assert_eq!(copy[name], session[name], "{name}");
    }
    assert_eq!(copy["face_template_kept_until"], Value::Null);
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_documents_fingerprint_is_named_for_as_long_as_it_is_kept(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::cross_checking().await).await;
    let api = &scene.api;
    let run = async |sql: &str| {
        let id = uuid::Uuid::parse_str(&scene.session.id).unwrap();
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id);
        query.execute(&api.pool).await.unwrap();
    };
    run("insert into credence.document_mark
             (tenant_id, session_id, document_hash, holder_hash, created_at)
         select tenant_id, id, '1', '1', created_at from credence.session where id = $1")
    .await;
    let cookie = come_in(api, &code_of(&scene).await).await;
    let named = async || {
        let text = get(api, "/mine/", &cookie).await.text();
        let copy = taken_along(api, &cookie).await;
        let told = [
            "Fingerprints of the photographs",
            "Fingerprints of the document",
        ]
        .map(|words| text.contains(words));
        let kept = ["photograph_fingerprints_kept", "document_fingerprint_kept"]
            .map(|name| copy[name] == true);
        assert_eq!(told, kept);
        told
    };
    assert_eq!(named().await, [true, true]);
    // As retention leaves it when the photographs' time is over.
    run("delete from credence.image where session_id = $1").await;
    run("delete from credence.image_mark where session_id = $1").await;
    assert_eq!(named().await, [false, true]);
    run("delete from credence.document_mark where session_id = $1").await;
    assert_eq!(named().await, [false, false]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_did_not_agree_is_told_so(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let api = &scene.api;
    let integrator = Integrator::new(api, TENANT).await;
    let ended = async |path: &str, token: &str| {
        let session = integrator.create_undecided_session(api).await;
        let token = if token.is_empty() {
            &session.token
        } else {
            token
        };
        api.post(&session.path(path))
            .bearer(token)
            .send()
            .await
            .expect(200);
        let call = api
            .post(&session.path("/continuation"))
            .bearer(&session.token);
        let code = call.send().await.expect(201);
        let cookie = come_in(api, code["code"].as_str().unwrap()).await;
        let cancel_code = taken_along(api, &cookie).await["cancel_code"].clone();
        (get(api, "/mine/", &cookie).await.text(), cancel_code)
    };
    let (page, code) = ended("/decline", "").await;
    assert_eq!(code, "consent_declined");
    assert!(
        page.contains("You did not agree to what One asks"),
        "{page}"
    );
    assert!(page.contains("No agreement of yours is kept."));
    let (page, code) = ended("/cancel", &integrator.key).await;
    assert_eq!(code, Value::Null);
    assert!(page.contains("One no longer needs it."), "{page}");
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_receipt_is_offered_once_the_last_copy_is_gone(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let api = &scene.api;
    let cookie = come_in(api, &code_of(&scene).await).await;
    let note = erase(api, &cookie).await;
    let waiting = get(api, "/mine/erased", &note).await.text();
    assert!(waiting.contains("Look whether it is ready"), "{waiting}");
    let early = get(api, "/mine/receipt", &note).await;
    assert_eq!((early.status, early.header("location")), (303, "erased"));
    while credence_app::work_due(&api.app).await.unwrap() > 0 {}
    let done = get(api, "/mine/erased", &note).await.text();
    assert!(
        done.contains("href=\"receipt\">Download the receipt"),
        "{done}"
    );
    let file = get(api, "/mine/receipt", &note).await;
    let disposition = file.header("content-disposition");
    assert_eq!(disposition, "attachment; filename=\"erasure-receipt.json\"");
    assert_eq!(file.header("cache-control"), "no-store");
    let file: Value = serde_json::from_slice(&file.body).unwrap();
    let call = api.get(&scene.session.path("/erasure"));
    let told = call.bearer(&scene.integrator.key).send().await.expect(200);
    assert_eq!(file, told);
    assert!(file["receipt"].is_string());
    for stranger in ["", &cookie, "credence-erased=AAAA"] {
        let refused = get(api, "/mine/receipt", stranger).await;
        assert_eq!((refused.status, refused.header("location")), (303, "./"));
    }
}
