//! How long another process may take: a limit for what it does, not for how long a busy machine has it wait.

use std::time::{Duration, Instant};

/// However little of a processor it gets, no process may take more than so many times its limit.
const MOST: u32 = 6;

/// One that had less than this share of a processor is stuck, and does not wait for its turn.
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
        worked >= self.limit || worked * LEAST_SHARE < passed || passed >= self.limit * MOST
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
            libc::clock_getcpuclockid(pid.try_into().ok()?, &mut clock) == 0 && libc::clock_gettime(clock, &mut time) == 0
        };
        is_told.then(|| Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0)))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = pid;
        None
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::process::{Child, Command};

    struct Ends(Child);

    impl Drop for Ends {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    fn begin(script: &str) -> Ends {
        Ends(Command::new("sh").args(["-c", script]).spawn().expect("a shell is there"))
    }

    /// Seconds on the clock until it is over.
    fn lasts(child: &Ends, limit: Duration) -> f64 {
        let patience = Patience::new(child.0.id(), limit);
        while !patience.is_over() {
            std::thread::sleep(patience.left());
        }
        patience.began.elapsed().as_secs_f64()
    }

    #[test]
    fn one_that_sleeps_has_its_time_on_the_clock_and_one_that_works_has_its_time_of_a_processor() {
        let limit = Duration::from_millis(400);
        let sleeps = begin("sleep 60");
        assert!(lasts(&sleeps, limit) < 0.4 * f64::from(MOST), "it does nothing that could be waited for");
        let works = begin("while :; do :; done");
        let took = lasts(&works, limit);
        let had = processor_time(works.0.id()).expect("Linux tells");
        assert!(had >= limit || took >= 0.4 * f64::from(MOST), "{took} s on the clock, {had:?} of a processor");
    }
}
