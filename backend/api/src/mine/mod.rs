//! The person's own page: what is known about them, a copy of it, its end, and a human. Plain HTML and
//! forms, without scripts. Whoever comes in has the code that their page showed.

mod agreed;
mod archive;
mod ask;
mod brand;
mod cookie;
mod download;
mod enter;
mod erase;
mod form;
mod html;
mod image;
mod login;
mod overview;
mod receipt;
mod routes;
mod sections;
mod trouble;
mod words;
mod words_en;

pub(crate) use routes::{files, routes};
