//! Takes the face detector's model out of the folder of the crate `rustface`, which cargo has
//! fetched and checked against the lock file, so that the binary carries it and git does not.
#![expect(
    clippy::disallowed_methods,
    reason = "cargo speaks to a build script through the environment"
)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use sha2::{Digest, Sha256};

const MODEL: &str = "model/seeta_fd_frontal_v1.0.bin";
const SHA256: &str = "c4619d066ed35e84d9a8e842860b0dff567aba0cbb139881075538761db3ff5d";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../Cargo.lock");
    let model = fs::read(folder()?.join(MODEL))?;
    let digest = Sha256::digest(&model);
    let found: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    if found != SHA256 {
        return Err(format!("{MODEL} of rustface has the SHA-256 {found}, not {SHA256}").into());
    }
    let into = PathBuf::from(env::var("OUT_DIR")?).join("seeta.bin");
    fs::write(into, model)?;
    Ok(())
}

/// Where cargo keeps the source of `rustface`. The first question needs no network; where cargo has
/// fetched only what this build needs, it fetches the rest of the lock file to answer.
fn folder() -> Result<PathBuf, Box<dyn Error>> {
    let metadata = ask(&["--offline"]).or_else(|_| ask(&[]))?;
    let packages = metadata
        .get("packages")
        .and_then(|packages| packages.as_array())
        .ok_or("no packages")?;
    let of = |package: &serde_json::Value, key: &str| {
        let value = package.get(key).and_then(|value| value.as_str());
        value.map(str::to_owned)
    };
    let mut named = packages
        .iter()
        .filter(|package| of(package, "name").as_deref() == Some("rustface"));
    let manifest = named
        .next()
        .and_then(|package| of(package, "manifest_path"));
    let folder = manifest.as_deref().map(Path::new).and_then(Path::parent);
    Ok(folder.ok_or("cargo knows no rustface")?.to_owned())
}

fn ask(how: &[&str]) -> Result<serde_json::Value, Box<dyn Error>> {
    let output = Command::new(env::var("CARGO")?)
        .args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--filter-platform",
        ])
        .arg(env::var("TARGET")?)
        .args(how)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
