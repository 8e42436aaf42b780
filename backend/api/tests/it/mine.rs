//! The person's own page: in by a code, everything to see and to take, a human, and the end.

use std::time::Duration;

use credence_api::ApiOptions;
use credence_http_server::Rate;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::cases::Scene;
use crate::support::{Answer, Api, Dvs, Integrator, PICTURE, Settings, TENANT};

pub(crate) async fn code_of(scene: &Scene) -> String {
    let call = scene.api.post(&scene.session.path("/continuation"));
    let answer = call.bearer(&scene.session.token).send().await.expect(201);
    assert_eq!(answer["page"], "http://localhost:8080/mine/");
    answer["code"].as_str().unwrap().to_owned()
}

pub(crate) async fn post(api: &Api, path: &str, cookie: &str, body: &str) -> Answer {
    let call = api.post(path).same_origin().header("cookie", cookie);
    let call = call.header("content-type", "application/x-www-form-urlencoded");
    call.body(body).send().await
}

pub(crate) async fn enter(api: &Api, code: &str) -> Answer {
    post(api, "/mine/", "", &format!("code={code}")).await
}

/// What the browser sends back after the code was taken.
pub(crate) async fn come_in(api: &Api, code: &str) -> String {
    let answer = enter(api, code).await;
    assert_eq!((answer.status, answer.header("location")), (303, "./"));
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Max-Age=1800"),
        "{cookie}"
    );
    cookie.split(';').next().unwrap().to_owned()
}

pub(crate) async fn get(api: &Api, path: &str, cookie: &str) -> Answer {
    api.get(path).header("cookie", cookie).send().await
}

async fn actions(scene: &Scene) -> Vec<(String, String)> {
    sqlx::query_as(
        "select actor_kind, action from credence.audit where session_id = $1 and actor_kind = 'person'
         order by sequence",
    )
    .bind(uuid::Uuid::parse_str(&scene.session.id).unwrap())
    .fetch_all(&scene.api.pool)
    .await
    .unwrap()
}

async fn decide(scene: &Scene, decision: &str) {
    let path = format!("/v1/console/cases/{}/decision", scene.session.id);
    let case = format!("/v1/console/cases/{}", scene.session.id);
    scene
        .reviewer
        .get(&scene.api, &case)
        .send()
        .await
        .expect(200);
    let call = scene.reviewer.post(&scene.api, &path);
    let body = json!({ "decision": decision, "reason": "as it looks" });
    call.json(&body).send().await.expect(200);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_sees_their_own_record_and_takes_it_along(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::cross_checking().await).await;
    let api = &scene.api;
    let form = get(api, "/mine/", "").await;
    assert!(
        form.text()
            .contains("<label for=\"code\">Your code</label>")
    );
    let code = code_of(&scene).await;
    let cookie = come_in(api, &code.to_lowercase().replace('-', " ")).await;
    let page = get(api, "/mine/", &cookie).await;
    assert_eq!(page.header("cache-control"), "no-store");
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
    let text = page.text();
    for shown in [
        "<html lang=\"en-GB\">",
        "One",
        "DRAWN",
        "Family name",
        "A person will look at your check",
        &scene.session.id,
    ] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    assert!(
        !text.contains("<script") && !text.contains("order-7"),
        "{text}"
    );
    let image = text
        .split("images/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    for path in [
        format!("/mine/images/{image}"),
        format!("/mine/images/{image}/original"),
    ] {
        let answer = get(api, &path, &cookie).await;
        assert_eq!(answer.body.as_ref(), PICTURE);
        assert!(
            answer
                .header("content-disposition")
                .starts_with("attachment")
        );
        assert_eq!(get(api, &path, "").await.status, 404);
    }
    let copy = get(api, "/mine/download", &cookie).await;
    assert_eq!(copy.header("content-type"), "application/zip");
    let bytes = copy.body.as_ref();
    assert!(bytes.starts_with(b"PK\x03\x04"));
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(has(b"DRAWN") && has(PICTURE) && has(b"photographs/1-front.jpg"));
    assert!(has(b"\"asked_by\": \"One\"") && !has(b"order-7"));
    let told: Vec<_> = actions(&scene)
        .await
        .into_iter()
        .map(|(_, action)| action)
        .collect();
    let wanted = [
        "continuation_code_made",
        "person_entered",
        "person_looked",
        "image_opened",
        "image_opened",
        "person_downloaded",
    ];
    assert_eq!(told[told.len() - wanted.len()..], wanted);
    // Copies that nobody reads are held in memory; so many and no more.
    let mut unread = Vec::new();
    for _ in 0..8 {
        let call = api.get("/mine/download").header("cookie", &cookie);
        unread.push(call.open().await);
    }
    assert_eq!(get(api, "/mine/download", &cookie).await.status, 429);
    drop(unread);
    assert_eq!(get(api, "/mine/download", &cookie).await.status, 200);
    assert_eq!(post(api, "/mine/leave", &cookie, "").await.status, 303);
    assert!(
        get(api, "/mine/", &cookie)
            .await
            .text()
            .contains("Your code")
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_erases_everything_and_can_show_it(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let api = &scene.api;
    let code = code_of(&scene).await;
    let cookie = come_in(api, &code).await;
    let question = get(api, "/mine/erase", &cookie).await.text();
    assert!(question.contains("This cannot be undone."), "{question}");
    let foreign = api
        .post("/mine/erase")
        .header("cookie", &cookie)
        .header("sec-fetch-site", "cross-site");
    let refused = foreign.send().await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("For your safety nothing was done."));
    let done = post(api, "/mine/erase", &cookie, "").await;
    assert_eq!((done.status, done.header("location")), (303, "erased"));
    let set: Vec<_> = done
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|value| value.to_str().unwrap())
        .collect();
    assert!(set[0].starts_with("credence-mine=;"), "{set:?}");
    let note = set[1].split(';').next().unwrap();
    let page = get(api, "/mine/erased", note).await.text();
    assert!(page.contains("Your identity check is erased") && page.contains(&scene.session.id));
    let (kept, last) = note.split_at(note.len() - 1);
    let changed = format!("{kept}{}", if last == "A" { "B" } else { "A" });
    // Neither the login nor the code opens anything now, and a note that was changed says nothing.
    assert!(
        get(api, "/mine/", &cookie)
            .await
            .text()
            .contains("Your code")
    );
    assert_eq!(enter(api, &code).await.status, 422);
    assert_eq!(get(api, "/mine/erased", &changed).await.status, 303);
    let session = api
        .get(&scene.session.path(""))
        .bearer(&scene.integrator.key)
        .send()
        .await;
    assert_eq!(session.expect(200)["state"], "erased");
    assert_eq!(actions(&scene).await.last().unwrap().1, "session_erased");
    let late = api
        .post(&scene.session.path("/continuation"))
        .bearer(&scene.session.token);
    late.send().await.expect_problem(410, "session_erased");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_asks_for_a_human_who_sees_their_words(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let api = &scene.api;
    decide(&scene, "reject").await;
    let cookie = come_in(api, &code_of(&scene).await).await;
    assert!(
        get(api, "/mine/", &cookie)
            .await
            .text()
            .contains("href=\"human\"")
    );
    for text in ["", "  ", &"x".repeat(501)] {
        let refused = post(api, "/mine/human", &cookie, &format!("text={text}")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("aria-invalid"));
    }
    let words = "My+name+is+%3Cb%3EJane%3C%2Fb%3E%0D%0Aindeed";
    assert_eq!(
        post(api, "/mine/human", &cookie, &format!("text={words}"))
            .await
            .status,
        303
    );
    let page = get(api, "/mine/", &cookie).await.text();
    assert!(
        page.contains("You asked for a human on") && !page.contains("href=\"human\""),
        "{page}"
    );
    // Asking twice changes nothing.
    assert_eq!(
        post(api, "/mine/human", &cookie, "text=again").await.status,
        303
    );
    let list = scene
        .reviewer
        .get(api, "/v1/console/cases?state=needs_review")
        .send()
        .await
        .expect(200);
    assert_eq!(list["cases"][0]["is_review_requested"], true);
    let path = format!("/v1/console/cases/{}", scene.session.id);
    let case = scene.reviewer.get(api, &path).send().await.expect(200);
    let asked: Vec<&Value> = case["history"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["action"] == "review_requested")
        .collect();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0]["reason"], "My name is <b>Jane</b>\nindeed");
    assert_eq!(asked[0]["actor_kind"], "person");
    let events = api
        .get("/v1/events")
        .bearer(&scene.integrator.key)
        .send()
        .await
        .expect(200);
    let mut told = events["events"].as_array().unwrap().iter();
    let told = told.find(|event| event["type"] == "session.review_requested");
    assert_eq!(told.unwrap()["data"]["state"], "needs_review");
    assert!(!events.to_string().contains("Jane"));
    decide(&scene, "approve").await;
    assert!(
        get(api, "/mine/", &cookie)
            .await
            .text()
            .contains("Your identity is confirmed")
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn codes_that_open_nothing_all_get_the_same_bytes(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let api = &scene.api;
    let ended = code_of(&scene).await;
    let current = code_of(&scene).await;
    let other = Integrator::new(api, TENANT).await.create_session(api).await;
    let call = api.post(&other.path("/continuation")).bearer(&other.token);
    let erased = call.send().await.expect(201)["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let gone = api
        .call("DELETE", &other.path(""))
        .bearer(&scene.integrator.key);
    gone.send().await.expect(200);
    let first = enter(api, "0000-0000-0000-0000").await;
    assert_eq!(first.status, 422);
    assert!(first.header("set-cookie").is_empty());
    for code in [
        "",
        "x",
        "UUUU-0000-0000-0000",
        "%00%ff",
        &"7".repeat(5000),
        &ended,
        &erased,
    ] {
        let answer = enter(api, code).await;
        assert_eq!(
            (answer.status, &answer.body),
            (first.status, &first.body),
            "{code}"
        );
        let names = |answer: &Answer| answer.headers.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&answer), names(&first), "{code}");
    }
    come_in(api, &current).await;
}

/// Not a check of a figure, which the machine's load would spoil: it prints how long each kind of refusal
/// takes, over interleaved tries, and fails only where one is another kind of work.
#[sqlx::test(migrations = "../../migrations")]
async fn codes_that_open_nothing_all_take_the_same_time(pool: PgPool) {
    const TRIES: usize = 200;
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let ended = code_of(&scene).await;
    code_of(&scene).await;
    let other = Integrator::new(&scene.api, TENANT)
        .await
        .create_session(&scene.api)
        .await;
    let call = scene
        .api
        .post(&other.path("/continuation"))
        .bearer(&other.token);
    let erased = call.send().await.expect(201)["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let gone = scene
        .api
        .call("DELETE", &other.path(""))
        .bearer(&scene.integrator.key);
    gone.send().await.expect(200);
    let kinds = [
        ("malformed", "hello".to_owned()),
        ("unknown", "0000-0000-0000-0000".to_owned()),
        ("ended", ended),
        ("erased", erased),
    ];
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..TRIES {
        for ((_, code), times) in kinds.iter().zip(&mut times) {
            let begin = std::time::Instant::now();
            assert_eq!(enter(&scene.api, code).await.status, 422);
            times.push(begin.elapsed());
        }
    }
    let medians = times.map(|mut times| {
        times.sort_unstable();
        times[TRIES / 2].as_secs_f64() * 1e6
    });
    for ((kind, _), median) in kinds.iter().zip(medians) {
        println!(
            "{kind}: {median:.0} µs, {:.3} of unknown",
            median / medians[1]
        );
        assert!((0.5..2.0).contains(&(median / medians[1])), "{kind}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn whoever_tries_too_often_is_asked_to_wait(pool: PgPool) {
    let mut settings = Settings::default();
    let hour = Duration::from_secs(3600);
    let ApiOptions { quotas, .. } = &mut settings.options;
    quotas.codes_per_address = Rate::new(2, hour);
    quotas.codes_altogether = Rate::new(3, hour);
    let api = Api::start_with(pool, settings).await;
    let from = async |host: u8| {
        let call = api.post("/mine/").same_origin().from([192, 0, 2, host]);
        call.body("code=x").send().await
    };
    assert_eq!(from(1).await.status, 422);
    assert_eq!(from(1).await.status, 422);
    let over = from(1).await;
    assert_eq!(over.status, 429);
    assert!((3590..=3601).contains(&over.header("retry-after").parse::<u64>().unwrap()));
    assert!(
        over.text().contains("<h1>Please wait a little</h1>"),
        "{}",
        over.text()
    );
    assert!(over.text().contains("Wait 60 minutes"), "{}", over.text());
    assert_eq!(from(2).await.status, 422);
    assert_eq!(from(3).await.status, 429);
}
