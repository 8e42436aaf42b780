use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use credence_trust::{Decision, Evidence};
use credence_types::{CalendarDate, FieldAgreement, FieldSighting, FieldSource};
use serde::Serialize;

use super::evidence::EvidenceClaim;
use crate::result::Field;

/// `verified_claims` of OpenID Connect for Identity Assurance 1.0.
#[derive(Serialize)]
pub(super) struct VerifiedClaims {
    verification: Verification,
    claims: BTreeMap<&'static str, serde_json::Value>,
}

#[derive(Serialize)]
struct Verification {
    /// Ours: the tenant's policy decides, and scores are stated in GPG45's words. It is no
    /// certification under anybody's framework.
    trust_framework: &'static str,
    assurance_process: AssuranceProcess,
    time: DateTime<Utc>,
    evidence: Vec<EvidenceClaim>,
}

#[derive(Serialize)]
struct AssuranceProcess {
    policy: String,
    procedure: &'static str,
    assurance_details: Vec<AssuranceDetail>,
}

#[derive(Serialize)]
struct AssuranceDetail {
    assurance_type: &'static str,
    assurance_classification: String,
}

/// The values that count: no source of the document says otherwise.
pub(super) struct Values<'a>(&'a [Field]);

impl<'a> Values<'a> {
    pub(super) const fn of(fields: &'a [Field]) -> Self {
        Self(fields)
    }

    /// The value of a field; `None` where it is absent, empty, or its sources do not agree.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        let field = self.0.iter().find(|field| field.key == key)?;
        let counts = match field.agreement {
            None | Some(FieldAgreement::Agrees) => true,
            Some(FieldAgreement::SingleSource) => field.sightings.iter().any(is_read_for_machines),
            Some(_) => false,
        };
        let value = field.value.expose().trim();
        (counts && !value.is_empty()).then(|| value.to_owned())
    }
}

/// One source alone counts where it is a zone or barcode on a picture that we have. Print alone can be
/// misread, and what the page's own decoder says nobody else saw.
fn is_read_for_machines(sighting: &FieldSighting) -> bool {
    sighting.image.is_some() && sighting.source != FieldSource::Printed
}

/// A day as the standard writes it; `None` where the text is none.
pub(super) fn day(text: &str) -> Option<String> {
    let day: CalendarDate = text.get(..10)?.parse().ok()?;
    Some(day.to_string())
}

impl VerifiedClaims {
    /// What is known of the person, and why; `None` where nothing is, because the standard wants at
    /// least one claim and one piece of evidence.
    pub(super) fn of(
        evidence: &Evidence,
        decision: &Decision,
        fields: &[Field],
        verified_at: DateTime<Utc>,
    ) -> Option<Self> {
        let values = Values::of(fields);
        let claims = claims(&values);
        if claims.is_empty() {
            return None;
        }
        Some(Self {
            verification: Verification {
                trust_framework: "credence",
                assurance_process: AssuranceProcess {
                    policy: decision.policy_version.clone(),
                    procedure: "gpg45",
                    assurance_details: assurance_details(decision),
                },
                time: verified_at,
                evidence: vec![EvidenceClaim::of(evidence, decision, &values)?],
            },
            claims,
        })
    }
}

/// GPG45's scores and the profiles they meet; what the decision withholds is not claimed here either.
fn assurance_details(decision: &Decision) -> Vec<AssuranceDetail> {
    let Some(gpg45) = decision.gpg45.as_ref() else {
        return Vec::new();
    };
    let detail = |assurance_type, assurance_classification| AssuranceDetail {
        assurance_type,
        assurance_classification,
    };
    let mut details = Vec::new();
    for score in &gpg45.evidence {
        details.push(detail("evidence_strength", score.strength.to_string()));
        details.push(detail("evidence_validation", score.validity.to_string()));
    }
    if gpg45.verification > 0 {
        details.push(detail("verification", gpg45.verification.to_string()));
    }
    let profiles = gpg45.profiles.iter();
    details.extend(profiles.map(|profile| detail("identity_profile", profile.as_str().to_owned())));
    details
}

fn claims(values: &Values<'_>) -> BTreeMap<&'static str, serde_json::Value> {
    let texts = [
        ("given_name", values.get("first_name")),
        ("middle_name", values.get("middle_name")),
        ("family_name", values.get("family_name")),
        ("birthdate", values.get("dob").and_then(|text| day(&text))),
    ];
    let mut claims: BTreeMap<_, serde_json::Value> = texts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?.into())))
        .collect();
    let address: serde_json::Map<String, serde_json::Value> = [
        ("street_address", "address"),
        ("locality", "city"),
        ("region", "state"),
        ("postal_code", "zip"),
    ]
    .into_iter()
    .filter_map(|(name, key)| Some((name.to_owned(), values.get(key)?.into())))
    .collect();
    if address.contains_key("street_address") {
        claims.insert("address", address.into());
    }
    claims
}

#[cfg(test)]
mod tests {
    use credence_types::Redacted;

    use super::*;

    fn field(key: &str, value: &str, agreement: Option<FieldAgreement>) -> Field {
        Field {
            key: key.to_owned(),
            value: Redacted::new(value.to_owned()),
            source: crate::result::FieldSource::Document,
            confidence: None,
            agreement,
            sightings: Vec::new(),
        }
    }

    #[test]
    fn only_what_no_source_contradicts_is_claimed() {
        let fields = [
            field("first_name", "ANNA", None),
            field("family_name", "ERIKSSON", Some(FieldAgreement::Differs)),
            field("middle_name", " ", Some(FieldAgreement::Agrees)),
            field("dob", "1990-02-30", Some(FieldAgreement::Agrees)),
            field("city", "UTOPIA", Some(FieldAgreement::SingleSource)),
        ];
        let claims = claims(&Values::of(&fields));
        assert_eq!(claims, BTreeMap::from([("given_name", "ANNA".into())]));
    }

    #[test]
    fn a_day_is_a_day_of_the_calendar() {
        for (text, wanted) in [
            ("1990-01-31", Some("1990-01-31")),
            ("1990-01-31T00:00:00Z", Some("1990-01-31")),
            ("31.01.1990", None),
            ("1990", None),
        ] {
            assert_eq!(day(text).as_deref(), wanted);
        }
    }
}
