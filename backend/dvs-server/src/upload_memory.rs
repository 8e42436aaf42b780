use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A body of n bytes holds at most about 3 n at once: itself, the decoded images, the sealed ones.
const BYTES_HELD_PER_BODY_BYTE: usize = 3;
/// Body bytes paid for at a time.
const STEP_BYTES: usize = 64 << 10;
/// Bytes that one permit stands for.
const PERMIT_BYTES: usize = 1 << 10;

/// The memory that all uploads together may hold. Paid as bytes arrive, not as they are announced,
/// so a client that promises 32 MB and stalls holds next to nothing.
#[derive(Debug, Clone)]
pub(crate) struct UploadMemory(Arc<Semaphore>);

/// What one upload holds; given back when dropped.
#[derive(Debug)]
pub(crate) struct UploadGrant {
    memory: UploadMemory,
    permit: Option<OwnedSemaphorePermit>,
    paid_bytes: usize,
}

/// Too many uploads at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OutOfMemory;

impl UploadMemory {
    pub(crate) fn new(bytes: usize) -> Self {
        let permits = (bytes / PERMIT_BYTES).min(Semaphore::MAX_PERMITS);
        Self(Arc::new(Semaphore::new(permits)))
    }

    /// An upload that holds nothing yet.
    pub(crate) fn grant(&self) -> UploadGrant {
        UploadGrant {
            memory: self.clone(),
            permit: None,
            paid_bytes: 0,
        }
    }
}

impl UploadGrant {
    /// Pays for a body that has grown to `body_bytes`.
    pub(crate) fn grow_to(&mut self, body_bytes: usize) -> Result<(), OutOfMemory> {
        while self.paid_bytes < body_bytes {
            let permits = u32::try_from(STEP_BYTES * BYTES_HELD_PER_BODY_BYTE / PERMIT_BYTES)
                .map_err(|_error| OutOfMemory)?;
            let more = Arc::clone(&self.memory.0)
                .try_acquire_many_owned(permits)
                .map_err(|_error| OutOfMemory)?;
            match &mut self.permit {
                Some(permit) => permit.merge(more),
                none => *none = Some(more),
            }
            self.paid_bytes += STEP_BYTES;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uploads_share_the_memory_and_give_it_back() {
        let memory = UploadMemory::new(10 * STEP_BYTES * BYTES_HELD_PER_BODY_BYTE);
        let mut first = memory.grant();
        let mut second = memory.grant();
        first.grow_to(6 * STEP_BYTES).unwrap();
        first.grow_to(6 * STEP_BYTES).unwrap();
        second.grow_to(4 * STEP_BYTES).unwrap();
        assert_eq!(second.grow_to(4 * STEP_BYTES + 1), Err(OutOfMemory));
        drop(first);
        second.grow_to(10 * STEP_BYTES).unwrap();
    }

    #[test]
    fn an_announced_body_holds_nothing_until_it_arrives() {
        let memory = UploadMemory::new(STEP_BYTES * BYTES_HELD_PER_BODY_BYTE);
        let _stalled: Vec<UploadGrant> = (0..1000).map(|_| memory.grant()).collect();
        memory.grant().grow_to(1).unwrap();
    }
}
