use crate::support::{exchange, log, options, patient, start};

#[tokio::test]
async fn the_log_names_the_route_and_nothing_of_the_person() {
    let server = start(patient(), options()).await;
    let end = "\r\nConnection: close\r\n\r\n";
    let text = format!(
        "GET /people/CANARY?token=CANARY HTTP/1.1\r\nHost: CANARY\r\n\
         Authorization: Bearer CANARY\r\nCookie: a=CANARY\r\nX-Request-Id: access-log-1{end}"
    );
    exchange(&server, &text).await;
    let text = format!("CANARY /CANARY HTTP/1.1\r\nHost: a\r\nX-Request-Id: access-log-2{end}");
    exchange(&server, &text).await;
    let text = format!("GET /panic HTTP/1.1\r\nHost: a\r\nX-Request-Id: access-log-3{end}");
    exchange(&server, &text).await;

    let all = log().text();
    assert!(!all.contains("CANARY"), "{all}");
    assert!(!all.contains("a passport number"), "{all}");
    for (id, part) in [
        ("access-log-1", r#""path":"/people/{name}""#),
        ("access-log-1", r#""status":200"#),
        ("access-log-2", r#""method":"other""#),
        ("access-log-2", r#""path":"unmatched""#),
        ("access-log-3", r#""status":500"#),
        ("access-log-3", "a handler panicked"),
    ] {
        assert!(
            all.lines()
                .any(|line| line.contains(id) && line.contains(part)),
            "{part}: {all}"
        );
    }
}
