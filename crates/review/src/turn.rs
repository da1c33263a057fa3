//! Work that takes much time or memory: of each kind one at a time on a server.

use std::sync::Arc;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// How long somebody waits for their turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// The kinds of work.
#[derive(Debug)]
pub struct Turns {
    /// Comparing a password.
    pub comparing: Turn,
    /// Estimating from a table.
    pub estimating: Turn,
    /// Checking the whole casebook.
    pub checking: Turn,
    /// Making a release or a page of one.
    pub releasing: Turn,
}

impl Turns {
    /// All of them free.
    pub fn new() -> Self {
        let free = || Turn::new(PATIENCE);
        Self {
            comparing: free(),
            estimating: free(),
            checking: free(),
            releasing: free(),
        }
    }
}

/// One kind of work.
#[derive(Debug)]
pub struct Turn {
    free: Arc<Semaphore>,
    patience: Duration,
}

/// Why work was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    /// Others were at it all the time.
    Busy,
    /// It panicked.
    Broken,
}

impl Turn {
    fn new(patience: Duration) -> Self {
        Self {
            free: Arc::new(Semaphore::new(1)),
            patience,
        }
    }

    /// Does the work when it is its turn, on a thread that may wait. The turn belongs to the work, not to who
    /// asked for it: whoever goes away meanwhile lets nobody else begin before it is done.
    pub async fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Undone> {
        let turn = timeout(self.patience, Arc::clone(&self.free).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else {
            return Err(Undone::Busy);
        };
        let done = spawn_blocking(move || {
            let _until_done = turn;
            work()
        });
        done.await.map_err(|_| Undone::Broken)
    }
}

/// The threads that make pages, as many as there are processors: each keeps memory of its own for what it makes, and a
/// server that made every page on another thread would grow with the number of its readers.
pub struct Makers(ThreadPool);

impl Makers {
    /// Starts them.
    pub fn new() -> Result<Self, ThreadPoolBuildError> {
        let threads = ThreadPoolBuilder::new().thread_name(|at| format!("pages-{at}"));
        // Whoever waits for the page is told; by itself a panic here would end the program.
        let threads = threads.panic_handler(|_| {});
        Ok(Self(threads.build()?))
    }

    /// Makes something on one of them.
    pub async fn make<T: Send + 'static>(
        &self,
        make: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Undone> {
        let (tell, told) = oneshot::channel();
        self.0.spawn(move || {
            // Who asked may have gone away.
            let _unheard = tell.send(make());
        });
        told.await.map_err(|_| Undone::Broken)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_page_that_panics_is_told_and_the_next_one_is_made() {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.expect("a thread").block_on(async {
            let makers = Makers::new().expect("threads");
            let broken = makers.make(|| panic!("invented fault")).await;
            assert_eq!(broken, Err::<(), _>(Undone::Broken));
            assert_eq!(makers.make(|| 7).await, Ok(7));
        });
    }

    #[test]
    fn who_goes_away_does_not_let_the_next_one_begin() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a thread");
        runtime.block_on(async {
            let turn = Turn::new(Duration::from_millis(50));
            let (end, ended) = mpsc::channel::<()>();
            let long = turn.take(move || ended.recv().is_ok());
            let left = timeout(Duration::from_millis(50), long).await;
            assert!(left.is_err(), "it was left while it worked");
            assert_eq!(turn.take(|| ()).await, Err(Undone::Busy));
            end.send(()).expect("it still works");
            let mut next = turn.take(|| ()).await;
            // The thread may need a moment to end.
            for _ in 0..100 {
                if next.is_ok() {
                    break;
                }
                next = turn.take(|| ()).await;
            }
            assert_eq!(next, Ok(()));
        });
    }
}
