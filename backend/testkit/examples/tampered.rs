//! Writes tampered photographs and honest ones to the folder given as argument, to look at:
//! `cargo run --release -p credence-testkit --example tampered -- <folder> [pictures] [first]`.

use std::error::Error;
use std::path::Path;

use credence_testkit::tamper::{TAMPERINGS, honest_phone, tampered};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give a folder")?;
    let count = arguments.next().map_or(Ok(3), |text| text.parse::<u64>())?;
    let first = arguments.next().map_or(Ok(0), |text| text.parse::<u64>())?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    for number in first..first + count {
        std::fs::write(
            folder.join(format!("honest-{number}.jpg")),
            honest_phone(number)?.bytes,
        )?;
        for tampering in TAMPERINGS {
            let name = format!("{}-{number}.jpg", tampering.as_str());
            std::fs::write(folder.join(name), tampered(tampering, number)?.photo.bytes)?;
        }
    }
    Ok(())
}
