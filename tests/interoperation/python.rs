//! The Python side: an environment that `cargo qa` makes from pinned packages.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A program of this folder, in the environment.
pub(crate) fn program(name: &str) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let python = root.join("target/python/bin/python");
    assert!(
        python.exists(),
        "{} is missing: `cargo qa tests` makes it",
        python.display()
    );
    let mut command = Command::new(python);
    command
        .arg(root.join("tests/interoperation").join(name))
        .env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// A server that ends with its standard input, so with the test too.
pub(crate) struct Server {
    process: Child,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) fn start(folder: &PathBuf, options: &[&str]) -> Self {
        let mut process = program("server.py")
            .arg(folder)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = process.stdout.take().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut line).unwrap();
        Self {
            process,
            port: line.trim().parse().unwrap(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
