mod answer;
mod api;
mod call;
mod dvs;
mod log;
mod people;
mod webhooks;

pub(crate) use answer::Answer;
pub(crate) use api::{Api, OTHER, Settings, TENANT};
pub(crate) use call::Call;
pub(crate) use dvs::{Dvs, PICTURE};
pub(crate) use log::log;
pub(crate) use people::{EMAIL, Integrator, PASSWORD, Reviewer, Session};
