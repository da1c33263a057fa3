//! `tollbook review`

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use tollbook_review::{App, Settings, serve};
use tollbook_tally::Profile;

use super::{Common, Method};
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
    /// Serve other machines too; refused as long as there are no accounts and no encryption
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    #[command(flatten)]
    method: Method,
}

/// Serves the review pages to browsers of this machine until it is ended. Prints one line: the address
/// that opens them, with a token that holds once.
pub fn run(args: &Arguments, common: &Common) -> anyhow::Result<()> {
    if let Some(address) = &args.listen {
        let address = address.clone();
        return Err(InputError::ListenBeyond { address }.into());
    }
    let dir = Casebook::find(common.casebook.as_deref())?.dir().to_owned();
    let method = &args.method.profile;
    Profile::named(method).map_err(|fault| InputError::Profile(fault.to_string()))?;
    let settings = Settings {
        port: args.port,
        method: method.clone(),
        seed: new_seed_bytes()?,
    };
    let app = App::new(Box::new(Folder { dir }), &settings);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("the system gives no threads")?;
    runtime.block_on(listen(args, common, app))
}

async fn listen(args: &Arguments, common: &Common, app: Arc<App>) -> anyhow::Result<()> {
    let listening = serve(&app).await.map_err(|fault| InputError::Port {
        port: args.port,
        fault,
    })?;
    let address = app.start_address();
    out::line(&address)?;
    common.say(
        "open this address in a browser of this machine; it holds once. Ctrl-C ends the pages",
    );
    if !args.no_open {
        open(&address);
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
