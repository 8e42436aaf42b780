//! Drawn documents whose print and code are of one person, or not quite; shared with the example
//! that measures.

use credence_engine::Submission;
use credence_testkit::aamva::LicenceChoices;
use credence_testkit::dice;
use credence_testkit::document::{
    Drawing, LicenceBackOptions, LicenceFrontOptions, TravelOptions, licence_back, licence_front,
    passport, td1_card,
};
use credence_testkit::person::Person;
use credence_testkit::scene::{Magnification, SceneOptions, photograph};
use credence_testkit::travel::TravelChoices;
use credence_types::{CalendarDate, DocumentType, Redacted};

/// What is changed in the code of a document; its print stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Nothing,
    /// The family name of somebody else.
    FamilyName,
    /// One letter of it.
    OneLetter,
    /// The given names of somebody else.
    GivenNames,
    /// The birth date, by nine years; licences run out on birthdays.
    Birth,
}

impl Change {
    /// The person with the change made, or none where it makes no difference.
    fn of(self, person: &Person, seed: u64) -> Option<Person> {
        let other = Person::draw(&mut dice(seed + 7919, "person"));
        let mut changed = person.clone();
        match self {
            Self::Nothing => {}
            Self::FamilyName => changed.family_name = other.family_name,
            Self::OneLetter => changed.family_name = one_letter_changed(&person.family_name),
            Self::GivenNames => changed.given_names = other.given_names,
            Self::Birth => {
                let birth = person.birth_date.as_naive() - chrono::Days::new(9 * 365 + 12);
                changed.birth_date = CalendarDate::from_naive(birth);
            }
        }
        let same = self != Self::Nothing
            && (changed == *person
                || self == Self::GivenNames
                    && changed
                        .given_names
                        .iter()
                        .any(|name| person.given_names.contains(name)));
        (!same).then_some(changed)
    }
}

/// The middle letter becomes the next but five in the alphabet.
fn one_letter_changed(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let plain = letters
        .iter()
        .enumerate()
        .filter(|(_, letter)| letter.is_ascii_lowercase());
    let places: Vec<usize> = plain.map(|(place, _)| place).collect();
    let Some(middle) = places.get(places.len() / 2) else {
        return format!("{name}x");
    };
    let changed = |(place, letter): (usize, &char)| {
        if place == *middle {
            char::from(b'a' + (*letter as u8 - b'a' + 5) % 26)
        } else {
            *letter
        }
    };
    letters.iter().enumerate().map(changed).collect()
}

/// A passport whose zone has the change, photographed.
pub(crate) fn changed_passport(
    seed: u64,
    change: Change,
    scene: &SceneOptions,
) -> Option<Submission> {
    let drawn = passport(seed, &TravelOptions::default()).ok()?;
    let options = travel_options(change.of(&drawn.record.person, seed)?);
    let other = passport(seed, &options).ok()?.drawing;
    let mut drawing = drawn.drawing;
    let zone = other.mrz.as_ref()?.area();
    let above = zone.y - 2.0 * drawing.pixels_per_millimetre;
    let top = (0..other.picture.height()).find(|row| *row as f32 >= above)?;
    let strip = image::imageops::crop_imm(
        &other.picture,
        0,
        top,
        other.picture.width(),
        other.picture.height() - top,
    );
    image::imageops::replace(&mut drawing.picture, &strip.to_image(), 0, i64::from(top));
    let mut submission = without_face(DocumentType::Passport);
    submission.front = photo(&drawing, scene);
    Some(submission)
}

/// A card of ID-1 size whose back, with the zone, has the change.
pub(crate) fn changed_card(seed: u64, change: Change, scene: &SceneOptions) -> Option<Submission> {
    let drawn = td1_card(seed, &TravelOptions::default()).ok()?;
    let options = travel_options(change.of(&drawn.record.person, seed)?);
    let other = td1_card(seed, &options).ok()?;
    let mut submission = without_face(DocumentType::PassportCard);
    submission.front = photo(&drawn.front, scene);
    submission.back = photo(&other.back, scene);
    Some(submission)
}

/// A licence whose barcode has the change.
pub(crate) fn changed_licence(
    seed: u64,
    change: Change,
    scene: &SceneOptions,
) -> Option<Submission> {
    let drawn = licence_front(seed, &LicenceFrontOptions::default()).ok()?;
    let options = LicenceBackOptions {
        choices: LicenceChoices {
            person: Some(change.of(&drawn.record.person, seed)?),
            ..LicenceChoices::default()
        },
        ..LicenceBackOptions::default()
    };
    let back = licence_back(seed, &options).ok()?;
    let close = SceneOptions {
        magnification: Magnification::PixelsPerModule(3.0),
        ..scene.clone()
    };
    let mut submission = without_face(DocumentType::DriverLicenseOrId);
    submission.front = photo(&drawn.drawing, scene);
    submission.back = photo(&back.drawing, &close);
    Some(submission)
}

fn travel_options(person: Person) -> TravelOptions {
    TravelOptions {
        choices: TravelChoices {
            person: Some(person),
            ..TravelChoices::default()
        },
        ..TravelOptions::default()
    }
}

fn without_face(kind: DocumentType) -> Submission {
    let mut submission = Submission::new(kind);
    submission.settings.is_face_match_enabled = false;
    submission
}

fn photo(drawing: &Drawing, scene: &SceneOptions) -> Option<Redacted<Vec<u8>>> {
    Some(Redacted::new(photograph(drawing, scene).ok()?.bytes))
}
