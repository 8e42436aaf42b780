use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::{NoContext, Timestamp, Uuid};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new UUIDv7 that carries the instant `now`.
            #[must_use]
            pub fn new(now: DateTime<Utc>) -> Self {
                Self(uuid_v7(now))
            }

            /// Takes an id that was stored or sent.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare UUID.
            #[must_use]
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// An organisation that uses the service; the first part of every primary key.
    TenantId,
    /// One person's attempt to prove who they are.
    SessionId,
    /// A stored result of one verification.
    VerificationId,
    /// An image kept for the reviewer.
    ImageId,
    /// A reviewer's decision.
    ReviewId,
    /// A person's request that a human looks again.
    ReviewRequestId,
    /// Somebody who signs in to the console.
    AdministratorId,
    /// An integrator's or a DVS key.
    ApiKeyId,
    /// A job in the queue.
    JobId,
    /// An account of the DVS server: the owner of its keys and requests.
    AccountId,
    /// A DVS verification request.
    RequestId,
    /// Something that became of a session.
    EventId,
    /// An address that is told of events.
    WebhookEndpointId,
    /// One event for one endpoint.
    WebhookDeliveryId,
}

/// A new id of this instant, for what needs no type of its own.
#[must_use]
pub fn uuid_v7(now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(
        NoContext,
        seconds,
        now.timestamp_subsec_nanos(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time() {
        let early = SessionId::new(DateTime::from_timestamp(1_700_000_000, 0).unwrap());
        let late = SessionId::new(DateTime::from_timestamp(1_700_000_001, 0).unwrap());
        assert!(early < late);
        assert_eq!(early.to_string().parse::<SessionId>().unwrap(), early);
    }
}
