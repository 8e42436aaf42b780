//! Drawn photographs, with what is printed on them.

use credence_testkit::document::{
    LicenceBackOptions, TravelDocument, TravelOptions, licence_back, passport, selfie,
};
use credence_testkit::person::{Person, Sex};
use credence_testkit::scene::{Magnification, SceneOptions, photograph};
use credence_testkit::travel::TravelChoices;
use credence_tests::Photographs;

/// A photograph of a licence's back and the document number in its barcode.
pub(crate) struct DrawnBack {
    pub(crate) image: Vec<u8>,
    pub(crate) number: String,
    pub(crate) family_name: String,
    pub(crate) birth_date: String,
    pub(crate) street: String,
}

pub(crate) fn drawn_back(seed: u64) -> DrawnBack {
    let back = licence_back(seed, &LicenceBackOptions::default()).unwrap();
    let options = SceneOptions {
        magnification: Magnification::PixelsPerModule(2.5),
        ..SceneOptions::phone(seed)
    };
    let photo = photograph(&back.drawing, &options).unwrap();
    DrawnBack {
        image: photo.bytes,
        number: back.record.number.clone(),
        family_name: back.record.family_name.clone(),
        birth_date: back.record.person.birth_date.to_string(),
        street: back.record.address.street.clone(),
    }
}

/// The first back from `seed` on whose words are long enough to be looked for: shorter ones turn up in
/// sealed bytes by chance.
pub(crate) fn drawn_back_to_look_for(seed: u64) -> DrawnBack {
    let is_long = |text: &str| text.len() >= 7 && text.is_ascii();
    (seed..)
        .map(drawn_back)
        .find(|drawn| {
            is_long(&drawn.family_name) && is_long(&drawn.number) && is_long(&drawn.street)
        })
        .unwrap()
}

pub(crate) fn only_back(image: Vec<u8>) -> Photographs {
    Photographs {
        back: Some(image),
        ..Photographs::default()
    }
}

/// A photograph of a drawn person's face.
pub(crate) fn drawn_selfie(seed: u64) -> Vec<u8> {
    let person = Person::draw(&mut credence_testkit::dice(seed, "holder"));
    let photo = photograph(&selfie(&person), &SceneOptions::flat());
    photo.unwrap().bytes
}

/// A photograph of a British specimen passport's page, and what it says.
pub(crate) struct DrawnPassport {
    pub(crate) photographs: Photographs,
    pub(crate) date_of_birth: String,
    pub(crate) expiry_date: String,
}

pub(crate) fn drawn_passport(
    seed: u64,
    number: &str,
    surname: &str,
    forenames: &[&str],
) -> DrawnPassport {
    photographed(drawn(seed, number, surname, forenames))
}

fn drawn(seed: u64, number: &str, surname: &str, forenames: &[&str]) -> TravelDocument {
    let person = Person {
        family_name: surname.to_owned(),
        given_names: forenames.iter().map(|name| (*name).to_owned()).collect(),
        sex: Sex::Female,
        ..Person::draw(&mut credence_testkit::dice(seed, "holder"))
    };
    let options = TravelOptions {
        choices: TravelChoices {
            authority: Some("GBR"),
            person: Some(person),
            passport_number: Some(number.to_owned()),
            ..TravelChoices::default()
        },
        ..TravelOptions::default()
    };
    passport(seed, &options).unwrap()
}

/// The same with its printed names under a patch, so that the zone alone says them.
pub(crate) fn drawn_passport_with_covered_names(
    seed: u64,
    number: &str,
    surname: &str,
    forenames: &[&str],
) -> DrawnPassport {
    let mut drawn = drawn(seed, number, surname, forenames);
    let names = ["familyName", "givenNames"].map(|key| drawn.drawing.field(key).unwrap().area);
    for area in names {
        for (x, y, pixel) in drawn.drawing.picture.enumerate_pixels_mut() {
            let (x, y) = (x as f32 - area.x, y as f32 - area.y);
            let room = area.height;
            if x > -room && x < area.width + room && y > -room && y < area.height + room {
                pixel.0 = [200, 200, 195];
            }
        }
    }
    photographed(drawn)
}

fn photographed(drawn: TravelDocument) -> DrawnPassport {
    let photo = photograph(&drawn.drawing, &SceneOptions::flat()).unwrap();
    DrawnPassport {
        photographs: Photographs {
            front: Some(photo.bytes),
            is_passport: true,
            ..Photographs::default()
        },
        date_of_birth: drawn.record.person.birth_date.to_string(),
        expiry_date: drawn.record.validity.expires.to_string(),
    }
}
