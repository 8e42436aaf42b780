//! Codes of states are on a list: letters that make none are probably misread.

use credence_documents::country::country_codes;
use credence_documents::mrz::MrzFormat;

use super::alphabet::{CLASSES, class};
use super::line_reading::best;
use super::zone::Zone;

/// How often a document bears a code that is on no list: specimens, mistakes of the issuer.
const UNLISTED: f32 = 0.01;

/// Weighs the letters of both states by the codes that there are.
pub(super) fn weigh_states(zone: &mut Zone) {
    let nationality = match zone.format {
        MrzFormat::Td1 => 15,
        MrzFormat::Td2 | MrzFormat::Td3 | MrzFormat::MrvA | MrzFormat::MrvB => 10,
    };
    for (line, from) in [(0, 2), (1, nationality)] {
        let Some(places) = zone.places_mut(line, from) else {
            continue;
        };
        let seen = *places;
        weigh(places);
        let weighed = *places;
        for (column, (seen, weighed)) in (from..).zip(seen.iter().zip(&weighed)) {
            let letter = best(weighed).0;
            // The list makes what was seen more certain, and another letter no more than it was.
            if letter != best(seen).0 {
                zone.cap(line, column, seen.get(letter).copied().unwrap_or(0.0));
            }
        }
    }
}

/// Bayes' rule: a listed code has all the prior but [`UNLISTED`], each the same.
fn weigh(places: &mut [[f32; CLASSES]; 3]) {
    let mut listed = [[0.0f32; CLASSES]; 3];
    let mut sum = 0.0f32;
    for code in country_codes() {
        let mut letters = code.chars().chain(std::iter::repeat('<'));
        let classes = [(); 3].map(|()| letters.next().map_or(0, class));
        let shares = classes.iter().zip(places.iter());
        let share: f32 = shares
            .map(|(&class, place)| place.get(class).copied().unwrap_or(0.0))
            .product();
        sum += share;
        for (place, class) in listed.iter_mut().zip(classes) {
            if let Some(value) = place.get_mut(class) {
                *value += share;
            }
        }
    }
    let total = sum + UNLISTED;
    for (place, listed) in places.iter_mut().zip(listed) {
        for (value, listed) in place.iter_mut().zip(listed) {
            *value = (listed + UNLISTED * *value) / total;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(of: &[(char, f32)]) -> [f32; CLASSES] {
        let mut place = [0.0; CLASSES];
        for &(character, share) in of {
            place[class(character)] = share;
        }
        place
    }

    fn text(places: &[[f32; CLASSES]; 3]) -> String {
        let letters = places
            .iter()
            .map(|place| super::super::alphabet::character(best(place).0));
        letters.collect()
    }

    #[test]
    fn an_unlisted_code_gives_way_to_a_listed_one_that_is_nearly_as_likely() {
        let mut places = [
            place(&[('M', 0.6), ('N', 0.4)]),
            place(&[('L', 1.0)]),
            place(&[('D', 1.0)]),
        ];
        weigh(&mut places);
        assert_eq!(text(&places), "NLD");
        assert!(best(&places[0]).1 > 0.95);
    }

    #[test]
    fn a_plain_unlisted_code_stays_and_germany_has_one_letter() {
        let certain = |letter| place(&[(letter, 0.9999), ('G', 0.0001)]);
        let mut places = ['B', 'D', 'R'].map(certain);
        weigh(&mut places);
        assert_eq!(text(&places), "BDR");
        let mut places = ['D', '<', '<'].map(certain);
        weigh(&mut places);
        assert_eq!(text(&places), "D<<");
    }

    #[test]
    fn a_letter_that_the_list_chose_is_as_certain_as_it_was_seen() {
        let lower = "L898902C36NLD7408122F1204159ZE184226B<<<<<10";
        let upper = "P<MLDERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
        let mut zone = Zone::certain(MrzFormat::Td3, &[upper, lower]).or(0, 2, 'N', 0.2);
        weigh_states(&mut zone);
        assert!(zone.text(0).starts_with("P<NLD"));
        let certainties = zone.certainties();
        assert!((certainties[0][2] - 0.2).abs() < 1e-3 && certainties[1][10] > 0.99);
    }
}
