//! Whether a network answers as one should: the same for the same picture, otherwise for another.

use super::chip::Chip;
use super::network::Network;
use super::{FaceFault, ModelError, Template};

/// Tries a recogniser out, by whatever makes templates of its pictures.
pub(super) fn try_templates(
    recogniser: &Network,
    embed: impl Fn(Chip) -> Result<Template, FaceFault>,
) -> Result<(), ModelError> {
    let template = |stripes| {
        embed(striped(recogniser.side(), stripes))
            .map_err(|fault| fault.of_a_trial(recogniser.name()))
    };
    let (first, again, other) = (template(3)?, template(3)?, template(17)?);
    let (again, other) = (again.values(), other.values());
    judge(recogniser, first.values(), &again, &other)
}

/// A picture of stripes, for trying networks out.
pub(super) fn striped(side: usize, stripes: usize) -> Chip {
    let values = (0..3 * side * side).map(|at| {
        let across = at % side;
        if (across * stripes / side).is_multiple_of(2) {
            60.0
        } else {
            180.0
        }
    });
    Chip {
        side,
        values: values.collect(),
    }
}

pub(super) fn judge<T: PartialEq>(
    network: &Network,
    first: T,
    again: &T,
    other: &T,
) -> Result<(), ModelError> {
    let reason = if first != *again {
        "it gives different answers for the same picture"
    } else if first == *other {
        "it gives the same answer for different pictures"
    } else {
        return Ok(());
    };
    Err(ModelError::SelfTest {
        network: network.name(),
        reason,
    })
}
