use super::drawing::{DocumentKind, Drawing};
use super::printer::Printer;
use crate::canvas::{Canvas, Face, Ink, Tone};
use crate::geometry::Rectangle;
use crate::person::Person;

/// Draws the person face on, as a selfie shows them: the cartoon of the documents' portraits,
/// larger. 90 × 120 mm at 8 pixels to the millimetre, so 720 × 960 pixels.
#[must_use]
pub fn selfie(person: &Person) -> Drawing {
    let (width, height) = (90.0, 120.0);
    let mut canvas = Canvas::new(width, height, 8.0, Ink::solid(188, 194, 198));
    let whole = Rectangle::new(0.0, 0.0, width, height);
    canvas.portrait(whole, &Face::of(person), Tone::Colour);
    canvas.wash(whole, (1.0, 0.0), Ink::solid(40, 36, 30).at(0.25));
    canvas.grain(person.face_seed, 4);
    let head = Rectangle::new(width * 0.25, height * 0.14, width * 0.5, height * 0.64);
    Printer::new(canvas, Ink::solid(0, 0, 0)).finish(DocumentKind::Selfie, 0.0, Some(head), None)
}
