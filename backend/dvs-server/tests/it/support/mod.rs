mod bodies;
mod call;
mod server;

pub(crate) use bodies::{
    FAMILY_NAME, JPEG, PNG, WEBP, back_photograph, barcode, base64, fixture, licence, readable,
    track_string, unreadable,
};
pub(crate) use call::Answer;
pub(crate) use server::Server;
