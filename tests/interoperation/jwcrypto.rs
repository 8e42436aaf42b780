use std::io::Write;
use std::process::Stdio;

use credence_dcs_client::{Failure, Verdict};
use credence_tests::Stack;
use serde_json::{Value, json};

use crate::checks::{check, client, files, passport};
use crate::python::{Server, program};

const SIGNATURES: [&str; 6] = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
const ENCRYPTIONS: [&str; 6] = [
    "A128CBC-HS256",
    "A192CBC-HS384",
    "A256CBC-HS512",
    "A128GCM",
    "A192GCM",
    "A256GCM",
];

fn request(number: &str, surname: &str, forename: &str, born: &str, expiry: &str) -> Value {
    json!({
        "correlationId": "6d5f2a5e-0c1c-4b5e-9f6d-1f6a1a0f6b11",
        "requestId": "0b5a7a55-3d5a-4c5c-8d3f-9d9c6a5b7c22",
        "timestamp": "2026-11-27T11:59:30.666+0000",
        "passportNumber": number,
        "surname": surname,
        "forenames": [forename],
        "dateOfBirth": born,
        "expiryDate": expiry,
    })
}

fn ask(stack: &Stack, lines: &[Value]) -> Vec<Value> {
    let mut client = program("client.py")
        .arg(stack.dcs_url())
        .arg(stack.dcs_files())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    client
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = client.wait_with_output().unwrap();
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).unwrap();
    printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[tokio::test]
async fn an_independent_client_reads_our_simulators_answers() {
    let stack = Stack::start().await;
    let watson = request("824159121", "Watson", "Mary", "1932-02-25", "2021-03-01");
    let mut lines = vec![json!({"request": null})];
    for alg in SIGNATURES {
        lines.push(json!({"request": watson, "alg": alg, "enc": "A128CBC-HS256"}));
    }
    for enc in ENCRYPTIONS {
        lines.push(json!({"request": watson, "alg": "RS256", "enc": enc}));
    }
    let moriarty = request("532114382", "Moriarty", "James", "1939-10-09", "2022-08-03");
    let holmes = request(
        "217237799",
        "Holmes",
        "Sherlock",
        "1940-07-23",
        "2021-04-19",
    );
    let mut wrong = watson.clone();
    wrong["requestId"] = json!("not-a-valid-uuid");
    for request in [&moriarty, &holmes, &wrong] {
        lines.push(json!({"request": request, "alg": "RS256", "enc": "A128CBC-HS256"}));
    }
    let answers = ask(&stack, &lines);
    assert_eq!(answers.len(), lines.len());
    assert_eq!(
        answers[0]["status"],
        json!({"available": true, "scheduledOutages": []})
    );
    for (answer, line) in answers[1..13].iter().zip(&lines[1..]) {
        assert_eq!(answer["status"], 200, "{line}");
        assert_eq!(answer["answer"]["valid"], true, "{line}");
        assert_eq!(answer["answer"]["requestId"], watson["requestId"]);
    }
    assert_eq!(answers[13]["answer"]["valid"], false);
    assert_eq!(
        answers[14]["answer"]["errorMessage"],
        json!(["Unplanned outage"])
    );
    assert_eq!(
        answers[15]["answer"],
        json!({
            "correlationId": watson["correlationId"],
            "requestId": "not-a-valid-uuid",
            "error": true,
            "errorMessage":
                ["validation: requestId: must be in universally unique identifier (UUID) format"],
        })
    );
}

#[tokio::test]
async fn our_client_reads_an_independent_servers_answers() {
    let stack = Stack::start().await;
    let folder = stack.dcs_files();
    let server = Server::start(&folder, &[]);
    let url = format!("https://localhost:{}/checks/passport", server.port);
    let client = client(&url, &files(&folder));
    assert!(client.status().await.unwrap().available);
    for how in ["Named", "Bare", "Other"] {
        let (outcome, _) = check(&client, passport("123456789", "Valid", how)).await;
        assert_eq!(outcome, Ok(Verdict::Valid), "{how}");
        let (outcome, _) = check(&client, passport("123456789", "Invalid", how)).await;
        assert_eq!(outcome, Ok(Verdict::Invalid), "{how}");
    }
    let (outcome, attempts) = check(&client, passport("123456789", "Outage", "Named")).await;
    assert_eq!(outcome, Err(Failure::Outage));
    assert_eq!(attempts.len(), 3, "an outage is asked about again");
}
