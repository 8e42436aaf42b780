use std::sync::Arc;

use serde::Deserialize;

use super::comparison::{Comparison, Comparisons};
use super::pairs::{MOST_PAIRS, is_printable};
use super::pairs_error::PairsError;

/// The labels that reviewed cases have.
const COLUMNS: [&str; 2] = ["document_country", "group"];

/// A reviewer's word on two faces that the service had compared: one line of the service's export.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Review {
    distance: f64,
    model_sha256: String,
    same: bool,
    #[serde(default)]
    document_country: Option<String>,
    #[serde(default)]
    group: Option<String>,
}

/// What reviewers saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviews {
    /// Comparisons by the wanted model, labelled by `document_country` and `group`.
    pub comparisons: Comparisons,
    /// Lines that another model compared, which say nothing about this one.
    pub of_other_models: usize,
}

impl Reviews {
    /// Reads lines of `{"distance", "model_sha256", "same", "document_country", "group"}`, the last
    /// two of which may be absent or null.
    ///
    /// # Errors
    /// When a line is something else, or there are too many.
    pub fn read(text: &str, model_sha256: &str) -> Result<Self, PairsError> {
        let mut reviews = Self {
            comparisons: Comparisons::new(COLUMNS.map(str::to_owned).to_vec()),
            of_other_models: 0,
        };
        for (line, text) in (1_u64..).zip(text.lines()) {
            if text.trim().is_empty() {
                continue;
            }
            let refuse = |reason| PairsError::Line { line, reason };
            // The parser's own words would repeat what stands in the line.
            let review: Review = serde_json::from_str(text).map_err(|_| {
                refuse("it is not {distance, model_sha256, same, document_country, group}")
            })?;
            if !review.model_sha256.eq_ignore_ascii_case(model_sha256) {
                reviews.of_other_models += 1;
                continue;
            }
            let labels = [review.document_country, review.group].map(|label| {
                label
                    .filter(|label| !label.is_empty())
                    .map(|label| Arc::from(label.as_str()))
            });
            if !labels.iter().flatten().all(|label| is_printable(label)) {
                return Err(refuse("a label is too long or has a control character"));
            }
            let comparison = Comparison::new(review.distance, review.same, labels.to_vec());
            reviews
                .comparisons
                .push(comparison.ok_or_else(|| refuse("its distance is none"))?);
            if reviews.comparisons.list().len() > MOST_PAIRS {
                return Err(PairsError::TooManyPairs { most: MOST_PAIRS });
            }
        }
        Ok(reviews)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reviews_of_another_model_are_counted_and_left_out() {
        let text = "{\"distance\":0.41,\"model_sha256\":\"AB\",\"same\":true,\
                    \"document_country\":\"GBR\",\"group\":null}\n\n\
                    {\"distance\":0.7,\"model_sha256\":\"cd\",\"same\":false}\n";
        let reviews = Reviews::read(text, "ab").unwrap();
        assert_eq!(reviews.of_other_models, 1);
        let list = reviews.comparisons.list();
        assert_eq!(list.len(), 1);
        assert!(list[0].is_same());
        let countries = reviews.comparisons.values(0);
        assert_eq!(countries.into_iter().collect::<Vec<_>>(), ["GBR"]);
    }

    #[test]
    fn a_wrong_line_is_refused_by_its_number_and_not_repeated() {
        for line in [
            "{\"distance\":\"secret\"}",
            "{\"distance\":-1,\"model_sha256\":\"ab\",\"same\":true}",
            "{\"distance\":0.1,\"model_sha256\":\"ab\",\"same\":true,\"name\":\"secret\"}",
            "{\"distance\":0.1,\"model_sha256\":\"ab\",\"same\":true,\"group\":\"a\\u001b\"}",
        ] {
            let refused = Reviews::read(&format!("\n{line}\n"), "ab").unwrap_err();
            let is_second = matches!(refused, PairsError::Line { line: 2, .. });
            assert!(
                is_second && !refused.to_string().contains("secret"),
                "{refused}"
            );
        }
    }
}
