//! People who sign in from other machines: names with their roles and the hashes of their passwords.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::role::Role;

/// The fewest letters of a password.
pub const SHORTEST: usize = 12;

/// Memory in KiB, passes and lanes of Argon2id: the first choice of RFC 9106's second option that a small
/// machine can bear.
const COST: (u32, u32, u32) = (64 << 10, 3, 1);

/// Accounts by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts(BTreeMap<String, Account>);

/// What a name may do, and how its password is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The role.
    pub role: Role,
    /// The hash of the password with its salt and cost, in PHC form.
    pub hash: String,
}

/// That somebody gave the right password. It holds as long as there is an account of that name with that password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// The name, under which what they judge is kept.
    pub name: String,
    /// The hash that their password came to.
    hash: String,
}

/// Why there is no such account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The name.
    #[error("a name has 1 to 80 letters, no invisible characters and no blank at its ends")]
    Name,
    /// The password.
    #[error("a password has at least {SHORTEST} letters")]
    Password,
    /// The hash.
    #[error("the hash is none of Argon2id; make the account anew")]
    Hash,
}

impl Accounts {
    /// Names and accounts, in order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Account)> {
        self.0
            .iter()
            .map(|(name, account)| (name.as_str(), account))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes in an account as it was kept.
    pub fn put(&mut self, name: &str, account: Account) -> Result<(), Unfit> {
        let fits = (1..=80).contains(&name.chars().count())
            && name.trim() == name
            && !name.chars().any(|c| c.is_control() || is_format(c));
        if !fits {
            return Err(Unfit::Name);
        }
        let hash = PasswordHash::new(&account.hash).map_err(|_| Unfit::Hash)?;
        if hash.algorithm.as_str() != "argon2id" || hash.hash.is_none() {
            return Err(Unfit::Hash);
        }
        self.0.insert(name.to_owned(), account);
        Ok(())
    }

    /// Makes an account, or gives one another role and password. `salt` is drawn anew for each.
    pub fn make(
        &mut self,
        name: &str,
        role: Role,
        password: &str,
        salt: [u8; 16],
    ) -> Result<(), Unfit> {
        if password.chars().count() < SHORTEST {
            return Err(Unfit::Password);
        }
        let hash = hash(password, salt).ok_or(Unfit::Hash)?;
        self.put(name, Account { role, hash })
    }

    /// Ends an account; whether there was one.
    pub fn take_out(&mut self, name: &str) -> bool {
        self.0.remove(name).is_some()
    }

    /// The role of who has this pass, as it is now; `None` where the pass no longer holds.
    pub fn role(&self, pass: &Pass) -> Option<Role> {
        let account = self.0.get(&pass.name);
        let same = account.filter(|account| account.hash == pass.hash);
        same.map(|account| account.role)
    }

    /// A pass for who comes with this name and password; `None` where it is nobody. It takes as long for a name
    /// that has no account.
    pub fn admit(&self, name: &str, password: &str) -> Option<Pass> {
        let account = self.0.get(name);
        let hash = account.map_or(NOBODY.as_str(), |account| &account.hash);
        let known = PasswordHash::new(hash).ok()?;
        let right = hasher()?
            .verify_password(password.as_bytes(), &known)
            .is_ok();
        let account = account.filter(|_| right)?;
        Some(Pass {
            name: name.to_owned(),
            hash: account.hash.clone(),
        })
    }
}

/// Whether nothing is seen of a character but what it does to others, by which two names could look alike.
fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// What a password for a name without an account is held against.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("", [0; 16]).unwrap_or_default());

fn hasher() -> Option<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str, salt: [u8; 16]) -> Option<String> {
    let salt = SaltString::encode_b64(&salt).ok()?;
    let hash = hasher()?.hash_password(password.as_bytes(), &salt).ok()?;
    Some(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_in_with_its_password_and_no_other() {
        let mut accounts = Accounts::default();
        let word = "an invented password";
        assert_eq!(
            accounts.make("Ex", Role::Coder, "too short", [1; 16]),
            Err(Unfit::Password)
        );
        for name in ["", " Ex", "E\nx", "E\u{202e}x", "E\u{200b}x", "E\u{ad}x"] {
            assert_eq!(
                accounts.make(name, Role::Coder, word, [1; 16]),
                Err(Unfit::Name)
            );
        }
        accounts
            .make("Ex", Role::Coder, word, [1; 16])
            .expect("it fits");
        let (_, kept) = accounts.all().next().expect("one");
        assert!(
            kept.hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"),
            "{}",
            kept.hash
        );
        assert!(!kept.hash.contains("invented"));
        let again = kept.clone();
        let mut read = Accounts::default();
        read.put("Ex", again).expect("it was kept");
        let pass = read.admit("Ex", word).expect("the right password");
        assert_eq!(pass.name, "Ex");
        assert_eq!(read.role(&pass), Some(Role::Coder));
        assert_eq!(read.admit("Ex", "an invented passwort"), None);
        assert_eq!(read.admit("ex", word), None);
        assert_eq!(read.admit("", ""), None);
        let plain = Account {
            role: Role::Owner,
            hash: "an invented password".to_owned(),
        };
        assert_eq!(read.put("Why", plain), Err(Unfit::Hash));
        let other = "another invented password";
        let mut changed = read.clone();
        changed
            .make("Ex", Role::Reader, other, [2; 16])
            .expect("it fits");
        assert_eq!(changed.role(&pass), None, "another password");
        assert!(read.take_out("Ex") && !read.take_out("Ex"));
        assert_eq!(read.role(&pass), None, "no account");
    }
}
