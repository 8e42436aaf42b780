use chrono::{DateTime, Utc};
use credence_app::{ConsentSource, ConsentStatementError, GivenConsent, StatedConsent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was agreed to before anything was captured.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Consent {
    /// `page`: by the person, on the hosted page. `integrator`: stated with a request of its own.
    #[schema(value_type = String, example = "page")]
    obtained_by: &'static str,
    /// The page's words by their SHA-256 in hexadecimal, or the integrator's own name for its text.
    text_version: String,
    /// The language of the words.
    #[schema(required)]
    locale: Option<String>,
    /// Whether it covers that a machine compares faces.
    biometric: bool,
    /// Whether it covers the search for the face among other sessions.
    duplicate_search: bool,
    /// What kind of address it came from: `loopback`, `private`, `public_v4` or `public_v6`; the
    /// address itself is not kept.
    #[schema(required)]
    address_class: Option<String>,
    given_at: DateTime<Utc>,
}

/// What a person is asked to agree to, in the words to be shown.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConsentText {
    /// The language of the words (BCP 47).
    #[schema(value_type = String, example = "en")]
    locale: &'static str,
    /// SHA-256, in hexadecimal, of the lines' texts in order, a line feed between each two.
    text_sha256: String,
    /// Whether the words name the search for the face among other sessions.
    duplicate_search: bool,
    /// The lines in order.
    lines: Vec<ConsentLine>,
}

/// A sentence or two of the words.
#[derive(Debug, Serialize, ToSchema)]
struct ConsentLine {
    /// What it is about; `biometric` takes an act of its own.
    #[schema(value_type = String, example = "purpose")]
    key: &'static str,
    text: String,
}

/// What a person agrees to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GiveConsentBody {
    /// The words that were shown, by their `text_sha256`.
    #[schema(min_length = 64, max_length = 64)]
    text_sha256: String,
    /// The language that they were shown in.
    #[schema(max_length = 35, example = "en")]
    locale: String,
    /// The person agreed, by an act of its own, that a machine compares faces.
    biometric: bool,
}

/// The person's consent to your own text, which you obtained and answer for: that photographs of
/// document and face are taken and checked, and that a machine compares faces.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatedConsentBody {
    /// Your own name for the text: a code, which the audit log keeps. Nothing of anybody's.
    #[schema(
        min_length = 1,
        max_length = 100,
        pattern = "^[A-Za-z0-9._:-]{1,100}$",
        example = "identity-terms-2026-11"
    )]
    text_version: String,
    /// When the person agreed.
    given_at: DateTime<Utc>,
    /// Always `integrator`: that you obtained it.
    #[serde(rename = "obtained_by")]
    #[schema(inline)]
    _obtained_by: ObtainedBy,
}

/// Who obtained a stated consent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ObtainedBy {
    Integrator,
}

/// What a tenant has set about consent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConsentSettings {
    /// Whether `verify` refuses a request without `consent`, unless the person agreed on the page to the
    /// words of today. `true` until your tenant sets it.
    verify_needs_consent: bool,
    /// The words of the hosted page as they are now; where faces are searched for among other
    /// sessions, those of such sessions too.
    texts: Vec<ConsentText>,
}

/// What to set about consent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentSettingsBody {
    /// Whether `verify` refuses a request without `consent`, unless the person agreed on the page to the
    /// words of today.
    pub(crate) verify_needs_consent: bool,
}

impl GiveConsentBody {
    pub(crate) fn given(self, address: Option<credence_app::AddressClass>) -> GivenConsent {
        GivenConsent {
            text_sha256: self.text_sha256,
            locale: self.locale,
            biometric: self.biometric,
            address,
        }
    }
}

impl StatedConsentBody {
    pub(crate) fn stated(self, now: DateTime<Utc>) -> Result<StatedConsent, ConsentStatementError> {
        StatedConsent::new(self.text_version, self.given_at, now)
    }
}

impl From<credence_app::RecordedConsent> for Consent {
    fn from(consent: credence_app::RecordedConsent) -> Self {
        Self {
            obtained_by: ConsentSource::as_str(consent.source),
            text_version: consent.text_version,
            locale: consent.locale,
            biometric: consent.biometric,
            duplicate_search: consent.duplicate_search,
            address_class: consent.address_class,
            given_at: consent.given_at,
        }
    }
}

impl From<credence_app::ConsentText> for ConsentText {
    fn from(text: credence_app::ConsentText) -> Self {
        let lines = text.lines.into_iter().map(|line| ConsentLine {
            key: line.key,
            text: line.text,
        });
        Self {
            locale: text.locale,
            text_sha256: text.text_sha256,
            duplicate_search: text.duplicate_search,
            lines: lines.collect(),
        }
    }
}

impl From<credence_app::ConsentSettings> for ConsentSettings {
    fn from(settings: credence_app::ConsentSettings) -> Self {
        Self {
            verify_needs_consent: settings.verify_needs_consent,
            texts: settings.texts.into_iter().map(Into::into).collect(),
        }
    }
}
