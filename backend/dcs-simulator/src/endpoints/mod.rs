//! The one path's two methods.

mod check_passport;
mod read_status;

pub(crate) use check_passport::check_passport;
pub(crate) use read_status::read_status;
