//! What a worker may not do, whatever a file makes it do: on Linux, anything but reading the documents it was given
//! and the system's fonts, and answering.
//!
//! Each wall stands by itself, and is left out by a kernel that does not know it.

use std::path::PathBuf;

/// What a worker may hold in memory: beyond it, allocation fails and the worker dies.
const MAX_MEMORY: u64 = 2 << 30;

/// Puts the walls up around this process for good; only files in `readable`, or below it, can be opened then.
pub fn enter(readable: &[PathBuf]) {
    limit_memory();
    #[cfg(target_os = "linux")]
    {
        // The worker's rest is worth no less on a kernel without Landlock or seccomp.
        let _ = linux::files(readable);
        #[cfg(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))]
        let _ = linux::system_calls();
    }
    #[cfg(not(target_os = "linux"))]
    let _ = readable;
}

/// On Linux the limit counts what is written to; elsewhere on Unix, address space; Windows has none of its own yet.
fn limit_memory() {
    #[cfg(target_os = "linux")]
    let resource = rlimit::Resource::DATA;
    #[cfg(all(unix, not(target_os = "linux")))]
    let resource = rlimit::Resource::AS;
    #[cfg(unix)]
    {
        // A system that refuses a limit is no worse than one that has none.
        let _ = rlimit::setrlimit(resource, MAX_MEMORY, MAX_MEMORY);
        // A core file would hold pages of a document that may be confidential.
        let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, Scope,
        path_beneath_rules,
    };
    use std::path::PathBuf;

    /// The newest rules of Landlock that we know; an older kernel keeps those that it knows.
    const KNOWN: ABI = ABI::V6;

    /// No file but those in `readable`, read-only; no TCP, no socket or signal to another process.
    /// Also sets `no_new_privs`.
    pub fn files(readable: &[PathBuf]) -> Result<(), RulesetError> {
        Ruleset::default()
            .handle_access(AccessFs::from_all(KNOWN))?
            .handle_access(AccessNet::from_all(KNOWN))?
            .scope(Scope::from_all(KNOWN))?
            .create()?
            .add_rules(path_beneath_rules(readable, AccessFs::ReadFile | AccessFs::ReadDir))?
            .restrict_self()?;
        Ok(())
    }

    /// Only the system calls that memory, threads, reading and answering need. All others, among them those for
    /// sockets, programs and processes, do not exist for a worker: libraries know what to do without a system call
    /// that an old kernel lacks.
    #[cfg(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))]
    pub fn system_calls() -> Result<(), Box<dyn std::error::Error>> {
        use seccompiler::{
            BpfProgram, SeccompAction, SeccompCmpArgLen::Dword, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq,
            SeccompCmpOp::MaskedEq, SeccompCondition as Condition, SeccompFilter, SeccompRule,
        };
        let when = |argument: u8, flags: u64, value: u64| -> Result<SeccompRule, seccompiler::BackendError> {
            SeccompRule::new(vec![Condition::new(argument, Qword, MaskedEq(flags), value)?])
        };
        let flags = |flags: i32| u64::from(flags.cast_unsigned());
        let (writes, thread) = (flags(libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC), flags(libc::CLONE_THREAD));
        let executable = flags(libc::PROT_EXEC);
        let this = u64::from(std::process::id());
        let mut allowed = vec![
            // A new thread, never a new process. `clone3` hides its flags from us, and is not needed.
            (libc::SYS_clone, vec![when(0, thread, thread)?]),
            // Opened for reading only.
            (libc::SYS_openat, vec![when(2, writes, 0)?]),
            #[cfg(target_arch = "x86_64")]
            (libc::SYS_open, vec![when(1, writes, 0)?]),
            // No memory that can be run.
            (libc::SYS_mmap, vec![when(2, executable, 0)?]),
            (libc::SYS_mprotect, vec![when(2, executable, 0)?]),
            // Limits are looked at, not set.
            (libc::SYS_prlimit64, vec![when(2, u64::MAX, 0)?]),
            (libc::SYS_prctl, vec![SeccompRule::new(vec![Condition::new(0, Dword, Eq, flags(libc::PR_SET_NAME))?])?]),
            // To end itself by a signal.
            (libc::SYS_tgkill, vec![SeccompRule::new(vec![Condition::new(0, Dword, Eq, this)?])?]),
        ];
        let plain = [
            // Memory.
            libc::SYS_brk,
            libc::SYS_madvise,
            libc::SYS_mremap,
            libc::SYS_munmap,
            // Threads.
            libc::SYS_exit,
            libc::SYS_exit_group,
            libc::SYS_futex,
            libc::SYS_getpid,
            libc::SYS_gettid,
            libc::SYS_membarrier,
            libc::SYS_rseq,
            libc::SYS_sched_getaffinity,
            libc::SYS_sched_yield,
            libc::SYS_set_robust_list,
            libc::SYS_set_tid_address,
            // Signals, as they are handled on the way to a crash.
            libc::SYS_restart_syscall,
            libc::SYS_rt_sigaction,
            libc::SYS_rt_sigprocmask,
            libc::SYS_rt_sigreturn,
            libc::SYS_sigaltstack,
            // Files that are open already, and folders.
            libc::SYS_close,
            libc::SYS_fcntl,
            libc::SYS_fstat,
            libc::SYS_getdents64,
            libc::SYS_lseek,
            libc::SYS_pread64,
            libc::SYS_read,
            libc::SYS_readv,
            libc::SYS_statx,
            libc::SYS_write,
            libc::SYS_writev,
            #[cfg(not(target_arch = "riscv64"))]
            libc::SYS_newfstatat,
            #[cfg(target_arch = "x86_64")]
            libc::SYS_stat,
            #[cfg(target_arch = "x86_64")]
            libc::SYS_lstat,
            // The time, and waiting.
            libc::SYS_clock_gettime,
            libc::SYS_clock_nanosleep,
            libc::SYS_nanosleep,
            #[cfg(target_arch = "x86_64")]
            libc::SYS_poll,
            libc::SYS_ppoll,
            // Seeds of hash tables, and the size of the machine.
            libc::SYS_getrandom,
            libc::SYS_sysinfo,
        ];
        allowed.extend(plain.map(|number| (number, vec![])));
        let unknown = SeccompAction::Errno(libc::ENOSYS.cast_unsigned());
        let filter = SeccompFilter::new(
            allowed.into_iter().collect(),
            unknown,
            SeccompAction::Allow,
            std::env::consts::ARCH.try_into()?,
        )?;
        let program: BpfProgram = filter.try_into()?;
        // Sets `no_new_privs` as well.
        seccompiler::apply_filter_all_threads(&program)?;
        Ok(())
    }
}
