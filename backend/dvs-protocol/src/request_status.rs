use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::lenient::Scalar;

/// Where a request stands; the four words of the vendor's portal. The numbers on the wire are
/// undocumented: ours are the words' order, and names are read as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestStatus {
    /// Created, or being verified just now (0).
    Pending,
    /// Verified (1).
    Success,
    /// Verified, and some picture could not be used (2).
    Failed,
    /// Lapsed (3).
    Expired,
}

impl RequestStatus {
    const ALL: [Self; 4] = [Self::Pending, Self::Success, Self::Failed, Self::Expired];

    /// The number on the wire.
    #[must_use]
    pub const fn wire_number(self) -> i32 {
        match self {
            Self::Pending => 0,
            Self::Success => 1,
            Self::Failed => 2,
            Self::Expired => 3,
        }
    }

    /// The vendor's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Success => "Success",
            Self::Failed => "Failed",
            Self::Expired => "Expired",
        }
    }
}

impl Serialize for RequestStatus {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i32(self.wire_number())
    }
}

/// For `#[serde(deserialize_with)]`: a number or a word; anything else is nothing.
pub(crate) fn lenient<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<RequestStatus>, D::Error> {
    let value = Scalar::deserialize(from)?;
    let number = value.integer();
    let word = value.into_text();
    Ok(RequestStatus::ALL.into_iter().find(|status| {
        number == Some(status.wire_number())
            || word
                .as_ref()
                .is_some_and(|word| word.eq_ignore_ascii_case(status.as_str()))
    }))
}
