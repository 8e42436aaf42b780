//! Writes photographs of printed zones to a folder, to look at and to measure other readers on:
//! `cargo run --release -p credence-testkit --example printed -- <folder> [pictures] [first]`.
//!
//! `clean/` and `degraded/` get pictures and `truth.tsv`: file, key, text, corners.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use credence_testkit::corpus::{PrintHardness, printed_photo};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give a folder")?;
    let mut number = |default: u64| {
        arguments
            .next()
            .map_or(Ok(default), |text| text.parse::<u64>())
    };
    let (count, first) = (number(20)?, number(0)?);
    for (name, hardness) in [
        ("clean", PrintHardness::Clean),
        ("degraded", PrintHardness::Degraded),
    ] {
        let folder = Path::new(&folder).join(name);
        std::fs::create_dir_all(&folder)?;
        let mut table = String::from("file\tkey\ttext\tcorners\n");
        for number in first..first + count {
            let photo = printed_photo(number, hardness)?.photo;
            let extension = if photo.media_type == "image/png" {
                "png"
            } else {
                "jpg"
            };
            let file = format!("{number:04}.{extension}");
            for field in &photo.truth.fields {
                let corners = field.quad.0.map(|at| format!("{:.1},{:.1}", at.x, at.y));
                let corners = corners.join(" ");
                writeln!(table, "{file}\t{}\t{}\t{corners}", field.key, field.text)?;
            }
            std::fs::write(folder.join(file), photo.bytes)?;
        }
        std::fs::write(folder.join("truth.tsv"), table)?;
    }
    Ok(())
}
