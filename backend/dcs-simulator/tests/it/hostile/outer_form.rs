use serde_json::json;
use sqlx::PgPool;

use super::{Case, refuse_all};
use crate::support::WORLD;
use crate::support::forge::{
    encode, encrypted, message, sign, signature_header, signature_header_with, with_part,
};

#[sqlx::test(migrations = "../../migrations")]
async fn a_message_that_is_not_compact_is_refused(pool: PgPool) {
    let good = message();
    let json_form = json!({"payload": encode("x"), "signatures": []}).to_string();
    let cases: Vec<Case> = [
        ("nothing", String::new()),
        ("a word", "hello".to_owned()),
        ("a number", "42".to_owned()),
        ("one dot", "a.b".to_owned()),
        ("two parts", good.rsplit_once('.').unwrap().0.to_owned()),
        ("four parts", format!("{good}.AA")),
        ("a dot more", format!("{good}.")),
        ("the encryption alone", encrypted()),
        ("a line's end behind", format!("{good}\n")),
        ("a space before", format!(" {good}")),
        ("in quotation marks", format!("\"{good}\"")),
        ("JSON serialisation", json_form),
        ("the request in plain JSON", "{}".to_owned()),
        ("twice", format!("{good}{good}")),
        (
            "a part padded",
            with_part(&good, 0, |part| format!("{part}=")),
        ),
        (
            "a part of another alphabet",
            with_part(&good, 2, |part| format!("+{}", &part[1..])),
        ),
        (
            "a part with bits too many",
            with_part(&good, 2, |_| "_-9".to_owned()),
        ),
        (
            "a part with white space",
            with_part(&good, 2, |part| format!("{part} ")),
        ),
        (
            "a part of one letter",
            with_part(&good, 2, |_| "A".to_owned()),
        ),
        ("letters of other scripts", "é.é.é".to_owned()),
        ("a null byte", format!("{good}\0")),
        ("as long as allowed", "a".repeat(64 * 1024)),
        ("dots as many as allowed", ".".repeat(64 * 1024)),
    ]
    .map(|(name, message)| (name, "not_compact", message))
    .into();
    refuse_all(pool, cases, 23).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_header_that_cannot_be_read_or_asks_for_more_is_refused(pool: PgPool) {
    let thumbprint = WORLD.signing.certificate().thumbprint().to_owned();
    let named = format!(r#""x5t#S256":"{thumbprint}""#);
    let deep = format!(
        r#"{{"alg":"RS256",{named},"x":{}1{}}}"#,
        "[".repeat(300),
        "]".repeat(300)
    );
    let unreadable: [(&'static str, String); 14] = [
        ("no JSON", "alg=RS256".to_owned()),
        ("nothing", String::new()),
        ("an array", r#"["RS256"]"#.to_owned()),
        ("a text", r#""RS256""#.to_owned()),
        ("null", "null".to_owned()),
        ("an empty object", "{}".to_owned()),
        ("no algorithm", format!("{{{named}}}")),
        (
            "an algorithm that is a number",
            format!(r#"{{"alg":256,{named}}}"#),
        ),
        (
            "an algorithm that is a list",
            format!(r#"{{"alg":["RS256"],{named}}}"#),
        ),
        (
            "an algorithm twice",
            format!(r#"{{"alg":"RS256","alg":"none",{named}}}"#),
        ),
        (
            "a thumbprint twice",
            format!(r#"{{"alg":"RS256",{named},{named}}}"#),
        ),
        (
            "a key twice by an escape",
            format!(r#"{{"alg":"RS256","\u0061lg":"none",{named}}}"#),
        ),
        ("something behind", format!("{} x", signature_header())),
        ("a nest too deep", deep),
    ];
    let asking = [
        ("crit", json!({"crit": ["exp"], "exp": 1})),
        ("an empty crit", json!({"crit": []})),
        ("a crit of nonsense", json!({"crit": "b64"})),
        ("b64", json!({"b64": false, "crit": ["b64"]})),
        ("b64 alone", json!({"b64": true})),
        ("zip", json!({"zip": "DEF"})),
    ];
    let mut cases: Vec<Case> = unreadable
        .map(|(name, header)| (name, "bad_header", sign(&header, encrypted())))
        .into();
    cases.extend(asking.map(|(name, members)| {
        let header = signature_header_with(&members);
        (name, "extension_not_allowed", sign(&header, encrypted()))
    }));
    refuse_all(pool, cases, 20).await;
}
