//! Makes an incremental build notice new and edited migrations.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
