use serde::{Deserialize, Serialize};

use crate::json::{self, JsonError};

/// The service's answer to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckResponse {
    /// As the request sent it.
    pub correlation_id: String,
    /// As the request sent it.
    pub request_id: String,
    /// What came out.
    pub result: CheckResult,
}

/// The three answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckResult {
    /// Every detail matches a passport that is neither lost, stolen, cancelled nor long expired.
    Valid,
    /// A detail does not match, or the passport is not a good one. No reason is given.
    Invalid,
    /// The check could not be made: validation errors, or HM Passport Office is out of reach.
    Error(Vec<String>),
}

/// An answer could not be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResponseError {
    /// The payload is not a response's JSON.
    #[error("read a DCS response")]
    Json(#[source] JsonError),
    /// It says neither valid nor invalid nor error, or several of them.
    #[error("read a DCS response: it contradicts itself")]
    Contradiction,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    correlation_id: String,
    request_id: String,
    error: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error_message: Option<Vec<String>>,
}

impl CheckResponse {
    /// Reads a response's JSON.
    ///
    /// # Errors
    /// When it is malformed, names a key twice or contradicts itself.
    pub fn from_json(text: &[u8]) -> Result<Self, ResponseError> {
        if text.trim_ascii_start().first() != Some(&b'{') {
            return Err(ResponseError::Json(JsonError::Form));
        }
        let wire: Wire = json::read(text).map_err(ResponseError::Json)?;
        let result = match (wire.error, wire.valid, wire.error_message) {
            (false, Some(true), None) => CheckResult::Valid,
            (false, Some(false), None) => CheckResult::Invalid,
            (true, None, messages) => CheckResult::Error(messages.unwrap_or_default()),
            _ => return Err(ResponseError::Contradiction),
        };
        Ok(Self {
            correlation_id: wire.correlation_id,
            request_id: wire.request_id,
            result,
        })
    }

    /// The response as JSON, ready to be sealed.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let (error, valid, error_message) = match &self.result {
            CheckResult::Valid => (false, Some(true), None),
            CheckResult::Invalid => (false, Some(false), None),
            CheckResult::Error(messages) => (true, None, Some(messages.clone())),
        };
        let wire = Wire {
            correlation_id: self.correlation_id.clone(),
            request_id: self.request_id.clone(),
            error,
            valid,
            error_message,
        };
        serde_json::to_vec(&wire).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rest: &str) -> Result<CheckResult, ResponseError> {
        let text = format!(r#"{{"correlationId":"a","requestId":"b"{rest}}}"#);
        CheckResponse::from_json(text.as_bytes()).map(|response| response.result)
    }

    #[test]
    fn the_three_answers_are_read_and_written() {
        for (rest, result) in [
            (r#","error":false,"valid":true"#, CheckResult::Valid),
            (r#","error":false,"valid":false"#, CheckResult::Invalid),
            (
                r#","error":true,"errorMessage":["Unplanned outage"]"#,
                CheckResult::Error(vec!["Unplanned outage".to_owned()]),
            ),
        ] {
            assert_eq!(read(rest).unwrap(), result);
            let response = CheckResponse {
                correlation_id: "a".to_owned(),
                request_id: "b".to_owned(),
                result,
            };
            let text = format!(r#"{{"correlationId":"a","requestId":"b"{rest}}}"#);
            assert_eq!(String::from_utf8(response.to_json()).unwrap(), text);
        }
    }

    #[test]
    fn an_answer_that_says_nothing_or_too_much_is_none() {
        for rest in [
            r#","error":false"#,
            r#","error":true,"valid":true"#,
            r#","error":false,"valid":null"#,
            r#","error":false,"valid":true,"errorMessage":[]"#,
        ] {
            assert_eq!(read(rest), Err(ResponseError::Contradiction), "{rest}");
        }
        for (rest, error) in [
            ("", JsonError::Form),
            (r#","valid":true"#, JsonError::Form),
            (r#","error":false,"valid":"true""#, JsonError::Form),
            (r#","error":false,"valid":1"#, JsonError::Form),
            (
                r#","error":true,"errorMessage":"Unplanned outage""#,
                JsonError::Form,
            ),
            (r#","valid":true,"valid":false"#, JsonError::DuplicateKey),
        ] {
            assert_eq!(read(rest), Err(ResponseError::Json(error)), "{rest}");
        }
        assert!(CheckResponse::from_json(br#"["a","b",false,true]"#).is_err());
    }
}
