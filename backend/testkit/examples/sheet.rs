//! Writes one picture of each kind to the folder given as argument, to look at:
//! `cargo run -p credence-testkit --example sheet -- /tmp/sheets [first seed]`.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use credence_testkit::document::{
    Drawing, LicenceBackOptions, LicenceFrontOptions, TravelOptions, VisaSize, licence_back,
    licence_front, passport, passport_spread, td1_card, td2_card, visa,
};
use credence_testkit::scene::{Encoding, SceneOptions, encode_picture, photograph};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give a folder")?;
    let seed = arguments.next().map_or(Ok(1), |text| text.parse::<u64>())?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    for seed in seed..seed + 3 {
        let back = licence_back(seed, &LicenceBackOptions::default())?;
        keep(folder, &format!("licence-back-{seed}"), &back.drawing, seed)?;
        let front = licence_front(seed, &LicenceFrontOptions::default())?;
        keep(
            folder,
            &format!("licence-front-{seed}"),
            &front.drawing,
            seed,
        )?;
        let travel = TravelOptions::default();
        keep(
            folder,
            &format!("passport-{seed}"),
            &passport(seed, &travel)?.drawing,
            seed,
        )?;
        let spread = passport_spread(seed, &travel)?;
        keep(folder, &format!("spread-{seed}"), &spread.drawing, seed)?;
        let card = td1_card(seed, &travel)?;
        keep(folder, &format!("card-front-{seed}"), &card.front, seed)?;
        keep(folder, &format!("card-back-{seed}"), &card.back, seed)?;
        keep(
            folder,
            &format!("large-card-{seed}"),
            &td2_card(seed, &travel)?.drawing,
            seed,
        )?;
        for size in [VisaSize::Large, VisaSize::Small] {
            let name = format!("visa-{size:?}-{seed}").to_lowercase();
            keep(folder, &name, &visa(seed, size, &travel)?.drawing, seed)?;
        }
    }
    Ok(())
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
        #[expect(clippy::print_stdout, reason = "an example for people")]
        {
            println!(
                "{name}-{kind}: {:?}, {:?} px/module",
                start.elapsed(),
                photo.truth.pixels_per_module
            );
        }
        std::fs::write(folder.join(format!("{name}-{kind}.jpg")), photo.bytes)?;
    }
    Ok(())
}
