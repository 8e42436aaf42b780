//! A flat sheet measured in millimetres, and the ink that goes on it.

mod face;
mod guilloche;
mod portrait;
mod shape;
mod stencil;
mod surface;
mod symbol;
mod text;
mod wear;

pub(crate) use face::Face;
pub(crate) use guilloche::{Rosette, Waves};
pub(crate) use portrait::Tone;
pub(crate) use shape::rounded_distance;
pub(crate) use stencil::Stencil;
pub(crate) use surface::{Canvas, Ink};
pub(crate) use symbol::SymbolShape;
pub(crate) use text::{Align, TextStyle};
