use chrono::{DateTime, TimeDelta, Utc};
use credence_outbound::header::{HeaderMap, RETRY_AFTER};
use credence_outbound::{OutboundError, OutboundHead, StatusCode};

use crate::webhooks::schedule::LONGEST_HOLD;

/// What came of a delivery's last attempt, for integrators. Never more than they may know of where an
/// address led: one that is refused and one where nobody listens read the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryCode {
    /// The receiver took it (2xx).
    Accepted,
    /// The receiver answered with a redirect, which is not followed.
    Redirect,
    /// The receiver wants no more (410): the endpoint was disabled.
    Gone,
    /// The receiver is overtaxed (429, 502, 503, 504).
    Throttled,
    /// The receiver answered anything else.
    Refused,
    /// No connection came about, or the address is not one to send to.
    Unreachable,
    /// The two ends did not agree on TLS, or the certificate is not trusted.
    Tls,
    /// No answer came in time.
    Timeout,
    /// The connection broke, or the answer is not HTTP.
    Broken,
    /// The endpoint is disabled; nothing was sent.
    EndpointDisabled,
    /// It could not be sent for a reason of ours.
    Internal,
}

impl DeliveryCode {
    /// Every code.
    pub const ALL: [Self; 11] = [
        Self::Accepted,
        Self::Redirect,
        Self::Gone,
        Self::Throttled,
        Self::Refused,
        Self::Unreachable,
        Self::Tls,
        Self::Timeout,
        Self::Broken,
        Self::EndpointDisabled,
        Self::Internal,
    ];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Redirect => "redirect",
            Self::Gone => "gone",
            Self::Throttled => "throttled",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Broken => "broken",
            Self::EndpointDisabled => "endpoint_disabled",
            Self::Internal => "internal",
        }
    }

    /// What it means, in a sentence for integrators.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Accepted => "Your service took the delivery (2xx).",
            Self::Redirect => "Your service answered with a redirect, which is not followed.",
            Self::Gone => "Your service answered 410, so the endpoint was disabled.",
            Self::Throttled => "Your service was overtaxed (429, 502, 503 or 504).",
            Self::Refused => "Your service answered with another status than 2xx.",
            Self::Unreachable => "No connection to the address came about.",
            Self::Tls => "TLS could not be set up, or your certificate is not trusted.",
            Self::Timeout => "Your service did not answer within 15 seconds.",
            Self::Broken => "The connection broke, or the answer was not HTTP.",
            Self::EndpointDisabled => "The endpoint was disabled; nothing was sent.",
            Self::Internal => "It could not be sent for a reason of ours.",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }

    const fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            200..=299 => Self::Accepted,
            300..=399 => Self::Redirect,
            410 => Self::Gone,
            429 | 502 | 503 | 504 => Self::Throttled,
            _ => Self::Refused,
        }
    }

    pub(crate) const fn of_error(error: &OutboundError) -> Self {
        match error {
            OutboundError::RefusedTarget
            | OutboundError::RefusedAddress
            | OutboundError::Connect(_) => Self::Unreachable,
            OutboundError::Tls(_) => Self::Tls,
            OutboundError::Timeout(_) => Self::Timeout,
            OutboundError::Redirect { .. } => Self::Redirect,
            OutboundError::TooLarge { .. } | OutboundError::Protocol(_) => Self::Broken,
        }
    }
}

/// What came of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) code: DeliveryCode,
    pub(crate) status: Option<u16>,
    /// How long the receiver wants to be left alone.
    pub(crate) hold: Option<TimeDelta>,
}

impl Reply {
    pub(crate) const fn without_status(code: DeliveryCode) -> Self {
        Self {
            code,
            status: None,
            hold: None,
        }
    }

    pub(crate) fn of(head: &OutboundHead, now: DateTime<Utc>) -> Self {
        let code = DeliveryCode::of_status(head.status);
        let is_throttled = code == DeliveryCode::Throttled;
        Self {
            code,
            status: Some(head.status.as_u16()),
            hold: retry_after(&head.headers, now).filter(|_| is_throttled),
        }
    }
}

/// How long `Retry-After` asks for, in seconds or as a date (RFC 9110 section 10.2.3), within bounds.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<TimeDelta> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wanted = match text.parse::<u32>() {
        Ok(seconds) => TimeDelta::seconds(i64::from(seconds)),
        Err(_) => DateTime::parse_from_rfc2822(text).ok()?.to_utc() - now,
    };
    (wanted > TimeDelta::zero()).then_some(wanted.min(LONGEST_HOLD))
}

#[cfg(test)]
mod tests {
    use credence_outbound::header::HeaderValue;

    use super::*;

    fn reply(status: u16, retry_after: Option<&'static str>) -> Reply {
        let mut headers = HeaderMap::new();
        if let Some(text) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
        }
        let head = OutboundHead {
            status: StatusCode::from_u16(status).unwrap(),
            headers,
        };
        // Wed, 21 Oct 2015 07:28:00 GMT
        Reply::of(&head, DateTime::from_timestamp(1_445_412_480, 0).unwrap())
    }

    #[test]
    fn only_2xx_is_success() {
        for (status, code) in [
            (200, "accepted"),
            (204, "accepted"),
            (299, "accepted"),
            (301, "redirect"),
            (308, "redirect"),
            (400, "refused"),
            (404, "refused"),
            (410, "gone"),
            (429, "throttled"),
            (500, "refused"),
            (502, "throttled"),
            (503, "throttled"),
            (504, "throttled"),
        ] {
            assert_eq!(reply(status, None).code.as_str(), code, "{status}");
        }
    }

    #[test]
    fn a_wish_to_be_left_alone_is_heard_within_bounds() {
        let hold = |status, text| reply(status, Some(text)).hold;
        let seconds = |number| Some(TimeDelta::seconds(number));
        assert_eq!(hold(429, "120"), seconds(120));
        assert_eq!(hold(503, "Wed, 21 Oct 2015 07:30:00 GMT"), seconds(120));
        assert_eq!(hold(429, "4294967295"), Some(LONGEST_HOLD));
        for text in ["0", "-5", "soon", "", "Wed, 21 Oct 2015 07:00:00 GMT"] {
            assert_eq!(hold(429, text), None, "{text}");
        }
        assert_eq!(hold(500, "120"), None);
    }

    #[test]
    fn codes_read_back() {
        for code in DeliveryCode::ALL {
            assert_eq!(DeliveryCode::parse(code.as_str()), Some(code));
            assert!(code.meaning().ends_with('.'));
        }
    }
}
