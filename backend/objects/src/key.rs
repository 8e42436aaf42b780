use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// The name of a stored object: `<tenant or account>/<yyyymmdd>/<uuid>`. Built from ids alone and
/// read back strictly, so that no text of a caller ever becomes a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectKey {
    holder: Uuid,
    day: NaiveDate,
    id: Uuid,
}

/// The text is not the name of a stored object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read an object's name: expected <uuid>/<yyyymmdd>/<uuid>")]
pub struct ObjectKeyError;

impl ObjectKey {
    /// The name of object `id` of a tenant or an account, stored on the day of `now`.
    #[must_use]
    pub fn new(holder: Uuid, now: DateTime<Utc>, id: Uuid) -> Self {
        Self {
            holder,
            day: now.date_naive(),
            id,
        }
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{}/{}",
            self.holder.as_hyphenated(),
            self.day.format("%Y%m%d"),
            self.id.as_hyphenated()
        )
    }
}

impl FromStr for ObjectKey {
    type Err = ObjectKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('/');
        let (Some(holder), Some(day), Some(id), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(ObjectKeyError);
        };
        let key = Self {
            holder: Uuid::try_parse(holder).map_err(|_| ObjectKeyError)?,
            day: NaiveDate::parse_from_str(day, "%Y%m%d").map_err(|_| ObjectKeyError)?,
            id: Uuid::try_parse(id).map_err(|_| ObjectKeyError)?,
        };
        // The parsers take more forms than one (braces, capitals, signs); only ours is a name.
        if key.to_string() == text {
            Ok(key)
        } else {
            Err(ObjectKeyError)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn only_uuid_day_uuid_is_a_name(text in "\\PC{0,90}") {
            if let Ok(key) = text.parse::<ObjectKey>() {
                prop_assert_eq!(key.to_string(), text);
            }
        }

        #[test]
        fn hostile_parts_are_never_a_name(
            part in prop_oneof![
                Just(".."), Just("."), Just(""), Just("%2e%2e"), Just("\0"), Just("\\"),
                Just("C:"), Just("\u{2025}"), Just("~"),
            ],
            position in 0_usize..3,
        ) {
            let good = ObjectKey::new(Uuid::from_u128(1), DateTime::UNIX_EPOCH, Uuid::from_u128(2))
                .to_string();
            let mut parts: Vec<&str> = good.split('/').collect();
            parts[position] = part;
            prop_assert!(parts.join("/").parse::<ObjectKey>().is_err());
            parts.insert(position, part);
            prop_assert!(parts.join("/").parse::<ObjectKey>().is_err());
        }

        #[test]
        fn a_name_holds_nothing_but_its_alphabet(
            holder: u128, id: u128, seconds in 0_i64..250_000_000_000,
        ) {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            let key = ObjectKey::new(Uuid::from_u128(holder), now, Uuid::from_u128(id));
            let text = key.to_string();
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_hexdigit() || b"-/".contains(&byte)));
            prop_assert_eq!(text.len(), 36 + 1 + 8 + 1 + 36);
            prop_assert_eq!(text.parse::<ObjectKey>().unwrap(), key);
        }
    }

    #[test]
    fn other_spellings_of_the_same_ids_are_refused() {
        let good = ObjectKey::new(
            Uuid::from_u128(0xabc),
            DateTime::UNIX_EPOCH,
            Uuid::from_u128(2),
        )
        .to_string();
        assert!(good.parse::<ObjectKey>().is_ok());
        for other in [
            good.to_uppercase(),
            good.replace('-', ""),
            format!("/{good}"),
            format!("{good}/"),
            format!(" {good}"),
            good.replace("19700101", "19701301"),
            good.replace("19700101", "+1970101"),
        ] {
            assert!(other.parse::<ObjectKey>().is_err(), "{other}");
        }
    }
}
