use sqlx::PgPool;

use super::{Case, refuse_all};
use crate::support::forge::{around, payload, sign, signature_header};

fn carrying(text: impl AsRef<[u8]>) -> String {
    around(sign(&signature_header().to_string(), text))
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_payload_that_is_no_object_or_says_things_twice_is_refused(pool: PgPool) {
    let good = payload();
    let rest = good.strip_prefix('{').unwrap();
    let deep = format!(r#"{{"x":{}1{}}}"#, "[".repeat(300), "]".repeat(300));
    let mut cases: Vec<Case> = [
        ("nothing", String::new()),
        ("words", "passportNumber=899000000".to_owned()),
        ("XML", "<request/>".to_owned()),
        ("cut short", good[..good.len() - 1].to_owned()),
        ("something behind", format!("{good} x")),
        ("two requests", format!("{good}{good}")),
        ("a byte order mark", format!("\u{feff}{good}")),
        (
            "single quotation marks",
            "{'passportNumber':'1'}".to_owned(),
        ),
        ("a comment", format!("/* */{good}")),
        ("a comma too many", r#"{"surname":"A",}"#.to_owned()),
        ("a number that is none", r#"{"x":NaN}"#.to_owned()),
        ("half a surrogate", r#"{"x":"\ud800"}"#.to_owned()),
        ("a control character", "{\"x\":\"\u{1}\"}".to_owned()),
        ("a nest too deep", deep),
    ]
    .map(|(name, text)| (name, "payload_not_json", carrying(text)))
    .into();
    cases.push(("no text", "payload_not_json", carrying(b"{\"x\":\"\xff\"}")));
    cases.extend(
        [
            ("an array", format!("[{good}]")),
            ("a text", "\"x\"".to_owned()),
            ("a number", "1".to_owned()),
            ("null", "null".to_owned()),
            ("true", "true".to_owned()),
            (
                "the fields as a list",
                r#"["a","b","c","1","A",["B"],"x","y"]"#.to_owned(),
            ),
        ]
        .map(|(name, text)| (name, "payload_not_an_object", carrying(text))),
    );
    cases.extend(
        [
            (
                "a number twice",
                format!(r#"{{"passportNumber":"1",{rest}"#),
            ),
            ("the same twice", format!(r#"{{"surname":"Anybody",{rest}"#)),
            ("by an escape", format!(r#"{{"\u0073urname":"A",{rest}"#)),
            ("an unknown key twice", format!(r#"{{"x":1,"x":2,{rest}"#)),
            ("far inside", format!(r#"{{"x":[{{"y":1,"y":1}}],{rest}"#)),
        ]
        .map(|(name, text)| (name, "payload_duplicate_key", carrying(text))),
    );
    refuse_all(pool, cases, 26).await;
}
