use std::fs;

/// Runs `work` and gives the process's peak memory while it ran, in megabytes; none where the
/// system does not tell (only Linux does).
pub(crate) fn peak_of<T>(work: impl FnOnce() -> T) -> (T, Option<u64>) {
    // Writing 5 sets the peak back to the present size (proc(5)).
    let is_reset = fs::write("/proc/self/clear_refs", "5").is_ok();
    let result = work();
    let peak = is_reset.then(peak_megabytes).flatten();
    (result, peak)
}

fn peak_megabytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}
