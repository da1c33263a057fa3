//! How many come at once from other machines: in all, from one address, and of them how many have not agreed on a
//! key yet. Who is one too many is not served, so that nobody can take the room of all others.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Connections in all.
const ALL: usize = 256;
/// Connections from one address.
const FROM_ONE: usize = 32;
/// Of them, those that have not agreed on a key yet.
const AGREEING: usize = 8;

/// Who is there.
#[derive(Clone, Debug, Default)]
pub struct Crowd(Arc<Mutex<Present>>);

#[derive(Debug, Default)]
struct Present {
    all: usize,
    from: BTreeMap<IpAddr, Count>,
}

#[derive(Debug, Default)]
struct Count {
    connections: usize,
    agreeing: usize,
}

/// One connection's place, given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    crowd: Crowd,
    from: IpAddr,
    agreeing: bool,
}

impl Crowd {
    /// A place for a connection from this address that has yet to agree on a key; `None` where there is no room.
    pub fn enter(&self, from: IpAddr) -> Option<Place> {
        let from = source(from);
        let mut present = self.lock();
        let count = present.from.get(&from);
        let full = |count: &Count| count.connections >= FROM_ONE || count.agreeing >= AGREEING;
        if present.all >= ALL || count.is_some_and(full) {
            return None;
        }
        present.all += 1;
        let count = present.from.entry(from).or_default();
        count.connections += 1;
        count.agreeing += 1;
        Some(Place {
            crowd: self.clone(),
            from,
            agreeing: true,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Present> {
        // Nothing panics between two counts that belong together.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// A key is agreed on.
    pub fn agreed(&mut self) {
        if std::mem::take(&mut self.agreeing) {
            let mut present = self.crowd.lock();
            if let Some(count) = present.from.get_mut(&self.from) {
                count.agreeing -= 1;
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.agreed();
        let mut present = self.crowd.lock();
        present.all -= 1;
        if let Some(count) = present.from.get_mut(&self.from) {
            count.connections -= 1;
            if count.connections == 0 {
                present.from.remove(&self.from);
            }
        }
    }
}

/// What counts as one address: of IPv6 the network of 64 bits, which one household has to itself.
fn source(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(from) => {
            let network = u128::from(from) >> 64 << 64;
            Ipv6Addr::from(network).into()
        }
        from => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn fill(crowd: &Crowd, from: IpAddr, agreed: bool) -> Vec<Place> {
        let places = std::iter::from_fn(|| {
            let mut place = crowd.enter(from)?;
            if agreed {
                place.agreed();
            }
            Some(place)
        });
        places.collect()
    }

    #[test]
    fn one_address_takes_no_more_than_its_share() {
        let crowd = Crowd::default();
        let half_open = fill(&crowd, of("192.0.2.1"), false);
        assert_eq!(half_open.len(), AGREEING);
        assert!(crowd.enter(of("::ffff:192.0.2.1")).is_none());
        assert!(crowd.enter(of("192.0.2.2")).is_some(), "others come in");
        drop(half_open);
        let open = fill(&crowd, of("192.0.2.1"), true);
        assert_eq!(open.len(), FROM_ONE);
        let network = fill(&crowd, of("2001:db8::1"), true);
        assert_eq!(network.len(), FROM_ONE);
        assert!(crowd.enter(of("2001:db8::2:0:0:1")).is_none());
        assert!(crowd.enter(of("2001:db8:0:1::1")).is_some());
    }

    #[test]
    fn all_together_take_no_more_than_there_is_and_give_it_back() {
        let crowd = Crowd::default();
        let many = (0..=255u8).flat_map(|n| fill(&crowd, IpAddr::from([198, 51, 100, n]), true));
        let many: Vec<Place> = many.collect();
        assert_eq!(many.len(), ALL);
        assert!(crowd.enter(of("192.0.2.1")).is_none());
        drop(many);
        let present = crowd.lock();
        assert_eq!((present.all, present.from.len()), (0, 0));
    }
}
