use std::collections::{BTreeMap, BTreeSet};

use credence_app::{
    CancelCode, CheckCode, DeliveryCode, DisabledReason, EventType, HoldReason, MessageCode,
    PlanClass, Reason, SessionState, retake_codes,
};
use serde_json::Value;

use crate::support::{Answer, Api, Settings};

async fn page(path: &str) -> Answer {
    let answer = Api::offline(Settings::default()).get(path).send().await;
    assert_eq!(answer.status, 200, "{path}");
    answer
}

/// Whether a word of an answer's description is a problem's code: no header and no member of a body.
fn is_code(word: &str) -> bool {
    let is_name = |byte: u8| byte == b'_' || byte.is_ascii_lowercase();
    word.bytes().all(is_name) && !["errors", "surname", "forenames"].contains(&word)
}

/// The codes of a kind that the reference lists, each with what stands behind it.
async fn listed(kind: &str) -> BTreeMap<String, String> {
    let text = page("/reference").await.text();
    let start = format!("<code id=\"{kind}-");
    let entries = text.split(&start).skip(1).map(|rest| {
        let (code, rest) = rest.split_once('"').unwrap();
        let rest = rest.split_once("</code>").unwrap().1;
        (
            code.to_owned(),
            rest.split_once("</dd>").unwrap().0.to_owned(),
        )
    });
    entries.collect()
}

fn status_of(entry: &str) -> u16 {
    let status = entry.split_once("<small>").unwrap().1;
    status.split_once('<').unwrap().0.parse().unwrap()
}

/// The codes of every list of the reference, by kind. Problems are compared beside the page.
fn codes() -> BTreeMap<&'static str, BTreeSet<String>> {
    fn all<'a>(codes: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        codes.into_iter().map(str::to_owned).collect()
    }
    let outcomes = ["passed", "failed", "not_applicable", "unavailable"];
    let retakes = retake_codes().into_iter().map(|(code, _)| code);
    BTreeMap::from([
        ("state", all(SessionState::ALL.map(SessionState::as_str))),
        ("cancel", all(CancelCode::ALL.map(CancelCode::as_str))),
        ("retake", retakes.collect()),
        ("check", all(CheckCode::ALL.map(CheckCode::as_str))),
        ("outcome", all(outcomes)),
        ("reason", all(Reason::ALL.iter().map(|one| one.as_str()))),
        (
            "message",
            all(MessageCode::ALL.iter().map(|one| one.as_str())),
        ),
        ("event", all(EventType::ALL.map(EventType::as_str))),
        ("delivery", all(DeliveryCode::ALL.map(DeliveryCode::as_str))),
        (
            "disabled",
            all(DisabledReason::ALL.map(DisabledReason::as_str)),
        ),
        ("hold", all(HoldReason::ALL.map(HoldReason::as_str))),
        ("class", all(PlanClass::ALL.map(PlanClass::as_str))),
    ])
}

#[tokio::test]
async fn the_reference_lists_exactly_the_codes_that_there_are() {
    let text = page("/reference").await.text();
    let ids = text.split("<code id=\"").skip(1);
    let kinds: BTreeSet<_> = ids.map(|rest| rest.split('-').next().unwrap()).collect();
    let codes = codes();
    let known: BTreeSet<_> = codes.keys().copied().chain(["problem"]).collect();
    // Who adds a list adds it above.
    assert_eq!(kinds, known);
    for (kind, wanted) in codes {
        let listed: BTreeSet<_> = listed(kind).await.into_keys().collect();
        assert_eq!(listed, wanted, "{kind}");
        let start = format!("<code id=\"{kind}-");
        assert_eq!(text.matches(&start).count(), wanted.len(), "{kind}");
    }
}

/// What the document takes and what the page lists are two enumerations.
#[tokio::test]
async fn the_reference_lists_the_reasons_for_a_hold_that_the_document_takes() {
    let document: Value = serde_json::from_str(&credence_api::openapi()).unwrap();
    let named = &document["components"]["schemas"]["HoldReason"]["enum"];
    let named: BTreeSet<_> = named
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    let listed = listed("hold").await;
    assert_eq!(
        listed.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        named
    );
}

#[tokio::test]
async fn every_problem_has_a_page() {
    let api = Api::offline(Settings::default());
    let problems = listed("problem").await;
    assert!(problems.len() > 30);
    for (code, entry) in problems {
        let answer = api.get(&format!("/problems/{code}")).send().await;
        assert_eq!(answer.status, 200, "{code}");
        let text = answer.text();
        let status = status_of(&entry);
        assert!(
            text.contains(&format!("<code>{code}</code>, status {status}")),
            "{text}"
        );
        for heading in ["What it means", "Who can do something", "What to do"] {
            assert!(text.contains(heading), "{code}: {heading}");
        }
    }
    for unknown in ["none", "..%2freference", "session_not_open.html"] {
        let answer = api.get(&format!("/problems/{unknown}")).send().await;
        answer.expect_problem(404, "not_found");
    }
    let answer = api.get("/problems").send().await;
    assert_eq!(
        answer.header("location"),
        "http://localhost:8080/reference#problems"
    );
}

#[tokio::test]
async fn the_openapi_document_names_problems_of_the_catalogue_only() {
    let problems = listed("problem").await;
    let document: Value = serde_json::from_str(&credence_api::openapi()).unwrap();
    let calls = document["paths"].as_object().unwrap().values();
    for operation in calls.flat_map(|item| item.as_object().unwrap().values()) {
        for (status, answer) in operation["responses"].as_object().unwrap() {
            if answer["content"].get("application/problem+json").is_none() {
                continue;
            }
            let words = answer["description"].as_str().unwrap();
            let codes = words.split('`').skip(1).step_by(2);
            for code in codes.filter(|word| is_code(word)) {
                let entry = problems
                    .get(code)
                    .unwrap_or_else(|| panic!("{code} is no problem"));
                assert_eq!(status_of(entry).to_string(), *status, "{code}");
            }
        }
    }
}

#[tokio::test]
async fn the_reader_shows_every_call_with_an_example() {
    let text = page("/docs").await.text();
    let document: Value = serde_json::from_str(&credence_api::openapi()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            let start = format!("<section class=\"call\" id=\"call-{id}\">");
            let section = text.split_once(&start).unwrap_or_else(|| panic!("{id}")).1;
            let section = section.split_once("</section>").unwrap().0;
            assert!(section.contains(&format!("<code>{path}</code>")), "{id}");
            assert!(section.contains("Who may call:"), "{id}");
            assert!(section.contains("<h4>Example</h4>\n<pre>curl "), "{id}");
        }
    }
    for schema in document["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys()
    {
        assert!(
            text.contains(&format!("id=\"schema-{schema}\"")),
            "{schema}"
        );
    }
    let links = text.split("href=\"#").skip(1);
    for target in links.map(|rest| rest.split_once('"').unwrap().0) {
        assert!(
            text.contains(&format!("id=\"{target}\"")),
            "{target} leads nowhere"
        );
    }
}

#[tokio::test]
async fn the_manual_runs_and_fetches_nothing() {
    for path in ["/docs", "/reference", "/people", "/problems/not_found"] {
        let answer = page(path).await;
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'"),
            "{policy}"
        );
        assert!(answer.header("permissions-policy").starts_with("camera=()"));
        assert!(!answer.header("etag").is_empty());
        let text = answer.text();
        for forbidden in [
            "<script", "<style", "style=", "onclick", "<img", "<iframe", "src=",
        ] {
            assert!(!text.contains(forbidden), "{path}: {forbidden}");
        }
        let count = |what: &str| text.matches(what).count();
        assert_eq!(
            (count("<h1>"), count("<main"), count("lang=\"en\"")),
            (1, 1, 1),
            "{path}"
        );
        assert_eq!(count("<section"), count("</section>"), "{path}");
        assert_eq!(count("<dl>"), count("</dl>"), "{path}");
    }
    let style = page("/manual.css").await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.text().contains("--paper"));
}
