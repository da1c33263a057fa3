//! One thread fetches while the others work on what it fetched before.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver};

/// How many batches are fetched before the first of them is done.
const FETCHED_AHEAD: usize = 2;

/// Has `fetch` give batches, each of which `work` makes something of on any thread, and gives that to `take` in the
/// order of the batches. Where `work` panics, so does this.
pub fn ahead<B: Send, T: Send, E>(
    fetch: impl FnOnce(&mut dyn FnMut(B) -> Result<(), E>) -> Result<(), E>,
    work: impl Fn(B) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    // Whoever panicked has sent nothing, and the scope passes the panic on.
    let mut take_one = |done: Receiver<T>| done.recv().map_or(Ok(()), &mut take);
    rayon::in_place_scope(|scope| {
        let mut waiting = VecDeque::new();
        fetch(&mut |batch| {
            let (send, done) = mpsc::channel();
            let work = &work;
            scope.spawn(move |_| {
                // After a fault nobody waits for more.
                let _unheard = send.send(work(batch));
            });
            waiting.push_back(done);
            match waiting.len() > FETCHED_AHEAD {
                true => waiting.pop_front().map_or(Ok(()), &mut take_one),
                false => Ok(()),
            }
        })?;
        waiting.into_iter().try_for_each(&mut take_one)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares_of(count: u32, work: impl Fn(u32) -> u32 + Sync) -> Result<Vec<u32>, u32> {
        let mut taken = Vec::new();
        let done = ahead(
            |give| (0..count).try_for_each(give),
            work,
            |square| match square {
                25 => Err(square),
                square => {
                    taken.push(square);
                    Ok(())
                }
            },
        );
        done.map(|()| taken)
    }

    #[test]
    fn what_is_made_of_batches_comes_in_their_order_until_a_fault() {
        assert_eq!(squares_of(5, |n| n * n), Ok(vec![0, 1, 4, 9, 16]));
        assert_eq!(squares_of(500, |n| n * n), Err(25));
    }

    #[test]
    #[should_panic(expected = "invented fault")]
    fn batches_that_all_panic_leave_nobody_waiting() {
        let _never = squares_of(500, |_| panic!("invented fault"));
    }
}
