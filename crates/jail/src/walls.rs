//! What shuts a process in. The process raises its own walls, after it has its bytes and before it
//! looks at them; none can be taken down again.

use crate::limits::Limits;

/// Which walls stand round a child.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Walls {
    /// Limits of memory, time and files.
    pub limits: bool,
    /// No file can be reached by its name, nor a port.
    pub files: bool,
    /// No system call but the few that work on bytes in memory needs.
    pub calls: bool,
}

impl Walls {
    const LIMITS: u8 = 1;
    const FILES: u8 = 2;
    const CALLS: u8 = 4;

    pub(crate) fn to_byte(self) -> u8 {
        let bit = |stands: bool, bit: u8| if stands { bit } else { 0 };
        bit(self.limits, Self::LIMITS) | bit(self.files, Self::FILES) | bit(self.calls, Self::CALLS)
    }

    pub(crate) fn from_byte(byte: u8) -> Self {
        Self {
            limits: byte & Self::LIMITS != 0,
            files: byte & Self::FILES != 0,
            calls: byte & Self::CALLS != 0,
        }
    }

    /// The walls that this system does not give, in words; empty where all stand.
    pub fn missing(self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if !self.limits {
            missing.push("limits of memory and time");
        }
        if !self.files {
            missing.push("Landlock, which closes the disk");
        }
        if !self.calls {
            missing.push("the filter of system calls, which closes the network");
        }
        missing
    }
}

/// Raises all walls that the system gives.
pub(crate) fn raise(limits: &Limits) -> Walls {
    // Landlock needs a descriptor of its own, so it comes before the limit that allows none.
    let files = close_files();
    Walls {
        files,
        limits: limit(limits),
        calls: close_calls(),
    }
}

#[cfg(unix)]
fn limit(limits: &Limits) -> bool {
    use rlimit::{Resource, setrlimit};
    // At the first of two limits of time the kernel says which limit it was, at the second it does not.
    // A descriptor that is open stays open under a limit of none; standard output is one.
    let wanted = [
        (Resource::AS, limits.memory, limits.memory),
        (Resource::CPU, limits.processor, limits.processor + 1),
        (Resource::FSIZE, 0, 0),
        (Resource::NOFILE, 0, 0),
        (Resource::CORE, 0, 0),
    ];
    let mut all = wanted.iter();
    all.all(|&(resource, soft, hard)| setrlimit(resource, soft, hard).is_ok())
}

#[cfg(not(unix))]
fn limit(_limits: &Limits) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn close_files() -> bool {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, RestrictionStatus, Ruleset, RulesetAttr, RulesetError,
        RulesetStatus, Scope,
    };
    let close = || -> Result<RestrictionStatus, RulesetError> {
        let abi = ABI::V6;
        Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?
            .restrict_self()
    };
    close().is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
}

#[cfg(not(target_os = "linux"))]
fn close_files() -> bool {
    false
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
fn close_calls() -> bool {
    crate::calls::close().is_ok()
}

#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
fn close_calls() -> bool {
    false
}
