//! The memory of processes.

use std::fs;

/// What processes hold together, shared pages counted once, in MB (proportional set size).
pub fn megabytes(pids: &[u32]) -> f64 {
    let kilobytes = |pid: &u32| -> f64 {
        let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        line.and_then(|words| words.split_whitespace().next()?.parse().ok()).unwrap_or(0.)
    };
    pids.iter().map(kilobytes).sum::<f64>() / 1024.
}

/// When a process was started: seconds since 1970, to a hundredth.
pub fn started_at(pid: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // Field 22, in hundredths of a second since the machine started; the name before may hold anything.
    let ticks: f64 = stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
    let boot = fs::read_to_string("/proc/stat").ok()?;
    let boot: f64 = boot.lines().find_map(|line| line.strip_prefix("btime "))?.parse().ok()?;
    Some(boot + ticks / 100.)
}

/// A process's name.
pub fn name(pid: u32) -> String {
    fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default().trim().to_owned()
}

/// A process and those that it started.
pub fn with_children(pid: u32) -> Vec<u32> {
    // Any of its threads may have started one.
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    let all: Vec<u32> = lists
        .flat_map(|list| list.split_whitespace().filter_map(|word| word.parse().ok()).collect::<Vec<u32>>())
        .collect();
    std::iter::once(pid).chain(all).collect()
}
