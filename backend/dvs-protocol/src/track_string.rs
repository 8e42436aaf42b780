use credence_types::Redacted;
use serde::{Deserialize, Serialize};

use crate::lenient;

/// What the capture page already read from the barcode or the MRZ (dvs-wire section 1.9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackString {
    /// Base64 of the barcode's bytes, or of the MRZ lines.
    pub data: Redacted<String>,
    /// Base64 of the symbol's size and corners; absent for an MRZ.
    pub barcode_parameters: Option<Redacted<String>>,
}

impl TrackString {
    /// Splits version 3's one text at its first full stop.
    #[must_use]
    pub fn from_v3_text(text: &str) -> Self {
        let (data, parameters) = match text.split_once('.') {
            Some((data, parameters)) => (data, Some(parameters)),
            None => (text, None),
        };
        Self {
            data: Redacted::new(data.to_owned()),
            barcode_parameters: parameters
                .filter(|parameters| !parameters.is_empty())
                .map(|parameters| Redacted::new(parameters.to_owned())),
        }
    }

    /// Version 3's one text: `data`, and `.parameters` when there are any.
    #[must_use]
    pub fn to_v3_text(&self) -> Redacted<String> {
        let data = self.data.expose();
        Redacted::new(match &self.barcode_parameters {
            Some(parameters) => format!("{data}.{}", parameters.expose()),
            None => data.clone(),
        })
    }
}

/// Version 4's object.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct TrackStringObject {
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) data: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) barcode_params: Option<String>,
}

impl TrackStringObject {
    pub(crate) fn into_track_string(self) -> Option<TrackString> {
        Some(TrackString {
            data: Redacted::new(self.data?),
            barcode_parameters: self.barcode_params.map(Redacted::new),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_splits_at_the_first_full_stop_and_joins_again() {
        let track = TrackString::from_v3_text("QAo=.Y29sdW1ucw==");
        assert_eq!(track.data.expose(), "QAo=");
        assert_eq!(track.to_v3_text().expose(), "QAo=.Y29sdW1ucw==");
        let bare = TrackString::from_v3_text("QAo=");
        assert_eq!(bare.barcode_parameters, None);
        assert_eq!(bare.to_v3_text().expose(), "QAo=");
        assert_eq!(TrackString::from_v3_text("QAo=.").barcode_parameters, None);
    }
}
