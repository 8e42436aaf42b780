//! Generated files: written by `cargo xtask generate`, held to their sources by `cargo qa`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::database::TestDatabase;
use crate::program::{cargo, files_below, root, run};
use crate::{machine, pages};

/// The crates that hold SQL; touching them makes the macros look at the database again.
const WITH_SQL: [&str; 5] = ["storage", "jobs", "dvs-server", "dcs-simulator", "app"];

/// Writes every generated file.
pub(crate) fn generate() -> Result<()> {
    machine::ensure_postgres()?;
    machine::ensure_node()?;
    let database = TestDatabase::start()?;
    let described = describe_queries(&database, &["check", "--workspace", "--all-targets"])?;
    let committed = root().join(".sqlx");
    if committed.exists() {
        fs::remove_dir_all(&committed)?;
    }
    fs::create_dir(&committed)?;
    for file in files_below(&described, &[]) {
        fs::copy(&file, committed.join(file.file_name().unwrap_or_default()))?;
    }
    run(cargo().args([
        "run",
        "--quiet",
        "--package",
        "credence-cli",
        "--",
        "openapi",
        "--write",
        "backend/api/openapi.json",
    ]))?;
    pages::install()?;
    run(&mut pages::npm(&["run", "--silent", "generate"]))
}

/// Runs a cargo command with the query macros looking at the live schema; returns the folder of
/// what they found.
pub(crate) fn describe_queries(database: &TestDatabase, command: &[&str]) -> Result<PathBuf> {
    let described = root().join("target/sqlx");
    let _ = fs::remove_dir_all(&described);
    fs::create_dir_all(&described)?;
    for room in WITH_SQL {
        let source = root().join("backend").join(room).join("src/lib.rs");
        fs::File::options()
            .append(true)
            .open(&source)
            .and_then(|file| file.set_modified(std::time::SystemTime::now()))
            .with_context(|| format!("touching {}", source.display()))?;
    }
    run(cargo()
        .args(command)
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", &described)
        .env("DATABASE_URL", database.url()))?;
    Ok(described)
}

/// Fails when the committed query descriptions are not the present ones.
pub(crate) fn compare_queries(described: &Path) -> Result<()> {
    let found = contents(described)?;
    let committed = contents(&root().join(".sqlx"))?;
    if found != committed {
        bail!(
            "the query descriptions in .sqlx are stale; run `cargo xtask generate` and commit them"
        );
    }
    Ok(())
}

fn contents(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    files_below(folder, &[])
        .into_iter()
        .map(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            Ok((
                name,
                fs::read(&path).with_context(|| format!("reading {}", path.display()))?,
            ))
        })
        .collect()
}
