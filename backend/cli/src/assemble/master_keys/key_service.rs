use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use base64_simd::STANDARD;
use credence_objects::Kek;
use credence_outbound::header::{CONTENT_TYPE, HeaderValue};
use credence_outbound::{
    Body, Method, OutboundClient, OutboundError, OutboundOptions, Request, Trust, back_off,
};
use credence_types::{Redacted, hex};
use serde::Deserialize;
use serde_json::json;
use url::{Host, Url};

use crate::arguments::Settings;
use crate::secret_file;

const ATTEMPTS: u32 = 5;
const FIRST_WAIT: Duration = Duration::from_millis(250);
const KEY_BYTES: usize = 32;
/// What the service's seals begin with.
const SEALED: &str = "vault:";

/// A service that seals and opens master keys by HTTP, as Vault's transit engine does. The key it does
/// so with never leaves it.
#[derive(Debug, Clone)]
pub(crate) struct KeyService {
    client: OutboundClient,
    address: Url,
    key: String,
    token: Token,
}

/// What lets us use the key.
#[derive(Debug, Clone)]
enum Token {
    Given(Redacted<String>),
    /// Read at each call: such tokens end and are renewed in their file while we run.
    File(PathBuf),
}

#[derive(Deserialize)]
struct Answer<T> {
    data: T,
}

#[derive(Deserialize)]
struct Opened {
    plaintext: String,
}

#[derive(Deserialize)]
struct Sealed {
    ciphertext: String,
}

/// Why one attempt came to nothing, and whether another may.
struct Failure {
    error: anyhow::Error,
    is_temporary: bool,
}

impl KeyService {
    /// The service, where one is set.
    pub(crate) fn of(settings: &Settings) -> Result<Option<Self>> {
        let service = &settings.key_service;
        let Some(address) = &service.key_service else {
            return Ok(None);
        };
        refuse_unsafe(address)?;
        let Some(token) = &service.key_service_token else {
            bail!("CREDENCE_KEY_SERVICE is set without CREDENCE_KEY_SERVICE_TOKEN_FILE");
        };
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if service.key_service_key.is_empty() || !service.key_service_key.bytes().all(is_name) {
            bail!("CREDENCE_KEY_SERVICE_KEY is not the name of a key");
        }
        let mut bundles = Vec::new();
        if let Some(path) = &service.key_service_authorities {
            let pem = std::fs::read(path);
            bundles.push(pem.with_context(|| format!("reading {}", path.display()))?);
        }
        // The operator chose the address, and such a service usually stands beside ours.
        let client = OutboundClient::build(OutboundOptions {
            connect_timeout: Duration::from_secs(5),
            read_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(15),
            response_limit_bytes: 64 * 1024,
            allow_private_addresses: true,
            user_agent: "credence".to_owned(),
            trust: Trust::System(bundles),
        })
        .context("preparing the key service")?;
        Ok(Some(Self {
            client,
            address: address.clone(),
            key: service.key_service_key.clone(),
            token: settings
                .secret_files
                .key_service_token_file
                .clone()
                .map_or_else(|| Token::Given(Redacted::new(token.clone())), Token::File),
        }))
    }

    pub(crate) fn address(&self) -> &Url {
        &self.address
    }

    /// Whether a text is what such a service made of a key.
    pub(crate) fn has_sealed(text: &str) -> bool {
        text.starts_with(SEALED)
    }

    /// What the service makes of a key, to be kept.
    pub(crate) async fn seal(&self, key_hex: &str) -> Result<String> {
        let body = json!({ "plaintext": STANDARD.encode_to_string(bytes_of(key_hex)?) });
        let answer: Answer<Sealed> = self.call("encrypt", &body).await?;
        // A seal that does not open would be a lost key.
        let opened = self.open(&answer.data.ciphertext).await?;
        let [made, back] = [key_hex, opened.as_str()].map(Kek::from_hex);
        if !Self::has_sealed(&answer.data.ciphertext)
            || made?.check_value("seal") != back?.check_value("seal")
        {
            bail!("the key service at {} gave back another key", self.address);
        }
        Ok(answer.data.ciphertext)
    }

    /// The key that was sealed, in hexadecimal digits.
    pub(crate) async fn open(&self, sealed: &str) -> Result<String> {
        let answer: Answer<Opened> = self
            .call("decrypt", &json!({ "ciphertext": sealed }))
            .await?;
        let key = STANDARD.decode_to_vec(answer.data.plaintext.as_bytes());
        match key {
            Ok(key) if key.len() == KEY_BYTES => Ok(hex(&key)),
            _ => bail!(
                "what the key service at {} opened is no master key",
                self.address
            ),
        }
    }

    async fn call<T: serde::de::DeserializeOwned>(
        &self,
        act: &str,
        body: &serde_json::Value,
    ) -> Result<T> {
        let mut attempt = 1;
        loop {
            match self.attempt(act, body).await {
                Ok(answer) => return Ok(answer),
                Err(failure) if failure.is_temporary && attempt < ATTEMPTS => {
                    tracing::warn!(
                        attempt,
                        error = format!("{:#}", failure.error),
                        "the key service did not answer; trying again"
                    );
                    tokio::time::sleep(back_off(FIRST_WAIT, attempt)).await;
                    attempt += 1;
                }
                Err(failure) => return Err(failure.error),
            }
        }
    }

    async fn attempt<T: serde::de::DeserializeOwned>(
        &self,
        act: &str,
        body: &serde_json::Value,
    ) -> Result<T, Failure> {
        let request = self.request(act, body).map_err(Failure::for_good)?;
        let answer = self.client.send(request).await;
        let answer = answer.map_err(|error| self.unreached(error))?;
        if !answer.status.is_success() {
            let status = answer.status.as_u16();
            return Err(Failure {
                is_temporary: status == 429 || status >= 500,
                error: anyhow!(
                    "the key service at {} answered {status} to {act}: {}",
                    self.address,
                    meaning(status)
                ),
            });
        }
        // The body holds a key: nothing of it is told.
        serde_json::from_slice(&answer.body).map_err(|_| {
            Failure::for_good(anyhow!(
                "the key service at {} gave an answer of another form to {act}",
                self.address
            ))
        })
    }

    fn request(&self, act: &str, body: &serde_json::Value) -> Result<Request> {
        let base = self.address.as_str().trim_end_matches('/');
        let url = Url::parse(&format!("{base}/v1/transit/{act}/{}", self.key))?;
        let mut token = HeaderValue::from_str(self.token.read()?.expose())
            .map_err(|_| anyhow!("CREDENCE_KEY_SERVICE_TOKEN is no header's value"))?;
        token.set_sensitive(true);
        let mut request = Request::new(Method::POST, url);
        let headers = request.headers_mut();
        headers.insert("x-vault-token", token);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some(Body::from(serde_json::to_vec(body)?));
        Ok(request)
    }

    fn unreached(&self, error: OutboundError) -> Failure {
        Failure {
            error: anyhow!(error).context(format!("calling the key service at {}", self.address)),
            is_temporary: true,
        }
    }
}

impl Token {
    fn read(&self) -> Result<Redacted<String>> {
        match self {
            Self::Given(token) => Ok(token.clone()),
            Self::File(path) => {
                let token = secret_file::read(path);
                token
                    .map(Redacted::new)
                    .context("reading the secret that CREDENCE_KEY_SERVICE_TOKEN_FILE names")
            }
        }
    }
}

impl Failure {
    const fn for_good(error: anyhow::Error) -> Self {
        Self {
            error,
            is_temporary: false,
        }
    }
}

/// Keys and the token go to nobody in clear, and the address, which is printed, holds no secret.
fn refuse_unsafe(address: &Url) -> Result<()> {
    if !address.username().is_empty() || address.password().is_some() {
        bail!("CREDENCE_KEY_SERVICE must not hold a name or password");
    }
    let is_here = match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if address.scheme() == "https" || (address.scheme() == "http" && is_here) {
        return Ok(());
    }
    bail!("CREDENCE_KEY_SERVICE must begin with https, except on this machine itself")
}

fn bytes_of(key_hex: &str) -> Result<Vec<u8>> {
    let digits = key_hex.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair)?;
        Ok(u8::from_str_radix(pair, 16)?)
    });
    digits.collect()
}

const fn meaning(status: u16) -> &'static str {
    match status {
        400 => "it cannot open this; was it sealed with another key?",
        401 | 403 => "the token is unknown, or may not use the key",
        404 => "it has no transit engine, or no key of that name",
        503 => "it is sealed or in maintenance",
        _ => "see its log",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_to_nobody_in_clear() {
        let refused = |address: &str| refuse_unsafe(&Url::parse(address).unwrap()).is_err();
        for address in [
            "http://vault.example:8200",
            "https://name:word@vault.example",
            "https://name@vault.example",
            "http://localhost.example",
            "ftp://localhost",
        ] {
            assert!(refused(address), "{address}");
        }
        for address in [
            "https://vault.example:8200",
            "http://localhost:8200",
            "http://127.0.0.1:8200",
            "http://[::1]:8200",
        ] {
            assert!(!refused(address), "{address}");
        }
    }
}
