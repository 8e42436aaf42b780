use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a tenant's pages look and whom they name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Branding {
    /// Counts every change; 0 before the first. Give it when you change the branding.
    version: i64,
    /// What the person knows you by; null where the tenant's name stands.
    #[schema(required)]
    display_name: Option<String>,
    #[schema(required)]
    accent: Option<Accent>,
    /// Whom the person can turn to.
    #[schema(required)]
    support_contact: Option<String>,
    /// Your privacy notice.
    #[schema(required)]
    privacy_notice_url: Option<String>,
    /// Where the person goes on once there is an outcome.
    #[schema(required)]
    return_url: Option<String>,
    /// Where the logo is, on this service; null where there is none.
    #[schema(required)]
    logo_path: Option<String>,
}

/// What to set; what is absent is as the product has it. The logo stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BrandingBody {
    /// The version that this change is made to.
    #[schema(minimum = 0)]
    pub(crate) version: i64,
    /// What the person knows you by: 1 to 80 characters.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 80, example = "Example Bank")]
    display_name: Option<String>,
    #[serde(default)]
    accent: Option<Accent>,
    /// Whom the person can turn to: an e-mail address, or a page by https.
    #[serde(default)]
    #[schema(max_length = 500, example = "help@bank.example")]
    support_contact: Option<String>,
    /// Your privacy notice, by https.
    #[serde(default)]
    #[schema(
        max_length = 500,
        format = "uri",
        example = "https://bank.example/privacy"
    )]
    privacy_notice_url: Option<String>,
    /// Where the person goes on once there is an outcome, by https. The page leads nowhere else, so
    /// no link can have it send a person elsewhere.
    #[serde(default)]
    #[schema(
        max_length = 500,
        format = "uri",
        example = "https://bank.example/welcome"
    )]
    return_url: Option<String>,
}

/// The colour of buttons and links, one for each theme: text is written on it and in it, and needs a
/// contrast of 4.5:1.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Accent {
    /// On light, with white on it.
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$", example = "#0d5c55")]
    light: String,
    /// On dark, with near-black on it.
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$", example = "#7ccfc2")]
    dark: String,
}

/// Who asks, as the person's page names and shows them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Organisation {
    name: String,
    #[schema(required)]
    accent: Option<Accent>,
    /// Where the logo is, on this service.
    #[schema(required)]
    logo_path: Option<String>,
    /// Whom the person can turn to: an e-mail address, or a page by https.
    #[schema(required)]
    support_contact: Option<String>,
    #[schema(required)]
    privacy_notice_url: Option<String>,
    /// Where the person goes on once there is an outcome.
    #[schema(required)]
    return_url: Option<String>,
}

impl From<BrandingBody> for credence_app::Branding {
    fn from(body: BrandingBody) -> Self {
        Self {
            display_name: body.display_name,
            accent: body.accent.map(|accent| credence_app::Accent {
                light: accent.light,
                dark: accent.dark,
            }),
            support_contact: body.support_contact,
            privacy_notice_url: body.privacy_notice_url,
            return_url: body.return_url,
        }
    }
}

impl From<credence_app::Accent> for Accent {
    fn from(accent: credence_app::Accent) -> Self {
        Self {
            light: accent.light,
            dark: accent.dark,
        }
    }
}

impl From<credence_app::BrandingView> for Branding {
    fn from(view: credence_app::BrandingView) -> Self {
        let branding = view.branding;
        Self {
            version: view.version,
            display_name: branding.display_name,
            accent: branding.accent.map(Into::into),
            support_contact: branding.support_contact,
            privacy_notice_url: branding.privacy_notice_url,
            return_url: branding.return_url,
            logo_path: view.logo_sha256.map(|hash| logo_path(view.tenant, &hash)),
        }
    }
}

impl From<credence_app::Organisation> for Organisation {
    fn from(organisation: credence_app::Organisation) -> Self {
        let tenant = organisation.tenant;
        Self {
            name: organisation.name,
            accent: organisation.accent.map(Into::into),
            logo_path: organisation
                .logo_sha256
                .map(|hash| logo_path(tenant, &hash)),
            support_contact: organisation.support_contact,
            privacy_notice_url: organisation.privacy_notice_url,
            return_url: organisation.return_url,
        }
    }
}

/// Where a logo is, on this service.
pub(crate) fn logo_path(tenant: credence_types::TenantId, sha256: &str) -> String {
    format!("/v1/logos/{tenant}/{sha256}")
}
