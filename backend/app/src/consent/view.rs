use chrono::{DateTime, Utc};
use credence_storage::{ConsentRow, SessionRow};

use super::kept::Kept;
use super::text::{ConsentText, Terms};
use crate::app::App;
use crate::branding::organisation_name;
use crate::fault::Fault;
use crate::retention::{RetentionPolicy, policy_of};

/// Who obtained a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentSource {
    /// The hosted page, of the person.
    Page,
    /// The integrator, which states so.
    Integrator,
}

impl ConsentSource {
    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Integrator => "integrator",
        }
    }
}

/// What was agreed to last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedConsent {
    /// Who obtained it.
    pub source: ConsentSource,
    /// The page's text by its SHA-256 in hexadecimal, or the integrator's own name for its text.
    pub text_version: String,
    /// The language of the words.
    pub locale: Option<String>,
    /// Whether it covers that a machine compares faces.
    pub biometric: bool,
    /// Whether it covers the search for the face among other sessions.
    pub duplicate_search: bool,
    /// What kind of address it came from.
    pub address_class: Option<String>,
    /// When the person agreed.
    pub given_at: DateTime<Utc>,
}

/// What was agreed to last; `None` where nothing was.
pub(crate) fn recorded(row: &SessionRow) -> Option<RecordedConsent> {
    row.consent.clone().map(recorded_of)
}

/// A stored consent.
pub(crate) fn recorded_of(consent: ConsentRow) -> RecordedConsent {
    RecordedConsent {
        source: source(&consent),
        text_version: consent.text_version,
        locale: consent.locale,
        biometric: consent.biometric,
        duplicate_search: consent.duplicate_search,
        address_class: consent.address_class,
        given_at: consent.given_at,
    }
}

fn source(consent: &ConsentRow) -> ConsentSource {
    if consent.obtained_by == ConsentSource::Page.as_str() {
        ConsentSource::Page
    } else {
        ConsentSource::Integrator
    }
}

/// Whether the person has agreed on the page to the words as they are now.
pub(crate) fn is_given(app: &App, row: &SessionRow) -> Result<bool, Fault> {
    Ok(asked(app, row)?.is_none())
}

/// Whether an integrator may hand in a request without stating a consent: it has stated one for this
/// session, or the person has agreed on the page to the words as they are now.
pub(crate) fn is_known(app: &App, row: &SessionRow) -> Result<bool, Fault> {
    let is_stated = row
        .consent
        .as_ref()
        .is_some_and(|consent| source(consent) == ConsentSource::Integrator);
    Ok(is_stated || is_given(app, row)?)
}

/// What the person still has to agree to on the page; `None` once they have.
pub(crate) fn asked(app: &App, row: &SessionRow) -> Result<Option<ConsentText>, Fault> {
    let text = text_for(app, row)?;
    Ok((!is_given_to(row, &text)).then_some(text))
}

/// Whether the person has agreed on the page to these words.
pub(super) fn is_given_to(row: &SessionRow, text: &ConsentText) -> bool {
    row.consent.as_ref().is_some_and(|consent| {
        source(consent) == ConsentSource::Page
            && consent.biometric
            && consent.text_version == text.text_sha256
    })
}

/// Whether the face may be searched for among other sessions: the integrator asked for it and says
/// that the person agrees, and whatever the person agreed to on the page named it too.
pub(crate) fn covers_duplicate_search(row: &SessionRow) -> bool {
    let consent = row.consent.as_ref();
    row.duplicate_search_consented && consent.is_none_or(|consent| consent.duplicate_search)
}

/// The words for this session as they are now.
pub(super) fn text_for(app: &App, row: &SessionRow) -> Result<ConsentText, Fault> {
    let name = organisation_name(row.tenant_name.as_deref(), row.branding.as_ref())?;
    let policy = policy_of(app, row)?;
    text_of(app, &policy, &name, row.duplicate_search_consented)
}

/// The words of a tenant.
pub(super) fn text_of(
    app: &App,
    policy: &RetentionPolicy,
    organisation: &str,
    is_search_wanted: bool,
) -> Result<ConsentText, Fault> {
    let retention = app.config.duplicate_search_retention;
    let terms = Terms {
        organisation,
        dvs_operator: app.config.dvs_operator.as_deref(),
        kept: Kept::under(policy),
        duplicate_search: retention.filter(|_| is_search_wanted),
    };
    terms.text()
}
