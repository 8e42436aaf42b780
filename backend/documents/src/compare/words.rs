use super::spelling::{Letter, letters, relate};

/// More letters than a name or a line of an address has; a longer text is compared no further.
pub(super) const TEXT_LIMIT_CHARACTERS: usize = 128;

/// One word, and whether its format may have cut its end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    letters: Vec<Letter>,
    may_be_cut: bool,
}

/// Words in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    list: Vec<Word>,
    /// Whether the row may be cut off at its end, within a word or behind one.
    may_end_early: bool,
    /// Whether whole words may be missing at the end.
    may_lack_words: bool,
}

/// How two rows of words relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// They are the same, blanks aside.
    Whole,
    /// They are the same but for what was cut.
    Cut,
    /// They are different.
    None,
}

impl Words {
    /// The words of a text; blanks, hyphens, full stops, commas and fillers stand between them,
    /// apostrophes are dropped (Doc 9303-3 section 4.6).
    pub(super) fn of(text: &str, may_be_cut: bool) -> Self {
        let list = text
            .split(is_between_words)
            .map(|word| Word {
                text: word.to_uppercase(),
                letters: letters(word),
                may_be_cut,
            })
            .filter(|word| !word.letters.is_empty())
            .collect();
        Self {
            list,
            may_end_early: may_be_cut,
            may_lack_words: may_be_cut,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The capitals of a word by its place.
    pub(super) fn word(&self, place: usize) -> Option<&str> {
        self.list.get(place).map(|word| word.text.as_str())
    }

    /// These words and the others behind them; what may be missing at the end is the others' matter.
    pub(super) fn followed_by(&self, others: &Self) -> Self {
        Self {
            list: self.list.iter().chain(&others.list).cloned().collect(),
            may_end_early: others.may_end_early,
            may_lack_words: others.may_lack_words,
        }
    }

    /// Lets whole words be missing at the end, though none is cut.
    pub(super) const fn allow_missing_words(&mut self) {
        self.may_lack_words = true;
    }

    /// The capitals of the last word, if another stands before it.
    pub(super) fn last_of_several(&self) -> Option<&str> {
        match self.list.as_slice() {
            [_, .., last] => Some(&last.text),
            _ => None,
        }
    }

    /// Without the last word.
    pub(super) fn without_last(mut self) -> Self {
        self.list.pop();
        self
    }

    /// Cut before the last words that `belongs` holds for, but not before the first of all.
    pub(super) fn split_tail(&self, belongs: impl Fn(&str) -> bool) -> (Self, Self) {
        let tail = self
            .list
            .iter()
            .rev()
            .take_while(|word| belongs(&word.text));
        let at = self.list.len() - tail.count().min(self.list.len().saturating_sub(1));
        let (head, tail) = self.list.split_at_checked(at).unwrap_or((&self.list, &[]));
        let part = |list: &[Word]| Self {
            list: list.to_vec(),
            may_end_early: self.may_end_early,
            may_lack_words: self.may_lack_words,
        };
        (part(head), part(tail))
    }

    /// Compares by the letters of the whole row, then word by word where one side may be cut.
    pub(super) fn compare(&self, other: &Self) -> Match {
        let [left, right] = [self, other].map(Self::joined);
        let relation = relate(&left, &right);
        if relation.is_same {
            return Match::Whole;
        }
        let is_beginning = self.may_end_early && relation.left_begins_right
            || other.may_end_early && relation.right_begins_left;
        if is_beginning || self.is_cut_by_words(other) {
            Match::Cut
        } else {
            Match::None
        }
    }

    fn joined(&self) -> Vec<Letter> {
        self.list
            .iter()
            .flat_map(|word| word.letters.iter().copied())
            .collect()
    }

    /// Each word is the other's or its beginning, down to the initial (Doc 9303-4 section 4.2.3).
    fn is_cut_by_words(&self, other: &Self) -> bool {
        let fits = |index: usize| match (self.list.get(index), other.list.get(index)) {
            (Some(left), Some(right)) => {
                let relation = relate(&left.letters, &right.letters);
                relation.is_same
                    || left.may_be_cut && relation.left_begins_right
                    || right.may_be_cut && relation.right_begins_left
            }
            (None, Some(_)) => self.may_lack_words,
            (Some(_), None) => other.may_lack_words,
            (None, None) => true,
        };
        (0..self.list.len().max(other.list.len())).all(fits)
    }
}

fn is_between_words(character: char) -> bool {
    character.is_whitespace() || "-‐‑‒–—<.,;/_·()".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(left: &str, right: &str, is_right_cut: bool) -> Match {
        let [left, right] = [Words::of(left, false), Words::of(right, is_right_cut)];
        assert_eq!(left.compare(&right), right.compare(&left));
        left.compare(&right)
    }

    #[test]
    fn signs_between_words_do_not_matter() {
        for (left, right) in [
            ("O'CONNOR", "OCONNOR"),
            ("O’Connor", "O CONNOR"),
            ("SMITH-JONES", "SMITH JONES"),
            ("St. John", "ST JOHN"),
            ("MCDONALD", "MC DONALD"),
            ("VAN<DER<MEER", "van der Meer"),
        ] {
            assert_eq!(compare(left, right, false), Match::Whole, "{left}");
        }
        assert_eq!(compare("SMITH", "SMYTH", true), Match::None);
    }

    #[test]
    fn only_what_may_be_cut_is_cut() {
        assert_eq!(compare("ANNA MARIA", "ANNA M", true), Match::Cut);
        assert_eq!(compare("ANNA MARIA", "ANNA M", false), Match::None);
        assert_eq!(compare("ANNA MARIA", "ANNA", true), Match::Cut);
        assert_eq!(compare("ANNA M", "ANNA MARIA", true), Match::None);
        assert_eq!(
            compare("WARRANDYTE WARNAMBOOL", "WARR WARNAM", true),
            Match::Cut
        );
        assert_eq!(compare("ANNA MARIA", "MARIA", true), Match::None);
    }

    #[test]
    fn the_last_words_are_split_off() {
        let (head, tail) = Words::of("MEER VAN DER", false).split_tail(|word| word != "MEER");
        assert_eq!(head, Words::of("MEER", false));
        assert_eq!(tail, Words::of("VAN DER", false));
        let (head, tail) = Words::of("VAN DER", false).split_tail(|_| true);
        assert_eq!(head, Words::of("VAN", false));
        assert!(!tail.is_empty());
    }
}
