//! The file of a casebook that says who may sign in from other machines. It never leaves the casebook's folder: no
//! pack, log or release has it.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tollbook_review::{Account, Accounts, Role};

use crate::error::InputError;

const FILE: &str = "accounts.toml";
/// Held by whoever changes the accounts, from reading them until they are written.
const LOCK: &str = "accounts.lock";
const HEAD: &str =
    "# Who may sign in where `tollbook review --listen` serves these pages: `tollbook account`.\n";

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    #[serde(default)]
    accounts: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    name: String,
    role: String,
    password: String,
}

/// Where a casebook's accounts stand.
pub fn path(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

/// The accounts of a casebook; none where there is no file.
pub fn read(dir: &Path) -> Result<Accounts, InputError> {
    let path = path(dir);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(Accounts::default()),
        Err(fault) => return Err(InputError::file(&path, fault)),
    };
    let fault = |fault: String| InputError::Accounts {
        path: path.display().to_string(),
        fault,
    };
    let kept: Kept = toml::from_str(&text).map_err(|error| {
        fault(format!(
            "it cannot be read ({}); mend it, or take it away and make the accounts anew",
            error.message()
        ))
    })?;
    let mut accounts = Accounts::default();
    for Line {
        name,
        role,
        password,
    } in kept.accounts
    {
        let role = Role::of_word(&role).ok_or_else(|| {
            fault(format!(
                "{name}: there is no role {role}; `tollbook account add` makes the account anew"
            ))
        })?;
        let account = Account {
            role,
            hash: password,
        };
        accounts
            .put(&name, account)
            .map_err(|error| fault(format!("{name}: {error}")))?;
    }
    Ok(accounts)
}

/// Changes the accounts of a casebook; what they are then. Others who change them meanwhile wait, so that no
/// change is lost.
pub fn change(
    dir: &Path,
    change: impl FnOnce(&mut Accounts) -> Result<(), InputError>,
) -> anyhow::Result<Accounts> {
    let path = dir.join(LOCK);
    let fault = |fault| InputError::file(&path, fault);
    let mut options = File::options();
    let lock = options.write(true).create(true).truncate(false);
    let lock = lock.open(&path).map_err(fault)?;
    match lock.lock() {
        // Some file systems have no locks.
        Err(error) if error.kind() != ErrorKind::Unsupported => return Err(fault(error).into()),
        _ => {}
    }
    let mut accounts = read(dir)?;
    change(&mut accounts)?;
    write(dir, &accounts)?;
    Ok(accounts)
}

/// Keeps the accounts of a casebook, for its owner's eyes alone where the system knows owners.
fn write(dir: &Path, accounts: &Accounts) -> anyhow::Result<()> {
    let lines = accounts.all().map(|(name, account)| Line {
        name: name.to_owned(),
        role: account.role.word().to_owned(),
        password: account.hash.clone(),
    });
    let kept = Kept {
        accounts: lines.collect(),
    };
    let text = format!("{HEAD}{}", toml::to_string(&kept)?);
    let path = path(dir);
    let fault = |fault| InputError::file(&path, fault);
    let new = path.with_extension("toml.new");
    let _was_never_finished = fs::remove_file(&new);
    let mut file = own(&new).map_err(fault)?;
    file.write_all(text.as_bytes()).map_err(fault)?;
    file.sync_all().map_err(fault)?;
    fs::rename(&new, &path).map_err(fault)?;
    Ok(keep_name(dir).map_err(fault)?)
}

/// A new name is safe only when the folder that holds it is.
#[cfg(unix)]
fn keep_name(dir: &Path) -> std::io::Result<()> {
    File::open(dir)?.sync_all()
}

#[cfg(not(unix))]
fn keep_name(_dir: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn own(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn own(path: &Path) -> std::io::Result<File> {
    File::create_new(path)
}
