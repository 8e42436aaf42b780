use std::fs;
use std::time::{Duration, Instant};

use credence_tests::Stack;

/// Clock ticks a second in `/proc/<pid>/stat`; fixed at 100 on Linux.
const TICKS: f64 = 100.0;

/// CPU time that the service and PostgreSQL have used so far.
#[derive(Debug, Clone, Copy)]
struct Used {
    service: f64,
    postgres: f64,
}

impl Used {
    fn now(stack: &Stack) -> Self {
        let service = stack.pid().unwrap();
        let server = postmaster(stack);
        let postgres = ticks(server, true)
            + children(server)
                .into_iter()
                .map(|pid| ticks(pid, false))
                .sum::<f64>();
        Self {
            service: ticks(service, false) / TICKS,
            postgres: postgres / TICKS,
        }
    }
}

fn postmaster(stack: &Stack) -> u32 {
    let file = stack.data().join("postgres/data/postmaster.pid");
    fs::read_to_string(file)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .trim()
        .parse()
        .unwrap()
}

/// User and system ticks of a process, with those of its ended children if asked.
fn ticks(pid: u32, with_ended_children: bool) -> f64 {
    let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else {
        return 0.0;
    };
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let range = if with_ended_children { 11..15 } else { 11..13 };
    fields[range]
        .iter()
        .filter_map(|field| field.parse::<f64>().ok())
        .sum()
}

fn children(parent: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").unwrap().flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let after = stat.rsplit(')').next().unwrap_or_default();
        after
            .split_whitespace()
            .nth(1)
            .and_then(|field| field.parse::<u32>().ok())
            == Some(parent)
    })
    .collect()
}

/// Runs `request` for every index, `concurrency` at a time, and prints the CPU that one cost.
pub(crate) async fn measure<F>(
    stack: &Stack,
    path: &str,
    count: usize,
    concurrency: usize,
    request: impl Fn(usize) -> F,
) where
    F: Future<Output = ()> + 'static,
{
    let (before, started) = (Used::now(stack), Instant::now());
    let mut running = tokio::task::JoinSet::new();
    let local = tokio::task::LocalSet::new();
    local
        .run_until(async {
            for index in 0..count {
                if running.len() >= concurrency {
                    running.join_next().await.unwrap().unwrap();
                }
                running.spawn_local(request(index));
            }
            while let Some(done) = running.join_next().await {
                done.unwrap();
            }
        })
        .await;
    let elapsed = started.elapsed();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let after = Used::now(stack);
    let each = |used: f64| used * 1e6 / count as f64;
    println!(
        "{path:<34} {count:>9} {:>12.0} {:>12.0} {:>9.0}",
        each(after.service - before.service),
        each(after.postgres - before.postgres),
        count as f64 / elapsed.as_secs_f64()
    );
}
