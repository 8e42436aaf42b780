//! Writes one picture of each kind to the folder given as argument, to look at:
//! `cargo run -p credence-testkit --example sheet -- <folder> [first seed]`.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use credence_testkit::document::{
    DrawError, Drawing, LicenceBackOptions, LicenceFrontOptions, TravelOptions, VisaSize,
    licence_back, licence_front, passport, passport_spread, selfie, td1_card, td2_card, visa,
};
use credence_testkit::scene::{Encoding, SceneOptions, encode_picture, photograph};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give a folder")?;
    let first = arguments.next().map_or(Ok(1), |text| text.parse::<u64>())?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    for seed in first..first + 3 {
        for (name, drawing) in drawings(seed)? {
            keep(folder, &format!("{name}-{seed}"), &drawing, seed)?;
        }
    }
    Ok(())
}

fn drawings(seed: u64) -> Result<Vec<(&'static str, Drawing)>, DrawError> {
    let worn = LicenceBackOptions {
        wear: 0.5,
        ..LicenceBackOptions::default()
    };
    let front = licence_front(seed, &LicenceFrontOptions::default())?;
    let travel = TravelOptions::default();
    let card = td1_card(seed, &travel)?;
    Ok(vec![
        (
            "licence-back",
            licence_back(seed, &LicenceBackOptions::default())?.drawing,
        ),
        ("licence-back-worn", licence_back(seed, &worn)?.drawing),
        ("selfie", selfie(&front.record.person)),
        ("licence-front", front.drawing),
        ("passport", passport(seed, &travel)?.drawing),
        ("spread", passport_spread(seed, &travel)?.drawing),
        ("card-front", card.front),
        ("card-back", card.back),
        ("large-card", td2_card(seed, &travel)?.drawing),
        ("visa-large", visa(seed, VisaSize::Large, &travel)?.drawing),
        ("visa-small", visa(seed, VisaSize::Small, &travel)?.drawing),
    ])
}

/// The drawing face on, an ordinary photograph and a bad one.
fn keep(folder: &Path, name: &str, drawing: &Drawing, seed: u64) -> Result<(), Box<dyn Error>> {
    let flat = encode_picture(&drawing.picture, Encoding::Png, None)?;
    std::fs::write(folder.join(format!("{name}.png")), flat)?;
    for (kind, options) in [
        ("phone", SceneOptions::phone(seed)),
        ("hard", SceneOptions::hard(seed)),
    ] {
        let start = Instant::now();
        let photo = photograph(drawing, &options)?;
        let (elapsed, module) = (start.elapsed(), photo.truth.pixels_per_module);
        #[expect(clippy::print_stdout, reason = "an example for people")]
        {
            println!("{name}-{kind}: {elapsed:?}, {module:?} px/module");
        }
        std::fs::write(folder.join(format!("{name}-{kind}.jpg")), photo.bytes)?;
    }
    Ok(())
}
