//! The encrypted way in for browsers of other machines.

use std::future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

/// How long a browser may take to agree on a key.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many may be about it at once; others wait.
const AT_ONCE: usize = 64;
/// How long after a fault of the system, such as too many open files, the next browser is waited for.
const BREATH: Duration = Duration::from_millis(200);

/// A certificate with its key.
pub struct Identity(Arc<ServerConfig>);

/// Why a certificate and a key are of no use, in words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NoIdentity(String);

impl Identity {
    /// Reads the chain of certificates, the server's own first, and its private key, both in PEM.
    pub fn read(chain: &[u8], key: &[u8]) -> Result<Self, NoIdentity> {
        let fault = |what: &str| NoIdentity(what.to_owned());
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(chain)
            .collect::<Result<_, _>>()
            .map_err(|_| fault("the certificate is not in PEM form"))?;
        if chain.is_empty() {
            return Err(fault("no certificate stands in its file"));
        }
        let key = PrivateKeyDer::from_pem_slice(key)
            .map_err(|_| fault("no private key in PEM form stands in its file"))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| NoIdentity(error.to_string()))?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(|error| NoIdentity(format!("certificate and key do not fit: {error}")))?;
        Ok(Self(Arc::new(config)))
    }
}

/// Browsers that have agreed on a key, one after the other.
pub struct Encrypted {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    local: SocketAddr,
}

impl Encrypted {
    /// Agrees with whoever comes, each on a task of its own, so that nobody waits for who says nothing.
    pub fn new(listener: TcpListener, identity: &Identity) -> io::Result<Self> {
        let local = listener.local_addr()?;
        let acceptor = TlsAcceptor::from(Arc::clone(&identity.0));
        let (ready, receiver) = mpsc::channel(1);
        tokio::spawn(agree(listener, acceptor, ready));
        Ok(Self {
            ready: receiver,
            local,
        })
    }
}

async fn agree(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    ready: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let room = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else {
            return;
        };
        let Ok((stream, from)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let (acceptor, ready) = (acceptor.clone(), ready.clone());
        tokio::spawn(async move {
            let agreed = timeout(PATIENCE, acceptor.accept(stream)).await;
            drop(place);
            if let Ok(Ok(stream)) = agreed {
                // Nobody listens any more only when the server has ended.
                let _ended = ready.send((stream, from)).await;
            }
        });
    }
}

impl Listener for Encrypted {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(agreed) => agreed,
            None => future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.local)
    }
}
