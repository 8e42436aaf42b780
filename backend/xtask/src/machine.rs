//! What the machine must have: Node, npm, and Debian's packages for the database and the tests.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::pages;
use crate::program::{root, run};

/// Debian's package and the file that shows it is there.
type Package = (&'static str, &'static str);

/// The database server; any of the places where it is looked for will do.
pub(crate) fn ensure_postgres() -> Result<()> {
    if credence_postgres::is_installed(&search()) {
        return Ok(());
    }
    install(&["postgresql"])
}

/// Fonts for drawn documents, the browser for the journeys, and what our DCS client and simulator are
/// tried beside.
pub(crate) fn ensure_test_packages() -> Result<()> {
    const PACKAGES: [Package; 5] = [
        ("fonts-ocr-b", "/usr/share/fonts/opentype/ocr-b/OCRB.otf"),
        (
            "fonts-dejavu-core",
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        ),
        ("chromium", "/usr/bin/chromium"),
        ("nginx-light", "/usr/sbin/nginx"),
        ("python3-venv", "/usr/share/doc/python3-venv"),
    ];
    let missing: Vec<&str> = PACKAGES
        .iter()
        .filter(|(_, shown_by)| !Path::new(shown_by).exists())
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        install(&missing)
    }
}

/// What is tried against Python: our DCS client and simulator beside jwcrypto and requests, and the
/// API by Schemathesis. `target/python` holds what these files pin by hash.
pub(crate) fn ensure_python() -> Result<()> {
    let root = root();
    let folder = root.join("target/python");
    let wanted = ["interoperation", "contract"]
        .map(|test| root.join("tests").join(test).join("requirements.txt"));
    pages::once_a_change(&folder.join(".stamp"), &wanted, || {
        println!("Installing jwcrypto, requests and schemathesis into target/python …");
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder))?;
        let mut pip = Command::new(folder.join("bin/pip"));
        pip.args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
        ]);
        for file in &wanted {
            pip.arg("-r").arg(file);
        }
        run(&mut pip)
    })
}

/// Node 20.19 or newer, with npm.
pub(crate) fn ensure_node() -> Result<()> {
    let version = Command::new("node").arg("--version").output();
    let version = version
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default();
    let npm = Command::new("npm")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if npm && is_recent_enough(&version) {
        return Ok(());
    }
    bail!(
        "building the pages needs Node 20.19 or newer with npm, and this machine has {}.\n\
         Install it from your system's packages or from nodejs.org, then run this again.",
        if version.is_empty() {
            "none".to_owned()
        } else {
            version
        }
    );
}

fn is_recent_enough(version: &str) -> bool {
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map_while(|part| part.parse::<u32>().ok());
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    (major, minor) >= (20, 19)
}

/// Installs Debian's packages where this account may; otherwise says the line to run.
fn install(packages: &[&str]) -> Result<()> {
    let line = format!(
        "apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    );
    let may_install = is_root() && Path::new("/usr/bin/apt-get").exists();
    if !may_install {
        bail!(
            "this machine misses {}. On Debian or Ubuntu run:\n  sudo {line}",
            packages.join(", ")
        );
    }
    println!("Installing {} …", packages.join(", "));
    run(apt().args(["update", "-qq"]))?;
    run(apt()
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages))
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(std::process::Stdio::null());
    command
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
}

/// Where to look for the database server's programs.
pub(crate) fn search() -> credence_postgres::Search {
    #[expect(
        clippy::disallowed_methods,
        reason = "a developer command reads its own environment"
    )]
    let (folder, path) = (std::env::var_os("PG_BINDIR"), std::env::var_os("PATH"));
    credence_postgres::Search {
        folder: folder.map(Into::into),
        path,
    }
}

#[cfg(test)]
mod tests {
    use super::is_recent_enough;

    #[test]
    fn node_versions_are_compared_as_numbers() {
        assert!(
            is_recent_enough("v20.19.0")
                && is_recent_enough("v22.1.0")
                && is_recent_enough("v100.0.0")
        );
        assert!(
            !is_recent_enough("v20.9.0") && !is_recent_enough("v18.20.4") && !is_recent_enough("")
        );
    }
}
