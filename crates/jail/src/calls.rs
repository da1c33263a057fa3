//! The system calls that a child may make.

use std::collections::BTreeMap;
use std::env::consts::ARCH;

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, apply_filter,
};

/// What a parser needs once it has its bytes, or the one file that it was given open: its places, locks,
/// random bytes for hash tables, the clock, signals of its own, the answer, and an end. Names, new
/// descriptors, sockets, processes and threads are not among them.
const ALLOWED: [i64; 20] = [
    libc::SYS_read,
    libc::SYS_lseek,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_sched_yield,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Calls that give memory, which must not become code.
const MEMORY: [i64; 2] = [libc::SYS_mmap, libc::SYS_mprotect];

/// Which argument of a call of [`MEMORY`] says what the memory is for.
const PROTECTION: u8 = 2;

/// What a program of others may not do, whatever else it needs: talk to anybody, start a process or a thread, look
/// into another process or signal it, or have the kernel do any of that for it.
const FORBIDDEN_TO_TOOLS: [i64; 15] = [
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_clone,
    libc::SYS_clone3,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_kill,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_send_signal,
    libc::SYS_io_uring_setup,
    libc::SYS_bpf,
    libc::SYS_userfaultfd,
];

/// Older names of the same that only this processor has, and what tells a call's number in its second form.
#[cfg(target_arch = "x86_64")]
const OLD_NAMES: ([i64; 2], i64) = ([libc::SYS_fork, libc::SYS_vfork], 0x4000_0000);
#[cfg(not(target_arch = "x86_64"))]
const OLD_NAMES: ([i64; 0], i64) = ([], 0);

/// Lets nothing but these calls through from here on. Every other call fails, as if forbidden to this
/// user: code of a hostile file gets no further by it, and a reader that asks for something harmless on
/// another system can go on.
pub(crate) fn close() -> Result<(), Box<dyn std::error::Error>> {
    apply_filter(&program()?)?;
    Ok(())
}

/// Lets all calls through from here on but those that no program of others may make.
pub(crate) fn close_of_tool() -> Result<(), Box<dyn std::error::Error>> {
    let (old, second_form) = OLD_NAMES;
    let calls = FORBIDDEN_TO_TOOLS.into_iter().chain(old);
    let rules: BTreeMap<i64, Vec<SeccompRule>> = calls
        .flat_map(|call| [call, call | second_form])
        .map(|call| (call, Vec::new()))
        .collect();
    let forbidden = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, forbidden, ARCH.try_into()?)?;
    let program: BpfProgram = filter.try_into()?;
    apply_filter(&program)?;
    Ok(())
}

fn program() -> Result<BpfProgram, BackendError> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        ALLOWED.iter().map(|&call| (call, Vec::new())).collect();
    for call in MEMORY {
        let executable = u64::from(libc::PROT_EXEC.unsigned_abs());
        let not_executable = SeccompCondition::new(
            PROTECTION,
            SeccompCmpArgLen::Dword,
            SeccompCmpOp::MaskedEq(executable),
            0,
        )?;
        rules.insert(call, vec![SeccompRule::new(vec![not_executable])?]);
    }
    let forbidden = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    SeccompFilter::new(rules, forbidden, SeccompAction::Allow, ARCH.try_into()?)?.try_into()
}
