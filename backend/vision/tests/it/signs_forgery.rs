//! Signals of forgery on drawn photographs: a slice of `examples/forgery_signals.rs`.

use credence_testkit::tamper::{FRESH, Tampering};
use credence_vision::signs::{DocumentScene, ForgerySignal, forgery_signals};
use credence_vision::{Picture, Quad};

use crate::forgery_scenes::{ReadPhotograph, Sample, honest, tampered};

/// The signals that are raised, and whether each points at what was changed.
fn raised(sample: &Sample) -> Vec<(ForgerySignal, bool)> {
    let read = ReadPhotograph::read(&sample.photo).unwrap();
    forgery_signals(&read.scene())
        .into_iter()
        .filter(|reading| reading.is_raised)
        .map(|reading| (reading.signal, sample.is_pointed_at(reading.area.as_ref())))
        .collect()
}

#[test]
fn honest_photographs_raise_nothing() {
    // Kept once, saved twice, and made smaller.
    for number in FRESH..FRESH + 4 {
        assert_eq!(raised(&honest(number).unwrap()), [], "{number}");
    }
}

#[test]
fn each_signal_sees_what_it_is_for() {
    let cases = [
        (Tampering::SwappedPortrait, 8, ForgerySignal::Splice),
        (Tampering::EditedDigits, 5, ForgerySignal::Splice),
        (Tampering::RecapturedScreen, 9, ForgerySignal::ScreenPattern),
        (Tampering::PrintedCopy, 1, ForgerySignal::Photocopy),
        (Tampering::AlteredZoneFont, 8, ForgerySignal::ZoneFont),
        (
            Tampering::WrongDensityBarcode,
            4,
            ForgerySignal::BarcodeDensity,
        ),
    ];
    for (tampering, number, signal) in cases {
        let raised = raised(&tampered(tampering, number).unwrap());
        assert!(raised.contains(&(signal, true)), "{tampering:?} {raised:?}");
    }
}

#[test]
fn hostile_scenes_are_survived() {
    let picture = Picture::from_rgb(40, 30, vec![128; 3600]).unwrap();
    assert!(forgery_signals(&DocumentScene::new(&picture)).is_empty());
    for outline in [
        Quad::rectangle(f32::NAN, 0.0, 10.0, 10.0),
        Quad::rectangle(-9e9, -9e9, 2e10, 2e10),
        Quad::default(),
    ] {
        let scene = DocumentScene {
            outline: Some(outline),
            portrait: Some(outline),
            ..DocumentScene::new(&picture)
        };
        assert!(
            forgery_signals(&scene)
                .iter()
                .all(|reading| !reading.is_raised)
        );
    }
}
