use std::collections::BTreeMap;

use serde::de::Deserializer;
use serde::{Deserialize, Serialize};

use crate::error_code::ErrorCode;
use crate::lenient::{self, Scalar, ScalarOr};

/// What is wrong with which property of a request. The messages hold no values.
pub type PropertyErrors = BTreeMap<String, String>;

/// The body of every error answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// What kind of error.
    #[serde(deserialize_with = "code")]
    pub code: ErrorCode,
    /// The error in words.
    #[serde(default, deserialize_with = "message")]
    pub message: String,
    /// For [`ErrorCode::ValidationError`].
    #[serde(default, deserialize_with = "texts")]
    pub property_errors: Option<PropertyErrors>,
    /// For [`ErrorCode::MultipleErrors`].
    #[serde(default)]
    pub multiple_errors: Option<Vec<ErrorBody>>,
    /// Ids that the error is about.
    #[serde(
        default,
        deserialize_with = "texts",
        skip_serializing_if = "Option::is_none"
    )]
    pub additional_data: Option<BTreeMap<String, String>>,
    /// The id under which the server logged the call.
    #[serde(default, deserialize_with = "lenient::text")]
    pub trace_id: Option<String>,
}

impl ErrorBody {
    /// An error with a code, a message and the call's trace id.
    pub fn new(code: ErrorCode, message: impl Into<String>, trace_id: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            property_errors: None,
            multiple_errors: None,
            additional_data: None,
            trace_id: Some(trace_id.into()),
        }
    }

    /// The same error with what is wrong with each property.
    #[must_use]
    pub fn with_property_errors(self, errors: PropertyErrors) -> Self {
        Self {
            property_errors: Some(errors),
            ..self
        }
    }

    /// The same error with the id of the request that it is about.
    #[must_use]
    pub fn with_id(self, id: impl std::fmt::Display) -> Self {
        let data = BTreeMap::from([("Id".to_owned(), id.to_string())]);
        Self {
            additional_data: Some(data),
            ..self
        }
    }
}

fn code<'de, D: Deserializer<'de>>(from: D) -> Result<ErrorCode, D::Error> {
    let name = Scalar::deserialize(from)?.into_text();
    let Ok(code) = name.as_deref().unwrap_or_default().parse();
    Ok(code)
}

fn message<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    lenient::text(from).map(Option::unwrap_or_default)
}

/// An object of texts; the values of some servers are lists, which come out empty.
fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PropertyErrors>, D::Error> {
    let object = ScalarOr::<BTreeMap<String, Scalar<'de>>>::deserialize(from)?.into_object();
    Ok(object.map(|object| {
        let texts = object.into_iter().map(|(property, value)| {
            (property, value.into_text().unwrap_or_default().into_owned())
        });
        texts.collect()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unasked_parts_are_null_and_additional_data_left_out() {
        let body = ErrorBody::new(
            ErrorCode::Pdf417Error,
            "The barcode could not be read",
            "t-1",
        );
        insta::assert_json_snapshot!(body, @r#"
        {
          "code": "PDF417Error",
          "message": "The barcode could not be read",
          "propertyErrors": null,
          "multipleErrors": null,
          "traceId": "t-1"
        }
        "#);
    }

    #[test]
    fn other_servers_errors_are_read_as_far_as_they_go() {
        let json = br#"{"Code":"MultipleErrors","PropertyErrors":{"dob":["bad"],"id":"bad"},
            "multipleErrors":[{"code":"OCRError"},{"code":"New","message":null}],
            "additionalData":{"Id":"1"},"developerMessage":"x"}"#;
        let body: ErrorBody = crate::from_json(json).unwrap();
        assert_eq!(body.code, ErrorCode::MultipleErrors);
        assert_eq!(body.property_errors.unwrap()["id"], "bad");
        let codes: Vec<_> = body
            .multiple_errors
            .unwrap()
            .into_iter()
            .map(|e| e.code)
            .collect();
        assert_eq!(
            codes,
            [ErrorCode::OcrError, ErrorCode::Unknown("New".to_owned())]
        );
    }
}
