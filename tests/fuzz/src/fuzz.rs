//! The engine's entry: feeds the target whose name stands in `CREDENCE_FUZZ_TARGET`.
//!
//! `decode` ends panics of the decoders that it calls, which its contract allows; one of our own
//! files panicking is a fault wherever it ends, so the hook stops the run there.
#![no_main]

use std::panic::PanicHookInfo;
use std::sync::OnceLock;

use credence_fuzz::{TARGETS, Target};
use libfuzzer_sys::fuzz_target;

static CHOSEN: OnceLock<Target> = OnceLock::new();

fuzz_target!(
    init: {
        std::panic::set_hook(Box::new(stop_at_our_own));
        CHOSEN.get_or_init(chosen);
    },
    |bytes: &[u8]| {
        let target = CHOSEN.get_or_init(chosen);
        (target.feed)(bytes);
    }
);

#[expect(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "the engine owns main and its arguments"
)]
fn chosen() -> Target {
    let name = std::env::var("CREDENCE_FUZZ_TARGET").unwrap_or_default();
    let found = TARGETS.into_iter().find(|target| target.name == name);
    found.unwrap_or_else(|| panic!("CREDENCE_FUZZ_TARGET names no target: {name:?}"))
}

#[expect(clippy::print_stderr, reason = "what the engine's log is read for")]
fn stop_at_our_own(panic: &PanicHookInfo<'_>) {
    let file = panic.location().map_or("", |location| location.file());
    if file.starts_with("backend/") || file.starts_with("tests/") {
        eprintln!("{panic}");
        std::process::abort();
    }
}
