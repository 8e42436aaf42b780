use std::collections::HashMap;
use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use credence_app::{CheckOutcome, DecidedBy, SessionState};

/// Every sentence of the person's own page in one language. `{name}` is filled in.
#[rustfmt::skip]
pub(super) struct Words {
    /// The language tag (BCP 47).
    pub(super) lang: &'static str,
    /// How an instant is written.
    pub(super) time_form: &'static str,
    /// The titles and sentences of the states, as [`SessionState::ALL`] lists them.
    pub(super) states: [(&'static str, &'static str); 11],
    pub(super) outcomes: [&'static str; 4],
    pub(super) page: &'static str, pub(super) skip: &'static str, pub(super) error: &'static str,
    pub(super) back: &'static str, pub(super) leave: &'static str,
    pub(super) code_title: &'static str, pub(super) code_lead: &'static str, pub(super) code_label: &'static str,
    pub(super) code_hint: &'static str, pub(super) code_enter: &'static str, pub(super) code_refused: &'static str,
    pub(super) code_missing: &'static str, pub(super) code_missing_body: &'static str,
    pub(super) happened: &'static str, pub(super) asked_by: &'static str, pub(super) started: &'static str,
    pub(super) open_until: &'static str, pub(super) decided: &'static str, pub(super) decided_by: &'static str,
    pub(super) by_rules: &'static str, pub(super) by_human: &'static str, pub(super) number: &'static str,
    pub(super) checks: &'static str,
    pub(super) read: &'static str, pub(super) read_nothing: &'static str,
    pub(super) written_surname: &'static str, pub(super) written_forenames: &'static str,
    pub(super) photographs: &'static str, pub(super) photographs_none: &'static str,
    pub(super) photograph_download: &'static str, pub(super) image_front: &'static str,
    pub(super) image_back: &'static str, pub(super) image_face: &'static str, pub(super) image_portrait: &'static str,
    pub(super) kept: &'static str, pub(super) kept_photographs: &'static str, pub(super) kept_image_marks: &'static str,
    pub(super) kept_document_mark: &'static str, pub(super) kept_acts: &'static str,
    pub(super) kept_fields: &'static str, pub(super) kept_template: &'static str, pub(super) kept_outcome: &'static str,
    pub(super) kept_until: &'static str,
    pub(super) acts: &'static str, pub(super) download: &'static str, pub(super) download_body: &'static str,
    pub(super) human: &'static str, pub(super) human_body: &'static str, pub(super) human_asked: &'static str,
    pub(super) human_lead: &'static str, pub(super) human_label: &'static str, pub(super) human_hint: &'static str,
    pub(super) human_length: &'static str, pub(super) human_send: &'static str,
    pub(super) erase: &'static str, pub(super) erase_body: &'static str, pub(super) erase_title: &'static str,
    pub(super) erase_lead: &'static str, pub(super) erase_means: [&'static str; 4], pub(super) erase_copy: &'static str,
    pub(super) erase_now: &'static str, pub(super) erase_not: &'static str,
    pub(super) erased_title: &'static str, pub(super) erased_lead: &'static str, pub(super) erased_at: &'static str,
    pub(super) erased_everywhere: &'static str, pub(super) erased_left: &'static str,
    pub(super) receipt: &'static str, pub(super) receipt_ready: &'static str, pub(super) receipt_waits: &'static str,
    pub(super) receipt_download: &'static str, pub(super) receipt_again: &'static str,
    pub(super) receipt_later: &'static str,
    pub(super) agreed: &'static str, pub(super) agreed_nothing: &'static str, pub(super) agreed_at: &'static str,
    pub(super) agreed_where: &'static str, pub(super) agreed_here: &'static str, pub(super) agreed_there: &'static str,
    pub(super) agreed_language: &'static str, pub(super) agreed_version: &'static str,
    pub(super) agreed_faces: &'static str, pub(super) agreed_search: &'static str, pub(super) agreed_words: &'static str,
    pub(super) yes: &'static str, pub(super) no: &'static str,
    /// The names of languages by their primary subtag.
    pub(super) languages: [(&'static str, &'static str); 1],
    pub(super) declined: &'static str, pub(super) help: &'static str, pub(super) privacy: &'static str,
    pub(super) kept_at_most: &'static str,
    pub(super) held_title: &'static str, pub(super) held_lead: &'static str,
    pub(super) wait_title: &'static str, pub(super) wait_seconds: &'static str, pub(super) wait_minutes: &'static str,
    pub(super) wait_why: &'static str, pub(super) foreign_title: &'static str, pub(super) foreign: &'static str,
    pub(super) absent_title: &'static str, pub(super) absent: &'static str, pub(super) fault_title: &'static str,
    pub(super) fault: &'static str,
}

/// The console's names of what stands on documents.
const FIELD_NAMES: &str = include_str!("../../../../frontend/words/review.en.json");

impl Words {
    /// What a state is called, and what it means for the person.
    pub(super) fn state(&self, state: SessionState) -> (&'static str, &'static str) {
        let place = SessionState::ALL.iter().position(|one| *one == state);
        place
            .and_then(|place| self.states.get(place))
            .copied()
            .unwrap_or((self.page, ""))
    }

    pub(super) const fn outcome(&self, outcome: CheckOutcome) -> &'static str {
        let [passed, failed, not_applicable, unavailable] = self.outcomes;
        match outcome {
            CheckOutcome::Passed => passed,
            CheckOutcome::Failed => failed,
            CheckOutcome::NotApplicable => not_applicable,
            CheckOutcome::Unavailable => unavailable,
        }
    }

    pub(super) const fn decider(&self, decider: DecidedBy) -> &'static str {
        match decider {
            DecidedBy::Policy => self.by_rules,
            DecidedBy::Reviewer => self.by_human,
        }
    }

    pub(super) fn time(&self, at: DateTime<Utc>) -> String {
        at.format(self.time_form).to_string()
    }

    /// What a language is called; its tag where nobody named it.
    pub(super) fn language(&self, tag: &str) -> String {
        let primary = tag.split('-').next().unwrap_or_default();
        let known = self.languages.iter().find(|(name, _)| *name == primary);
        known.map_or_else(|| tag.to_owned(), |(_, name)| (*name).to_owned())
    }

    /// What a field of a document is called; its own key in words where nobody named it.
    pub(super) fn field(&self, key: &str) -> String {
        static NAMES: OnceLock<HashMap<String, String>> = OnceLock::new();
        let names = NAMES.get_or_init(|| serde_json::from_str(FIELD_NAMES).unwrap_or_default());
        let name = names.get(&format!("name.{}", camel(key)));
        name.cloned()
            .unwrap_or_else(|| capitalised(&key.replace('_', " ")))
    }
}

fn camel(key: &str) -> String {
    let mut words = key.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &capitalised(word))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mine::words_en::ENGLISH;

    #[test]
    fn every_state_and_field_has_words() {
        for state in SessionState::ALL {
            let (title, sentence) = ENGLISH.state(state);
            assert!(!title.is_empty() && sentence.ends_with('.'), "{state}");
        }
        assert_eq!(ENGLISH.field("family_name"), "Family name");
        assert_eq!(ENGLISH.field("dob"), "Date of birth");
        assert_eq!(ENGLISH.field("something_new"), "Something new");
        let languages = ["en", "en-GB", "cy"].map(|tag| ENGLISH.language(tag));
        assert_eq!(languages, ["English", "English", "cy"]);
    }
}
