use std::sync::{Arc, Mutex};
use std::time::Duration;

use credence_dvs_client::{DvsOptions, SecretClient};
use credence_dvs_protocol::SecretKey;
use credence_outbound::Url;
use credence_types::RequestId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

/// One answer of the script; a call more than the script has is left hanging.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// A status and a body.
    Answer(u16, String),
    /// No answer; the connection stays open.
    Hang,
    /// No answer; the connection closes.
    Close,
}

pub(crate) fn answer(status: u16, body: impl Into<String>) -> Reply {
    Reply::Answer(status, body.into())
}

/// An error answer with a code.
pub(crate) fn error(status: u16, code: &str) -> Reply {
    answer(
        status,
        format!(r#"{{"code":"{code}","message":"In words","traceId":"t-1"}}"#),
    )
}

/// A server that gives its replies in order, one a connection, and notes what was asked.
pub(crate) struct Script {
    base_url: Url,
    calls: Arc<Mutex<Vec<Call>>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// Method and path.
    pub(crate) line: String,
    /// The headers in lower case.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Script {
    pub(crate) async fn play(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let calls = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&calls);
        let mut replies = replies.into_iter().collect::<Vec<_>>().into_iter();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let reply = replies.next().unwrap_or(Reply::Hang);
                tokio::spawn(respond(stream, reply, Arc::clone(&noted)));
            }
        });
        Self {
            base_url: Url::parse(&format!("http://{address}/prefix/")).unwrap(),
            calls,
        }
    }

    /// Options with waits short enough for a test.
    pub(crate) fn options(&self) -> DvsOptions {
        DvsOptions {
            allow_private_addresses: true,
            call_timeout: Duration::from_millis(300),
            first_wait: Duration::from_millis(1),
            response_limit_bytes: 10_000,
            ..DvsOptions::new(self.base_url.clone())
        }
    }

    pub(crate) fn client(&self) -> SecretClient {
        SecretClient::new(&self.options(), &secret_key()).unwrap()
    }

    pub(crate) fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }

    /// `V` for each Verify, `R` for each `/result`, in order.
    pub(crate) fn pattern(&self) -> String {
        self.calls()
            .iter()
            .map(|call| {
                if call.line.ends_with("/result") {
                    'R'
                } else {
                    'V'
                }
            })
            .collect()
    }
}

pub(crate) fn secret_key() -> SecretKey {
    SecretKey::from_uuid(Uuid::from_u128(7))
}

pub(crate) fn request_id() -> RequestId {
    RequestId::from_uuid(Uuid::from_u128(9))
}

/// A small result of version 3 about [`request_id`].
pub(crate) fn v3_result() -> String {
    format!(
        r#"{{"requestId":"{}","documentType":1,"document":{{"familyName":"DRAWN"}},
            "documentVerificationResult":{{"totalConfidence":82}},"brandNew":"SECRET"}}"#,
        request_id()
    )
}

/// An answer of `/result` with a status and, if it succeeded, the result.
pub(crate) fn stored(status: u8, result: &str, more: &str) -> Reply {
    answer(
        200,
        format!(
            r#"{{"verificationResult":{result},"request":{{"id":"{}","documentType":3,
                "status":{status}{more}}}}}"#,
            request_id()
        ),
    )
}

async fn respond(mut stream: TcpStream, reply: Reply, calls: Arc<Mutex<Vec<Call>>>) {
    let Some(call) = read_call(&mut stream).await else {
        return;
    };
    calls.lock().unwrap().push(call);
    match reply {
        Reply::Answer(status, body) => {
            let text = format!(
                "HTTP/1.1 {status} Status\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(text.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
        Reply::Hang => {
            // Waits for the client to hang up.
            let _ = stream.read(&mut [0]).await;
        }
        Reply::Close => {}
    }
}

async fn read_call(stream: &mut TcpStream) -> Option<Call> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let head = head.to_ascii_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().unwrap());
        if body.len() >= length {
            let line = text.lines().next().unwrap().replace(" HTTP/1.1", "");
            return Some(Call {
                line,
                head,
                body: body.to_owned(),
            });
        }
    }
}
