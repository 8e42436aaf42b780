//! `cargo qa`: everything that must hold, in the order in which it fails fastest.

use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::database::TestDatabase;
use crate::fuzz::fuzz;
use crate::generate::{compare_queries, describe_queries};
use crate::program::{cargo, run};
use crate::{faces, machine, pages};

/// A named step of the run.
struct Step {
    name: &'static str,
    about: &'static str,
    work: fn(&TestDatabase) -> Result<()>,
}

const STEPS: [Step; 7] = [
    Step {
        name: "format",
        about: "cargo fmt --check",
        work: format,
    },
    Step {
        name: "pages",
        about: "types, unit and component tests, build and size of the pages",
        work: check_pages,
    },
    Step {
        name: "lints",
        about: "clippy without a warning; queries checked against the live schema",
        work: lints,
    },
    Step {
        name: "tests",
        about: "every Rust test: units, database, layers, contracts, slices of the corpora, browser journeys",
        work: tests,
    },
    Step {
        name: "docs",
        about: "documentation builds without a warning",
        work: docs,
    },
    Step {
        name: "fuzz",
        about: "every decoder and parser fed with mutated bytes, a minute each",
        work: |_| fuzz(),
    },
    Step {
        name: "accuracy",
        about: "every corpus read by the optimised readers; no floor broken",
        work: |_| accuracy(),
    },
];

pub(crate) fn qa(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--list") {
        STEPS
            .iter()
            .for_each(|step| println!("{:<8} {}", step.name, step.about));
        return Ok(());
    }
    if let Some(unknown) = arguments
        .iter()
        .find(|name| !STEPS.iter().any(|step| step.name == **name))
    {
        bail!("there is no step {unknown}; `cargo qa --list` names them");
    }
    machine::ensure_node()?;
    machine::ensure_postgres()?;
    machine::ensure_test_packages()?;
    machine::ensure_python()?;
    faces::install()?;
    let database = TestDatabase::start()?;
    let mut timings = Vec::new();
    for step in &STEPS {
        if !arguments.is_empty() && !arguments.iter().any(|name| name == step.name) {
            continue;
        }
        println!("\n=== {}: {}", step.name, step.about);
        let started = Instant::now();
        (step.work)(&database).with_context(|| format!("step {} failed", step.name))?;
        timings.push((step.name, started.elapsed()));
    }
    println!();
    for (name, elapsed) in timings {
        println!("{name:<8} {:>6.1} s", elapsed.as_secs_f64());
    }
    println!("All checks passed.");
    Ok(())
}

fn format(_: &TestDatabase) -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))
}

fn check_pages(_: &TestDatabase) -> Result<()> {
    pages::install()?;
    run(&mut pages::npm(&["run", "--silent", "check"]))?;
    run(&mut pages::npm(&["test"]))?;
    pages::build()
}

fn lints(database: &TestDatabase) -> Result<()> {
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ];
    let described = describe_queries(database, &clippy)?;
    compare_queries(&described)
}

fn tests(database: &TestDatabase) -> Result<()> {
    run(cargo()
        // Examples are linted, and built when somebody runs one; there are no documentation tests.
        .args([
            "test",
            "--workspace",
            "--quiet",
            "--lib",
            "--bins",
            "--tests",
        ])
        .env("DATABASE_URL", database.url())
        .env("CREDENCE_FACE_MODELS_NEEDED", "1"))
}

/// Floors of reading hold; times are shown and not checked. What `credence bench accuracy` measures,
/// without the rest of that program, which takes long to build optimised.
fn accuracy() -> Result<()> {
    run(cargo().args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "credence-accuracy",
        "--example",
        "part",
        "--",
        "all",
        "quick",
        "--check",
    ]))
}

fn docs(_: &TestDatabase) -> Result<()> {
    run(cargo()
        .args([
            "doc",
            "--workspace",
            "--no-deps",
            "--quiet",
            "--exclude",
            "xtask",
        ])
        .env("RUSTDOCFLAGS", "-D warnings"))
}
