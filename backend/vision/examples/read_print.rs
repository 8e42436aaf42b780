//! What is printed on a document: `cargo run --release -p credence-vision --example read_print -- photo.jpg`.
#![expect(clippy::print_stdout, reason = "a program for people")]

use std::error::Error;
use std::time::Instant;

use credence_vision::outline::locate;
use credence_vision::printed::{Sheet, read_printed};

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args().skip(1) {
        let picture = credence_vision::decode(&std::fs::read(&path)?)?;
        let outline = locate(&picture);
        let sheet = outline.as_ref().map(Sheet::of_outline);
        let started = Instant::now();
        let page = read_printed(&picture, sheet);
        let milliseconds = started.elapsed().as_secs_f64() * 1e3;
        println!(
            "{path}: {} lines in {milliseconds:.0} ms, outline {}",
            page.lines.len(),
            outline.is_some()
        );
        for line in &page.lines {
            let least = line.print.confidence.iter().copied().fold(1.0, f32::min);
            println!(
                "  {:.2} {:.2}  {:.2}  {}",
                line.print.left,
                line.print.top,
                least,
                line.print.text.expose()
            );
        }
    }
    Ok(())
}
