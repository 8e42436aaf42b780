use axum::response::{IntoResponse, Response};
use credence_app::Organisation;
use http::{HeaderName, HeaderValue, StatusCode, header};

use super::brand;
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
    /// Who asked, once it is known who looks.
    pub(super) organisation: Option<&'a Organisation>,
    /// Of the window, and the first heading.
    pub(super) title: &'a str,
    /// Whether something that was sent has to be put right.
    pub(super) is_error: bool,
    /// What stands below the heading, as HTML.
    pub(super) body: String,
}

impl Page<'_> {
    /// The page of a form, or what has to be put right in it.
    pub(super) fn form_answer(self) -> Response {
        let status = if self.is_error {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        };
        self.answer(status)
    }

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
        let asks = self.organisation;
        let colours = asks.map_or_else(String::new, brand::colours);
        let masthead = brand::masthead(self.words, asks);
        let foot = asks.map_or_else(String::new, |asks| brand::foot(self.words, asks));
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{prefix}{title} · {page}</title>\n\
             <link rel=\"icon\" href=\"mark.svg\">\n<link rel=\"stylesheet\" href=\"style.css\">\n\
             {colours}</head>\n<body>\n<a class=\"skip\" href=\"#main\">{skip}</a>\n\
             <header class=\"masthead\">{masthead}</header>\n\
             <main id=\"main\" class=\"column\" tabindex=\"-1\">\n<h1>{title}</h1>\n{}</main>\n\
             {foot}</body>\n</html>\n",
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

/// One thing to fill in.
pub(super) struct TextField<'a> {
    /// What the form sends it as; also its id.
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    pub(super) hint: &'a str,
    /// What is wrong with what was sent.
    pub(super) error: Option<&'a str>,
    pub(super) input: Input<'a>,
}

/// How it is filled in.
pub(super) enum Input<'a> {
    /// A code, on a line. Nothing that was typed comes back.
    Code,
    /// Sentences.
    Text {
        /// What was typed before.
        typed: &'a str,
        /// In characters.
        longest: usize,
    },
}

/// A field with its label, hint and error, which has the focus where something is to be put right.
pub(super) fn text_field(field: &TextField<'_>) -> String {
    let TextField { name, .. } = field;
    let (error, state) = match field.error {
        None => (String::new(), format!("aria-describedby=\"{name}-hint\"")),
        Some(error) => (
            format!(
                "<p class=\"field-error\" id=\"{name}-error\">{}</p>\n",
                escaped(error)
            ),
            format!(
                "aria-describedby=\"{name}-hint {name}-error\" aria-invalid=\"true\" autofocus"
            ),
        ),
    };
    let common = format!("id=\"{name}\" name=\"{name}\" required {state}");
    let input = match field.input {
        Input::Code => format!(
            "<input class=\"text-field-input code-input\" {common} maxlength=\"100\" \
             autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\">\n"
        ),
        // A first line end after the tag would be dropped.
        Input::Text { typed, longest } => format!(
            "<textarea class=\"text-field-input\" {common} rows=\"6\" \
             maxlength=\"{longest}\">\n{}</textarea>\n",
            escaped(typed)
        ),
    };
    format!(
        "<div class=\"text-field\">\n<label for=\"{name}\">{}</label>\n\
         <p class=\"hint\" id=\"{name}-hint\">{}</p>\n{error}{input}</div>\n",
        escaped(field.label),
        escaped(field.hint),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(error: Option<&str>) -> String {
        text_field(&TextField {
            name: "text",
            label: "What?",
            hint: "Up to 9.",
            error,
            input: Input::Text {
                typed: "<b>",
                longest: 9,
            },
        })
    }

    #[test]
    fn a_field_is_described_by_its_hint_and_its_error() {
        let plain = field(None);
        assert!(plain.contains("aria-describedby=\"text-hint\""), "{plain}");
        assert!(plain.contains("\n&lt;b&gt;</textarea>"), "{plain}");
        assert!(!plain.contains("autofocus") && !plain.contains("text-error"));
        let refused = field(Some("Too long."));
        let described = "aria-describedby=\"text-hint text-error\" aria-invalid=\"true\" autofocus";
        assert!(refused.contains(described), "{refused}");
        assert!(
            refused.contains("id=\"text-error\">Too long.</p>"),
            "{refused}"
        );
    }
}
