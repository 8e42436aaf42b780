use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

use crate::certificate::Certificate;
use crate::encoding;
use crate::json;
use crate::open_error::OpenError;

/// A protected header, as far as anything depends on it. Other members are ignored (RFC 7515
/// section 4); a key that the message brings along is never used.
#[derive(Debug, Deserialize)]
pub(crate) struct Header {
    pub(crate) alg: String,
    #[serde(default)]
    pub(crate) enc: Option<String>,
    #[serde(default)]
    pub(crate) typ: Option<String>,
    #[serde(default, rename = "x5t#S256")]
    pub(crate) thumbprint: Option<String>,
    #[serde(default, rename = "x5t")]
    pub(crate) sha1_thumbprint: Option<String>,
    #[serde(default, deserialize_with = "present")]
    crit: bool,
    #[serde(default, deserialize_with = "present")]
    zip: bool,
    #[serde(default, deserialize_with = "present")]
    b64: bool,
}

impl Header {
    /// Reads the first part of a compact form.
    pub(crate) fn read(part: &str) -> Result<Self, OpenError> {
        let text = encoding::decode(part).ok_or(OpenError::Form)?;
        if text.trim_ascii_start().first() != Some(&b'{') {
            return Err(OpenError::Header(json::JsonError::Form));
        }
        let header: Self = json::read(&text).map_err(OpenError::Header)?;
        if header.crit || header.zip || header.b64 {
            return Err(OpenError::Extension);
        }
        Ok(header)
    }

    /// Whether nothing in the header says that another certificate is meant.
    pub(crate) fn fits(&self, certificate: &Certificate) -> bool {
        let fits = |named: &Option<String>, thumbprint: &str| {
            named.as_ref().is_none_or(|named| named == thumbprint)
        };
        fits(&self.thumbprint, certificate.thumbprint())
            && fits(&self.sha1_thumbprint, certificate.sha1_thumbprint())
    }
}

/// That a member is there, whatever it says: `null` too asks for the extension.
fn present<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(value).map(|_| true)
}

/// A header to write.
#[derive(Debug, Default, Serialize)]
pub(crate) struct OutgoingHeader<'a> {
    pub(crate) alg: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enc: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) typ: Option<&'static str>,
    #[serde(rename = "x5t", skip_serializing_if = "Option::is_none")]
    pub(crate) sha1_thumbprint: Option<&'a str>,
    #[serde(rename = "x5t#S256", skip_serializing_if = "Option::is_none")]
    pub(crate) thumbprint: Option<&'a str>,
}

impl OutgoingHeader<'_> {
    /// The first part of a compact form.
    pub(crate) fn encoded(&self) -> String {
        encoding::encode(&serde_json::to_vec(self).unwrap_or_default())
    }
}
