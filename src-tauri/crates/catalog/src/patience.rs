//! How long another process may take: a limit for what it does, not for how long a busy machine has it wait.

use std::time::{Duration, Instant};

/// However little of a processor it gets, no process may take more than so many times its limit.
const MOST: u32 = 20;

/// One that had less than this share of a processor, and wants none, is stuck.
const LEAST_SHARE: u32 = 25;

/// How often a process that is beyond its limit on the clock is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The time that a process may take from now on.
pub struct Patience {
    pid: u32,
    limit: Duration,
    began: Instant,
    /// What the process had of processors when this began; `None` where the system does not tell.
    had: Option<Duration>,
}

impl Patience {
    /// The process must not have been waited for: its number could be another's.
    pub fn new(pid: u32, limit: Duration) -> Patience {
        Patience { pid, limit, began: Instant::now(), had: processor_time(pid) }
    }

    /// Has the process had its time? On the clock, where the system does not tell how long it had a processor.
    pub fn is_over(&self) -> bool {
        let passed = self.began.elapsed();
        if passed < self.limit {
            return false;
        }
        let Some(worked) = self.had.zip(processor_time(self.pid)).map(|(had, has)| has.saturating_sub(had)) else {
            return true;
        };
        let is_stuck = || worked * LEAST_SHARE < passed && !wants_processor(self.pid);
        worked >= self.limit || passed >= self.limit * MOST || is_stuck()
    }

    /// How long nothing can change: until then, [`Patience::is_over`] need not be asked.
    pub fn left(&self) -> Duration {
        self.limit.checked_sub(self.began.elapsed()).filter(|left| !left.is_zero()).unwrap_or(LOOK_EVERY)
    }
}

/// How long all threads of a process of ours had a processor, together.
fn processor_time(pid: u32) -> Option<Duration> {
    #[cfg(target_os = "linux")]
    {
        let mut clock: libc::clockid_t = 0;
        let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: both write to what is theirs alone, and say whether they did.
        let is_told = unsafe {
            libc::clock_getcpuclockid(pid.try_into().ok()?, &mut clock) == 0
                && libc::clock_gettime(clock, &mut time) == 0
        };
        is_told.then(|| Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0)))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = pid;
        None
    }
}

/// Does a thread of the process run, wait for its turn to run, or for a disk? See proc(5), `/proc/pid/stat`.
fn wants_processor(pid: u32) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return false };
    threads.flatten().any(|thread| {
        let stat = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        // The program's name stands in brackets, and may have any in itself.
        stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['R', 'D']))
    })
}
