//! What a line would look like with another character in a place (analysis by synthesis): the shapes
//! of OCR-B are drawn where the characters stand, as the lens and the light of this very picture show
//! those that are certain, and compared with what is seen. A network knows lenses in general; this
//! knows the one that took the picture.

mod course;
#[cfg(test)]
mod example;
mod find_course;
mod grid;
mod kernel;
mod light;
mod likelihood;
mod shapes;
mod solve;
mod written;

pub(super) use likelihood::likelihoods;
pub(super) use written::Written;
