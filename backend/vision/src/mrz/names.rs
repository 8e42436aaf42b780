//! Names are made of the letters that names are made of. Nothing checks them, so what follows what
//! in names of many languages (`training/names.py`) weighs where the picture leaves a choice; it
//! makes no character more certain than it was seen.

use credence_documents::mrz::MrzFormat;

use super::alphabet::{CLASSES, class};
use super::line_reading::{best, choices};
use super::zone::Zone;

/// The filler and `A` to `Z`.
const SYMBOLS: usize = 27;
/// By two symbols and the one that follows: sixteen times the negative binary logarithm of its
/// share.
pub(crate) const FOLLOWERS: &[u8; SYMBOLS * SYMBOLS * SYMBOLS] =
    include_bytes!("../../models/mrz-names.bin");
const UNITS_PER_BIT: f32 = 16.0;
/// How far the table is believed; for the rest every symbol is as likely as any other, since names
/// of other languages exist.
const BELIEF: f32 = 0.7;
/// A symbol seen with less than this is no choice.
const LEAST_CHOICE: f32 = 1e-4;
/// Choices in one place.
const MOST_CHOICES: usize = 6;

/// Symbols that a place may hold, with what the picture says for each.
type Choices = Vec<(usize, f32)>;

/// Weighs the letters of the name field by what names are made of.
pub(super) fn weigh_names(zone: &mut Zone) {
    let (line, from) = match zone.format {
        MrzFormat::Td1 => (2, 0),
        MrzFormat::Td2 | MrzFormat::Td3 | MrzFormat::MrvA | MrzFormat::MrvB => (0, 5),
    };
    if zone.is_foreign {
        return;
    }
    let choices: Vec<Choices> = zone.places(line, from).iter().map(symbols).collect();
    if choices.iter().all(|place| place.len() < 2) {
        return;
    }
    for (at, weighed) in weighed(&choices).iter().enumerate() {
        zone.weigh(line, from + at, weighed);
    }
}

/// No digit is a choice: the grammar allows none in a name.
fn symbols(place: &[f32; CLASSES]) -> Choices {
    let mut symbols: Choices = choices(place, LEAST_CHOICE, MOST_CHOICES)
        .into_iter()
        .filter_map(|(class, share)| Some((symbol_of(class)?, share)))
        .collect();
    if symbols.is_empty() {
        symbols.push((0, best(place).1));
    }
    symbols
}

fn symbol_of(of: usize) -> Option<usize> {
    if of == class('<') {
        return Some(0);
    }
    Some(of.checked_sub(class('A'))? + 1)
}

fn class_of(symbol: usize) -> usize {
    match symbol {
        0 => class('<'),
        letter => class('A') + letter - 1,
    }
}

/// The share of a symbol after two others.
fn share(before: (usize, usize), symbol: usize) -> f32 {
    let at = (before.0 * SYMBOLS + before.1) * SYMBOLS + symbol;
    let bits = FOLLOWERS
        .get(at)
        .map_or(f32::MAX, |&units| f32::from(units) / UNITS_PER_BIT);
    BELIEF * (-bits).exp2() + (1.0 - BELIEF) / SYMBOLS as f32
}

/// Pairs of symbols, this place's last, with the probability of all ways to there or from there.
type Pairs = Vec<((usize, usize), f32)>;

/// The forward-backward algorithm over pairs of symbols: by place, the classes and their shares.
fn weighed(choices: &[Choices]) -> Vec<[f32; CLASSES]> {
    let mut ways: Vec<Pairs> = Vec::with_capacity(choices.len());
    // Before a name stands what stands between names.
    let mut before: Pairs = vec![((0, 0), 1.0)];
    for place in choices {
        let mut now: Pairs = Vec::new();
        for &(pair, way) in &before {
            for &(symbol, seen) in place {
                add(&mut now, (pair.1, symbol), way * seen * share(pair, symbol));
            }
        }
        level(&mut now);
        ways.push(now.clone());
        before = now;
    }
    let mut after: Pairs = before.iter().map(|(pair, _)| (*pair, 1.0)).collect();
    let mut places = vec![[0.0; CLASSES]; choices.len()];
    for at in (0..choices.len()).rev() {
        if let (Some(ways), Some(place)) = (ways.get(at), places.get_mut(at)) {
            meet(ways, &after, place);
        }
        let (Some(earlier), Some(choices)) = (
            at.checked_sub(1).and_then(|at| ways.get(at)),
            choices.get(at),
        ) else {
            continue;
        };
        let mut now: Pairs = Vec::new();
        for &(pair, _) in earlier {
            for &(symbol, seen) in choices {
                let rest = value(&after, (pair.1, symbol));
                add(&mut now, pair, seen * share(pair, symbol) * rest);
            }
        }
        level(&mut now);
        after = now;
    }
    places
}

fn value(pairs: &Pairs, pair: (usize, usize)) -> f32 {
    let found = pairs.iter().find(|(known, _)| *known == pair);
    found.map_or(0.0, |(_, value)| *value)
}

fn add(pairs: &mut Pairs, pair: (usize, usize), value: f32) {
    match pairs.iter_mut().find(|(known, _)| *known == pair) {
        Some((_, sum)) => *sum += value,
        None => pairs.push((pair, value)),
    }
}

/// Makes the sum 1.
fn level(pairs: &mut Pairs) {
    let sum: f32 = pairs.iter().map(|(_, value)| value).sum();
    if sum > 0.0 {
        pairs.iter_mut().for_each(|(_, value)| *value /= sum);
    }
}

/// What the ways to a place and from it say together about its symbol.
fn meet(ways: &Pairs, after: &Pairs, place: &mut [f32; CLASSES]) {
    for (pair, way) in ways {
        let both = way * value(after, *pair);
        if let Some(value) = place.get_mut(class_of(pair.1)) {
            *value += both;
        }
    }
    let sum: f32 = place.iter().sum();
    if sum > 0.0 {
        place.iter_mut().for_each(|value| *value /= sum);
    }
}

#[cfg(test)]
mod tests {
    use super::super::alphabet::character;
    use super::*;

    fn read(places: &[&[(char, f32)]]) -> String {
        let rows = places.iter().map(|place| {
            let mut row = [0.0; CLASSES];
            for (letter, share) in *place {
                row[class(*letter)] = *share;
            }
            symbols(&row)
        });
        let choices: Vec<Choices> = rows.collect();
        let text = weighed(&choices);
        text.iter().map(|place| character(best(place).0)).collect()
    }

    #[test]
    fn a_letter_that_names_do_not_have_there_gives_way() {
        let sure = |letter| vec![(letter, 0.99)];
        let mut places: Vec<Vec<(char, f32)>> = "JOS?PH<".chars().map(sure).collect();
        places[3] = vec![('F', 0.6), ('E', 0.4)];
        let places: Vec<&[(char, f32)]> = places.iter().map(Vec::as_slice).collect();
        assert_eq!(read(&places), "JOSEPH<");
    }

    #[test]
    fn a_letter_that_was_seen_well_stays_whatever_names_are_made_of() {
        let places: Vec<Vec<(char, f32)>> = "XQZJKF<"
            .chars()
            .map(|letter| vec![(letter, 0.98), ('A', 0.01), ('E', 0.01)])
            .collect();
        let places: Vec<&[(char, f32)]> = places.iter().map(Vec::as_slice).collect();
        assert_eq!(read(&places), "XQZJKF<");
    }
}
