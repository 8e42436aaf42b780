use credence_types::CaptureStep;
use credence_vision::signs::{DocumentScene, SignalReading, forgery_signals};

use crate::images::Images;
use crate::readings::Loaded;

/// The signals of forgery on each picture of the document, as far as they could be assessed.
pub(crate) fn signals_of(images: &Images) -> Vec<(CaptureStep, SignalReading)> {
    let of = |image: &Loaded| {
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
            .map(move |signal| (step, signal))
    };
    images.of_document().flat_map(of).collect()
}
