use credence_types::{CaptureStep, ForgeryReading};
use credence_vision::signs::{DocumentScene, SignalReading, forgery_signals};

use crate::images::Images;
use crate::photograph::Photograph;

/// The signals of forgery on each picture of the document, as far as they could be assessed.
pub(crate) fn signals_of(images: &Images) -> Vec<ForgeryReading> {
    let of = |image: &Photograph| {
        let symbols = image.barcodes_seen().map(|scan| scan.readings.as_slice());
        let scene = DocumentScene {
            outline: image.outline().map(|outline| outline.quad),
            zone: image.zone_seen(),
            barcode: symbols.and_then(<[_]>::first),
            ..DocumentScene::new(&image.picture)
        };
        let step = image.step;
        forgery_signals(&scene)
            .into_iter()
            .map(move |signal| reading(step, &signal))
    };
    images.of_document().flat_map(of).collect()
}

/// A signal in the words of the wire.
fn reading(image: CaptureStep, signal: &SignalReading) -> ForgeryReading {
    ForgeryReading {
        image,
        signal: signal.signal.as_str().to_owned(),
        score: f64::from(signal.score),
        threshold: f64::from(signal.threshold),
        is_raised: signal.is_raised,
        corners: signal
            .area
            .map(|area| area.0.map(|point| [f64::from(point.x), f64::from(point.y)])),
    }
}
