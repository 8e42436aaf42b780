//! Who asked, as their own pages look: name or logo above, help below, and their colours.

use axum::response::{IntoResponse, Response};
use credence_app::{Accent, Organisation};
use http::header;

use super::html::filled;
use super::words::Words;
use crate::extract::PathIds;
use crate::manual::escaped;
use crate::problem::Problem;
use crate::wire::logo_path;

/// The name or the logo; the page's own name while nobody is known.
pub(super) fn masthead(words: &Words, organisation: Option<&Organisation>) -> String {
    let Some(organisation) = organisation else {
        return format!("<p class=\"masthead-name\">{}</p>", escaped(words.page));
    };
    let name = escaped(&organisation.name);
    match &organisation.logo_sha256 {
        None => format!("<p class=\"masthead-name\">{name}</p>"),
        Some(hash) => format!(
            "<p class=\"logo\"><img src=\"..{}\" alt=\"{name}\"></p>",
            escaped(&logo_path(organisation.tenant, hash))
        ),
    }
}

/// Help and the privacy notice, in the same place on every page.
pub(super) fn foot(words: &Words, organisation: &Organisation) -> String {
    let help = organisation.support_contact.as_ref().map(|contact| {
        let is_page = contact.starts_with("https://");
        let place = if is_page {
            contact.clone()
        } else {
            format!("mailto:{contact}")
        };
        link(
            &place,
            &filled(words.help, "organisation", &organisation.name),
        )
    });
    let privacy = organisation.privacy_notice_url.as_ref();
    let privacy = privacy.map(|place| link(place, words.privacy));
    let links: String = help.into_iter().chain(privacy).collect();
    if links.is_empty() {
        return links;
    }
    format!("<footer class=\"foot\">\n{links}</footer>\n")
}

fn link(place: &str, words: &str) -> String {
    let (place, words) = (escaped(place), escaped(words));
    format!("<a href=\"{place}\" rel=\"noreferrer\">{words}</a>\n")
}

/// The link to a style of the organisation's colours: the policy allows none inside the page.
pub(super) fn colours(organisation: &Organisation) -> String {
    let Some(Accent { light, dark }) = &organisation.accent else {
        return String::new();
    };
    let digits = |colour: &str| escaped(colour.trim_start_matches('#'));
    let (light, dark) = (digits(light), digits(dark));
    format!("<link rel=\"stylesheet\" href=\"brand/{light}-{dark}.css\">\n")
}

/// A style of two colours, for light and for dark, that its name holds. Whoever may set a branding was
/// told where text could not be read.
pub(super) async fn style(PathIds(name): PathIds<String>) -> Result<Response, Problem> {
    let style = style_of(&name).ok_or_else(Problem::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, style).into_response())
}

fn style_of(name: &str) -> Option<String> {
    let (light, dark) = name.strip_suffix(".css")?.split_once('-')?;
    let is_colour =
        |text: &str| text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_colour(light) && is_colour(dark)).then(|| {
        format!(
            ":root {{\n  --accent: #{light};\n  \
             --accent-hover: color-mix(in srgb, var(--accent) 85%, var(--ink));\n  \
             --accent-soft: color-mix(in srgb, var(--accent) 12%, var(--surface));\n}}\n\n\
             @media (prefers-color-scheme: dark) {{\n  :root {{\n    --accent: #{dark};\n  }}\n}}\n"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_made_of_two_colours_and_nothing_else() {
        let style = style_of("0d5c55-7CCFC2.css").unwrap();
        assert!(style.contains("--accent: #0d5c55;") && style.contains("--accent: #7CCFC2;"));
        for bad in [
            "",
            "0d5c55.css",
            "0d5c55-7ccfc2",
            "0d5c5-7ccfc2.css",
            "0d5c55-7ccfc2-.css",
            "red}}x-7ccfc2.css",
            "0d5c55-é7ccf.css",
        ] {
            assert_eq!(style_of(bad), None, "{bad}");
        }
    }
}
