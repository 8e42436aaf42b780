//! Measures one part, or `all`, and lists the worst readings; `--check` fails where a floor is broken:
//! `cargo run --release -p credence-accuracy --example part -- print [quick|full [page.html]] [--check]`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for people"
)]

use std::error::Error;
use std::path::Path;

use credence_accuracy::{Build, Part, Plan, Size, page, run};

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, arguments): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let is_checked = match flags.as_slice() {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => return Err("the only flag is --check".into()),
    };
    let mut arguments = arguments.into_iter();
    let only = match arguments.next().as_deref() {
        Some("all") => Vec::new(),
        Some("whole") => vec![Part::Whole],
        Some("zones") => vec![Part::Zones],
        Some("barcodes") => vec![Part::Barcodes],
        Some("print") => vec![Part::Print],
        Some("forgery") => vec![Part::Forgery],
        Some("names") => vec![Part::Names],
        Some("sweeps") => vec![Part::Sweeps],
        _ => {
            return Err(
                "name a part: all, whole, zones, barcodes, print, names, forgery, sweeps".into(),
            );
        }
    };
    let size = match arguments.next().as_deref() {
        Some("full") => Size::Full,
        Some("quick") | None => Size::Quick,
        Some(_) => return Err("the size is quick or full".into()),
    };
    let mut plan = Plan::new(size, Path::new("."));
    plan.only = only;
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
    if is_checked && !report.broken().is_empty() {
        return Err("a floor is broken".into());
    }
    Ok(())
}
