use credence_testkit::person::reference_day;
use credence_testkit::scene::Photograph;
use credence_vision::barcode::read_pdf417;
use credence_vision::decode;
use credence_vision::mrz::read_mrz;
use credence_vision::outline::locate;
use credence_vision::signs::{DocumentScene, SignalReading, forgery_signals};

use crate::clock::measured;
use crate::error::AccuracyError;

/// The signals of a photograph.
pub(super) struct Photographed {
    pub(super) signals: Vec<SignalReading>,
    /// For the signals alone.
    pub(super) milliseconds: f64,
}

impl Photographed {
    /// What the service knows beforehand: outline, zone and barcode as the readers find them.
    pub(super) fn look(photo: &Photograph) -> Result<Self, AccuracyError> {
        let picture = decode(&photo.bytes)?;
        let has_zone = !photo.truth.mrz_lines.is_empty();
        let zone = has_zone.then(|| read_mrz(&picture, reference_day()).reading);
        let symbols = photo.truth.barcode.map(|_| read_pdf417(&picture));
        let outline = locate(&picture).map(|outline| outline.quad);
        // A picture's colours are worked out once, by whoever needs them first.
        std::hint::black_box(picture.rgb());
        let (signals, milliseconds) = measured(|| {
            forgery_signals(&DocumentScene {
                outline,
                zone: zone.as_ref().and_then(Option::as_ref),
                barcode: symbols.as_deref().and_then(<[_]>::first),
                ..DocumentScene::new(&picture)
            })
        });
        Ok(Self {
            signals,
            milliseconds,
        })
    }

    pub(super) fn raised(&self) -> impl Iterator<Item = &SignalReading> {
        self.signals.iter().filter(|signal| signal.is_raised)
    }
}
