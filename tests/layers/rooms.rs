//! The table of DESIGN: room → the rooms it may import. `types` is open to everyone.

use super::{imports, room, workspace};

const EVERYTHING: &[&str] = &["*"];

const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("types", &[]),
    ("documents", &[]),
    ("vision", &["documents"]),
    ("trust", &[]),
    ("engine", &["documents", "vision", "trust"]),
    ("dvs-protocol", &[]),
    ("dvs-client", &["dvs-protocol", "outbound"]),
    (
        "dvs-server",
        &[
            "dvs-protocol",
            "documents",
            "engine",
            "objects",
            "jobs",
            "http-server",
        ],
    ),
    ("dcs-protocol", &[]),
    ("dcs-client", &["dcs-protocol", "outbound"]),
    ("dcs-simulator", &["dcs-protocol", "http-server"]),
    ("outbound", &[]),
    ("objects", &[]),
    ("storage", &[]),
    ("jobs", &[]),
    ("backup", &["objects", "storage"]),
    ("http-server", &[]),
    (
        "app",
        &[
            "storage",
            "jobs",
            "objects",
            "backup",
            "trust",
            "dvs-protocol",
            "dvs-client",
            "dcs-protocol",
            "dcs-client",
            "outbound",
        ],
    ),
    ("api", &["app", "http-server"]),
    ("postgres", &[]),
    ("cli", EVERYTHING),
    ("testkit", &[]),
    ("accuracy", &["documents", "vision", "engine", "testkit"]),
    ("xtask", &["postgres"]),
    ("tests", EVERYTHING),
    (
        "fuzz",
        &[
            "documents",
            "vision",
            "dvs-protocol",
            "dcs-protocol",
            "testkit",
        ],
    ),
];

#[test]
fn every_room_imports_only_what_the_design_allows() {
    let workspace = workspace();
    let mut wrong = Vec::new();
    for package in workspace.workspace_packages() {
        let name = room(&package.name);
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(listed, _)| *listed == name) else {
            wrong.push(format!("{name} is not in the table"));
            continue;
        };
        for import in imports(package)
            .into_iter()
            .filter_map(|import| import.strip_prefix("credence-"))
        {
            let open = import == "types" || *allowed == EVERYTHING || allowed.contains(&import);
            if !open {
                wrong.push(format!("{name} must not import {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_names_no_room_that_is_gone() {
    let workspace = workspace();
    for (listed, _) in MAY_IMPORT {
        assert!(
            workspace
                .workspace_packages()
                .iter()
                .any(|package| room(&package.name) == *listed),
            "{listed} is in the table but not in the workspace"
        );
    }
}

/// `credence bench accuracy` draws its corpora, so the binary carries the kit, through `accuracy`.
#[test]
fn nothing_that_serves_imports_the_test_kit() {
    let workspace = workspace();
    for package in workspace.workspace_packages() {
        let serves = !["tests", "fuzz", "xtask", "accuracy"].contains(&room(&package.name));
        assert!(
            !(serves && imports(package).contains(&"credence-testkit")),
            "{}",
            package.name
        );
        let measures = ["tests", "cli"].contains(&room(&package.name));
        assert!(
            measures || !imports(package).contains(&"credence-accuracy"),
            "{}",
            package.name
        );
    }
}
