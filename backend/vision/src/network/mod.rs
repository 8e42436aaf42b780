//! The built-in networks, run by what they need and no more: plane by plane, without laying pixels
//! out anew for every convolution, in half the time of a general runtime.

#[expect(
    clippy::indexing_slicing,
    reason = "places in arrays whose lengths the compiler knows"
)]
mod apply;
mod convolution;
mod graph;
#[expect(
    clippy::indexing_slicing,
    reason = "rows and planes are as long as the map that they are part of was made"
)]
mod map;
pub(crate) mod message;
#[expect(
    clippy::indexing_slicing,
    reason = "rows and planes are as long as the map that they are part of was made"
)]
mod rows;
mod run;
mod store;
mod wide;

pub(crate) use graph::Network;
pub(crate) use store::Store;
pub(crate) use wide::wide;
