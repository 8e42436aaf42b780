use serde::{Deserialize, Serialize};

use crate::json::{self, JsonError};

/// What the service says of itself: plain JSON, neither signed nor encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// Whether checks can be made now.
    pub available: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Announced outages; some answers leave the list out.
    #[serde(default)]
    pub scheduled_outages: Vec<ScheduledOutage>,
}

/// An announced outage. The instants are kept as they came: nothing depends on them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledOutage {
    /// From when (ISO 8601).
    pub start: String,
    /// Until when (ISO 8601).
    pub end: String,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl Status {
    /// The status of a service that is up.
    #[must_use]
    pub const fn up() -> Self {
        Self {
            available: true,
            message: None,
            scheduled_outages: Vec::new(),
        }
    }

    /// The status of a service that is down.
    #[must_use]
    pub const fn down(message: String) -> Self {
        Self {
            available: false,
            message: Some(message),
            scheduled_outages: Vec::new(),
        }
    }

    /// Reads a status.
    ///
    /// # Errors
    /// When it is malformed or names a key twice.
    pub fn from_json(text: &[u8]) -> Result<Self, JsonError> {
        if text.trim_ascii_start().first() != Some(&b'{') {
            return Err(JsonError::Form);
        }
        json::read(text)
    }

    /// The status as JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_published_samples_are_read() {
        let up = br#"{"available":true,"scheduledOutages":[]}"#;
        assert_eq!(Status::from_json(up).unwrap(), Status::up());
        assert_eq!(Status::up().to_json(), up);
        let down = Status::from_json(br#"{"available":false,"message":"Limit exceeded"}"#).unwrap();
        assert_eq!(down, Status::down("Limit exceeded".to_owned()));
    }

    #[test]
    fn a_status_that_does_not_say_is_none() {
        for text in [
            "{}",
            "[]",
            r#"{"available":"true"}"#,
            r#"[true,null,[]]"#,
            "",
        ] {
            assert!(Status::from_json(text.as_bytes()).is_err(), "{text}");
        }
    }
}
