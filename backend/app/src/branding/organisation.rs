use credence_storage::SessionRow;
use credence_types::TenantId;

use super::document::{Accent, Branding};
use crate::fault::Fault;

/// Who asks, as the person's page names and shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// The tenant.
    pub tenant: TenantId,
    /// What the person knows it by.
    pub name: String,
    /// The colour of buttons and links.
    pub accent: Option<Accent>,
    /// SHA-256 of the logo, in hexadecimal.
    pub logo_sha256: Option<String>,
    /// Whom the person can turn to: an e-mail address, or a page by https.
    pub support_contact: Option<String>,
    /// Its privacy notice, by https.
    pub privacy_notice_url: Option<String>,
    /// Where the person goes on, by https.
    pub return_url: Option<String>,
}

/// Who asks for a session.
pub(crate) fn organisation(row: &SessionRow) -> Result<Organisation, Fault> {
    let branding = row.branding.as_ref().map(stored).transpose()?;
    let branding = branding.unwrap_or_default();
    let name = branding.display_name.or_else(|| row.tenant_name.clone());
    Ok(Organisation {
        tenant: row.tenant,
        name: name.unwrap_or_default(),
        accent: branding.accent,
        logo_sha256: row.logo_sha256.clone(),
        support_contact: branding.support_contact,
        privacy_notice_url: branding.privacy_notice_url,
        return_url: branding.return_url,
    })
}

/// What the person knows a tenant by.
pub(crate) fn organisation_name(
    tenant_name: Option<&str>,
    branding: Option<&serde_json::Value>,
) -> Result<String, Fault> {
    let branding = branding.map(stored).transpose()?;
    let name = branding.and_then(|branding| branding.display_name);
    Ok(name.unwrap_or_else(|| tenant_name.unwrap_or_default().to_owned()))
}

/// A stored document.
pub(super) fn stored(document: &serde_json::Value) -> Result<Branding, Fault> {
    serde::Deserialize::deserialize(document).map_err(|_| Fault::Corrupt("a branding"))
}
