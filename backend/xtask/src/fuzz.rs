//! Feeds every decoder and parser with mutated bytes, a minute each: libFuzzer over code that tells
//! which of its branches ran.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::program::{cargo, root, run};

/// How long each target is fed.
const SECONDS: u32 = 60;
/// What makes a run fail besides a panic: an input that takes longer than this, or more memory.
/// Counting branches makes pixel code some twenty times slower than it is.
const MOST_SECONDS_BY_INPUT: u32 = 60;
const MOST_MEGABYTES: u32 = 1024;
/// So many lines from the end of a log are printed when its target failed.
const TOLD_LINES: usize = 30;
/// The compiler's part of libFuzzer: branch counters, and comparisons so that magic numbers are
/// found.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
     -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
     -Cdebug-assertions=on -Coverflow-checks=on --cfg fuzzing";

/// Builds the targets and feeds each, as many side by side as there are cores. Inputs that made one
/// fail lie in `target/fuzz/failed`.
pub(crate) fn fuzz() -> Result<()> {
    let folder = root().join("target/fuzz");
    let [seeds, found, failed] = ["seeds", "found", "failed"].map(|name| folder.join(name));
    fs::create_dir_all(&failed)?;
    run(cargo()
        .args([
            "run",
            "--quiet",
            "-p",
            "credence-fuzz",
            "--bin",
            "fuzz-seeds",
            "--",
        ])
        .arg(&seeds))?;
    let program = build(&folder)?;
    let mut targets: Vec<PathBuf> = fs::read_dir(&seeds)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    targets.sort();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut broken = Vec::new();
    for group in targets.chunks(cores) {
        let running = group
            .iter()
            .map(|seeds| Ok((seeds, feed(&program, seeds, &found, &failed)?)))
            .collect::<Result<Vec<_>>>()?;
        for (seeds, mut child) in running {
            if !child.wait()?.success() {
                broken.push(name(seeds));
            }
        }
    }
    if broken.is_empty() {
        return Ok(());
    }
    for name in &broken {
        let log = fs::read_to_string(failed.join(format!("{name}.log"))).unwrap_or_default();
        println!("--- {name}");
        let skipped = log.lines().count().saturating_sub(TOLD_LINES);
        log.lines()
            .skip(skipped)
            .for_each(|line| println!("{line}"));
    }
    bail!("{broken:?} failed; the inputs lie in {}", failed.display());
}

/// Coverage flags must not reach build scripts, so the host's target is named.
fn build(folder: &Path) -> Result<PathBuf> {
    let host = host()?;
    run(cargo()
        .args([
            "build",
            "--quiet",
            "--release",
            "-p",
            "credence-fuzz",
            "--bin",
            "fuzz",
        ])
        .args(["--features", "engine", "--target", &host, "--target-dir"])
        .arg(folder)
        .env("RUSTFLAGS", COVERAGE))?;
    Ok(folder.join(host).join("release/fuzz"))
}

fn host() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}

fn name(seeds: &Path) -> String {
    let name = seeds.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn feed(program: &Path, seeds: &Path, found: &Path, failed: &Path) -> Result<Child> {
    let name = name(seeds);
    let found = found.join(&name);
    fs::create_dir_all(&found)?;
    let log = fs::File::create(failed.join(format!("{name}.log")))?;
    println!("{name}: {SECONDS} s");
    let child = Command::new(program)
        .env("CREDENCE_FUZZ_TARGET", &name)
        .arg(format!("-max_total_time={SECONDS}"))
        .arg(format!("-timeout={MOST_SECONDS_BY_INPUT}"))
        .arg(format!("-rss_limit_mb={MOST_MEGABYTES}"))
        .arg(format!("-malloc_limit_mb={MOST_MEGABYTES}"))
        .arg(format!("-artifact_prefix={}/{name}-", failed.display()))
        .args([
            "-print_final_stats=1",
            "-verbosity=1",
            "-report_slow_units=600",
        ])
        .args([&found, seeds])
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| format!("starting the target {name}"))?;
    Ok(child)
}
