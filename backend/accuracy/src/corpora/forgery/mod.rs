//! Signals of forgery: how often each is raised on tampered and on honest photographs.

mod illustration;
mod measure;
mod photographed;

pub(crate) use measure::measure;
