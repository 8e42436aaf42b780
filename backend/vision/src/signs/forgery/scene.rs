use crate::barcode::BarcodeReading;
use crate::geometry::Quad;
use crate::mrz::MrzReading;
use crate::picture::Picture;

use super::barcode_density::barcode_density;
use super::photocopy::photocopy;
use super::screen::screen;
use super::signal::SignalReading;
use super::splice::splice;
use super::zone_font::zone_font;

/// A document's picture with what was found on it. What is not known is left out: the signals that
/// need it are then not assessed.
#[derive(Debug, Clone, Copy)]
pub struct DocumentScene<'a> {
    /// The picture as it was sent: scaling and saving again on the way wipe traces out.
    pub picture: &'a Picture,
    /// The document's corners as seen in the picture. Corners that were told from a barcode's usual
    /// place are no measure of it and do not belong here.
    pub outline: Option<Quad>,
    /// The portrait's corners: the box of the printed photograph, not of the face in it.
    pub portrait: Option<Quad>,
    /// The machine-readable zone.
    pub zone: Option<&'a MrzReading>,
    /// The barcode of a card of ID-1 size.
    pub barcode: Option<&'a BarcodeReading>,
}

impl<'a> DocumentScene<'a> {
    /// A picture of which nothing is known.
    #[must_use]
    pub const fn new(picture: &'a Picture) -> Self {
        Self {
            picture,
            outline: None,
            portrait: None,
            zone: None,
            barcode: None,
        }
    }
}

/// Every signal that could be assessed, raised or not, in the order of
/// [`ForgerySignal`](super::ForgerySignal); one that is absent could not be. The work is some
/// passes over the document's pixels.
#[must_use]
pub fn forgery_signals(scene: &DocumentScene<'_>) -> Vec<SignalReading> {
    [
        splice(scene),
        screen(scene),
        photocopy(scene),
        zone_font(scene),
        barcode_density(scene),
    ]
    .into_iter()
    .flatten()
    .collect()
}
