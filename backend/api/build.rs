//! The pages are embedded, so building them again has to build this room again.

fn main() {
    println!("cargo:rerun-if-changed=../../frontend/dist");
}
