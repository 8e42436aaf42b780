use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use credence_types::WebhookEndpointId;

/// Calls to one endpoint at a time, of this process: one that hangs holds up no other.
const MOST_AT_ONCE: usize = 4;

/// How many calls to each endpoint are under way.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<HashMap<WebhookEndpointId, usize>>);

/// Leave to call an endpoint, given back when dropped.
pub(crate) struct Turn<'a> {
    turns: &'a Turns,
    endpoint: WebhookEndpointId,
}

impl Turns {
    /// `None` while enough calls to the endpoint are under way.
    pub(crate) fn take(&self, endpoint: WebhookEndpointId) -> Option<Turn<'_>> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(endpoint).or_default();
        if *count >= MOST_AT_ONCE {
            return None;
        }
        *count += 1;
        Some(Turn {
            turns: self,
            endpoint,
        })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut taken = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.endpoint) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.endpoint);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_endpoint_has_so_many_turns_and_gets_them_back() {
        let [one, other] = [1, 2].map(|id| WebhookEndpointId::from_uuid(Uuid::from_u128(id)));
        let turns = Turns::default();
        let held: Vec<_> = (0..MOST_AT_ONCE)
            .map(|_| turns.take(one).unwrap())
            .collect();
        assert!(turns.take(one).is_none());
        assert!(turns.take(other).is_some());
        drop(held);
        assert!(turns.take(one).is_some());
        assert!(turns.0.lock().unwrap().is_empty());
    }
}
