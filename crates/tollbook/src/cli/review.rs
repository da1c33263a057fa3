//! `tollbook review`

use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use tollbook_review::{App, Door, Identity, Settings, serve, serve_encrypted};
use tollbook_tally::Profile;

use super::{Common, Method};
use crate::accounts;
use crate::casebook::{Casebook, new_seed_bytes};
use crate::error::InputError;
use crate::house::Folder;
use crate::out;

/// How often it is looked whether another program has changed the casebook.
const WATCH: Duration = Duration::from_secs(1);

/// Where the pages are served.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The port on this machine; without it any that is free
    #[arg(long, default_value_t = 0, value_name = "N", hide_default_value = true)]
    port: u16,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
    /// Serve other machines too, on this address of this one, to whom `tollbook account` has given an account
    #[arg(
        long,
        value_name = "ADDRESS",
        requires = "certificate",
        requires = "key"
    )]
    listen: Option<IpAddr>,
    /// The certificate for --listen in PEM, those that vouch for it behind it
    #[arg(long, value_name = "FILE", requires = "listen")]
    certificate: Option<PathBuf>,
    /// The private key of the certificate, in PEM
    #[arg(long, value_name = "FILE", requires = "listen")]
    key: Option<PathBuf>,
    /// A name by which browsers ask for this machine, beside the address; may be given several times
    #[arg(long, value_name = "NAME", requires = "listen", value_parser = host)]
    host: Vec<String>,
    #[command(flatten)]
    method: Method,
}

/// Serves the review pages until it is ended. Prints one line: the address that opens them, for browsers of this
/// machine with a token that holds once.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    let dir = Casebook::find(common.casebook.as_deref())?.dir().to_owned();
    let method = &args.method.profile;
    Profile::named(method).map_err(|fault| InputError::Profile(fault.to_string()))?;
    let settings = Settings {
        port: args.port,
        method: method.clone(),
        seed: new_seed_bytes()?,
        door: door(args, &dir)?,
    };
    let app = App::new(Box::new(Folder::of(dir.clone())), &settings);
    let app = app.context("the system gives no threads")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("the system gives no threads")?;
    runtime.block_on(listen(args, common, app, &dir))
}

/// How browsers come in.
fn door(args: &Arguments, dir: &Path) -> anyhow::Result<Door> {
    let Some(address) = args.listen else {
        return Ok(Door::Loopback);
    };
    let accounts = accounts::read(dir)?;
    if accounts.is_empty() {
        let lacking = "nobody has an account; make one by `tollbook account add NAME --role ROLE --password-file FILE`";
        return Err(beyond(address, lacking.to_owned()).into());
    }
    let own = Some(named(address)).filter(|_| !address.is_unspecified());
    let hosts: Vec<String> = args.host.iter().cloned().chain(own).collect();
    if hosts.is_empty() {
        let lacking = "browsers do not ask for that address; name this machine with --host";
        return Err(beyond(address, lacking.to_owned()).into());
    }
    Ok(Door::Accounts { accounts, hosts })
}

/// A name or an address as browsers ask for it.
fn host(text: &str) -> Result<String, String> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    if let Ok(address) = bare.unwrap_or(text).parse::<IpAddr>() {
        return Ok(named(address));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    if text.is_empty() || !text.chars().all(fits) {
        let expected = "a name such as office.example, of the letters a to z, digits, - and ., or an address such as 192.0.2.7 or 2001:db8::7; without https:// and without a port";
        return Err(format!("expected is {expected}"));
    }
    Ok(text.to_ascii_lowercase())
}

/// An address as browsers write it.
fn named(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

/// The certificate with its key.
fn identity(args: &Arguments, address: IpAddr) -> anyhow::Result<Identity> {
    let read = |path: &Option<PathBuf>| {
        let path = path.as_deref().unwrap_or(Path::new(""));
        fs::read(path).map_err(|fault| InputError::file(path, fault))
    };
    let (chain, key) = (read(&args.certificate)?, read(&args.key)?);
    let identity = Identity::read(&chain, &key);
    Ok(identity.map_err(|fault| {
        beyond(address, format!("{fault}; give the certificate with --certificate and its key with --key, both in PEM"))
    })?)
}

fn beyond(address: IpAddr, lacking: String) -> InputError {
    InputError::ListenBeyond {
        address: address.to_string(),
        lacking,
    }
}

async fn listen(
    args: &Arguments,
    common: &Common,
    app: Arc<App>,
    dir: &Path,
) -> anyhow::Result<()> {
    let listening = match args.listen {
        None => serve(&app).await,
        Some(address) => serve_encrypted(&app, address, &identity(args, address)?).await,
    };
    let listening = listening.map_err(|fault| InputError::Port {
        port: args.port,
        fault,
    })?;
    let address = app.start_address();
    out::line(&address)?;
    match args.listen {
        None => common.say(
            "open this address in a browser of this machine; it holds once. Ctrl-C ends the pages",
        ),
        Some(_) => common.say(
            "warning: every machine that reaches this address can try to sign in, and who has an account sees the casebook as far as their role goes. Ctrl-C ends the pages",
        ),
    }
    if !args.no_open && args.listen.is_none() {
        open(&address);
    }
    if args.listen.is_some() {
        tokio::spawn(watch_accounts(Arc::clone(&app), dir.to_owned()));
    }
    tokio::spawn(watch(app));
    Ok(listening.run().await?)
}

/// Reads the casebook at once, and again whenever something has changed it.
async fn watch(app: Arc<App>) {
    let mut seconds = tokio::time::interval(WATCH);
    loop {
        seconds.tick().await;
        let app = Arc::clone(&app);
        // A fault stands on the page that asks next, with its remedy.
        let _told_on_the_page = tokio::task::spawn_blocking(move || app.keep_fresh()).await;
    }
}

/// Reads the accounts again and again, however long the casebook takes: who has none any more is out. Where they
/// cannot be read, nobody is let in or stays in until they can.
async fn watch_accounts(app: Arc<App>, dir: PathBuf) {
    let mut seconds = tokio::time::interval(WATCH);
    let mut told = String::new();
    loop {
        seconds.tick().await;
        let (app, dir) = (Arc::clone(&app), dir.clone());
        let read = tokio::task::spawn_blocking(move || {
            let read = accounts::read(&dir);
            let fault = read.as_ref().err().map(ToString::to_string);
            app.set_accounts(read.unwrap_or_default());
            fault
        });
        let fault = read.await.ok().flatten().unwrap_or_default();
        if !fault.is_empty() && fault != told {
            eprintln!("warning: nobody can sign in: {fault}");
        }
        told = fault;
    }
}

/// Opens the address with whatever this system opens addresses with. Where there is nothing of the kind,
/// the printed line is enough.
fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(opener);
    let quiet = command
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let _printed_anyway = quiet.spawn();
}
