//! Who may see the pages: whoever opened the printed address, whom they gave another one, and who signed in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::time::Instant;

use crate::account::Pass;

/// How long somebody is signed in at most.
const LASTS: Duration = Duration::from_secs(12 * 60 * 60);

/// Start tokens and sessions of one run. All of them are made from the bytes of the run and end with it.
#[derive(Debug)]
pub struct Sessions {
    seed: [u8; 32],
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    made: u64,
    starts: BTreeSet<String>,
    sessions: BTreeMap<String, Ground>,
}

/// What a session was given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A start token.
    Token,
    /// A name and a password.
    Password {
        /// What they came to.
        pass: Pass,
        /// When the session ends.
        until: Instant,
    },
}

impl Ground {
    fn holds(&self, now: Instant) -> bool {
        match self {
            Self::Token => true,
            Self::Password { until, .. } => now < *until,
        }
    }
}

impl Sessions {
    /// Sessions from bytes that nobody can guess.
    pub fn new(seed: [u8; 32]) -> Self {
        Self {
            seed,
            state: Mutex::default(),
        }
    }

    /// A token that opens the pages once.
    pub fn start_token(&self) -> String {
        let mut state = self.lock();
        let token = self.next(&mut state, "start");
        state.starts.insert(token.clone());
        token
    }

    /// Gives a session for a start token, which is then spent. `None` where it is not one.
    pub fn exchange(&self, token: &str) -> Option<String> {
        let mut state = self.lock();
        // Every token is compared in full, so that the time taken tells nothing of their letters.
        let held = state
            .starts
            .iter()
            .filter(|start| same(start, token))
            .count();
        if held == 0 {
            return None;
        }
        state.starts.remove(token);
        let session = self.next(&mut state, "session");
        state.sessions.insert(session.clone(), Ground::Token);
        Some(session)
    }

    /// Gives a session to who signed in.
    pub fn admit(&self, pass: Pass, now: Instant) -> String {
        let mut state = self.lock();
        state.sessions.retain(|_, ground| ground.holds(now));
        let session = self.next(&mut state, "session");
        let until = now + LASTS;
        state
            .sessions
            .insert(session.clone(), Ground::Password { pass, until });
        session
    }

    /// Ends a session.
    pub fn end(&self, session: &str) {
        self.lock().sessions.remove(session);
    }

    /// What this session was given for; `None` where it is none, or none any more.
    pub fn ground(&self, session: &str, now: Instant) -> Option<Ground> {
        let state = self.lock();
        let mut held = None;
        for (known, ground) in &state.sessions {
            if same(known, session) {
                held = Some(ground);
            }
        }
        held.filter(|ground| ground.holds(now)).cloned()
    }

    fn next(&self, state: &mut State, kind: &str) -> String {
        state.made += 1;
        let mut hasher = Sha256::new();
        hasher.update(self.seed);
        hasher.update(state.made.to_be_bytes());
        hasher.update(kind);
        let digest = hasher.finalize();
        digest[..20]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        // A thread that panicked while it held the lock left whole sets behind.
        self.state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Compares without ending at the first difference.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |all, (x, y)| all | (x ^ y))
            == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Accounts;
    use crate::role::Role;

    #[test]
    fn a_start_token_opens_once() {
        let sessions = Sessions::new([7; 32]);
        let token = sessions.start_token();
        assert_eq!(sessions.exchange("x"), None);
        let session = sessions.exchange(&token).expect("it was just made");
        assert_eq!(sessions.exchange(&token), None);
        let now = Instant::now();
        assert_eq!(sessions.ground(&session, now), Some(Ground::Token));
        assert_eq!(sessions.ground(&token, now), None);
        assert_eq!(sessions.ground("", now), None);
    }

    #[test]
    fn who_signed_in_is_known_until_they_sign_out_and_for_twelve_hours_at_most() {
        let sessions = Sessions::new([7; 32]);
        let mut accounts = Accounts::default();
        let word = "an invented password";
        accounts
            .make("Ex", Role::Coder, word, [1; 16])
            .expect("it fits");
        let pass = accounts.admit("Ex", word).expect("the right password");
        let now = Instant::now();
        let session = sessions.admit(pass.clone(), now);
        let who = |session: &str, now| match sessions.ground(session, now) {
            Some(Ground::Password { pass, .. }) => Some(pass),
            _ => None,
        };
        assert_eq!(who(&session, now), Some(pass.clone()));
        let hours = |hours: u64| now + Duration::from_secs(hours * 60 * 60);
        assert_eq!(who(&session, hours(11)), Some(pass.clone()));
        assert_eq!(who(&session, hours(12)), None);
        let other = sessions.admit(pass, hours(12));
        assert_eq!(sessions.lock().sessions.len(), 1, "the old one is gone");
        sessions.end(&other);
        assert_eq!(who(&other, hours(12)), None);
    }
}
