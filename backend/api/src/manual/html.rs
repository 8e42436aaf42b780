/// A page in the making.
pub(super) struct Page<'a> {
    /// Of the window, and the first heading.
    pub(super) title: &'a str,
    /// The way to the top of the service: empty there, `../` one below.
    pub(super) root: &'a str,
    /// What stands below the heading, as HTML.
    pub(super) body: String,
}

impl Page<'_> {
    /// The whole document.
    pub(super) fn html(&self) -> String {
        let Self { title, root, body } = self;
        let title = escaped(title);
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title} · Credence</title>\n\
             <link rel=\"stylesheet\" href=\"{root}manual.css\">\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n\
             <nav aria-label=\"Manual\"><strong>Credence</strong> <a href=\"{root}docs\">Calls</a> \
             <a href=\"{root}reference\">Codes</a> \
             <a href=\"{root}people\">Your users</a> <a href=\"{root}v1/openapi.json\">OpenAPI</a></nav>\n\
             </header>\n<main id=\"content\">\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
        )
    }
}

/// The text as HTML shows it.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

/// Sentences in which backticks mark code.
pub(super) fn prose(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for (position, part) in text.split('`').enumerate() {
        if position % 2 == 1 {
            html.push_str("<code>");
            html.push_str(&escaped(part));
            html.push_str("</code>");
        } else {
            html.push_str(&escaped(part));
        }
    }
    html
}

/// Paragraphs, parted by blank lines.
pub(super) fn paragraphs(text: &str) -> String {
    text.split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| format!("<p>{}</p>\n", prose(paragraph)))
        .collect()
}

/// A list of names with what is said of each, both as HTML.
pub(super) fn definitions(entries: impl IntoIterator<Item = (String, String)>) -> String {
    let entries = entries
        .into_iter()
        .map(|(name, words)| format!("<dt>{name}</dt>\n<dd>{words}</dd>\n"));
    format!("<dl>\n{}</dl>\n", entries.collect::<String>())
}

/// A code that a link can point to: `kind-code`.
pub(super) fn anchored(kind: &str, code: &str) -> String {
    let code = escaped(code);
    format!("<code id=\"{kind}-{code}\">{code}</code>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            prose("a <b> & `\"c\" <d>` 'e'"),
            "a &lt;b&gt; &amp; <code>&quot;c&quot; &lt;d&gt;</code> &#39;e&#39;"
        );
        assert_eq!(paragraphs("one\n\n\n two "), "<p>one</p>\n<p>two</p>\n");
    }
}
