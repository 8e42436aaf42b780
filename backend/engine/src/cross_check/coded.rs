use std::collections::BTreeMap;

use credence_documents::compare::HolderName;
use credence_documents::mrz::MrzFormat;
use credence_documents::{DocumentFields, FieldKey};
use credence_types::{CaptureStep, FieldSighting, FieldSource, PictureCorners, Redacted};
use credence_vision::Quad;

use crate::barcode::Barcode;
use crate::images::Images;
use crate::photograph::Photograph;
use crate::places;
use crate::zone::Zone;

/// A barcode or a zone, as a source of fields.
#[derive(Debug)]
pub(crate) struct Coded<'a> {
    pub(crate) source: FieldSource,
    pub(crate) fields: &'a DocumentFields,
    pub(crate) name: HolderName,
    /// Whether it is a visa's zone.
    pub(super) is_visa: bool,
    image: Option<CaptureStep>,
    places: BTreeMap<FieldKey, (u8, PictureCorners)>,
}

/// What passed error correction is as sure as can be.
const CORRECTED: u8 = 100;

impl<'a> Coded<'a> {
    pub(crate) fn of_zone(zone: &'a Zone, images: &Images) -> Self {
        let seen = seen(images, zone.image).and_then(Photograph::zone_seen);
        let place = |key: FieldKey| Some((key, places::in_zone(seen?, key)?));
        Self {
            source: FieldSource::Mrz,
            fields: &zone.document.fields,
            name: HolderName::from_zone(&zone.document),
            is_visa: matches!(zone.document.format, MrzFormat::MrvA | MrzFormat::MrvB),
            image: zone.image,
            places: FieldKey::ALL.iter().filter_map(|key| place(*key)).collect(),
        }
    }

    pub(crate) fn of_barcode(barcode: &'a Barcode, images: &Images) -> Self {
        let scan = seen(images, barcode.image).and_then(Photograph::barcodes_seen);
        let symbol = scan.and_then(|scan| scan.readings.first());
        let place = symbol.map(|symbol| (CORRECTED, places::corners(&Quad(symbol.corners))));
        let keys = FieldKey::ALL.iter();
        Self {
            source: FieldSource::Barcode,
            fields: &barcode.document.fields,
            name: HolderName::from_barcode(&barcode.document),
            is_visa: false,
            image: barcode.image,
            places: keys.filter_map(|key| Some((*key, place?))).collect(),
        }
    }

    /// Whether the source cut a part of the name or may have.
    pub(super) const fn is_shortened(&self, key: FieldKey) -> bool {
        matches!(key, FieldKey::FamilyName) && self.name.is_family_shortened
            || matches!(key, FieldKey::FirstName) && self.name.is_first_shortened
            || matches!(key, FieldKey::MiddleName) && self.name.is_middle_shortened
    }

    pub(super) fn sighting(&self, key: FieldKey) -> Option<FieldSighting> {
        let value = self.fields.text(key)?;
        let place = self.places.get(&key);
        Some(FieldSighting {
            source: self.source,
            image: self.image,
            value: Redacted::new(value.into_inner()),
            confidence: place.map(|(certainty, _)| *certainty),
            corners: place.map(|(_, corners)| *corners),
        })
    }
}

fn seen(images: &Images, step: Option<CaptureStep>) -> Option<&Photograph> {
    images.of_document().find(|image| Some(image.step) == step)
}
