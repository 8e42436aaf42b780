//! Prints what the reader finds in a picture: `read_barcode FILE…`. The content is personal data;
//! it goes to the terminal and nowhere else.
#![expect(clippy::print_stdout, reason = "an example prints its findings")]

use std::time::Instant;

use credence_vision::barcode::read_observed;
use credence_vision::{decode, quality};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let start = Instant::now();
        let picture = match decode(&std::fs::read(&path)?) {
            Ok(picture) => picture,
            Err(error) => {
                println!("{path}: {error}");
                continue;
            }
        };
        println!("{path}: {picture:?} in {:.1?}", start.elapsed());
        println!("  {:?}", quality::assess(&picture));
        let start = Instant::now();
        let readings = read_observed(picture.luma(), &mut |step| {
            println!("  {:8.1?} {step:?}", start.elapsed());
        });
        println!("  {} symbols in {:.1?}", readings.len(), start.elapsed());
        for reading in readings {
            println!(
                "  {:?} {:?} {:?}",
                reading.method, reading.layout, reading.segment
            );
            println!(
                "  corners {:?}, module {:?} px",
                reading.corners, reading.module_width
            );
            println!("  {:?}", reading.text().expose());
        }
    }
    Ok(())
}
