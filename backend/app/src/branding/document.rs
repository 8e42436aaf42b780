use serde::{Deserialize, Serialize};
use url::Url;

use super::contrast::{Colour, ContrastFailure, Theme, failure};

const LONGEST_NAME: usize = 80;
const LONGEST_ADDRESS: usize = 500;

/// How a tenant's pages look and whom they name. What is absent stays as the product's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branding {
    /// What the person knows the organisation by; without it the tenant's name stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The colour of buttons and links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<Accent>,
    /// Whom the person can turn to: an e-mail address, or a page by https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_contact: Option<String>,
    /// The organisation's privacy notice, by https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_notice_url: Option<String>,
    /// Where the person goes on once there is an outcome, by https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
}

/// A colour for each theme: none can be read on light and on dark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accent {
    /// `#rrggbb`, on light.
    pub light: String,
    /// `#rrggbb`, on dark.
    pub dark: String,
}

/// A member of the document that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrandingField {
    /// The name.
    DisplayName,
    /// The colour for light.
    AccentLight,
    /// The colour for dark.
    AccentDark,
    /// The contact.
    SupportContact,
    /// The privacy notice.
    PrivacyNotice,
    /// The way on.
    ReturnUrl,
}

impl BrandingField {
    /// Where it stands, as a JSON Pointer in a URI fragment.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::DisplayName => "#/display_name",
            Self::AccentLight => "#/accent/light",
            Self::AccentDark => "#/accent/dark",
            Self::SupportContact => "#/support_contact",
            Self::PrivacyNotice => "#/privacy_notice_url",
            Self::ReturnUrl => "#/return_url",
        }
    }

    /// The rule that it breaks.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::DisplayName => "A name has 1 to 80 characters and no control characters.",
            Self::AccentLight | Self::AccentDark => "A colour is written #rrggbb.",
            Self::SupportContact => {
                "A contact is an e-mail address, or an https address of at most 500 characters."
            }
            Self::PrivacyNotice | Self::ReturnUrl => {
                "An address begins with https:// and has at most 500 characters and no password."
            }
        }
    }
}

/// Why a document was refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Refusal {
    Malformed(BrandingField),
    Contrast(BrandingField, ContrastFailure),
}

impl Branding {
    /// Looks at every member.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let is_absent_or = |value: &Option<String>, is_good: fn(&str) -> bool, field| {
            if value.as_deref().is_none_or(is_good) {
                Ok(())
            } else {
                Err(Refusal::Malformed(field))
            }
        };
        is_absent_or(&self.display_name, is_name, BrandingField::DisplayName)?;
        if let Some(accent) = &self.accent {
            check_colour(&accent.light, Theme::Light, BrandingField::AccentLight)?;
            check_colour(&accent.dark, Theme::Dark, BrandingField::AccentDark)?;
        }
        let contact = |text: &str| is_email(text) || is_address(text);
        is_absent_or(
            &self.support_contact,
            contact,
            BrandingField::SupportContact,
        )?;
        is_absent_or(
            &self.privacy_notice_url,
            is_address,
            BrandingField::PrivacyNotice,
        )?;
        is_absent_or(&self.return_url, is_address, BrandingField::ReturnUrl)
    }
}

fn check_colour(text: &str, theme: Theme, field: BrandingField) -> Result<(), Refusal> {
    let colour = Colour::parse(text).ok_or(Refusal::Malformed(field))?;
    match failure(theme, colour) {
        Some(failure) => Err(Refusal::Contrast(field, failure)),
        None => Ok(()),
    }
}

fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    (1..=LONGEST_NAME).contains(&length) && !text.contains(char::is_control) && text.trim() == text
}

/// Never `javascript:` or the like, and nothing that hides where it leads.
fn is_address(text: &str) -> bool {
    if text.len() > LONGEST_ADDRESS || text.contains(char::is_control) {
        return false;
    }
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let has_password = !url.username().is_empty() || url.password().is_some();
    url.scheme() == "https" && url.has_host() && !has_password && text.starts_with("https://")
}

fn is_email(text: &str) -> bool {
    let is_plain = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte))
    };
    text.len() <= 254
        && text
            .split_once('@')
            .is_some_and(|(name, host)| is_plain(name) && is_plain(host) && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(branding: &Branding) -> Option<BrandingField> {
        match branding.check() {
            Ok(()) => None,
            Err(Refusal::Malformed(field) | Refusal::Contrast(field, _)) => Some(field),
        }
    }

    #[test]
    fn addresses_lead_where_they_say_by_https() {
        for good in [
            "https://example.org/privacy?x=1#top",
            "https://example.org:8443/",
        ] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("https://example.org/{}", "a".repeat(LONGEST_ADDRESS));
        for bad in [
            "http://example.org/",
            "javascript:alert(1)",
            "https://user:word@example.org/",
            "https:example.org",
            "//example.org/",
            "https://exa\nmple.org/",
            "data:text/html,x",
            "",
            &long,
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn each_member_is_looked_at() {
        let with = |change: fn(&mut Branding)| {
            let mut branding = Branding::default();
            change(&mut branding);
            refused(&branding)
        };
        assert_eq!(with(|_| {}), None);
        assert_eq!(
            with(|b| b.support_contact = Some("help@example.org".into())),
            None
        );
        let accent = |light: &str, dark: &str| {
            Some(Accent {
                light: light.into(),
                dark: dark.into(),
            })
        };
        assert_eq!(
            with(|b| b.support_contact = Some("mailto:help@example.org".into())),
            Some(BrandingField::SupportContact)
        );
        assert_eq!(
            with(|b| b.display_name = Some(" x".into())),
            Some(BrandingField::DisplayName)
        );
        assert_eq!(
            with(|b| b.return_url = Some("/home".into())),
            Some(BrandingField::ReturnUrl)
        );
        let colours = |light, dark| {
            refused(&Branding {
                accent: accent(light, dark),
                ..Branding::default()
            })
        };
        assert_eq!(colours("#0d5c55", "#7ccfc2"), None);
        assert_eq!(
            colours("#0d5c55", "#0d5c55"),
            Some(BrandingField::AccentDark)
        );
        assert_eq!(colours("red", "#7ccfc2"), Some(BrandingField::AccentLight));
    }
}
