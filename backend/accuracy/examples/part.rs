//! Measures one part and lists its worst readings:
//! `cargo run --release -p credence-accuracy --example part -- print [quick|full [page.html]]`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for people"
)]

use std::error::Error;
use std::path::Path;

use credence_accuracy::{Build, Part, Plan, Size, page, run};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let part = match arguments.next().as_deref() {
        Some("whole") => Part::Whole,
        Some("zones") => Part::Zones,
        Some("barcodes") => Part::Barcodes,
        Some("print") => Part::Print,
        Some("forgery") => Part::Forgery,
        Some("names") => Part::Names,
        Some("sweeps") => Part::Sweeps,
        _ => {
            return Err(
                "name a part: whole, zones, barcodes, print, names, forgery, sweeps".into(),
            );
        }
    };
    let size = match arguments.next().as_deref() {
        Some("full") => Size::Full,
        Some("quick") | None => Size::Quick,
        Some(_) => return Err("the size is quick or full".into()),
    };
    let mut plan = Plan::new(size, Path::new("."));
    plan.only = vec![part];
    let build = Build {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: None,
        is_optimised: !cfg!(debug_assertions),
    };
    let say = |words: &str| eprintln!("{words}");
    let report = run(&plan, build, chrono::DateTime::UNIX_EPOCH, &say)?;
    if let Some(file) = arguments.next() {
        std::fs::write(file, page(&report))?;
    }
    println!("{report}");
    for line in report.sections.iter().flat_map(|section| &section.worst) {
        println!("{line}");
    }
    Ok(())
}
