use std::path::PathBuf;
use std::process::Command;

use credence_tests::Stack;

const SCHEMA: &str = "create table if not exists public.raw_rate (id uuid primary key, tenant uuid, body jsonb, \
     at timestamptz default now()); create index if not exists raw_rate_tenant on public.raw_rate (tenant);";
const INSERT: &str = "insert into public.raw_rate values (gen_random_uuid(), gen_random_uuid(), \
     jsonb_build_object('body', repeat('x', 180)));";
const SELECT: &str =
    "select 1 from public.raw_rate where id = '00000000-0000-0000-0000-000000000000';";

/// What this machine's PostgreSQL does with nothing in front of it: the yardstick for the table below.
pub(crate) fn print_raw_rates(stack: &Stack) {
    let socket = stack.data().join("postgres/run");
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program_path(program))
            .args(arguments)
            .args(["-U", "postgres", "-h"])
            .arg(&socket)
            .arg("credence")
            .output();
        output
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
            .unwrap_or_default()
    };
    run("psql", &["-q", "-c", SCHEMA]);
    let folder = tempfile::tempdir().unwrap();
    for (name, sql) in [("insert", INSERT), ("select by key", SELECT)] {
        let script = folder.path().join("script.sql");
        std::fs::write(&script, sql).unwrap();
        let printed = run(
            "pgbench",
            &[
                "-n",
                "-M",
                "prepared",
                "-c",
                "8",
                "-T",
                "3",
                "-f",
                &script.to_string_lossy(),
            ],
        );
        let rate = printed
            .lines()
            .find(|line| line.starts_with("tps"))
            .unwrap_or("pgbench is not installed");
        println!("raw PostgreSQL, {name}: {rate}");
    }
}

fn program_path(name: &str) -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let found = versions
        .map(|entry| entry.path().join("bin").join(name))
        .find(|path| path.exists());
    found.unwrap_or_else(|| name.into())
}
