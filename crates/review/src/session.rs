//! Who may see the pages: whoever opened the printed address, whom they gave another one, and who signed in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use sha2::{Digest, Sha256};

use crate::account::Guest;

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
    /// With who signed in; nobody where a start token was given.
    sessions: BTreeMap<String, Option<Guest>>,
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
        state.sessions.insert(session.clone(), None);
        Some(session)
    }

    /// Gives a session to who signed in.
    pub fn admit(&self, guest: Guest) -> String {
        let mut state = self.lock();
        let session = self.next(&mut state, "session");
        state.sessions.insert(session.clone(), Some(guest));
        session
    }

    /// Ends a session.
    pub fn end(&self, session: &str) {
        self.lock().sessions.remove(session);
    }

    /// Whether this is a session.
    pub fn holds(&self, session: &str) -> bool {
        self.found(session).is_some()
    }

    /// Who signed in with this session.
    pub fn guest(&self, session: &str) -> Option<Guest> {
        self.found(session).flatten()
    }

    fn found(&self, session: &str) -> Option<Option<Guest>> {
        let state = self.lock();
        let mut held = None;
        for (known, guest) in &state.sessions {
            if same(known, session) {
                held = Some(guest.clone());
            }
        }
        held
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

    #[test]
    fn a_start_token_opens_once() {
        let sessions = Sessions::new([7; 32]);
        let token = sessions.start_token();
        assert_eq!(sessions.exchange("x"), None);
        let session = sessions.exchange(&token).expect("it was just made");
        assert_eq!(sessions.exchange(&token), None);
        assert!(sessions.holds(&session));
        assert!(!sessions.holds(&token));
        assert!(!sessions.holds(""));
        assert_eq!(sessions.guest(&session), None);
    }

    #[test]
    fn who_signed_in_is_known_until_they_sign_out() {
        let sessions = Sessions::new([7; 32]);
        let guest = Guest {
            name: "Ex".to_owned(),
            role: crate::role::Role::Coder,
        };
        let session = sessions.admit(guest.clone());
        assert!(sessions.holds(&session));
        assert_eq!(sessions.guest(&session), Some(guest));
        sessions.end(&session);
        assert!(!sessions.holds(&session));
    }
}
