//! `tollbook account`: who may sign in where `tollbook review --listen` serves the pages to other machines.

use std::path::PathBuf;

use age::secrecy::ExposeSecret;
use clap::{Args, Subcommand};
use serde::Serialize;
use tollbook_review::Role;

use super::{Common, Format};
use crate::accounts;
use crate::casebook::{Casebook, new_seed_bytes};
use crate::error::InputError;
use crate::out;
use crate::sealed::passphrase;

/// What to do with accounts.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make an account, or give one another role and password
    Add(New),
    /// End an account
    Remove {
        /// The name
        name: String,
    },
    /// List the accounts
    List,
}

/// An account.
#[derive(Debug, Args)]
struct New {
    /// The name, under which is kept what they judge
    name: String,
    /// What they may do: owner, adjudicator, coder, publisher, reader or data-reader
    #[arg(long, value_parser = role, value_name = "ROLE")]
    role: Role,
    /// The password is the first line of this file; - is standard input
    #[arg(long, value_name = "FILE")]
    password_file: PathBuf,
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    role: &'static str,
}

fn role(word: &str) -> Result<Role, String> {
    Role::of_word(word).ok_or_else(|| {
        let words: Vec<&str> = Role::ALL.into_iter().map(Role::word).collect();
        format!("roles are {}", words.join(", "))
    })
}

/// Makes, ends or lists accounts.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let dir = Casebook::find(common.casebook.as_deref())?.dir().to_owned();
    let fault = |fault: String| InputError::Accounts {
        path: accounts::path(&dir).display().to_string(),
        fault,
    };
    let held = match &args.action {
        Action::Add(new) => {
            let password = passphrase(&new.password_file)?;
            let [salt @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = new_seed_bytes()?;
            accounts::change(&dir, |held| {
                held.make(&new.name, new.role, password.expose_secret(), salt)
                    .map_err(|error| fault(format!("{}: {error}", new.name)))
            })?
        }
        Action::Remove { name } => accounts::change(&dir, |held| {
            let gone =
                || format!("{name}: no account of that name; `tollbook account list` has them");
            held.take_out(name)
                .then_some(())
                .ok_or_else(|| fault(gone()))
        })?,
        Action::List => accounts::read(&dir)?,
    };
    let listed = held.all().map(|(name, account)| Listed {
        name,
        role: account.role.word(),
    });
    let listed: Vec<Listed<'_>> = listed.collect();
    match common.format {
        Format::Json => out::print(&tollbook_publish::wire::print(&listed)),
        _ => listed
            .iter()
            .try_for_each(|one| out::line(&format!("{}: {}", one.name, one.role))),
    }
}
