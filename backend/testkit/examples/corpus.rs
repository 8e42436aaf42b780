//! Writes drawn corpora to a folder, to look at and to measure other readers on:
//! `cargo run --release -p credence-testkit --example corpus -- <folder> [pictures] [first]`.
//!
//! `mrz/` gets photographs with a machine readable zone and `truth.tsv`: file, format, lines joined
//! by `|`, pixels per character, corners of each line. `without-mrz/` gets pictures without one.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use credence_testkit::corpus::{mrz_photo, without_mrz};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give a folder")?;
    let mut number = |default: u64| {
        arguments
            .next()
            .map_or(Ok(default), |text| text.parse::<u64>())
    };
    let (count, first) = (number(50)?, number(0)?);
    let folder = Path::new(&folder);
    let (with, without) = (folder.join("mrz"), folder.join("without-mrz"));
    std::fs::create_dir_all(&with)?;
    std::fs::create_dir_all(&without)?;
    let start = Instant::now();
    let mut table = String::from("file\tformat\tlines\tpixels per character\tcorners\n");
    for seed in first..first + count {
        let drawn = mrz_photo(seed)?;
        let file = format!("{seed:04}.jpg");
        let pixels = drawn.photo.truth.pixels_per_character.unwrap_or_default();
        let corners: Vec<String> = drawn
            .photo
            .truth
            .mrz_lines
            .iter()
            .flat_map(|quad| quad.0)
            .map(|corner| format!("{:.1},{:.1}", corner.x, corner.y))
            .collect();
        writeln!(
            table,
            "{file}\t{:?}\t{}\t{pixels:.2}\t{}",
            drawn.format,
            drawn.lines.join("|"),
            corners.join(" ")
        )?;
        std::fs::write(with.join(file), drawn.photo.bytes)?;
    }
    std::fs::write(with.join("truth.tsv"), table)?;
    report("with a zone", count, start);
    let start = Instant::now();
    for seed in first..first + count {
        let (_, bytes) = without_mrz(seed)?;
        std::fs::write(without.join(format!("{seed:04}.jpg")), bytes)?;
    }
    report("without", count, start);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "an example for people")]
fn report(what: &str, count: u64, start: Instant) {
    println!("{count} pictures {what} in {:.1?}", start.elapsed());
}
