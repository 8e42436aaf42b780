//! The directions of the house: which room may import which, and which crates stay behind a fence.
#![cfg(test)]

mod deployment;
mod fences;
mod rooms;
mod tracked;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// The workspace as cargo sees it.
fn workspace() -> Metadata {
    MetadataCommand::new()
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()
        .unwrap()
}

/// A room's name: `credence-dvs-server` lives in the room `dvs-server`.
fn room(package: &str) -> &str {
    package.strip_prefix("credence-").unwrap_or(package)
}

/// The names of what a package builds with; tests may use more.
fn imports(package: &Package) -> Vec<&str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind == DependencyKind::Normal)
        .map(|dependency| dependency.name.as_str())
        .collect()
}
