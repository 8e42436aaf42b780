use credence_types::FieldSource;

use super::equality::Equality;
use super::holder_name::HolderName;
use super::suffix;
use super::words::{Match, TEXT_LIMIT_CHARACTERS, Words};

/// Words that belong to the family name behind them and that some documents put behind it, or
/// behind the given names.
const PARTICLES: [&str; 33] = [
    "AF", "AL", "AN", "AV", "BIN", "D", "DA", "DAS", "DE", "DEL", "DELLA", "DEM", "DEN", "DER",
    "DES", "DI", "DO", "DOS", "DU", "E", "EL", "IN", "LA", "LAS", "LE", "LOS", "T", "TE", "TEN",
    "TER", "VAN", "VON", "ZU",
];

/// A name, taken apart for comparison.
#[derive(Debug, Clone)]
struct Parts {
    family: Words,
    given: Words,
    suffix: Option<String>,
    unsplit: Words,
}

/// Whether two sources name the same person: family name, all given names in their order, suffix.
/// Which given name is the first and which the second does not matter, nor where a particle of the
/// family name stands, nor whether a second family name is counted among the given names.
///
/// A suffix may be missing in a zone only; a printed name without any family name, or without any
/// given name, was not read in full and is not comparable.
#[must_use]
pub fn compare_names(left: &HolderName, right: &HolderName) -> Equality {
    if is_too_long(left) || is_too_long(right) {
        return Equality::NotComparable;
    }
    let [mut left_parts, mut right_parts] = [parts(left), parts(right)];
    if left_parts.is_empty() || right_parts.is_empty() {
        return Equality::NotComparable;
    }
    left_parts.take_suffix_of(&right_parts);
    right_parts.take_suffix_of(&left_parts);
    left_parts.allow_words_without_room(left, &right_parts);
    right_parts.allow_words_without_room(right, &left_parts);
    let names = left_parts.compare(&right_parts);
    let suffixes = match (&left_parts.suffix, &right_parts.suffix) {
        (None, None) => Match::Whole,
        (Some(left), Some(right)) if left == right => Match::Whole,
        (Some(_), None) if right.origin == FieldSource::Mrz => Match::Cut,
        (None, Some(_)) if left.origin == FieldSource::Mrz => Match::Cut,
        _ => Match::None,
    };
    match names.max(suffixes) {
        Match::Whole => Equality::Same,
        Match::Cut => Equality::SameShortened,
        Match::None
            if is_half_read(left, &left_parts, &right_parts)
                || is_half_read(right, &right_parts, &left_parts) =>
        {
            Equality::NotComparable
        }
        Match::None => Equality::Different,
    }
}

/// Compares two family names alone, or two other names of one part.
pub(super) fn compare_family(left: Words, right: Words) -> Match {
    let [(left, left_suffix), (right, right_suffix)] = [left, right].map(suffix::take_off);
    let names = best(&family_forms(&left), &family_forms(&right), Words::compare);
    match (left_suffix, right_suffix) {
        (None, None) => names,
        (Some(left), Some(right)) if left == right => names,
        // The other source has it in a field of its own.
        (Some(_), None) | (None, Some(_)) => names.max(Match::Cut),
        (Some(_), Some(_)) => Match::None,
    }
}

fn is_too_long(name: &HolderName) -> bool {
    let parts = [&name.family, &name.first, &name.middle, &name.unsplit];
    let characters: usize = parts.iter().map(|part| part.expose().chars().count()).sum();
    characters > TEXT_LIMIT_CHARACTERS
}

fn parts(name: &HolderName) -> Parts {
    let first = Words::of(name.first.expose(), name.is_first_shortened);
    let middle = Words::of(name.middle.expose(), name.is_middle_shortened);
    let (family, family_suffix) =
        suffix::take_off(Words::of(name.family.expose(), name.is_family_shortened));
    let (given, given_suffix) = suffix::take_off(first.followed_by(&middle));
    let is_any_shortened = name.is_first_shortened || name.is_family_shortened;
    let (unsplit, unsplit_suffix) =
        suffix::take_off(Words::of(name.unsplit.expose(), is_any_shortened));
    Parts {
        family,
        given,
        unsplit,
        suffix: suffix::standard(name.suffix.expose())
            .or(family_suffix)
            .or(given_suffix)
            .or(unsplit_suffix),
    }
}

impl Parts {
    fn is_empty(&self) -> bool {
        self.family.is_empty() && self.given.is_empty() && self.unsplit.is_empty()
    }

    /// Takes off a last word that the other source has as a suffix, such as a lone `V`.
    fn take_suffix_of(&mut self, other: &Self) {
        let (None, Some(wanted)) = (&self.suffix, &other.suffix) else {
            return;
        };
        for words in [&mut self.family, &mut self.given, &mut self.unsplit] {
            let last = words.last_of_several().and_then(suffix::standard);
            if last.as_ref() == Some(wanted) {
                *words = words.clone().without_last();
                self.suffix = last;
                return;
            }
        }
    }

    /// Lets given names be missing from the first one on that the name's field has no room for.
    fn allow_words_without_room(&mut self, name: &HolderName, other: &Self) {
        let next = other.given.word(self.given.len());
        if next.is_some_and(|next| !name.has_room_for(next)) {
            self.given.allow_missing_words();
        }
    }

    fn compare(&self, other: &Self) -> Match {
        let split = best(&self.forms(), &other.forms(), |left, right| {
            left.0.compare(&right.0).max(left.1.compare(&right.1))
        });
        if split == Match::Whole {
            return split;
        }
        // Only where the parts lie differently may the name be compared in one piece.
        let in_one = best(
            &self.in_one_piece(),
            &other.in_one_piece(),
            |left, right| match left.0 == right.0 {
                true => left.1.compare(&right.1),
                false => Match::None,
            },
        );
        split.min(in_one)
    }

    /// Family and given names with the particles before the family name, as far as it has some
    /// elsewhere.
    fn forms(&self) -> Vec<(Words, Words)> {
        if !self.unsplit.is_empty() {
            return Vec::new();
        }
        let mut forms: Vec<_> = family_forms(&self.family)
            .into_iter()
            .map(|family| (family, self.given.clone()))
            .collect();
        let (given, particles) = self.given.split_tail(is_particle);
        if !particles.is_empty() && !self.family.is_empty() {
            forms.push((particles.followed_by(&self.family), given));
        }
        forms
    }

    /// The whole name in both orders, each marked whether the family name comes first; one that was
    /// never split is in either.
    fn in_one_piece(&self) -> Vec<(bool, Words)> {
        if !self.unsplit.is_empty() {
            return vec![(true, self.unsplit.clone()), (false, self.unsplit.clone())];
        }
        vec![
            (true, self.family.followed_by(&self.given)),
            (false, self.given.followed_by(&self.family)),
        ]
    }
}

fn family_forms(family: &Words) -> Vec<Words> {
    let (name, particles) = family.split_tail(is_particle);
    let mut forms = vec![family.clone()];
    if !particles.is_empty() {
        forms.push(particles.followed_by(&name));
    }
    forms
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// The closest match of any form with any other.
fn best<T>(left: &[T], right: &[T], compare: impl Fn(&T, &T) -> Match) -> Match {
    left.iter()
        .flat_map(|left| right.iter().map(|right| compare(left, right)))
        .min()
        .unwrap_or(Match::None)
}

/// Whether a printed name lacks a whole part and what it has agrees.
fn is_half_read(name: &HolderName, own: &Parts, other: &Parts) -> bool {
    let agrees = |left: &Words, right: &Words| left.compare(right) != Match::None;
    name.origin == FieldSource::Printed
        && own.unsplit.is_empty()
        && (own.given.is_empty() && agrees(&own.family, &other.family)
            || own.family.is_empty() && agrees(&own.given, &other.given))
}
