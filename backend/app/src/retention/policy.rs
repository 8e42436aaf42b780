use serde::{Deserialize, Serialize};

/// Longer than anybody may be asked to keep anything: a hundred years.
const MOST_DAYS: u32 = 36_500;
/// Illinois' BIPA (740 ILCS 14/15(a)): what is made of faces goes within three years.
const THREE_YEARS_DAYS: u32 = 1_095;
/// A webhook is tried for three days, and its event is listed as long.
const LEAST_HISTORY_DAYS: u32 = 4;

/// How long things are kept, in days, by what became of a session. The time begins with the decision;
/// for a session without one, with its end; for a case that nobody decides, when it began to wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionPolicy {
    /// Sessions that the policy or a reviewer approved.
    pub approved: OutcomeRetention,
    /// Sessions that the policy or a reviewer rejected.
    pub rejected: OutcomeRetention,
    /// Cases that wait for a reviewer, and that nobody has decided.
    pub needs_review: OutcomeRetention,
    /// Sessions that came to nothing for a reason of ours.
    pub failed: OutcomeRetention,
    /// Sessions that were given up.
    pub expired: OutcomeRetention,
    /// Sessions that were called off.
    pub cancelled: OutcomeRetention,
    /// The audit log.
    pub audit_days: u32,
    /// The list of events.
    pub events_days: u32,
    /// The log of webhook deliveries.
    pub webhook_deliveries_days: u32,
    /// Said by whoever keeps images for more than three years and knows that they may.
    #[serde(default)]
    pub keeps_images_beyond_three_years: bool,
}

/// How long the parts of a session are kept, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRetention {
    /// The images, the portrait that was cut out, and their marks.
    pub images_days: u32,
    /// What was read from the document, and what people wrote; checks and decision stay.
    pub fields_days: u32,
    /// All the rest: the session is erased.
    pub summary_days: u32,
}

/// A retention policy that contradicts itself or the law it is held to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("set how long things are kept: {pointer} {rule}")]
pub struct RetentionRefused {
    /// Where, as a JSON Pointer in a URI fragment (RFC 6901 section 6).
    pub pointer: String,
    /// What it has to be.
    pub rule: &'static str,
}

/// A retention policy's document was refused.
#[derive(Debug, thiserror::Error)]
pub enum RetentionDocumentError {
    /// It has an unknown or lacks a needed key, or a value of the wrong kind.
    #[error("read how long things are kept: {place} is not as it has to be")]
    Malformed {
        /// Where.
        place: String,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// It contradicts itself.
    #[error(transparent)]
    Refused(#[from] RetentionRefused),
}

/// Reads a retention policy from JSON and checks it.
///
/// # Errors
/// When it is malformed or contradicts itself.
pub fn parse_retention(json: &[u8]) -> Result<RetentionPolicy, RetentionDocumentError> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let malformed = |place, source| RetentionDocumentError::Malformed { place, source };
    let policy: RetentionPolicy = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| malformed(error.path().to_string(), error.into_inner()))?;
    let end = deserializer.end();
    end.map_err(|source| malformed("its end".to_owned(), source))?;
    policy.validate()?;
    Ok(policy)
}

impl RetentionPolicy {
    /// Checks that nothing outlives what it belongs to.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn validate(&self) -> Result<(), RetentionRefused> {
        for (outcome, kept) in self.outcomes() {
            let refuse = |member, rule| Err(refused(format!("#/{outcome}/{member}"), rule));
            if kept.summary_days > MOST_DAYS {
                return refuse("summary_days", "is 1 to 36,500 days.");
            }
            if kept.summary_days < 1 {
                return refuse(
                    "summary_days",
                    "is at least a day: the outcome is read first.",
                );
            }
            if kept.fields_days > kept.summary_days {
                return refuse("fields_days", "is at most summary_days.");
            }
            if kept.images_days > kept.fields_days {
                return refuse("images_days", "is at most fields_days.");
            }
            if kept.images_days > THREE_YEARS_DAYS && !self.keeps_images_beyond_three_years {
                let rule =
                    "is at most 1,095 days, unless keeps_images_beyond_three_years says otherwise.";
                return refuse("images_days", rule);
            }
            if kept.summary_days > self.audit_days {
                let rule = "is at least every summary_days: the log says what became of them.";
                return Err(refused("#/audit_days".to_owned(), rule));
            }
        }
        self.validate_history()
    }

    fn validate_history(&self) -> Result<(), RetentionRefused> {
        if self.audit_days > MOST_DAYS {
            return Err(refused(
                "#/audit_days".to_owned(),
                "is at most 36,500 days.",
            ));
        }
        if self.webhook_deliveries_days < LEAST_HISTORY_DAYS {
            let rule = "is at least 4 days: a delivery is tried for three.";
            return Err(refused("#/webhook_deliveries_days".to_owned(), rule));
        }
        if self.events_days < self.webhook_deliveries_days {
            let rule = "is at least webhook_deliveries_days: a delivery tells of an event.";
            return Err(refused("#/events_days".to_owned(), rule));
        }
        if self.events_days > MOST_DAYS {
            return Err(refused(
                "#/events_days".to_owned(),
                "is at most 36,500 days.",
            ));
        }
        Ok(())
    }

    /// The least number of days for which images or fields are kept, whatever comes of a session.
    #[must_use]
    pub fn shortest_days(&self) -> u32 {
        // Fields are kept at least as long as images.
        let days = self.outcomes().map(|(_, kept)| kept.images_days);
        days.into_iter().min().unwrap_or(0)
    }

    /// Every outcome, by the name of its member.
    pub(crate) const fn outcomes(&self) -> [(&'static str, OutcomeRetention); 6] {
        [
            ("approved", self.approved),
            ("rejected", self.rejected),
            ("needs_review", self.needs_review),
            ("failed", self.failed),
            ("expired", self.expired),
            ("cancelled", self.cancelled),
        ]
    }
}

impl Default for RetentionPolicy {
    /// What counts where nobody has set anything.
    fn default() -> Self {
        let kept = |images_days, fields_days, summary_days| OutcomeRetention {
            images_days,
            fields_days,
            summary_days,
        };
        Self {
            approved: kept(30, 365, 1_095),
            // Longer: who was rejected may want to know why, and be looked at again.
            rejected: kept(90, 365, 1_095),
            needs_review: kept(365, 365, 1_095),
            failed: kept(30, 30, 365),
            expired: kept(7, 7, 90),
            cancelled: kept(7, 7, 90),
            audit_days: 2_555,
            events_days: 30,
            webhook_deliveries_days: 30,
            keeps_images_beyond_three_years: false,
        }
    }
}

const fn refused(pointer: String, rule: &'static str) -> RetentionRefused {
    RetentionRefused { pointer, rule }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn the_shortest_time_is_that_of_any_outcome() {
        assert_eq!(RetentionPolicy::default().shortest_days(), 7);
        let shorter = with("/failed/images_days", json!(2)).unwrap();
        assert_eq!(shorter.shortest_days(), 2);
    }

    fn with(place: &str, value: Value) -> Result<RetentionPolicy, RetentionDocumentError> {
        let mut document = serde_json::to_value(RetentionPolicy::default()).unwrap();
        let (parent, key) = place.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = value;
        parse_retention(document.to_string().as_bytes())
    }

    #[test]
    fn the_built_in_one_is_sound() {
        let json = serde_json::to_vec(&RetentionPolicy::default()).unwrap();
        assert_eq!(parse_retention(&json).unwrap(), RetentionPolicy::default());
        assert_eq!(
            with("/keeps_images_beyond_three_years", json!(false)).unwrap(),
            RetentionPolicy::default()
        );
    }

    #[test]
    fn a_contradiction_is_refused_where_it_stands() {
        for (place, value, pointer) in [
            ("/approved/images_days", 366, "#/approved/images_days"),
            ("/approved/fields_days", 1_096, "#/approved/fields_days"),
            ("/approved/summary_days", 36_501, "#/approved/summary_days"),
            ("/expired/summary_days", 0, "#/expired/summary_days"),
            ("/audit_days", 1_094, "#/audit_days"),
            ("/audit_days", 36_501, "#/audit_days"),
            ("/events_days", 29, "#/events_days"),
            ("/events_days", 36_501, "#/events_days"),
            ("/webhook_deliveries_days", 3, "#/webhook_deliveries_days"),
        ] {
            let Err(RetentionDocumentError::Refused(error)) = with(place, json!(value)) else {
                panic!("{place} {value} passes");
            };
            assert_eq!(error.pointer, pointer);
        }
        for (place, value) in [
            ("/colour", json!(1)),
            ("/approved/templates_days", json!(1)),
            ("/approved/images_days", json!(-1)),
            ("/approved/images_days", json!(1.5)),
            ("/approved", json!({ "images_days": 1 })),
        ] {
            let error = with(place, value);
            let is_malformed = matches!(error, Err(RetentionDocumentError::Malformed { .. }));
            assert!(is_malformed, "{place}");
        }
    }

    #[test]
    fn images_go_within_three_years_unless_somebody_knows_better() {
        let long = OutcomeRetention {
            images_days: 1_096,
            fields_days: 1_096,
            summary_days: 1_096,
        };
        let mut policy = RetentionPolicy {
            rejected: long,
            ..RetentionPolicy::default()
        };
        assert_eq!(
            policy.validate().unwrap_err().pointer,
            "#/rejected/images_days"
        );
        policy.keeps_images_beyond_three_years = true;
        policy.validate().unwrap();
    }
}
