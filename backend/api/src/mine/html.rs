use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};

use super::words::Words;
use crate::manual::escaped;
use crate::pages::NO_PERMISSIONS;

/// Nothing runs; nothing is fetched but the style, the mark and the person's own photographs.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'",
);

/// A page in the making.
pub(super) struct Page<'a> {
    pub(super) words: &'a Words,
    /// Of the window, and the first heading.
    pub(super) title: &'a str,
    /// Whether something that was sent has to be put right.
    pub(super) is_error: bool,
    /// What stands below the heading, as HTML.
    pub(super) body: String,
}

impl Page<'_> {
    pub(super) fn answer(self, status: StatusCode) -> Response {
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (
                HeaderName::from_static("permissions-policy"),
                HeaderValue::from_static(NO_PERMISSIONS),
            ),
            // With none at all a form would not say where it comes from, and be refused.
            (
                header::REFERRER_POLICY,
                HeaderValue::from_static("same-origin"),
            ),
            (header::VARY, HeaderValue::from_static("accept-language")),
        ];
        (status, headers, self.html()).into_response()
    }

    fn html(&self) -> String {
        let Words {
            lang,
            page,
            skip,
            error,
            ..
        } = self.words;
        let title = escaped(self.title);
        let prefix = if self.is_error {
            format!("{error}: ")
        } else {
            String::new()
        };
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{prefix}{title} · {page}</title>\n\
             <link rel=\"icon\" href=\"mark.svg\">\n<link rel=\"stylesheet\" href=\"style.css\">\n\
             </head>\n<body>\n<a class=\"skip\" href=\"#main\">{skip}</a>\n\
             <header class=\"masthead\"><p class=\"masthead-name\">{page}</p></header>\n\
             <main id=\"main\" class=\"column\" tabindex=\"-1\">\n<h1>{title}</h1>\n{}</main>\n\
             </body>\n</html>\n",
            self.body
        )
    }
}

/// A paragraph.
pub(super) fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escaped(text))
}

/// The paragraph that leads.
pub(super) fn lead(text: &str) -> String {
    format!("<p class=\"lead\">{}</p>\n", escaped(text))
}

/// A sentence with its place filled; everything becomes text, never markup.
pub(super) fn filled(sentence: &str, place: &str, value: &str) -> String {
    sentence.replace(&format!("{{{place}}}"), value)
}

/// Names with what is said of each.
pub(super) fn facts<'a>(entries: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let entry = |(name, value): (&str, String)| {
        format!(
            "<div><dt>{}</dt><dd>{}</dd></div>\n",
            escaped(name),
            escaped(&value)
        )
    };
    let entries: String = entries.into_iter().map(entry).collect();
    format!("<dl class=\"facts\">\n{entries}</dl>\n")
}

/// A part of the page under its own heading.
pub(super) fn section(heading: &str, body: &str) -> String {
    format!(
        "<section>\n<h2>{}</h2>\n{body}</section>\n",
        escaped(heading)
    )
}

/// Something to go to, looking like a button.
pub(super) fn button_link(kind: &str, place: &str, words: &str) -> String {
    format!(
        "<a class=\"button button-{kind}\" href=\"{place}\">{}</a>\n",
        escaped(words)
    )
}

/// A form of one button.
pub(super) fn button_form(kind: &str, place: &str, words: &str) -> String {
    format!(
        "<form method=\"post\" action=\"{place}\"><button class=\"button button-{kind}\">{}</button></form>\n",
        escaped(words)
    )
}
