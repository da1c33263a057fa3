//! What shuts a process in. The process raises its own walls, after it has its bytes and before it
//! looks at them; none can be taken down again.

use std::path::Path;

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
    let files = close_files(&[]);
    Walls {
        files,
        limits: limit(limits, 0),
        calls: close_calls(),
    }
}

/// Where a system has its programs, their libraries, data and fonts: all that a program of others may read. What
/// a user has is not among it.
const INSTALLED: [&str; 11] = [
    "/usr",
    "/lib",
    "/lib64",
    "/opt",
    "/nix/store",
    "/gnu/store",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/var/cache/fontconfig",
    "/dev/null",
    "/dev/urandom",
];

/// As many files as such a program opens at once, and some more.
const FILES_OF_TOOL: u64 = 64;

/// Raises the walls behind which a program of others can still start.
pub(crate) fn raise_round_tool(limits: &Limits, program: &Path) -> Walls {
    let installed = INSTALLED.iter().map(Path::new);
    let readable: Vec<&Path> = installed.chain([program]).collect();
    let files = close_files(&readable);
    Walls {
        files,
        limits: limit(limits, FILES_OF_TOOL),
        calls: close_calls_of_tool(),
    }
}

#[cfg(unix)]
fn limit(limits: &Limits, files: u64) -> bool {
    use rlimit::{Resource, setrlimit};
    // At the first of two limits of time the kernel says which limit it was, at the second it does not.
    // A descriptor that is open stays open under a limit of none; standard output is one.
    let wanted = [
        (Resource::AS, limits.memory, limits.memory),
        (Resource::CPU, limits.processor, limits.processor + 1),
        (Resource::FSIZE, 0, 0),
        (Resource::NOFILE, files, files),
        (Resource::CORE, 0, 0),
    ];
    let mut all = wanted.iter();
    all.all(|&(resource, soft, hard)| setrlimit(resource, soft, hard).is_ok())
}

#[cfg(not(unix))]
fn limit(_limits: &Limits, _files: u64) -> bool {
    false
}

/// Closes all files but those that may be read.
#[cfg(target_os = "linux")]
fn close_files(readable: &[&Path]) -> bool {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, RestrictionStatus, Ruleset, RulesetAttr,
        RulesetCreatedAttr, RulesetError, RulesetStatus, Scope, path_beneath_rules,
    };
    let close = || -> Result<RestrictionStatus, RulesetError> {
        let abi = ABI::V6;
        Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?
            .add_rules(path_beneath_rules(readable, AccessFs::from_read(abi)))?
            .restrict_self()
    };
    close().is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
}

#[cfg(not(target_os = "linux"))]
fn close_files(_readable: &[&Path]) -> bool {
    false
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
fn close_calls() -> bool {
    crate::calls::close().is_ok()
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
fn close_calls_of_tool() -> bool {
    crate::calls::close_of_tool().is_ok()
}

#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
fn close_calls() -> bool {
    false
}

#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
fn close_calls_of_tool() -> bool {
    false
}
