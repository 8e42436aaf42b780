//! Passport numbers whose answer is fixed, whatever the other details say.

/// What a scripted number is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Valid,
    Invalid,
    Outage,
    ValidationError,
    QuotaUsedUp,
    /// This status, in plain HTTP.
    Status(u16),
    BadRequest,
    Slow,
    CutOff,
    Replay,
    NotJose,
    Oversized,
    EmptyBody,
    Missealed(Missealing),
    WrongPayload(WrongPayload),
    /// The first time for a correlation id; then valid.
    Once(OnceFault),
}

/// What is wrong with an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missealing {
    OuterSignature,
    InnerSignature,
    SignedByStranger,
    ExpiredSigner,
    EncryptedToStranger,
    /// Nothing, but that it names no certificate.
    BareHeaders,
}

/// What is wrong with the JSON in a good envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WrongPayload {
    OtherCorrelationId,
    OtherRequestId,
    Contradiction,
    DuplicateKeys,
    NoResult,
}

/// What goes wrong once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnceFault {
    /// This status, in plain HTTP.
    Status(u16),
    Outage,
}

/// A passport number with a fixed answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScriptedNumber {
    /// The number.
    pub number: &'static str,
    /// A stable word, as the record of received requests shows it.
    pub name: &'static str,
    /// What it is answered with.
    pub answer: &'static str,
    script: Script,
}

const fn scripted(
    number: &'static str,
    name: &'static str,
    script: Script,
    answer: &'static str,
) -> ScriptedNumber {
    ScriptedNumber {
        number,
        name,
        answer,
        script,
    }
}

/// The numbers 899000000 to 899000099 are kept for these; one that is not listed is in no register.
pub const SCRIPTED_NUMBERS: [ScriptedNumber; 30] = [
    scripted("899000000", "script_valid", Script::Valid, "valid"),
    scripted("899000001", "script_invalid", Script::Invalid, "invalid"),
    scripted(
        "899000002",
        "script_outage",
        Script::Outage,
        "error, \"Unplanned outage\"",
    ),
    scripted(
        "899000003",
        "script_validation",
        Script::ValidationError,
        "error, two validation messages",
    ),
    scripted(
        "899000004",
        "script_quota",
        Script::QuotaUsedUp,
        "403, the quota is used up",
    ),
    scripted(
        "899000005",
        "script_429",
        Script::Status(429),
        "429 with Retry-After",
    ),
    scripted(
        "899000006",
        "script_503",
        Script::Status(503),
        "503 with Retry-After",
    ),
    scripted("899000007", "script_500", Script::Status(500), "500"),
    scripted("899000008", "script_502", Script::Status(502), "502"),
    scripted(
        "899000009",
        "script_slow",
        Script::Slow,
        "valid, later than a client waits",
    ),
    scripted(
        "899000010",
        "script_cut_off",
        Script::CutOff,
        "connection closed in the middle of the body",
    ),
    scripted(
        "899000011",
        "script_outer_signature",
        Script::Missealed(Missealing::OuterSignature),
        "wrong outer signature",
    ),
    scripted(
        "899000012",
        "script_inner_signature",
        Script::Missealed(Missealing::InnerSignature),
        "wrong inner signature",
    ),
    scripted(
        "899000013",
        "script_stranger",
        Script::Missealed(Missealing::SignedByStranger),
        "signed by a key that is not the service's",
    ),
    scripted(
        "899000014",
        "script_expired",
        Script::Missealed(Missealing::ExpiredSigner),
        "signed with an expired certificate",
    ),
    scripted(
        "899000015",
        "script_recipient",
        Script::Missealed(Missealing::EncryptedToStranger),
        "encrypted to another key",
    ),
    scripted(
        "899000016",
        "script_correlation_id",
        Script::WrongPayload(WrongPayload::OtherCorrelationId),
        "valid, of another correlation id",
    ),
    scripted(
        "899000017",
        "script_request_id",
        Script::WrongPayload(WrongPayload::OtherRequestId),
        "valid, of another request id",
    ),
    scripted(
        "899000018",
        "script_replay",
        Script::Replay,
        "an earlier answer once more",
    ),
    scripted(
        "899000019",
        "script_contradiction",
        Script::WrongPayload(WrongPayload::Contradiction),
        "both valid and error",
    ),
    scripted(
        "899000020",
        "script_duplicate_keys",
        Script::WrongPayload(WrongPayload::DuplicateKeys),
        "\"valid\" twice, true and false",
    ),
    scripted(
        "899000021",
        "script_not_jose",
        Script::NotJose,
        "200 with a text that is no JOSE",
    ),
    scripted(
        "899000022",
        "script_oversized",
        Script::Oversized,
        "200 with 128 KiB",
    ),
    scripted(
        "899000023",
        "script_429_once",
        Script::Once(OnceFault::Status(429)),
        "429 the first time for a correlation id, then valid",
    ),
    scripted(
        "899000024",
        "script_outage_once",
        Script::Once(OnceFault::Outage),
        "outage the first time for a correlation id, then valid",
    ),
    scripted(
        "899000025",
        "script_503_once",
        Script::Once(OnceFault::Status(503)),
        "503 the first time for a correlation id, then valid",
    ),
    scripted(
        "899000026",
        "script_400",
        Script::BadRequest,
        "400, as if the message could not be opened",
    ),
    scripted(
        "899000027",
        "script_no_result",
        Script::WrongPayload(WrongPayload::NoResult),
        "neither valid nor error",
    ),
    scripted(
        "899000028",
        "script_bare_headers",
        Script::Missealed(Missealing::BareHeaders),
        "valid, without thumbprints in the headers",
    ),
    scripted(
        "899000029",
        "script_empty_body",
        Script::EmptyBody,
        "200 with no body",
    ),
];

impl ScriptedNumber {
    pub(crate) const fn script(&self) -> Script {
        self.script
    }
}

/// The entry of a number of nine digits.
pub(crate) fn entry(number: &str) -> Option<&'static ScriptedNumber> {
    SCRIPTED_NUMBERS.iter().find(|entry| entry.number == number)
}

/// Whether a number of nine digits is kept for scripted answers.
pub(crate) fn is_reserved(number: &str) -> bool {
    number.starts_with("8990000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_in_the_readme_once_and_reserved() {
        let readme = include_str!("../../README.md");
        for entry in SCRIPTED_NUMBERS {
            let row = format!("| {} | {} |", entry.number, entry.answer);
            assert_eq!(readme.matches(&row).count(), 1, "{row}");
            assert!(is_reserved(entry.number));
        }
    }
}
