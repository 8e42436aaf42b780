//! Crates that only some rooms may touch, so that a rule is held in one place.

use super::{imports, room, workspace};

const FENCES: &[(&str, &[&str])] = &[
    (
        "axum",
        &[
            "api",
            "dvs-server",
            "dcs-simulator",
            "http-server",
            "cli",
            "tests",
        ],
    ),
    (
        "sqlx",
        &[
            "storage",
            "jobs",
            "backup",
            "dvs-server",
            "dcs-simulator",
            "app",
            "cli",
            "tests",
        ],
    ),
    ("reqwest", &["outbound", "cli", "tests"]),
    ("rustls", &["outbound", "dcs-simulator", "cli", "tests"]),
    ("image", &["vision", "testkit", "tests", "fuzz"]),
    ("zune-jpeg", &["vision"]),
    ("rxing", &["vision", "testkit", "tests"]),
    ("rust_h265", &["vision"]),
    ("re_rav1d", &["vision"]),
    ("hayro-ccitt", &["vision"]),
    ("rten", &["vision"]),
    ("rustface", &["vision"]),
    ("object_store", &["objects"]),
    ("jsonwebtoken", &["app"]),
    ("clap", &["cli"]),
];

#[test]
fn fenced_crates_stay_in_their_rooms() {
    let workspace = workspace();
    for package in workspace.workspace_packages() {
        for (fenced, rooms) in FENCES {
            let inside = rooms.contains(&room(&package.name));
            assert!(
                inside || !imports(package).contains(fenced),
                "{} must not use {fenced}; that is for {rooms:?}",
                package.name
            );
        }
    }
}

#[test]
fn no_room_talks_to_openssl() {
    let lock = std::fs::read_to_string(workspace().workspace_root.join("Cargo.lock")).unwrap();
    for banned in ["openssl", "openssl-sys", "native-tls"] {
        assert!(
            !lock.contains(&format!("name = \"{banned}\"\n")),
            "{banned} is in Cargo.lock"
        );
    }
}
