use std::error::Error as _;
use std::net::SocketAddr;
use std::time::Duration;

use credence_outbound::{
    Method, OutboundClient, OutboundError, OutboundOptions, Request, Trust, Url,
};

use crate::server::{Answer, serve};

fn options() -> OutboundOptions {
    OutboundOptions {
        connect_timeout: Duration::from_secs(5),
        read_timeout: Duration::from_secs(5),
        total_timeout: Duration::from_secs(10),
        response_limit_bytes: 1_000,
        allow_private_addresses: true,
        user_agent: "credence-test".to_owned(),
        trust: Trust::System(Vec::new()),
    }
}

fn client() -> OutboundClient {
    OutboundClient::build(options()).unwrap()
}

fn get(address: SocketAddr) -> Request {
    let url = format!("http://{address}/path?token=SECRET");
    Request::new(Method::GET, Url::parse(&url).unwrap())
}

/// The whole chain of an error, as a log would show it.
fn chain(error: &OutboundError) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[tokio::test]
async fn an_answer_is_read_whole_whatever_its_status() {
    let address = serve(Answer::Text(
        "HTTP/1.1 500 Oops\r\ncontent-length: 4\r\nx-test: 1\r\n\r\nbody",
    ))
    .await;
    let answer = client().send(get(address)).await.unwrap();
    assert_eq!(answer.status, 500);
    assert_eq!(answer.body, "body");
    assert_eq!(answer.headers["x-test"], "1");
    assert!(!format!("{answer:?}").contains("x-test"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let address = serve(Answer::Text(
        "HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n",
    ))
    .await;
    let error = client().send(get(address)).await.unwrap_err();
    assert!(
        matches!(error, OutboundError::Redirect { status } if status == 302),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_announced_gigabyte_is_refused_unread() {
    let address = serve(Answer::Endless(
        "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n",
        "xxxx",
    ))
    .await;
    let error = client().send(get(address)).await.unwrap_err();
    assert!(
        matches!(error, OutboundError::TooLarge { limit_bytes: 1_000 }),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_endless_body_is_cut_at_the_limit() {
    let address = serve(Answer::Endless(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
        "8\r\nabcdefgh\r\n",
    ))
    .await;
    let error = client().send(get(address)).await.unwrap_err();
    assert!(matches!(error, OutboundError::TooLarge { .. }), "{error:?}");
    assert!(error.may_have_been_received());
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_passes() {
    let address = serve(Answer::Text(
        "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody",
    ))
    .await;
    for (limit, passes) in [(4, true), (3, false)] {
        let options = OutboundOptions {
            response_limit_bytes: limit,
            ..options()
        };
        let answer = OutboundClient::build(options)
            .unwrap()
            .send(get(address))
            .await;
        assert_eq!(answer.is_ok(), passes);
    }
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up_before_and_within_the_body() {
    let limits = [
        OutboundOptions {
            read_timeout: Duration::from_millis(50),
            ..options()
        },
        OutboundOptions {
            total_timeout: Duration::from_millis(50),
            ..options()
        },
    ];
    for start in ["", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nbo"] {
        let address = serve(Answer::Hang(start)).await;
        for options in limits.clone() {
            let client = OutboundClient::build(options).unwrap();
            let error = client.send(get(address)).await.unwrap_err();
            assert!(matches!(error, OutboundError::Timeout(_)), "{error:?}");
            assert!(error.may_have_been_received());
            assert!(!chain(&error).contains("SECRET"));
        }
    }
}

#[tokio::test]
async fn a_closed_port_is_a_connection_that_never_was() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = client().send(get(address)).await.unwrap_err();
    assert!(matches!(error, OutboundError::Connect(_)), "{error:?}");
    assert!(!error.may_have_been_received());
    assert!(!chain(&error).contains("SECRET"));
}

#[tokio::test]
async fn a_broken_answer_and_a_lost_connection_may_have_been_received() {
    for text in [
        "",
        "SMTP ready\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nbo",
    ] {
        let address = serve(Answer::Text(text)).await;
        let error = client().send(get(address)).await.unwrap_err();
        assert!(matches!(error, OutboundError::Protocol(_)), "{error:?}");
        assert!(error.may_have_been_received());
        assert!(!chain(&error).contains("SECRET"));
    }
}

#[tokio::test]
async fn a_server_without_tls_is_a_tls_failure() {
    // A TLS client's first message holds no empty line, so this server does not wait for one.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 400 Bad\r\n\r\n")
            .await
            .unwrap();
        let mut rest = Vec::new();
        let _ = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut rest).await;
    });
    let url = Url::parse(&format!("https://{address}/")).unwrap();
    let error = client()
        .send(Request::new(Method::GET, url))
        .await
        .unwrap_err();
    assert!(matches!(error, OutboundError::Tls(_)), "{error:?}");
    assert!(!error.may_have_been_received());
}

#[tokio::test]
async fn private_addresses_are_refused_as_number_and_as_name() {
    let address = serve(Answer::Text("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")).await;
    let guarded = OutboundClient::build(OutboundOptions {
        allow_private_addresses: false,
        ..options()
    })
    .unwrap();
    let error = guarded.send(get(address)).await.unwrap_err();
    assert!(matches!(error, OutboundError::RefusedAddress), "{error:?}");

    let name = Url::parse(&format!("http://localhost:{}/", address.port())).unwrap();
    let error = guarded
        .send(Request::new(Method::GET, name))
        .await
        .unwrap_err();
    assert!(matches!(error, OutboundError::RefusedAddress), "{error:?}");
    assert!(!error.may_have_been_received());
}

#[tokio::test]
async fn a_request_may_set_its_own_time_limit() {
    let address = serve(Answer::Hang("")).await;
    let mut request = get(address);
    *request.timeout_mut() = Some(Duration::from_millis(50));
    let error = client().send(request).await.unwrap_err();
    assert!(matches!(error, OutboundError::Timeout(_)), "{error:?}");
}

#[test]
fn a_malformed_certificate_is_refused_when_building() {
    let pem = b"-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n".to_vec();
    let options = OutboundOptions {
        trust: Trust::System(vec![pem]),
        ..options()
    };
    assert!(OutboundClient::build(options).is_err());
}

#[tokio::test]
async fn only_the_head_is_wanted_of_redirects_and_endless_bodies() {
    let cases = [
        (
            Answer::Text("HTTP/1.1 301 Moved\r\nlocation: http://169.254.169.254/\r\n\r\n"),
            301,
        ),
        (
            Answer::Endless(
                "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n",
                "xxxx",
            ),
            200,
        ),
        (
            Answer::Hang("HTTP/1.1 204 None\r\nretry-after: 7\r\n\r\n"),
            204,
        ),
    ];
    for (answer, status) in cases {
        let address = serve(answer).await;
        let head = client().send_unread(get(address)).await.unwrap();
        assert_eq!(head.status, status);
        assert!(!format!("{head:?}").contains("retry-after"));
    }
}

#[tokio::test]
async fn an_address_is_judged_before_and_at_the_call() {
    let strict = OutboundOptions {
        allow_private_addresses: false,
        ..options()
    };
    let strict = OutboundClient::build(strict).unwrap();
    let address = serve(Answer::Text("HTTP/1.1 200 OK\r\n\r\n")).await;
    let named = Url::parse(&format!("http://localhost:{}/", address.port())).unwrap();
    assert!(strict.check(&named).is_ok() && !strict.allows_private_addresses());
    for request in [get(address), Request::new(Method::GET, named)] {
        let error = strict.send_unread(request).await.unwrap_err();
        assert!(matches!(error, OutboundError::RefusedAddress), "{error:?}");
    }
    assert!(client().check(get(address).url()).is_ok());
}
