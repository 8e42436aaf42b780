use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use credence_types::{TenantId, WebhookEndpointId};
use uuid::Uuid;

/// Calls to one endpoint at a time, of this process: one that hangs holds up no other.
const MOST_AT_ONCE: usize = 4;
/// Calls for one tenant at a time, of this process: half of all that there are, so that one whose
/// receivers all hang holds up no other tenant.
const MOST_OF_A_TENANT: usize = 8;

/// How many calls to each endpoint, and for each tenant, are under way.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<HashMap<Uuid, usize>>);

/// Leave to call an endpoint, given back when dropped.
pub(crate) struct Turn<'a> {
    turns: &'a Turns,
    held: [Uuid; 2],
}

impl Turns {
    /// `None` while enough calls to the endpoint, or for its tenant, are under way.
    pub(crate) fn take(&self, tenant: TenantId, endpoint: WebhookEndpointId) -> Option<Turn<'_>> {
        let held = [tenant.as_uuid(), endpoint.as_uuid()];
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let has_room = |(id, most): (Uuid, usize)| taken.get(&id).is_none_or(|count| *count < most);
        if !held
            .into_iter()
            .zip([MOST_OF_A_TENANT, MOST_AT_ONCE])
            .all(has_room)
        {
            return None;
        }
        for id in held {
            *taken.entry(id).or_default() += 1;
        }
        Some(Turn { turns: self, held })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut taken = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        for id in self.held {
            if let Some(count) = taken.get_mut(&id) {
                *count -= 1;
                if *count == 0 {
                    taken.remove(&id);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(id: u128) -> TenantId {
        TenantId::from_uuid(Uuid::from_u128(id))
    }

    fn endpoint(id: u128) -> WebhookEndpointId {
        WebhookEndpointId::from_uuid(Uuid::from_u128(id))
    }

    #[test]
    fn an_endpoint_has_so_many_turns_and_gets_them_back() {
        let (one, other) = (endpoint(1), endpoint(2));
        let turns = Turns::default();
        let held: Vec<_> = (0..MOST_AT_ONCE)
            .map(|_| turns.take(tenant(9), one).unwrap())
            .collect();
        assert!(turns.take(tenant(9), one).is_none());
        assert!(turns.take(tenant(9), other).is_some());
        drop(held);
        assert!(turns.take(tenant(9), one).is_some());
        assert!(turns.0.lock().unwrap().is_empty());
    }

    #[test]
    fn a_tenant_leaves_turns_to_others() {
        let turns = Turns::default();
        let held: Vec<_> = (0..u128::try_from(MOST_OF_A_TENANT).unwrap())
            .map(|id| turns.take(tenant(100), endpoint(id)).unwrap())
            .collect();
        assert!(turns.take(tenant(100), endpoint(50)).is_none());
        assert!(turns.take(tenant(101), endpoint(51)).is_some());
        drop(held);
        assert!(turns.take(tenant(100), endpoint(50)).is_some());
    }
}
