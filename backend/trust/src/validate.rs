//! What the types of a policy cannot hold it to.

use credence_types::CountryCode;

use crate::check::CheckCode;
use crate::issuer::code_of;
use crate::policy::Policy;

/// Nobody can be asked to be older.
const HIGHEST_AGE: u8 = 120;

/// A policy that could not be applied safely: which key, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The version has no or too many characters, or some that cannot be seen.
    #[error("policy: `version` has 1 to 64 characters and no control characters: name it anew")]
    Version,
    /// No document would ever be accepted.
    #[error("policy: `accepted_document_types` is empty: list at least one kind of document")]
    NoDocumentType,
    /// The policy would approve somebody of whose document nothing was read.
    #[error(
        "policy: `checks.document_readable` must be required: set it to `review_when_failed`, `retake_when_failed` or `reject_when_failed`"
    )]
    ReadabilityNotRequired,
    /// The policy would turn people away for a sign that honest people may show as well.
    #[error(
        "policy: `checks.\"{}\"` is a sign that honest people show too, which neither rejects nor asks for a retake alone: set it to `review_when_failed`, `informational` or `off`",
        .0.as_str()
    )]
    SignDecides(CheckCode),
    /// Every score would pass.
    #[error(
        "policy: `thresholds.{0}` is 0, which every score reaches: raise it, or set the check to `informational`"
    )]
    ThresholdPassesAll(&'static str),
    /// No document has that code.
    #[error(
        "policy: `{key}` has `{country}`, which is no code that documents carry: use the three letters of ICAO Doc 9303-3"
    )]
    Country {
        /// The key.
        key: &'static str,
        /// The code.
        country: CountryCode,
    },
    /// A country cannot be both.
    #[error(
        "policy: `accepted_countries` and `refused_countries` both have `{0}`: take it out of one"
    )]
    CountryBothWays(CountryCode),
    /// Countries are listed, and the list would decide nothing.
    #[error(
        "policy: countries are listed, and `checks.\"document.country_accepted\"` is not required: require it, or empty `accepted_countries` and `refused_countries`"
    )]
    CountryNotRequired,
    /// Nobody or everybody would be old enough.
    #[error("policy: `minimum_age` lies between 1 and 120: mend it, or leave it out")]
    MinimumAge,
    /// An age is asked for, and would decide nothing.
    #[error(
        "policy: `minimum_age` is set, and `checks.\"holder.age\"` is not required: require it, or leave `minimum_age` out"
    )]
    AgeNotRequired,
    /// Everybody would be a sign.
    #[error("policy: `usual_attempts` is 0, and nobody needs fewer tries than one: raise it")]
    UsualAttempts,
}

impl Policy {
    /// Checks what the types cannot; call it on every policy that was read from outside.
    ///
    /// # Errors
    /// When the policy could not be applied safely.
    pub fn validate(&self) -> Result<(), PolicyError> {
        let has_fitting_length = (1..=64).contains(&self.version.chars().count());
        if !has_fitting_length || self.version.chars().any(char::is_control) {
            return Err(PolicyError::Version);
        }
        if self.accepted_document_types.is_empty() {
            return Err(PolicyError::NoDocumentType);
        }
        if !self.rule(CheckCode::DocumentReadable).is_required() {
            return Err(PolicyError::ReadabilityNotRequired);
        }
        self.validate_signs()?;
        self.validate_thresholds()?;
        self.validate_countries()?;
        self.validate_age()?;
        if self.usual_attempts == 0 {
            return Err(PolicyError::UsualAttempts);
        }
        Ok(())
    }

    fn validate_signs(&self) -> Result<(), PolicyError> {
        let decides = |code: &CheckCode| {
            let rule = self.checks.get(code);
            code.is_sign() && rule.is_some_and(|rule| *rule != self.rule(*code))
        };
        CheckCode::ALL
            .into_iter()
            .find(decides)
            .map_or(Ok(()), |code| Err(PolicyError::SignDecides(code)))
    }

    fn validate_thresholds(&self) -> Result<(), PolicyError> {
        let thresholds = self.thresholds;
        [
            ("document", thresholds.document),
            ("face", thresholds.face),
            ("liveness", thresholds.liveness),
            ("fields", thresholds.fields),
            ("image_quality", thresholds.image_quality),
        ]
        .into_iter()
        .find(|(_, threshold)| threshold.value() == 0)
        .map_or(Ok(()), |(key, _)| Err(PolicyError::ThresholdPassesAll(key)))
    }

    fn validate_countries(&self) -> Result<(), PolicyError> {
        let (accepted, refused) = (&self.accepted_countries, &self.refused_countries);
        for (key, countries) in [
            ("accepted_countries", accepted),
            ("refused_countries", refused),
        ] {
            if let Some(country) = countries.iter().find(|own| code_of(own).len() != 3) {
                let country = country.clone();
                return Err(PolicyError::Country { key, country });
            }
        }
        let is_refused =
            |own: &&CountryCode| refused.iter().any(|other| code_of(own) == code_of(other));
        if let Some(country) = accepted.iter().find(is_refused) {
            return Err(PolicyError::CountryBothWays(country.clone()));
        }
        let is_listed = !accepted.is_empty() || !refused.is_empty();
        if is_listed && !self.rule(CheckCode::CountryAccepted).is_required() {
            return Err(PolicyError::CountryNotRequired);
        }
        Ok(())
    }

    fn validate_age(&self) -> Result<(), PolicyError> {
        let Some(age) = self.minimum_age else {
            return Ok(());
        };
        if !(1..=HIGHEST_AGE).contains(&age) {
            return Err(PolicyError::MinimumAge);
        }
        if !self.rule(CheckCode::HolderAge).is_required() {
            return Err(PolicyError::AgeNotRequired);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::CheckRule;
    use crate::score::Score;

    #[test]
    fn an_unsafe_policy_is_refused() {
        let sound = Policy::default();
        let mut policy = sound.clone();
        policy.version.clear();
        assert_eq!(policy.validate(), Err(PolicyError::Version));
        let mut policy = sound.clone();
        policy.accepted_document_types.clear();
        assert_eq!(policy.validate(), Err(PolicyError::NoDocumentType));
        let mut policy = sound;
        policy
            .checks
            .insert(CheckCode::DocumentReadable, CheckRule::Informational);
        assert_eq!(policy.validate(), Err(PolicyError::ReadabilityNotRequired));
    }

    #[test]
    fn a_sign_alone_turns_nobody_away() {
        for code in CheckCode::ALL.into_iter().filter(|code| code.is_sign()) {
            for rule in [CheckRule::RejectWhenFailed, CheckRule::RetakeWhenFailed] {
                let mut policy = Policy::default();
                policy.checks.insert(code, rule);
                assert_eq!(policy.validate(), Err(PolicyError::SignDecides(code)));
                assert_eq!(policy.rule(code), CheckRule::ReviewWhenFailed);
            }
        }
    }

    /// A change to the sound policy, its error, and the key that this names.
    type Case = (fn(&mut Policy), PolicyError, &'static str);

    fn country(code: &str) -> CountryCode {
        code.parse().unwrap()
    }

    fn is_refused(change: fn(&mut Policy), wanted: &PolicyError, key: &str) {
        let mut policy = Policy::default();
        change(&mut policy);
        assert_eq!(policy.validate().as_ref(), Err(wanted));
        assert!(wanted.to_string().contains(key), "{wanted}");
    }

    #[test]
    fn each_unsafe_value_has_an_error_that_names_its_key() {
        let cases: [Case; 8] = [
            (
                |policy| policy.version = "a\nb".to_owned(),
                PolicyError::Version,
                "`version`",
            ),
            (
                |policy| policy.thresholds.face = Score::constant(0),
                PolicyError::ThresholdPassesAll("face"),
                "`thresholds.face`",
            ),
            (
                |policy| policy.thresholds.image_quality = Score::constant(0),
                PolicyError::ThresholdPassesAll("image_quality"),
                "`thresholds.image_quality`",
            ),
            (
                |policy| policy.accepted_countries = ["FR".parse().unwrap()].into(),
                PolicyError::Country {
                    key: "accepted_countries",
                    country: country("FR"),
                },
                "`accepted_countries`",
            ),
            (
                |policy| policy.refused_countries = ["X".parse().unwrap()].into(),
                PolicyError::Country {
                    key: "refused_countries",
                    country: country("X"),
                },
                "`refused_countries`",
            ),
            (
                |policy| policy.minimum_age = Some(0),
                PolicyError::MinimumAge,
                "`minimum_age`",
            ),
            (
                |policy| policy.minimum_age = Some(121),
                PolicyError::MinimumAge,
                "`minimum_age`",
            ),
            (
                |policy| policy.usual_attempts = 0,
                PolicyError::UsualAttempts,
                "`usual_attempts`",
            ),
        ];
        for (change, wanted, key) in cases {
            is_refused(change, &wanted, key);
        }
    }

    #[test]
    fn keys_that_contradict_each_other_are_refused() {
        let cases: [Case; 4] = [
            (
                |policy| {
                    policy.accepted_countries = ["DEU".parse().unwrap()].into();
                    policy.refused_countries = ["D".parse().unwrap()].into();
                },
                PolicyError::CountryBothWays(country("DEU")),
                "`accepted_countries` and `refused_countries`",
            ),
            (
                |policy| {
                    policy.refused_countries = ["FRA".parse().unwrap()].into();
                    let rule = CheckRule::Informational;
                    policy.checks.insert(CheckCode::CountryAccepted, rule);
                },
                PolicyError::CountryNotRequired,
                "\"document.country_accepted\"",
            ),
            (
                |policy| {
                    policy.minimum_age = Some(18);
                    policy.checks.insert(CheckCode::HolderAge, CheckRule::Off);
                },
                PolicyError::AgeNotRequired,
                "\"holder.age\"",
            ),
            (
                |policy| {
                    let rule = CheckRule::RejectWhenFailed;
                    policy.checks.insert(CheckCode::DocumentReuse, rule);
                },
                PolicyError::SignDecides(CheckCode::DocumentReuse),
                "\"document.reuse\"",
            ),
        ];
        for (change, wanted, key) in cases {
            is_refused(change, &wanted, key);
        }
    }

    #[test]
    fn countries_and_an_age_that_are_required_are_sound() {
        let policy = Policy {
            accepted_countries: ["D".parse().unwrap(), "GBR".parse().unwrap()].into(),
            minimum_age: Some(18),
            ..Policy::default()
        };
        assert_eq!(policy.validate(), Ok(()));
    }
}
