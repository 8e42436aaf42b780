//! The top level shows what the design names and nothing else.

use super::workspace;

#[test]
fn the_top_level_holds_only_what_the_design_names() {
    const VISIBLE: [&str; 9] = [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "backend",
        "docker-compose.yml",
        "frontend",
        "migrations",
        "tests",
    ];
    const UNTRACKED: [&str; 2] = ["target", "var"];
    let root = workspace().workspace_root;
    let mut found: Vec<String> = std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && !UNTRACKED.contains(&name.as_str()))
        .collect();
    found.sort();
    assert_eq!(found, VISIBLE);
}
