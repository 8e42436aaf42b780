//! Pages about the API for those who build on it: what each call takes and gives, every code, every
//! problem. Made of what the code itself says; without scripts.

mod checks;
mod curl;
mod files;
mod html;
mod operations;
mod people_page;
mod problem_page;
mod reader_page;
mod reference_page;
mod schemas;
mod serve;
mod states;

pub(crate) use files::ManualFiles;
pub(crate) use html::escaped;
pub(crate) use serve::{people, problem_page, problems, reader, reference, style};
