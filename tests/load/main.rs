//! CPU per request of the paths that carry the load, beside the machine's raw PostgreSQL rate.
//!
//! `cargo bench -p credence-tests` starts the real service with data of its own and prints, for
//! each path, microseconds of CPU a request spent in the service and in PostgreSQL. Wall time on a
//! shared machine says little; CPU per request is the figure to compare. How long callers wait at an
//! even 100 requests a second stands first (`-- steady` measures that alone).
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a bench is run by a developer at a terminal"
)]

mod cpu;
mod paths;
mod postgres;
mod steady;

use std::process::ExitCode;

use credence_tests::Stack;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let stack = Stack::start().await;
    postgres::print_raw_rates(&stack);
    println!();
    let end = if steady::create_and_read(&stack).await {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    };
    if std::env::args().any(|argument| argument == "steady") {
        return end;
    }
    println!();
    println!(
        "{:<34} {:>9} {:>12} {:>12} {:>9}",
        "path", "requests", "service µs", "postgres µs", "req/s"
    );
    paths::create_session(&stack).await;
    paths::read_session(&stack).await;
    paths::upload(&stack).await;
    paths::verify(&stack).await;
    paths::submit(&stack).await;
    end
}
