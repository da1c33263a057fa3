//! The encrypted way in for browsers of other machines.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::crowd::{Crowd, Place};

/// How long a browser may take to agree on a key.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take to say what it asks for, and stay without asking for more.
const SILENCE: Duration = Duration::from_secs(10);
/// How much of a request is held before its page takes it.
const HELD: usize = 64 << 10;
/// How long a connection is kept at all; then its last answer may take as long as the longest form.
const STAY: Duration = Duration::from_secs(60 * 60);
const LAST: Duration = Duration::from_secs(10 * 60);
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

/// A port where browsers agree on a key before they are answered.
pub struct Encrypted {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Encrypted {
    /// Answers on this port with that certificate.
    pub fn new(listener: TcpListener, identity: &Identity) -> Self {
        let acceptor = TlsAcceptor::from(Arc::clone(&identity.0));
        Self { listener, acceptor }
    }

    /// Takes whoever comes, each on a task of its own, so that nobody waits for who says nothing; who is one too
    /// many is cut off at once.
    pub async fn serve(self, router: Router) {
        let crowd = Crowd::default();
        loop {
            let Ok((stream, from)) = self.listener.accept().await else {
                tokio::time::sleep(BREATH).await;
                continue;
            };
            if let Some(place) = crowd.enter(from.ip()) {
                let (acceptor, router) = (self.acceptor.clone(), router.clone());
                tokio::spawn(attend(stream, acceptor, router, place));
            }
        }
    }
}

/// Agrees on a key and answers until the browser goes or has stayed for too long.
async fn attend(stream: TcpStream, acceptor: TlsAcceptor, router: Router, mut place: Place) {
    let Ok(Ok(stream)) = timeout(PATIENCE, acceptor.accept(stream)).await else {
        return;
    };
    place.agreed();
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(SILENCE)
        .max_buf_size(HELD);
    let service = TowerToHyperService::new(router);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    if timeout(STAY, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        // What was not taken by then is never taken.
        let _ended = timeout(LAST, connection).await;
    }
}
