use credence_storage::{SessionRow, WordedConsent};
use serde::Deserialize;

use crate::app::App;
use crate::consent::{RecordedConsent, recorded_of};
use crate::fault::Fault;

/// What a person agreed to once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnConsent {
    /// Who obtained it, when, in which language, to which text.
    pub consent: RecordedConsent,
    /// The words of the page, line by line; empty for an integrator's own text, which it keeps itself.
    pub words: Vec<String>,
}

/// A line of the words, as they are kept.
#[derive(Deserialize)]
struct Line {
    text: String,
}

/// Everything that the session's person agreed to, oldest first.
pub(super) async fn own_consents(app: &App, row: &SessionRow) -> Result<Vec<OwnConsent>, Fault> {
    let whose = (row.tenant, row.id);
    let rows = credence_storage::list_consents_by_session(&app.pool, whose).await?;
    rows.into_iter().map(own_consent).collect()
}

fn own_consent(row: WordedConsent) -> Result<OwnConsent, Fault> {
    let lines = row.lines.as_ref().map(Vec::<Line>::deserialize).transpose();
    let lines = lines.map_err(|_| Fault::Corrupt("the words of a consent"))?;
    Ok(OwnConsent {
        consent: recorded_of(row.consent),
        words: lines.into_iter().flatten().map(|line| line.text).collect(),
    })
}
