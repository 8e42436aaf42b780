//! What the person agreed to, as HTML.

use credence_app::{ConsentSource, OwnConsent, OwnRecord};

use super::html::{facts, filled, paragraph, section};
use super::words::Words;
use crate::manual::escaped;

/// Every agreement, with the words of the page.
pub(super) fn agreed(words: &Words, record: &OwnRecord) -> String {
    if record.consents.is_empty() {
        return section(words.agreed, &paragraph(words.agreed_nothing));
    }
    let organisation = &record.organisation.name;
    let consents = record.consents.iter();
    let body: String = consents
        .map(|consent| one(words, consent, organisation))
        .collect();
    section(words.agreed, &body)
}

fn one(words: &Words, own: &OwnConsent, organisation: &str) -> String {
    let consent = &own.consent;
    let told_by = match consent.source {
        ConsentSource::Page => words.agreed_here.to_owned(),
        ConsentSource::Integrator => filled(words.agreed_there, "organisation", organisation),
    };
    let mut lines = vec![
        (words.agreed_at, words.time(consent.given_at)),
        (words.agreed_where, told_by),
    ];
    if let Some(locale) = &consent.locale {
        lines.push((words.agreed_language, words.language(locale)));
    }
    // A text of the organisation's own has a name; ours has a hash, which stands below the words.
    if own.words.is_empty() {
        lines.push((words.agreed_version, consent.text_version.clone()));
    }
    let is_covered = |is_covered: bool| if is_covered { words.yes } else { words.no };
    lines.push((words.agreed_faces, is_covered(consent.biometric).to_owned()));
    let search = is_covered(consent.duplicate_search);
    lines.push((words.agreed_search, search.to_owned()));
    [facts(lines), text(words, own)].concat()
}

fn text(words: &Words, own: &OwnConsent) -> String {
    let lines = own
        .words
        .iter()
        .map(|line| format!("<li>{}</li>\n", escaped(line)));
    let lines: String = lines.collect();
    if lines.is_empty() {
        return String::new();
    }
    let locale = own.consent.locale.as_deref().unwrap_or(words.lang);
    format!(
        "<details><summary>{}</summary>\n<ul lang=\"{}\">\n{lines}</ul>\n\
         <p class=\"hint\">{}: {}</p>\n</details>\n",
        escaped(words.agreed_words),
        escaped(locale),
        escaped(words.agreed_version),
        escaped(&own.consent.text_version),
    )
}
