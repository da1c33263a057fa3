//! The server: one listener, one state, the routes. It is on the loopback address, unless there are accounts and a
//! certificate.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware;
use rayon::ThreadPoolBuildError;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::account::Accounts;
use crate::guard::{self, Sender};
use crate::house::{Fault, House};
use crate::pages;
use crate::session::{Ground, Sessions};
use crate::snapshot::Snapshot;
use crate::tls::{Encrypted, Identity};
use crate::turn::{Makers, Turns};
use crate::visit;

/// Coders whose own state of the casebook is held at once.
const CODERS: usize = 4;

/// What a run of the server begins with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The port; 0 for any that is free.
    pub port: u16,
    /// The method that counts to begin with.
    pub method: String,
    /// Bytes that nobody can guess, for the tokens of this run.
    pub seed: [u8; 32],
    /// How browsers come in.
    pub door: Door,
}

/// How browsers come in.
#[derive(Clone, Debug, Default)]
pub enum Door {
    /// From this machine, by an address that is printed and holds once.
    #[default]
    Loopback,
    /// From other machines, by name and password and encrypted.
    Accounts {
        /// Who has an account.
        accounts: Accounts,
        /// The names and addresses of this machine under which browsers may ask for it.
        hosts: Vec<String>,
    },
}

/// The state of a run.
pub struct App {
    /// The casebook.
    pub(crate) house: Box<dyn House>,
    /// Who may see it.
    pub(crate) sessions: Sessions,
    /// The latest state of the casebook that was read whole.
    latest: RwLock<Latest>,
    /// Held while the casebook is read, so that one thread reads it and the others wait.
    reading: std::sync::Mutex<()>,
    /// Told whenever there is a newer snapshot.
    changes: watch::Sender<u64>,
    method: RwLock<String>,
    port: AtomicU16,
    /// Under which names other machines ask for this one; `None` where none can.
    hosts: Option<Vec<String>>,
    /// Who has an account, as was read last.
    accounts: RwLock<Arc<Accounts>>,
    /// What is done one at a time.
    pub(crate) turns: Turns,
    /// Who makes the pages that are read.
    pub(crate) makers: Makers,
}

#[derive(Default)]
struct Latest {
    snapshot: Option<Arc<Snapshot>>,
    /// The casebook as coders see it, each with their own judgements alone.
    blind: BTreeMap<String, Arc<Snapshot>>,
    fault: Option<Fault>,
}

impl App {
    /// The state of a new run. Fails where the system gives no threads.
    pub fn new(
        house: Box<dyn House>,
        settings: &Settings,
    ) -> Result<Arc<Self>, ThreadPoolBuildError> {
        let (hosts, accounts) = match settings.door.clone() {
            Door::Loopback => (None, Accounts::default()),
            Door::Accounts { accounts, hosts } => (Some(hosts), accounts),
        };
        Ok(Arc::new(Self {
            house,
            sessions: Sessions::new(settings.seed),
            latest: RwLock::default(),
            reading: std::sync::Mutex::default(),
            changes: watch::Sender::new(0),
            method: RwLock::new(settings.method.clone()),
            port: AtomicU16::new(settings.port),
            hosts,
            accounts: RwLock::new(Arc::new(accounts)),
            turns: Turns::new(),
            makers: Makers::new()?,
        }))
    }

    /// An address that opens the pages: once, or whenever somebody signs in there.
    pub fn start_address(&self) -> String {
        if let Some(hosts) = &self.hosts {
            let host = hosts.first().map_or("localhost", String::as_str);
            return format!("https://{host}:{}/", self.port());
        }
        let token = self.sessions.start_token();
        format!("http://127.0.0.1:{}/start?token={token}", self.port())
    }

    /// Whether browsers come in by accounts.
    pub(crate) fn is_by_accounts(&self) -> bool {
        self.hosts.is_some()
    }

    /// Who has an account.
    pub(crate) fn accounts(&self) -> Arc<Accounts> {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&accounts)
    }

    /// Takes accounts in place of those it had: from the next request on nobody has another role than theirs, and
    /// whoever signed in with a password that no account has any more is a stranger.
    pub fn set_accounts(&self, accounts: Accounts) {
        let mut held = self
            .accounts
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(accounts);
    }

    /// Whether a browser may ask for this host, which stands with its port.
    pub(crate) fn is_host(&self, host: &str) -> bool {
        let (port, host) = (self.port().to_string(), host.to_ascii_lowercase());
        let named = |name: &str| match host.strip_prefix(name) {
            Some("") => self.is_by_accounts() && port == "443",
            Some(rest) => rest.strip_prefix(':') == Some(&port),
            None => false,
        };
        match &self.hosts {
            None => ["127.0.0.1", "localhost", "[::1]"].into_iter().any(named),
            Some(hosts) => hosts.iter().any(|name| named(&name.to_ascii_lowercase())),
        }
    }

    /// How an address of ours begins.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.is_by_accounts() {
            "https://"
        } else {
            "http://"
        }
    }

    /// Who sends a request with these headers; `None` where it comes without a session. Name and role are what the
    /// browser has chosen where only this machine is served, else those of the account and nothing else.
    pub(crate) fn sender(&self, headers: &HeaderMap) -> Option<Sender> {
        let session = guard::cookie(headers, &self.cookie_name())?;
        let ground = self.sessions.ground(session, Instant::now())?;
        match ground {
            Ground::Token if self.is_by_accounts() => None,
            Ground::Token => Some(visit::chosen(headers)),
            Ground::Password { pass, .. } => {
                let role = self.accounts().role(&pass);
                if role.is_none() {
                    self.sessions.end(session);
                }
                Some(Sender {
                    name: pass.name,
                    role: role?,
                    signed_in: true,
                })
            }
        }
    }

    /// The header that sets a cookie which only our own pages send back, and no script reads.
    pub(crate) fn set_cookie(&self, name: &str, value: &str) -> HeaderValue {
        let secure = if self.is_by_accounts() {
            "; Secure"
        } else {
            ""
        };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}");
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }

    pub(crate) fn port(&self) -> u16 {
        self.port.load(Ordering::Relaxed)
    }

    /// Cookies know no ports, so that two casebooks that are open at once need two names. Browsers take a name that
    /// begins with `__Host-` from this host alone, and only where it is encrypted.
    pub(crate) fn cookie_name(&self) -> String {
        let host = if self.is_by_accounts() { "__Host-" } else { "" };
        format!("{host}tollbook-{}", self.port())
    }

    pub(crate) fn method(&self) -> String {
        self.method
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn set_method(&self, method: &str) {
        method.clone_into(&mut self.method.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// What is heard when there is a newer snapshot.
    pub(crate) fn listen(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// The latest snapshot, or that of a coder. The first asker waits until there is one.
    pub(crate) fn snapshot(&self, coder: Option<&str>) -> Result<Arc<Snapshot>, Fault> {
        if let Some(coder) = coder {
            // Nobody tells of a coder's own snapshot when it is out of date: whoever asks looks.
            return self.refresh(Some(coder));
        }
        let latest = self.latest.read().unwrap_or_else(PoisonError::into_inner);
        match (&latest.snapshot, &latest.fault) {
            (Some(snapshot), _) => return Ok(Arc::clone(snapshot)),
            (None, Some(fault)) => return Err(fault.clone()),
            (None, None) => {}
        }
        drop(latest);
        self.refresh(None)
    }

    /// Reads the casebook again where it has changed since the latest snapshot; with a coder's name as their
    /// own judgements make it.
    pub fn refresh(&self, coder: Option<&str>) -> Result<Arc<Snapshot>, Fault> {
        let _one_reads = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let (method, mark) = (self.method(), self.house.mark()?);
        let (held, own) = {
            let latest = self.latest.read().unwrap_or_else(PoisonError::into_inner);
            let own = coder.and_then(|coder| latest.blind.get(coder).cloned());
            (latest.snapshot.clone(), own)
        };
        let before = if coder.is_some() { &own } else { &held };
        let is_fresh = |before: &&Arc<Snapshot>| before.mark == mark && before.method == method;
        if let Some(before) = before.as_ref().filter(is_fresh) {
            return Ok(Arc::clone(before));
        }
        let version = held.as_ref().map_or(0, |held| held.version);
        let version = version + u64::from(coder.is_none());
        let loaded = self.house.load(&method, coder);
        let made = loaded
            .and_then(|case| Snapshot::new(case, method, mark, version, held.as_deref()))
            .map(Arc::new);
        let mut latest = self.latest.write().unwrap_or_else(PoisonError::into_inner);
        match (made, coder) {
            (Ok(snapshot), None) => {
                latest.snapshot = Some(Arc::clone(&snapshot));
                latest.fault = None;
                drop(latest);
                self.changes.send_replace(version);
                Ok(snapshot)
            }
            (Ok(snapshot), Some(coder)) => {
                if latest.blind.len() >= CODERS {
                    latest.blind.clear();
                }
                latest.blind.insert(coder.to_owned(), Arc::clone(&snapshot));
                Ok(snapshot)
            }
            (Err(fault), None) => {
                latest.fault = Some(fault.clone());
                Err(fault)
            }
            (Err(fault), Some(_)) => Err(fault),
        }
    }
}

impl App {
    /// Reads the casebook again where it has changed, and makes its words ready for who searches first.
    pub fn keep_fresh(&self) -> Result<(), Fault> {
        let snapshot = self.refresh(None)?;
        snapshot.search.warm(snapshot.record());
        Ok(())
    }
}

/// A server that has its port and waits to be run.
pub struct Listening {
    way: Way,
    router: Router,
}

enum Way {
    Plain(TcpListener),
    Encrypted(Encrypted),
}

/// Takes the port on the loopback address. From here on browsers that come wait for their answers.
pub async fn serve(app: &Arc<App>) -> io::Result<Listening> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, app.port()));
    let listener = TcpListener::bind(address).await?;
    app.port
        .store(listener.local_addr()?.port(), Ordering::Relaxed);
    Ok(Listening {
        way: Way::Plain(listener),
        router: router(Arc::clone(app)),
    })
}

/// Takes the port on an address that other machines reach, for a run whose door is [`Door::Accounts`].
pub async fn serve_encrypted(
    app: &Arc<App>,
    address: IpAddr,
    identity: &Identity,
) -> io::Result<Listening> {
    let listener = TcpListener::bind(SocketAddr::from((address, app.port()))).await?;
    app.port
        .store(listener.local_addr()?.port(), Ordering::Relaxed);
    Ok(Listening {
        way: Way::Encrypted(Encrypted::new(listener, identity)),
        router: router(Arc::clone(app)),
    })
}

impl Listening {
    /// Answers until the program ends.
    pub async fn run(self) -> io::Result<()> {
        match self.way {
            Way::Plain(listener) => axum::serve(listener, self.router).await,
            Way::Encrypted(listener) => {
                listener.serve(self.router).await;
                Ok(())
            }
        }
    }
}

/// All pages behind the guard.
pub fn router(app: Arc<App>) -> Router {
    let guarded = middleware::from_fn_with_state(Arc::clone(&app), guard::guard);
    pages::routes().layer(guarded).with_state(app)
}
